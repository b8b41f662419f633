//! The gateway over real sockets: what a browser, a command-line client and an attacker send, and what the appliance
//! gets to see of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod appliance;
mod certificate_port;
mod certificate_seen;
mod certificate_sign_in;
mod client;
mod connection;
mod console_folder;
mod cookies;
mod cues;
mod fake_upstream;
mod forwarding;
mod guard;
mod headers;
mod hosts;
mod log;
mod pins;
mod serving;
mod setup;
mod sign_out;
mod static_files;
mod throttle;
mod tls;
