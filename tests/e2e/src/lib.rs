//! Whole journeys through the console in real browsers.
//!
//! A test is a *scenario*: an async function that gets a [`Page`] in a fresh browser and a [`World`] with the real gateway and the
//! simulated appliance. It finds controls as a person does, by role and accessible name, and [`scenarios!`] makes one test
//! per engine of it. After each scenario the harness itself checks that the page was quiet: no console error, no report of the
//! content security policy, no crash message.

mod browser;
mod certificates;
mod console;
mod control;
mod curl;
mod driver;
mod engine;
mod failure;
mod keyboard;
mod lookup;
mod mouse;
mod page;
mod plan;
mod process_tree;
mod role;
mod scenario;
mod scope;
pub mod steps;
mod viewport;
mod windows;
mod wire;
mod world;

pub use fantoccini::key::Key;
pub use sps_appliance::Profile;

pub use crate::browser::Browser;
pub use crate::certificates::Holds;
pub use crate::control::Control;
pub use crate::curl::{Answer, Curl};
pub use crate::engine::Engine;
pub use crate::failure::{Failure, Outcome, ensure};
pub use crate::page::Page;
pub use crate::plan::{Plan, Trust};
pub use crate::role::Role;
pub use crate::scenario::run;
pub use crate::scope::Scope;
pub use crate::viewport::Theme;
pub use crate::windows::Window;
pub use crate::world::World;

use std::path::{Path, PathBuf};

/// The root folder of the workspace.
pub fn workspace_root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest
        .parent()
        .and_then(Path::parent)
        .unwrap_or(manifest)
        .to_path_buf()
}
