//! The transaction of a session: its state, opening, committing, rolling back.

use http::Method;
use serde_json::{Map, Value};

use crate::client::Client;
use crate::envelope::{meta, payload, text};
use crate::error::Error;
use crate::places::Place;
use crate::request::About;
use crate::transport::Transport;

/// The state of this session's transaction (`sps-api.md` §7.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransactionState {
    /// Whether a transaction is open.
    pub status: TransactionStatus,
    /// Whether a commit needs a message.
    pub commit_message: MessageRule,
    /// Whether the answer linked a change list: read it as "there are changes" (`sps-api.md` §3.3).
    pub has_changes_link: bool,
}

/// Whether a transaction is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransactionStatus {
    /// None is open: initially, and after a commit or a roll back.
    Closed,
    /// One is open.
    Open,
    /// A status this client does not know.
    Other(String),
}

/// Whether a commit needs a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageRule {
    /// The appliance refuses a commit without one.
    Required,
    /// It may be left out.
    Optional,
    /// Not said (before 8.0). `require_commitlog` in the settings may tell.
    Unknown,
}

impl<T: Transport> Client<T> {
    /// The state of this session's transaction.
    ///
    /// # Errors
    /// What the appliance answered.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use sps_client::{MessageRule, TransactionStatus};
    ///
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"transaction","body":{"status":"closed","commit_message":"required"}}"#]);
    /// let state = client.transaction().await?;
    /// assert_eq!(state.status, TransactionStatus::Closed);
    /// assert_eq!(state.commit_message, MessageRule::Required);
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn transaction(&self) -> Result<TransactionState, Error> {
        let mut reply = self
            .exchange_at(Place::Transaction, Method::GET, None, About::Content)
            .await?;
        let members = reply.members();
        let state = payload(&members, "transaction");
        let status = match text(state, "status") {
            Some(status) if status == "closed" => TransactionStatus::Closed,
            Some(status) if status == "open" => TransactionStatus::Open,
            Some(status) => TransactionStatus::Other(status),
            None => return Err(reply.lacking("status")),
        };
        Ok(TransactionState {
            status,
            commit_message: match text(state, "commit_message").as_deref() {
                Some("required") => MessageRule::Required,
                Some("optional") => MessageRule::Optional,
                _ => MessageRule::Unknown,
            },
            has_changes_link: meta(&members).changes.is_some(),
        })
    }

    /// Opens a transaction (`sps-api.md` §7.3). Up to 6.0 this locks the configuration; from 6.9 the first change opens
    /// one by itself.
    ///
    /// # Errors
    /// [`Error::Locked`] where opening locks and somebody else holds the lock, else what the appliance answered.
    /// Opening twice is an error on some versions only.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"meta":{"href":"/api/transaction","parent":"/api"}}"#]);
    /// client.open_transaction().await?;
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn open_transaction(&self) -> Result<(), Error> {
        self.exchange_at(Place::Transaction, Method::POST, None, About::Opening)
            .await?;
        Ok(())
    }

    /// Commits the transaction (`sps-api.md` §7.4): one request, never repeated.
    ///
    /// A success answer says that the appliance took the commit; the state read afterwards proves it. The commit may
    /// end the session.
    ///
    /// # Errors
    /// [`Error::Locked`], [`Error::Conflict`], [`Error::MessageRequired`] and [`Error::Refused`] leave the transaction as it is. After
    /// [`Error::Transport`], [`Error::ApplianceFault`] and a [`Error::NotTheApi`] the outcome is unknown.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"meta":{"href":"/api/transaction","parent":"/api"}}"#]);
    /// client.commit(Some("Longer time-out")).await?;
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn commit(&self, message: Option<&str>) -> Result<(), Error> {
        let mut content = Map::new();
        content.insert("status".to_owned(), Value::from("commit"));
        if let Some(message) = message {
            content.insert("message".to_owned(), Value::from(message));
        }
        let about = About::Commit {
            has_message: message.is_some_and(|message| !message.trim().is_empty()),
        };
        let content = Value::Object(content);
        self.exchange_at(Place::Transaction, Method::PUT, Some(&content), about)
            .await?;
        Ok(())
    }

    /// Throws the transaction and its changes away (`sps-api.md` §7.5).
    ///
    /// # Errors
    /// What the appliance answered; with nothing open that may be a 4xx.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"meta":{"href":"/api/transaction","parent":"/api"}}"#]);
    /// client.roll_back().await?;
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn roll_back(&self) -> Result<(), Error> {
        self.exchange_at(Place::Transaction, Method::DELETE, None, About::Content)
            .await?;
        Ok(())
    }
}
