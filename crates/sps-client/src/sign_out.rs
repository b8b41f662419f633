//! Signing out, as far as the appliance offers it.

use http::Method;

use crate::client::Client;
use crate::error::Error;
use crate::paths;
use crate::request::Call;
use crate::transport::Transport;

/// What became of a session at sign-out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignOut {
    /// The appliance ended the session, or had already ended it.
    Ended,
    /// The appliance offers no way to end a session: no guide documents one (`sps-api.md` §5.1). The client has forgotten
    /// it; the session itself lives on until its idle time-out for whoever has the cookie, with its transaction. Throw
    /// the cookie away.
    NotOffered,
}

impl<T: Transport> Client<T> {
    /// Ends the session by DELETE on `/api/authentication`, if the appliance offers that, and forgets it in any case.
    ///
    /// Nothing is sent if `Allow` of the sign-in did not name DELETE. If there was no such header, DELETE is tried, and
    /// 404 and 405 mean that it is not offered. An open transaction is not rolled back by hand: it ends with the session.
    ///
    /// # Errors
    /// What else the appliance answered; the client has forgotten the session, the appliance may have not.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use sps_client::{Credentials, SignOut};
    ///
    /// # pollster::block_on(async {
    /// // This appliance allows GET and PUT.
    /// let client = canned([r#"{"meta":{"next":"/api"}}"#, r#"{"user":{"name":"admin"}}"#]);
    /// client.sign_in_with_password(None, &Credentials::new("admin", "secret")?).await?;
    /// assert_eq!(client.sign_out().await?, SignOut::NotOffered);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # }).unwrap();
    /// ```
    pub async fn sign_out(&self) -> Result<SignOut, Error> {
        let allowed = self.allowed(paths::AUTHENTICATION);
        let is_offered = allowed.is_none_or(|verbs| verbs.iter().any(|verb| verb == "DELETE"));
        let outcome = if is_offered {
            let call = Call::write(Method::DELETE, paths::AUTHENTICATION, None);
            match self.exchange(call).await {
                Ok(_) | Err(Error::SessionEnded(_)) => Ok(SignOut::Ended),
                Err(Error::NotFound(_) | Error::NotAllowed(_)) => Ok(SignOut::NotOffered),
                Err(error) => Err(error),
            }
        } else {
            Ok(SignOut::NotOffered)
        };
        self.forget();
        outcome
    }
}
