//! The user's own password (`sps-api.md` §6.3): where it is, whether the appliance offers to change it, and the change.

use http::Method;
use serde_json::json;

use crate::client::Client;
use crate::error::Error;
use crate::places::Place;
use crate::request::Call;
use crate::secret_json::SecretJson;
use crate::transport::Transport;

impl<T: Transport> Client<T> {
    /// Where the user changes the own password; `None` if nothing leads there on this appliance.
    ///
    /// Found by the links of the root and of `user`, so that nothing is asked for that is not there. Whether it can be
    /// changed is another question: [`Client::offers_own_password`].
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
        self.look_for(Place::OwnPassword).await
    }

    /// Whether the password at `path` can be changed, by the verbs of the place. Where no answer named them yet, one GET
    /// asks; that may be refused, and browsers note that: to be asked when somebody wants the change, not before.
    ///
    /// # Errors
    /// [`Error::SessionEnded`], [`Error::Transport`] and the like.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"meta":{"href":"/api/user/password"}}"#]);
    /// assert!(client.offers_own_password("/api/user/password").await?);
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn offers_own_password(&self, path: &str) -> Result<bool, Error> {
        if self.allowed(path).is_none() {
            match self.exchange(Call::get(path)).await {
                Err(Error::NotFound(_)) => return Ok(false),
                // Only the verbs matter here, and a refusal tells them as well.
                Ok(_) | Err(Error::NotAllowed(_) | Error::LacksRight(_) | Error::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let allow = self.allowed(path);
        // ASSUMPTION: a refusal of the user (not of the verb) may leave verbs out; the rights decide about those.
        Ok(self.was_refused("GET", path)
            || allow.is_none_or(|verbs| verbs.iter().any(|verb| verb == "PUT")))
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
        let content = SecretJson(json!({ "old": old, "new": new }));
        let call = Call::write(Method::PUT, path, Some(&content.0));
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
