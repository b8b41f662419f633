//! One folder a screen.

mod account;
mod api_keys;
mod configuration;
pub mod conflict;
mod member_label;
mod not_found;
mod replay;
mod review;
mod session_ended;
mod sign_in;
mod staging_panel;

pub use account::account_page;
pub use api_keys::{api_keys_page, dead_keys};
pub use configuration::configuration_page;
pub use member_label::{member_label, path_label};
pub use not_found::not_found_page;
pub use replay::{ItemPlace, replay_page, replay_question};
pub use review::{
    ReviewMemory, download, in_file_name, outcome_problem, review_page, time_of_day, told_list,
};
pub use session_ended::session_ended;
pub use sign_in::{sign_in_methods, sign_in_page, without_api_page};
pub use staging_panel::staging_panel;
