//! One folder a screen.

mod account;
mod api_keys;
mod configuration;
mod member_label;
mod not_found;
mod review;
mod session_ended;
mod sign_in;
mod staging_panel;

pub use account::account_page;
pub use api_keys::{api_keys_page, dead_keys};
pub use configuration::{configuration_page, new_object_page};
pub use member_label::{member_label, path_label};
pub use not_found::not_found_page;
pub use review::{ReviewMemory, outcome_problem, review_page};
pub use session_ended::session_ended;
pub use sign_in::{sign_in_methods, sign_in_page, without_api_page};
pub use staging_panel::staging_panel;
