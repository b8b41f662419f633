//! Replays: the request sequences of known clients, as their sources show them (`sps-api.md` §15). No
//! client runs here; what is replayed is what each one sends, and what it needs to see in the answers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod client;
#[path = "../desk/mod.rs"]
mod desk;
mod safeguard_dot_net;
mod safeguard_java;
mod safeguard_power_bi;
mod safeguard_ps;
