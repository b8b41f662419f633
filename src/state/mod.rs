//! What the whole console knows: who is signed in, how long the session lasts, what is pending.
//!
//! One small `Copy` struct of signals, created at the root and never by a page, so that no page takes a signal with it
//! when it goes (the classic "already been disposed" panic).

mod clocks;
mod connection;
mod console;
mod drafts;
mod input;
pub mod last_method;
mod leaving;
mod pending;
mod person;
mod reading;
mod sending;
mod session;
mod staying;
mod tabs;
mod toasts;
mod waking;

pub use clocks::Clocks;
pub use connection::Slow;
pub use console::{Console, use_console};
pub use pending::Pending;
pub use person::{Person, SignedOut, ended_text};
pub use reading::{Answer, Reading, unread};
pub use sending::Sending;
pub use toasts::{Toasts, Told, use_toasts};
