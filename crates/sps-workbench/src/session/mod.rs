//! The session: how long it lasts, when to say so, what keeps it, who else is told (product.md M3, M10).
//!
//! | module | idea |
//! |---|---|
//! | [`clock`] | the deadline and the warnings before it |
//! | [`page_time`] | a time that neither sleep nor a changed wall clock makes wrong |
//! | [`activity`] | when input may extend the session |
//! | [`announcements`] | what is spoken, and what a dialog must not swallow |
//! | [`ending`] | why a session ended |
//! | [`tabs`] | what the tabs of a browser tell each other |
//! | [`connection`] | lost, tried again, back |

pub mod activity;
pub mod announcements;
pub mod clock;
pub mod connection;
pub mod ending;
pub mod page_time;
pub mod tabs;

pub use activity::Activity;
pub use clock::{Extension, Moment, SessionClock, Standing, Warning};
pub use connection::{Connection, Trouble, Turn};
pub use ending::EndedBecause;
pub use page_time::{Clocks, PageTime};
pub use tabs::{Heard, TabMessage};
