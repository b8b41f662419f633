//! The commit: is a message needed, what could it say, and what came of it (product M5, F7).

mod message;
mod outcome;

pub use message::{MessageNeed, draft_message, message_need};
pub(crate) use outcome::contradiction;
pub use outcome::{CommitOutcome, Finding, commit, find_out};
