//! Black-box tests of the client: a script of answers on one side, the public API on the other.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod api_keys;
mod appliance;
mod credentials;
mod errors;
mod follow;
mod hostile_answers;
mod links;
mod login_methods;
mod observers;
mod refused_rights;
mod resource;
mod rights;
mod script;
mod sign_in;
mod sign_out;
mod transaction;
mod user_info;
mod words;
