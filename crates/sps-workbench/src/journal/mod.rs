//! Kept changes: the console's own copy of staged writes and drafts, which survives the end of a session (product M3.6,
//! M3.7, D1).
//!
//! The appliance deletes an open transaction with its session (F2). The journal holds what is needed to stage the same
//! again, and no secret: a value that looks like one is cut out, and only that it was set is remembered. The journal is a
//! value; [`Journal::to_text`] and [`Journal::from_text`] are for whoever stores it, such as the storage of a tab.
//!
//! Nothing leaves it but by a word of the person: a commit takes exactly the writes it contained, a roll back hands them
//! out for [`TAKE_BACK_MS`], signing out wipes all, and what is older than [`LONGEST_KEPT_MS`] goes and is told.

mod book;
mod cut;
mod entry;
mod keep;
mod leaving;
mod read;
mod write;

pub use book::{Journal, LIMIT_BYTES};
pub use cut::{Cut, cut_at, is_cut, without_marks};
pub(crate) use cut::{covered, key_may_stand, places_to_fill};
pub use entry::{Entry, KeptDraft, Method, Owner, Reason, Standing, Unkept, WallTime};
pub use keep::{Kept, NewWrite};
pub use leaving::{Contained, LONGEST_KEPT_MS, RolledBack, TAKE_BACK_MS, TakenBack};
pub use read::JournalError;
