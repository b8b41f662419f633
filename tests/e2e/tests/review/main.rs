//! The review: its views, a thousand changes, one put back, a risky commit and its undo, files out and in (product M6).

mod committed;
mod load_file;
mod put_back;
mod steps;
mod thousand;
mod views;
