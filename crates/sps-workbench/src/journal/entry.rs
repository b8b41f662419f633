//! What is kept: staged writes and drafts, whose they are, and what could not be kept.

use std::fmt;

use serde_json::Value;

use crate::document::{Draft, Pointer};
use crate::merge::Merge;

/// A moment by the clock of this computer, in milliseconds since 1970 (UTC). Unlike [`Moment`](crate::Moment) it means the
/// same after a reload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WallTime(
    /// Milliseconds since the Unix epoch.
    pub u64,
);

impl WallTime {
    /// Milliseconds between two moments, whichever is earlier: a clock that was set back must not keep things for ever.
    pub(crate) fn ms_apart(self, other: Self) -> u64 {
        self.0.abs_diff(other.0)
    }
}

/// Whose changes these are. Changes of somebody else are never applied (M3.8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The appliance, as the page knows it (its address or name).
    pub appliance: String,
    /// The user name the appliance told.
    pub user: String,
}

/// What a write does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// PUT: replaces the object at the path.
    Replace,
    /// POST: creates an object in the list at the path.
    Create,
    /// DELETE: deletes the object at the path.
    Delete,
}

impl Method {
    /// The verb of HTTP.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Replace => "PUT",
            Self::Create => "POST",
            Self::Delete => "DELETE",
        }
    }

    pub(super) fn parse(verb: &str) -> Option<Self> {
        [Self::Replace, Self::Create, Self::Delete]
            .into_iter()
            .find(|method| method.verb() == verb)
    }
}

/// Where a kept write is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In the transaction that is open.
    Staged,
    /// Nowhere but here: the transaction it was in is gone. It waits for a replay.
    Waiting,
}

/// A write the appliance took into a transaction. `Debug` leaves the values out.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// Names the entry in its journal.
    pub number: u64,
    /// What it did.
    pub method: Method,
    /// The object, or for a creation the list.
    pub path: String,
    /// What was sent, with a mark for each secret; `None` for a deletion.
    pub body: Option<Value>,
    /// What was there before, with a mark for each secret; `None` for a creation.
    pub base: Option<Value>,
    /// The key a created object got.
    pub created: Option<String>,
    /// When.
    pub at: WallTime,
    /// Where it is.
    pub standing: Standing,
    /// Which transaction it was staged in, counted by the journal: only writes of the same one build on each other.
    pub transaction: u64,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("number", &self.number)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("standing", &self.standing)
            .finish_non_exhaustive()
    }
}

/// An edit that was not sent. `Debug` leaves the values out.
#[derive(Clone, PartialEq)]
pub struct KeptDraft {
    /// The object that is edited, or the list an object is to be created in.
    pub path: String,
    /// What was read, with a mark for each secret.
    pub base: Value,
    /// What the person made of it, with a mark for each secret.
    pub current: Value,
    /// Texts in fields for which they are no value.
    pub typed: Vec<(Pointer, String)>,
    /// When it was last edited.
    pub at: WallTime,
    /// It was sent into the transaction that is open, and no answer said what became of it ([`Journal::sending`]).
    ///
    /// [`Journal::sending`]: super::Journal::sending
    pub is_sent: bool,
}

impl fmt::Debug for KeptDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptDraft")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl KeptDraft {
    /// The same edit over what is read now, from a [`draft_merge`](crate::replay::draft_merge) whose conflicts are decided.
    ///
    /// What is already there as the person wants it stays an edit: perhaps it stands only in a transaction that is not
    /// committed yet, put there by a write whose answer was lost, and goes with it.
    pub fn draft(&self, merge: &Merge) -> Draft {
        let base = merge.theirs_without_mine().unwrap_or_default();
        let merged = merge.result().cloned().unwrap_or_default();
        let mut draft = Draft::new(base);
        draft.set(&Pointer::root(), merged);
        for (at, text) in &self.typed {
            // A text that has no field any more is shown nowhere; it stays in the kept draft.
            let _no_value = draft.type_text(at, text);
        }
        draft
    }
}

/// Why something was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// An API key: its creation is never kept (M3.6).
    ApiKey,
    /// There is no room left for it.
    TooLarge,
    /// It is nested more deeply than JSON is read back.
    TooDeep,
}

/// Something that could not be kept, so that it can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unkept {
    /// What it did; `None` for a draft.
    pub method: Option<Method>,
    /// Where.
    pub path: String,
    /// Why not.
    pub reason: Reason,
    /// When.
    pub at: WallTime,
}
