//! The configuration lock of somebody else: what is known of it, and waiting until it is free (product M8, D6, F9).
//!
//! Waiting looks and never commits: when the lock is free the person is asked.

mod holding;
mod known;
mod look;
mod waiting;

pub use holding::{opening_locks, others_may_wait};
pub use known::KnownLock;
pub use look::{LockAt, look};
pub use waiting::{Look, Turn, Waiting};
