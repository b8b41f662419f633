//! The user's own password (`sps-api.md` §6.3): whether the appliance offers to change it, and the change.

use http::Method;
use serde_json::json;

use crate::client::Client;
use crate::error::Error;
use crate::places::Place;
use crate::request::Call;
use crate::transport::Transport;

impl<T: Transport> Client<T> {
    /// Where the user changes the own password; `None` if this appliance does not offer it.
    ///
    /// Found by the links of the root and of `user`, so that an appliance without it is not asked for what it has not; a
    /// GET of the place then tells its verbs. That GET may be refused: its `Allow` is what counts.
    ///
    /// # Errors
    /// [`Error::SessionEnded`], [`Error::Transport`] and the like, if the links cannot be read.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"items":[{"key":"info","meta":{"href":"/api/info"}}]}"#]);
    /// assert_eq!(client.own_password().await?, None);
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn own_password(&self) -> Result<Option<String>, Error> {
        let Some(path) = self.look_for(Place::OwnPassword).await? else {
            return Ok(None);
        };
        match self.exchange(Call::get(&path)).await {
            Err(Error::NotFound(_)) => return Ok(None),
            // Only the verbs matter here, and a refusal tells them as well.
            Ok(_) | Err(Error::NotAllowed(_) | Error::LacksRight(_) | Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
        let allow = self.allowed(&path);
        // ASSUMPTION: a refusal of the user (not of the verb) may leave verbs out; the rights decide about those.
        let is_offered = self.was_refused("GET", &path)
            || allow.is_none_or(|verbs| verbs.iter().any(|verb| verb == "PUT"));
        Ok(is_offered.then_some(path))
    }

    /// Changes the user's own password, in this session's transaction; it takes effect at commit. `path` is what
    /// [`Client::own_password`] told.
    ///
    /// # Errors
    /// [`Error::Refused`] with the appliance's reasons, for example that `old` is not the password; else as for
    /// [`Client::replace`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"meta":{"href":"/api/user/password"}}"#]);
    /// client.change_own_password("/api/user/password", "old", "correct horse").await?;
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn change_own_password(&self, path: &str, old: &str, new: &str) -> Result<(), Error> {
        // ASSUMPTION: `PUT {"old": …, "new": …}`; that the endpoint exists and needs a transaction is documented, its
        // verb and body are not. A recorded request of the appliance's own page would settle it.
        let content = json!({ "old": old, "new": new });
        let call = Call::write(Method::PUT, path, Some(&content));
        match self.exchange(call).await {
            Ok(_) => Ok(()),
            Err(error) => Err(without_echo(error, &[old, new])),
        }
    }
}

/// An appliance may repeat what it refuses. The message stays, unless it holds a password; details are not needed.
fn without_echo(mut error: Error, secrets: &[&str]) -> Error {
    if let Error::Refused(refusal)
    | Error::Conflict(refusal)
    | Error::LacksRight(refusal)
    | Error::ApplianceFault(refusal) = &mut error
    {
        refusal.details = None;
        refusal.message = refusal.message.take().filter(|message| {
            let holds = |secret: &&str| !secret.is_empty() && message.contains(*secret);
            !secrets.iter().any(holds)
        });
    }
    error
}
