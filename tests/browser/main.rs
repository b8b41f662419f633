//! Browser tests of the console: addresses, texts and single components, in headless Chromium.
//!
//! Whole journeys are in `tests/e2e`; what needs no browser is tested in the crates.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod account;
mod api_keys;
mod components;
mod conflicts;
mod crash;
mod messages;
mod mounted;
mod reading;
mod review;
mod route;
mod session;
mod sign_in;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
