//! The SPS console: Leptos views over [`sps_workbench`] and [`sps_client`].
//!
//! A component reads signals and sends commands. What may be done, what a change means and how a commit ended is
//! decided in the workbench; how the appliance is spoken to, in the client. This crate knows the browser: fetch, the
//! address bar, the clock, the DOM.
//!
//! - [`route`]: every address of the console, as one enum
//! - `navigation`: the address bar and the links
//! - `reactive`: effects, memos and tasks, compiled once
//! - [`messages`]: every text, as one catalogue
//! - [`rights`]: what this person may do, and why not, wherever it shows
//! - [`state`]: what is known of the person, the session, the transaction
//! - [`transport`], [`gateway`], `probe`: the places that send requests
//! - `explore`: what this person has seen: search, favourites
//! - `signed_in`, `later`: all that is behind the sign-in page, a file of its own in the release build
//! - [`ui`]: components without knowledge of SPS; [`pages`]: one folder a screen
#![recursion_limit = "256"]

mod app;
pub mod crash;
mod explore;
mod fetch;
pub mod gateway;
pub mod kept;
mod later;
pub mod messages;
pub mod navigation;
pub mod pages;
pub mod probe;
mod reactive;
pub mod rights;
pub mod route;
mod shell;
mod signed_in;
pub mod state;
mod storage;
mod styles;
pub mod transport;
pub mod ui;

/// Installs the panic message and mounts the console into `#app`.
pub fn start() {
    crash::install();
    app::mount();
}
