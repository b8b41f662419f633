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

pub use account::AccountPage;
pub use api_keys::ApiKeysPage;
pub use configuration::ConfigurationPage;
pub use member_label::{member_label, path_label};
pub use not_found::NotFoundPage;
pub use review::ReviewPage;
pub use session_ended::SessionEnded;
pub use sign_in::{SignInMethods, SignInPage};
pub use staging_panel::StagingPanel;
