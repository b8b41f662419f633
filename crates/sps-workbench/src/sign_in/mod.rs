//! Signing in: what the page shows, what becomes of a try, and why nobody is signed in (product M1, M2, M10, M11).
//!
//! Everything here is a rule about given facts: time comes in as [`Moment`](crate::Moment), answers as
//! [`sps_client::Error`].

mod attempts;
mod certificate;
mod clocks;
mod discovery;
mod ending;
mod rows;
mod trouble;

pub use attempts::Attempts;
pub use certificate::{CertificateSeen, CertificateStanding, CertificateWait};
pub use clocks::{Distance, NotKept, clock_time, differ, distance, why_not_kept};
pub use discovery::{Discovery, DiscoveryStanding, password_only};
pub use ending::lacks_api_right;
pub use rows::{SignInPlan, SignInRow, Start, sign_in_plan, sign_in_rows};
pub use trouble::{Trouble, trouble};
