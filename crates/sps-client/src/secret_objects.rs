//! The two collections that can be written and not read: passwords and private keys (`sps-api.md` §8.5).

use serde_json::{Value, json};

use crate::client::Client;
use crate::error::Error;
use crate::paths;
use crate::secret_json::SecretJson;
use crate::transport::Transport;

impl<T: Transport> Client<T> {
    /// Creates a password object from its clear text, in this session's transaction, and tells its key.
    ///
    /// Such an object cannot be read or changed, and can be referenced once: to change a password, create a new object
    /// and PUT its owner with the new key. The old object cannot be deleted by hand.
    ///
    /// # Errors
    /// [`Error::NotTheApi`] if the answer tells no key, else as for [`Client::replace`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"0f4e6c3a","meta":{"href":"/api/configuration/passwords/0f4e6c3a"}}"#]);
    /// assert_eq!(client.create_password("correct horse").await?, "0f4e6c3a");
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn create_password(&self, plain: &str) -> Result<String, Error> {
        self.create_secret("passwords", &SecretJson(json!({ "plain": plain })).0)
            .await
    }

    /// Creates a password object from a ready-made hash, and tells its key. The members are those of the appliance's
    /// version: SHA-256 up to 6.x, salted from 7.x.
    ///
    /// # Errors
    /// As for [`Client::create_password`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"0f4e6c3a"}"#]);
    /// let hash = serde_json::json!({"hash": "2c26b46b68ffc68ff99b453c1d304134"});
    /// assert_eq!(client.create_password_from(&hash).await?, "0f4e6c3a");
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn create_password_from(&self, content: &Value) -> Result<String, Error> {
        self.create_secret("passwords", content).await
    }

    /// Creates a private key object from its clear text (PEM), and tells its key. The rules are those of passwords.
    ///
    /// # Errors
    /// As for [`Client::create_password`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"4e3b8a90"}"#]);
    /// assert_eq!(client.create_private_key("-----BEGIN …").await?, "4e3b8a90");
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn create_private_key(&self, plain: &str) -> Result<String, Error> {
        // ASSUMPTION: the member is `plain`, as for passwords; the guide says "same rules" and shows no body.
        self.create_secret("private_keys", &SecretJson(json!({ "plain": plain })).0)
            .await
    }

    async fn create_secret(&self, collection: &str, content: &Value) -> Result<String, Error> {
        let path = self.configuration_path(&[collection]).await?;
        let created = self.create(&path, content).await?;
        let by_link = || created.href.as_deref().map(paths::last_segment);
        created
            .key
            .clone()
            .or_else(by_link)
            .filter(|key| !key.is_empty())
            .ok_or_else(|| Error::NotTheApi {
                status: 201,
                content_type: None,
                detail: "the key is missing".to_owned(),
            })
    }
}
