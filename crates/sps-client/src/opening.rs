//! Opening a transaction on appliances that disagree about it, and asking whether its commit needs a message.

use crate::client::Client;
use crate::error::Error;
use crate::resource::{Content, Resource};
use crate::transaction::{MessageRule, TransactionState, TransactionStatus};
use crate::transport::Transport;

/// How a transaction came to be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// By this call.
    Now,
    /// It was open before.
    Already,
}

/// Where `require_commitlog` is: up to 7.x, and in 8.0 (`sps-api.md` §7.2).
const COMMITLOG: [&[&str]; 2] = [&["aaa", "settings"], &["management", "accounting"]];

impl<T: Transport> Client<T> {
    /// Makes sure that a transaction is open, whatever this version thinks of opening twice (`sps-api.md` §7.3): reads
    /// the state, opens one unless it is open, and reads once more if that is refused.
    ///
    /// A status this client does not know is treated like a closed transaction.
    ///
    /// # Errors
    /// The refusal of opening, if no transaction is open after it, else as for [`Client::open_transaction`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use sps_client::Opened;
    ///
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"transaction","body":{"status":"open"}}"#]);
    /// assert_eq!(client.ensure_transaction().await?, Opened::Already);
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn ensure_transaction(&self) -> Result<Opened, Error> {
        if self.transaction().await?.status == TransactionStatus::Open {
            return Ok(Opened::Already);
        }
        let refused = match self.open_transaction().await {
            Ok(()) => return Ok(Opened::Now),
            Err(refused @ (Error::Refused(_) | Error::Conflict(_) | Error::NotAllowed(_))) => {
                refused
            }
            Err(error) => return Err(error),
        };
        // Opened meanwhile by another program with the same session, or opened by a status this client does not know.
        match self.transaction().await {
            Ok(state) if state.status == TransactionStatus::Open => Ok(Opened::Already),
            _ => Err(refused),
        }
    }

    /// Whether a commit needs a message: as the state says (8.0), else by `require_commitlog` (older versions).
    ///
    /// What the user may not read, or the appliance does not have, leaves it [`MessageRule::Unknown`]: offer an optional
    /// message, and learn from [`Error::MessageRequired`].
    ///
    /// # Errors
    /// [`Error::SessionEnded`], [`Error::Transport`] and the like.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use sps_client::MessageRule;
    ///
    /// # pollster::block_on(async {
    /// let client = canned([
    ///     r#"{"key":"transaction","transaction":{"status":"closed"}}"#,
    ///     r#"{"key":"settings","settings":{"require_commitlog":true}}"#,
    /// ]);
    /// let state = client.transaction().await?;
    /// assert_eq!(client.message_rule(&state).await?, MessageRule::Required);
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn message_rule(&self, state: &TransactionState) -> Result<MessageRule, Error> {
        if state.commit_message != MessageRule::Unknown {
            return Ok(state.commit_message);
        }
        Ok(match self.require_commitlog().await? {
            Some(true) => MessageRule::Required,
            Some(false) => MessageRule::Optional,
            None => MessageRule::Unknown,
        })
    }

    /// The setting `require_commitlog`, from `aaa/settings` or `management/accounting`; `None` if neither tells.
    ///
    /// # Errors
    /// As for [`Client::message_rule`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([
    ///     r#"{"key":"settings","body":{"method":{"selection":"passwd"}}}"#,
    ///     r#"{"key":"accounting","body":{"require_commitlog":false}}"#,
    /// ]);
    /// assert_eq!(client.require_commitlog().await?, Some(false));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn require_commitlog(&self) -> Result<Option<bool>, Error> {
        for keys in COMMITLOG {
            match self.configuration(keys).await {
                Ok(resource) => {
                    if let Some(required) = commitlog_of(&resource) {
                        return Ok(Some(required));
                    }
                }
                Err(
                    Error::NotFound(_)
                    | Error::LacksRight(_)
                    | Error::NotAllowed(_)
                    | Error::Refused(_)
                    | Error::RefusedLink { .. },
                ) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }
}

fn commitlog_of(resource: &Resource) -> Option<bool> {
    match &resource.content {
        Content::Body(content) => content.get("require_commitlog")?.as_bool(),
        Content::Node(_) | Content::Empty => None,
    }
}
