//! Kept changes: what a reload, the end of a session, a roll back or a second tab does not take along, and what comes back.

mod back;
mod others;
mod steps;
mod storage;
mod tabs;
