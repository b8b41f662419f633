//! The commit: is a message needed, what could it say, what does it put at risk, and what came of it (product M5, F7).

mod history;
mod message;
mod outcome;
mod own_messages;
mod risk;
mod settle;
mod ticket;

pub use history::{CommitHistory, CommittedEntry, RecordedOutcome};
pub use message::{MessageNeed, draft_message, draft_message_with, message_need};
pub(crate) use outcome::contradiction;
pub use outcome::{CommitOutcome, Finding, commit, find_out};
pub use own_messages::OwnMessages;
pub use risk::{Risk, RiskKind, risks};
pub use settle::settle;
pub use ticket::{Ticket, TicketProblem};
