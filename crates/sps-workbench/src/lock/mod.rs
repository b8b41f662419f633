//! The configuration lock of somebody else: what is known of it, and waiting until it is free (product M8, D6, F9).
//!
//! Waiting looks and never commits: when the lock is free the person is asked.

mod known;
mod waiting;

pub use known::KnownLock;
pub use waiting::{Look, Turn, Waiting};
