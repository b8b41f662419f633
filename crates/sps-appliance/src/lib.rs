//! A simulated SPS appliance: a pure state machine that speaks the documented REST API.
//!
//! It is **not** the product: its `Server` header says so. What is documented and what is this
//! project's reading stands in the crate's `README.md`; the resources and what a fresh appliance
//! holds stand in `data/`; everything left open is a switch in [`Switches`].
//!
//! ```
//! use sps_appliance::{Appliance, Setup, Timestamp};
//!
//! # fn main() -> Result<(), http::Error> {
//! let mut appliance = Appliance::new(Setup::default());
//! let request = http::Request::get("/api/authentication/login_methods").body(Vec::new())?;
//! let response = appliance.handle(&request, Timestamp(1_700_000_000_000));
//! assert_eq!(response.status(), 200);
//! # Ok(())
//! # }
//! ```

mod about;
mod accounts;
mod api_keys;
mod appliance;
mod audit;
mod authentication;
mod call;
mod clock;
mod configuration;
mod cues;
mod digest;
mod error;
mod error_voice;
mod generator;
mod login_discovery;
mod machine;
mod objects;
mod renaming;
mod reply;
mod rights;
mod route;
#[cfg(feature = "serve")]
pub mod serve;
mod session;
mod setup;
mod sign_in_answer;
mod state_file;
mod switched_routes;
mod transaction;
mod transaction_endpoint;
mod transport;
mod tree;
mod user;
mod user_password;
mod write;

pub use accounts::DEMO_ACCOUNTS;
pub use appliance::{Appliance, ClientCertificate};
pub use clock::Timestamp;
pub use cues::{Cue, CueInfo, CueValueError};
pub use setup::*;
pub use state_file::ImportError;
pub use transport::{Cut, TransportHint};
