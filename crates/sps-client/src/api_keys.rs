//! The user's own API keys: listing, creating, deleting (`sps-api.md` §6.1). All of it takes effect at commit.

use std::fmt;

use http::Method;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::api_key_name::ApiKeyName;
use crate::client::Client;
use crate::envelope::{self, Object, text};
use crate::error::Error;
use crate::paths;
use crate::places::Place;
use crate::request::About;
use crate::resource::{Content, Item};
use crate::transport::Transport;

/// An API key as it is listed: without its secret, which is told once, at creation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The id, which names the key in paths. It is no secret.
    pub key: String,
    /// The name the user gave it.
    pub name: Option<String>,
    /// The id of the login method the key stands for (a UUID, not the name in the list of login methods).
    pub login_method: Option<String>,
    /// Whose key it is.
    pub username: Option<String>,
}

/// A key that was just created, with its secret. It works after the commit, not before.
///
/// It cannot be cloned, `Debug` does not show the secret, and its memory is overwritten when it goes.
pub struct NewApiKey {
    /// The id, which names the key in paths. It is no secret.
    pub key: String,
    /// The name as the appliance kept it.
    pub name: Option<String>,
    /// The id of the login method the key stands for.
    pub login_method: Option<String>,
    /// Whose key it is.
    pub username: Option<String>,
    secret: Zeroizing<String>,
}

impl NewApiKey {
    /// The key in clear text. The appliance tells it this once and never again.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use sps_client::ApiKeyName;
    ///
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"2dde93c0","body":{"token":"the-secret"}}"#]);
    /// let key = client.create_api_key(&ApiKeyName::parse("ci_key")?).await?;
    /// assert_eq!(key.secret(), "the-secret");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # }).unwrap();
    /// ```
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for NewApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewApiKey")
            .field("key", &self.key)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl<T: Transport> Client<T> {
    /// The user's API keys, in the appliance's order, as this session sees them: changes of its own open transaction
    /// included.
    ///
    /// Where the list has keys without their data, each is read by its link.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the appliance has no API keys (before 8.0), else what the appliance answered.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"items":[{"key":"2dde93c0","body":{"name":"ci_key","username":"admin"}}]}"#]);
    /// let keys = client.api_keys().await?;
    /// assert_eq!(keys.first().and_then(|key| key.name.as_deref()), Some("ci_key"));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn api_keys(&self) -> Result<Vec<ApiKey>, Error> {
        let mut reply = self
            .exchange_at(Place::ApiKeys, Method::GET, None, About::Content)
            .await?;
        let items = match envelope::into_content(reply.members()).1 {
            Content::Node(items) => items,
            Content::Body(Value::Array(list)) => list.into_iter().map(envelope::item).collect(),
            Content::Empty => Vec::new(),
            Content::Body(_) => return Err(reply.lacking("items")),
        };
        let mut keys = Vec::with_capacity(items.len());
        for item in items {
            keys.push(self.api_key(item).await?);
        }
        Ok(keys)
    }

    async fn api_key(&self, item: Item) -> Result<ApiKey, Error> {
        let body = match item.body {
            Some(body) => Some(body),
            None => {
                let path = match &item.href {
                    Some(href) => href.clone(),
                    None => paths::child(&self.address(Place::ApiKeys).await?, &item.key),
                };
                match self.resource(&path).await {
                    Ok(resource) => match resource.content {
                        Content::Body(body) => Some(body),
                        Content::Node(_) | Content::Empty => None,
                    },
                    // Deleted between the two answers: it was listed, so it is shown, without its data.
                    Err(Error::NotFound(_)) => None,
                    Err(error) => return Err(error),
                }
            }
        };
        let member = |name: &str| body.as_ref()?.get(name)?.as_str().map(str::to_owned);
        Ok(ApiKey {
            name: member("name"),
            login_method: member("login_method"),
            username: member("username"),
            key: item.key,
        })
    }

    /// Creates an API key in this session's transaction. It works after the commit, not before.
    ///
    /// The list is not among the trees that need a transaction, yet takes effect at commit (`sps-api.md` §6.1): read
    /// the transaction afterwards, do not assume.
    ///
    /// # Errors
    /// [`Error::NotTheApi`] if the answer lacks the key or its secret, else what the appliance answered. After
    /// [`Error::Transport`] the key may have been staged, but its secret is lost: delete it or roll back.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use sps_client::ApiKeyName;
    ///
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"2dde93c0","body":{"name":"ci_key","token":"the-secret"}}"#]);
    /// let key = client.create_api_key(&ApiKeyName::parse("ci_key")?).await?;
    /// assert_eq!(key.secret(), "the-secret");
    /// assert!(!format!("{key:?}").contains("the-secret"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # }).unwrap();
    /// ```
    pub async fn create_api_key(&self, name: &ApiKeyName) -> Result<NewApiKey, Error> {
        let content = json!({ "name": name.as_str() });
        let mut reply = self
            .exchange_at(Place::ApiKeys, Method::POST, Some(&content), About::Content)
            .await?;
        let members = reply.members();
        new_api_key(members).ok_or_else(|| reply.lacking("the key or its token"))
    }

    /// Deletes the API key with this id in this session's transaction. It works until the commit.
    ///
    /// # Errors
    /// What the appliance answered; [`Error::RefusedLink`] if `key` cannot be a key.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"meta":{"href":"/api/user/api_keys/2dde93c0"}}"#]);
    /// client.delete_api_key("2dde93c0").await?;
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn delete_api_key(&self, key: &str) -> Result<(), Error> {
        let list = self.address(Place::ApiKeys).await?;
        let path = paths::child(&list, key);
        if key.is_empty() {
            // That would be the path of the whole list.
            return Err(Error::RefusedLink { path });
        }
        let missing = match self.delete(&path).await {
            Err(missing @ Error::NotFound(_)) => missing,
            other => return other,
        };
        match self.look_elsewhere(Place::ApiKeys, &list).await {
            Some(other) => self.delete(&paths::child(&other, key)).await,
            None => Err(missing),
        }
    }
}

/// The token is moved and not copied: nothing of it is left in the answer.
fn new_api_key(mut content: Object) -> Option<NewApiKey> {
    let href = envelope::meta(&content).href;
    let key = text(&content, "key").or_else(|| href.as_deref().map(paths::last_segment))?;
    let mut body = envelope::take_payload(&mut content, "api_key");
    let secret = match body.remove("token") {
        Some(Value::String(token)) if !token.is_empty() => Zeroizing::new(token),
        _ => return None,
    };
    Some(NewApiKey {
        key,
        name: text(&body, "name"),
        login_method: text(&body, "login_method"),
        username: text(&body, "username"),
        secret,
    })
}
