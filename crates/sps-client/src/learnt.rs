//! What a session learns of its rights while it goes: verbs by `Allow`, refusals by 403, and a token that went stale.

use crate::client::Client;
use crate::error::Error;
use crate::rights::Endpoint;
use crate::transport::Transport;
use crate::user::UserInfo;

impl<T: Transport> Client<T> {
    /// Whether the last answer to `verb` at `path` in this session was a 403. It says what was, not what will be: a write
    /// without its token is refused in the same way (`sps-api.md` §5.4).
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"timezone","body":"Europe/Budapest"}"#]);
    /// client.resource("/api/configuration/datetime/timezone").await?;
    /// assert!(!client.was_refused("GET", "/api/configuration/datetime/timezone"));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub fn was_refused(&self, verb: &str, path: &str) -> bool {
        self.memory().borrow().is_refused(verb, path)
    }

    /// What the answers of this session said about their own paths: each path with the verbs of its last `Allow`.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"timezone","body":"Europe/Budapest"}"#]);
    /// client.resource("/api/configuration/datetime/timezone").await?;
    /// let learnt = client.learnt();
    /// assert_eq!(learnt.first().map(|entry| entry.methods.len()), Some(2));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub fn learnt(&self) -> Vec<Endpoint> {
        let memory = self.memory().borrow();
        let entry = |(url, methods): (&str, &[String])| Endpoint {
            url: url.to_owned(),
            methods: methods.to_vec(),
        };
        memory.learnt().map(entry).collect()
    }

    /// Reads the user information once more and with it the token of the writes; tells whether that had changed. After a
    /// write that was refused with 403 this tells a token that was out of date from a right that is missing
    /// (`sps-api.md` §5.4): if it had changed, send the write once more, when the person asks for it.
    ///
    /// # Errors
    /// As for [`Client::user_info`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"user":{"name":"admin"},"token":"1"}"#, r#"{"user":{"name":"admin"},"token":"2"}"#]);
    /// client.user_info().await?;
    /// let (user, is_new) = client.renew_token().await?;
    /// assert_eq!((user.name.as_str(), is_new), ("admin", true));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn renew_token(&self) -> Result<(UserInfo, bool), Error> {
        let before = self.token();
        let user = self.user_info().await?;
        let is_new = self.token() != before;
        if is_new {
            self.memory().borrow_mut().forget_refusals();
        }
        Ok((user, is_new))
    }
}
