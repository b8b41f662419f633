//! Signing in, with a password and with a certificate, and proving it.

use crate::client::Client;
use crate::credentials::Credentials;
use crate::error::Error;
use crate::paths;
use crate::request::Call;
use crate::transport::Transport;
use crate::user::UserInfo;

impl<T: Transport> Client<T> {
    /// Signs in with a password and proves it by reading the user information.
    ///
    /// `method` is the name of a login method; `None` (or an empty name) asks the appliance's plain sign-in. Answers
    /// 200, 302 and 303 count, with or without a body (`sps-api.md` §5.1); the cookie on them is the transport's
    /// business.
    ///
    /// # Errors
    /// [`Error::SignInRefused`] and [`Error::NoUsableCredentials`] are about the credentials, [`Error::SessionNotKept`]
    /// about clocks and cookies, [`Error::LacksRight`] means signed in without the right to use the API.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use sps_client::Credentials;
    ///
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"meta":{"next":"/api"}}"#, r#"{"user":{"name":"admin"}}"#]);
    /// let credentials = Credentials::new("admin", "correct horse")?;
    /// let user = client.sign_in_with_password(Some("local"), &credentials).await?;
    /// assert_eq!(user.name, "admin");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # }).unwrap();
    /// ```
    pub async fn sign_in_with_password(
        &self,
        method: Option<&str>,
        credentials: &Credentials,
    ) -> Result<UserInfo, Error> {
        let path = paths::sign_in(method, "password");
        let reply = self
            .exchange(Call::sign_in(&path, credentials.basic()))
            .await?;
        // A token of an earlier session is of no use in the new one.
        self.begin(Some(&reply));
        match self.proof().await {
            // User information is nowhere, neither at its documented addresses nor by a link. The configuration is
            // never answered without a session, so it is a proof as good; the name is the one that was accepted.
            Err(not_found @ Error::NotFound(_)) if self.places().is_renamed() => {
                match self.configuration(&[]).await {
                    Ok(_) | Err(Error::LacksRight(_)) => Ok(UserInfo {
                        name: credentials.user().to_owned(),
                        login_method: None,
                        endpoints: None,
                    }),
                    Err(Error::SessionEnded(refusal)) => Err(Error::SessionNotKept(refusal)),
                    Err(_) => Err(not_found),
                }
            }
            other => other,
        }
    }

    /// Signs in with the client certificate that the transport shows in the TLS handshake (`sps-api.md` §5.2), and
    /// proves it by reading the user information.
    ///
    /// Script in a browser cannot choose a certificate: there, open [`paths::sign_in`]`(method, "x509")` in a window,
    /// and call [`Client::adopt_session`] when it is back.
    ///
    /// # Errors
    /// As for [`Client::sign_in_with_password`]; [`Error::NoUsableCredentials`] also where the appliance saw no
    /// certificate, or lets `admin` fall back to a password.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"meta":{"next":"/api"}}"#, r#"{"user":{"name":"jdoe"}}"#]);
    /// let user = client.sign_in_with_certificate(Some("smartcard")).await?;
    /// assert_eq!(user.name, "jdoe");
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn sign_in_with_certificate(&self, method: Option<&str>) -> Result<UserInfo, Error> {
        let path = paths::sign_in(method, "x509");
        let reply = self.exchange(Call::sign_in(&path, None)).await?;
        self.begin(Some(&reply));
        self.proof().await
    }

    /// Takes over a session that was begun elsewhere, such as in a window for certificates, once the transport has its
    /// cookie: reads the user information as the proof.
    ///
    /// # Errors
    /// [`Error::SessionNotKept`] if there is no session, else as for [`Client::user_info`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"user":{"name":"jdoe"}}"#]);
    /// assert_eq!(client.adopt_session().await?.name, "jdoe");
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn adopt_session(&self) -> Result<UserInfo, Error> {
        self.begin(None);
        self.proof().await
    }

    async fn proof(&self) -> Result<UserInfo, Error> {
        match self.user_info().await {
            Err(Error::SessionEnded(refusal)) => Err(Error::SessionNotKept(refusal)),
            other => other,
        }
    }
}
