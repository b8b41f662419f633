//! The gateway: one process that serves the console under `/console/` and proxies the appliance's REST API under
//! `/api`, on one origin, so that cookies work and nothing has to be installed on the appliance.
//!
//! The rules it enforces, and the tests behind each of them, are in the project's security guide: which requests may
//! come in ([`Config::allow_cli`]), which headers and cookies cross, and what a page served from here may load.

mod adoption;
mod announced;
mod answer;
mod api;
mod api_key_header;
mod assets;
mod blocked;
mod body;
mod caller;
mod certificate_port;
mod certificate_sign_in;
pub mod cli;
mod config;
mod connection;
mod console;
mod cookie;
mod cues;
mod demo;
mod embedded;
mod encoding;
mod forward;
mod handshake;
mod limits;
mod listen;
mod location;
mod log;
mod origin;
mod own;
mod path;
mod peer;
mod pin;
mod policy;
mod reports;
mod request_line;
mod router;
mod seats;
mod show_pin;
mod sign_in;
mod start;
mod start_error;
mod throttle;
mod tls;
mod upstream;
mod upstream_error;

pub use config::{CertificatePort, Config, ConsoleFiles, ConsoleSettings, TlsFiles, Upstream};
pub use limits::Limits;
pub use log::Log;
pub use pin::{Pin, PinError};
pub use show_pin::ShowPinError;
pub use start::{Running, start, start_with};
pub use start_error::StartError;

/// The version of the gateway, as `/console/gw/info` and the `User-Agent` of its requests to the appliance tell it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
