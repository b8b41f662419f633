//! Somebody else's lock, a transaction opened elsewhere, and commits whose answer is lost (product M5.7 to M5.9, M8).

mod commit_lock;
mod elsewhere;
mod lost;
mod opening_lock;
mod steps;
