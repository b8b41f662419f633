//! Writing a whole object and looking what became of it.

use serde_json::Value;

use crate::client::Client;
use crate::document::{cut_references, ignored_members};
use crate::error::Error;
use crate::resource::{Content, Resource};
use crate::transport::Transport;

/// A write that the appliance took, proved by reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    /// The resource as it reads now.
    pub read_back: Resource,
    /// Members that were sent and not kept, as JSON pointers (RFC 6901). Empty if all was kept.
    pub ignored: Vec<String>,
}

/// Where a verified write stopped. Nothing is repeated.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum VerifyError {
    /// The write was refused, or its outcome is unknown: see [`Error::outcome`].
    #[error("the write failed")]
    Write(#[source] Error),
    /// The appliance took the write, but the resource could not be read afterwards: what it kept is not known.
    #[error("the write was taken, but could not be read back")]
    ReadBack(#[source] Error),
}

impl Resource {
    /// The content as a PUT wants it: the whole of it, references cut down to their keys (`sps-api.md` §8.2); `None` for
    /// a node and for an empty answer. Change members of it and hand it to [`Client::replace_verified`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use serde_json::json;
    ///
    /// # pollster::block_on(async {
    /// let client = canned([
    ///     r#"{"key":"root_password","body":{"password":{"key":"7f","meta":{"href":"/api/configuration/passwords/7f"}}}}"#,
    /// ]);
    /// let resource = client.resource("/api/configuration/management/root_password").await?;
    /// assert_eq!(resource.put_body(), Some(json!({"password": "7f"})));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    #[must_use]
    pub fn put_body(&self) -> Option<Value> {
        match &self.content {
            Content::Body(content) => Some(cut_references(content)),
            Content::Node(_) | Content::Empty => None,
        }
    }
}

impl<T: Transport> Client<T> {
    /// Replaces the object at `path` (PUT), reads it again, and tells what the appliance did not keep of it: members it
    /// does not know are dropped without a word (`sps-api.md` §8.2).
    ///
    /// `content` is the whole object; references may be expanded, they are sent as keys.
    ///
    /// # Errors
    /// [`VerifyError`] by the step that failed.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use serde_json::json;
    ///
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"meta":{}}"#, r#"{"key":"webinterface","body":{"timeout":20}}"#]);
    /// let sent = json!({"timeout": 20, "colour": "blue"});
    /// let verified = client
    ///     .replace_verified("/api/configuration/management/webinterface", &sent)
    ///     .await?;
    /// assert_eq!(verified.ignored, ["/colour"]);
    /// # Ok::<(), sps_client::VerifyError>(())
    /// # }).unwrap();
    /// ```
    pub async fn replace_verified(
        &self,
        path: &str,
        content: &Value,
    ) -> Result<Verified, VerifyError> {
        let content = cut_references(content);
        self.replace(path, &content)
            .await
            .map_err(VerifyError::Write)?;
        let read_back = self.resource(path).await.map_err(VerifyError::ReadBack)?;
        let ignored = match &read_back.content {
            Content::Body(kept) => ignored_members(&content, kept),
            // Nothing of what was sent can be seen there.
            Content::Node(_) | Content::Empty => {
                let nothing = if content.is_object() {
                    Value::Object(serde_json::Map::new())
                } else {
                    Value::Null
                };
                ignored_members(&content, &nothing)
            }
        };
        Ok(Verified { read_back, ignored })
    }
}
