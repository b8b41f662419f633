//! What this person may do, wherever the console shows it: controls that say why they are off, the explanation of a
//! refusal, the request to an administrator (product.md M9).

mod barred;
mod known;
mod refused;
mod request;
mod words;

pub use barred::{Barred, OnHold};
pub use known::{MyRights, use_rights};
pub use refused::refused;
pub use request::copy_request;
pub use words::{area_name, reason, verb_name};
