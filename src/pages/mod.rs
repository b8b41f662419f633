//! One folder a screen.

mod account;
mod api_keys;
mod appliance;
mod configuration;
pub mod conflict;
mod lock;
mod member_label;
mod not_found;
mod replay;
mod review;
mod search;
mod session_ended;
mod sign_in;
mod staging_panel;
mod without_api;

pub use account::account_page;
pub use api_keys::{api_keys_page, dead_keys};
pub use appliance::appliance_page;
pub use configuration::{configuration_page, load_catalogue, new_object_page};
pub use lock::{LockHere, Purpose, lock_badge, lock_banners, lost_write, provide_locks};
pub use member_label::{member_label, path_label};
pub use not_found::not_found_page;
pub use replay::{replay_page, replay_question};
pub use review::{
    CommitTask, ReviewMemory, commit_banner, download, in_file_name, outcome_problem, review_page,
    time_of_day, told_list,
};
pub use search::{
    everything, favourite_button, hit_link, place_in, place_of, remembered, resources,
    search_field, search_page,
};
pub use session_ended::session_ended;
pub use sign_in::{sign_in_methods, sign_in_page};
pub use staging_panel::staging_panel;
pub use without_api::without_api_page;
