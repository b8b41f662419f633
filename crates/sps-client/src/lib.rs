//! A client for the REST API of One Identity Safeguard for Privileged Sessions (SPS), without any IO of its own.
//!
//! [`Client`] builds requests and reads replies; a [`Transport`] carries them: `fetch` in a browser, a simulated
//! appliance called directly, or a queue of prepared answers in a test. The crate never reads a clock, never sleeps and
//! never keeps a cookie: the session cookie is the business of whoever carries the requests.
//!
//! The appliance's documents leave much open and its versions differ, so reading is tolerant (`sps-api.md` §17): a
//! payload may sit in `body`, under the resource's own name or flat; list items may come with or without a body; error
//! types may be unknown. What is *not* tolerated is an answer that is not the API at all: a wrong content type, broken
//! UTF-8, broken or bottomless JSON end in [`Error::NotTheApi`], and links that leave `/api` in [`Error::RefusedLink`].
//!
//! Futures of this crate are not `Send`: a client lives on one thread, in a browser or on a single-threaded executor.
//!
//! ```
//! use std::future::Future;
//! use sps_client::{Client, Credentials, Transport, TransportError};
//!
//! /// Answers every request with the user information of the guide.
//! struct Canned;
//!
//! impl Transport for Canned {
//!     async fn send(
//!         &self,
//!         _request: http::Request<Vec<u8>>,
//!     ) -> Result<http::Response<Vec<u8>>, TransportError> {
//!         let body = br#"{"user":{"name":"admin"},"meta":{"href":"/api/user_info"}}"#;
//!         http::Response::builder()
//!             .header("content-type", "application/json")
//!             .body(body.to_vec())
//!             .map_err(|error| TransportError::Unreachable { detail: error.to_string() })
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(Canned);
//! let credentials = Credentials::new("admin", "correct horse")?;
//! let user = pollster::block_on(client.sign_in_with_password(Some("local"), &credentials))?;
//! assert_eq!(user.name, "admin");
//! # Ok(())
//! # }
//! ```

mod api_key_name;
mod api_keys;
mod appliance;
mod changes;
mod client;
mod content;
mod credentials;
pub mod document;
mod envelope;
mod error;
mod follow;
mod http_date;
mod learnt;
mod login;
mod may;
mod memory;
mod opening;
mod own_password;
pub mod paths;
mod places;
mod refusal;
mod reply;
mod request;
mod resource;
mod rights;
mod secret_json;
mod secret_objects;
mod sign_in;
mod sign_out;
mod transaction;
mod transport;
mod user;
mod verify;

pub use api_key_name::{ApiKeyName, ApiKeyNameError};
pub use api_keys::{ApiKey, NewApiKey};
pub use appliance::ApplianceInfo;
pub use changes::{Change, ChangeKind};
pub use client::Client;
pub use credentials::{Credentials, CredentialsError};
pub use error::{Error, Outcome};
pub use http_date::parse_http_date;
pub use login::{Authentication, Credential, LoginMethod};
pub use may::{May, Reason};
pub use opening::Opened;
pub use places::Place;
pub use refusal::{Refusal, Topic};
pub use reply::ReplyFacts;
pub use resource::{Content, Created, Item, Meta, Resource};
pub use rights::{Endpoint, Rights, RightsSource};
pub use sign_out::SignOut;
pub use transaction::{MessageRule, TransactionState, TransactionStatus};
pub use transport::{Transport, TransportError};
pub use user::{UserInfo, UserLoginMethod};
pub use verify::{Verified, VerifyError};
