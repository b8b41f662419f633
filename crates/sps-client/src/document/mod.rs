//! Rules about the JSON of the configuration: references, secrets, and what an appliance kept of what was sent.
//!
//! A PUT carries the whole object (`sps-api.md` §8.2): take what was read, change a member, cut the references, send it.
//! Members nobody here has heard of, empty members and `@order` (§8.4) go back as they came; nothing is sorted.

mod kept;
mod references;
mod secrets;

pub use kept::ignored_members;
pub use references::{cut_references, reference};
pub use secrets::{DISCRIMINATORS, is_secret_member, is_secret_name};
