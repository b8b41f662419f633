//! Reading and writing what lies at a path.

use http::Method;
use serde_json::Value;

use crate::client::Client;
use crate::envelope;
use crate::error::Error;
use crate::request::Call;
use crate::resource::{Created, Resource};
use crate::transport::Transport;

impl<T: Transport> Client<T> {
    /// Reads the resource at `path`, which is `/api` or below, such as a link of another answer (`sps-api.md` §3).
    ///
    /// # Errors
    /// [`Error::RefusedLink`] if the path leaves the API (nothing was sent), else what the appliance answered.
    ///
    /// ```
    /// use sps_client::{Client, Content, Error, Transport, TransportError};
    /// # struct Canned;
    /// # impl Transport for Canned {
    /// #     async fn send(&self, _: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, TransportError> {
    /// #         let mut response = http::Response::new(br#"{"key":"webinterface","body":{"timeout":10}}"#.to_vec());
    /// #         let json = http::HeaderValue::from_static("application/json");
    /// #         response.headers_mut().insert("content-type", json);
    /// #         Ok(response)
    /// #     }
    /// # }
    /// # fn main() -> Result<(), Error> {
    /// # pollster::block_on(async {
    /// # let client = Client::new(Canned);
    /// let resource = client.resource("/api/configuration/management/webinterface").await?;
    /// if let Content::Body(body) = &resource.content {
    ///     assert_eq!(body.get("timeout").and_then(|minutes| minutes.as_u64()), Some(10));
    /// }
    /// assert!(matches!(
    ///     client.resource("https://evil.example/api").await,
    ///     Err(Error::RefusedLink { .. })
    /// ));
    /// # Ok(())
    /// # })
    /// # }
    /// ```
    pub async fn resource(&self, path: &str) -> Result<Resource, Error> {
        let mut reply = self.exchange(Call::get(path)).await?;
        let members = reply.members();
        let meta = envelope::meta(&members);
        let (key, content) = envelope::into_content(members);
        Ok(Resource {
            path: path.split('#').next().unwrap_or_default().to_owned(),
            key,
            content,
            meta,
            allow: reply.allow,
        })
    }

    /// Replaces the object at `path` (PUT) by `content`: the whole object, without the `body` wrapper, references as
    /// bare keys (`sps-api.md` §8.2).
    ///
    /// The appliance silently drops members it does not know; read again to be sure.
    ///
    /// # Errors
    /// What the appliance answered. After [`Error::Transport`] and [`Error::ApplianceFault`] the write may have been
    /// done.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"meta":{"href":"/api/configuration/management/webinterface"}}"#]);
    /// let content = serde_json::json!({"timeout": 20});
    /// client.replace("/api/configuration/management/webinterface", &content).await?;
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn replace(&self, path: &str, content: &Value) -> Result<(), Error> {
        self.exchange(Call::write(Method::PUT, path, Some(content)))
            .await?;
        Ok(())
    }

    /// Creates an object in the list at `path` (POST).
    ///
    /// # Errors
    /// As for [`Client::replace`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"key":"99ab12cd","meta":{"href":"/api/configuration/aaa/local_database/groups/99ab12cd"}}"#]);
    /// let content = serde_json::json!({"name": "auditors", "members": []});
    /// let created = client.create("/api/configuration/aaa/local_database/groups", &content).await?;
    /// assert_eq!(created.key.as_deref(), Some("99ab12cd"));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn create(&self, path: &str, content: &Value) -> Result<Created, Error> {
        let mut reply = self
            .exchange(Call::write(Method::POST, path, Some(content)))
            .await?;
        Ok(envelope::created(reply.members()))
    }

    /// Deletes the object at `path` (DELETE).
    ///
    /// # Errors
    /// As for [`Client::replace`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"meta":{"href":"/api/configuration/aaa/local_database/groups/99ab12cd"}}"#]);
    /// client.delete("/api/configuration/aaa/local_database/groups/99ab12cd").await?;
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn delete(&self, path: &str) -> Result<(), Error> {
        self.exchange(Call::write(Method::DELETE, path, None))
            .await?;
        Ok(())
    }
}
