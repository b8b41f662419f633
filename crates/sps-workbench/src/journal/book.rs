//! The journal itself, and what is in it.

use super::entry::{Entry, KeptDraft, Owner, Standing, Unkept};

/// How large the text of a journal gets at most, in bytes of UTF-8, unless it is made with another limit. Storage of a
/// tab holds about 5 MB in UTF-16.
pub const LIMIT_BYTES: usize = 2_000_000;

/// The kept changes of one person on one appliance.
#[derive(Debug, Clone, PartialEq)]
pub struct Journal {
    pub(super) owner: Owner,
    pub(super) limit_bytes: usize,
    pub(super) next: u64,
    /// Counts transactions.
    pub(super) transaction: u64,
    /// How many writes into the open transaction were sent and not answered.
    pub(super) unanswered: u64,
    pub(super) entries: Vec<Entry>,
    pub(super) drafts: Vec<KeptDraft>,
    pub(super) unkept: Vec<Unkept>,
    /// The length of the text of entries and drafts.
    pub(super) used_bytes: usize,
}

impl Journal {
    /// An empty journal that keeps at most [`LIMIT_BYTES`].
    pub fn new(owner: Owner) -> Self {
        Self::with_limit(owner, LIMIT_BYTES)
    }

    /// An empty journal that keeps at most `limit_bytes` of text.
    pub fn with_limit(owner: Owner, limit_bytes: usize) -> Self {
        Self {
            owner,
            limit_bytes,
            next: 1,
            transaction: 1,
            unanswered: 0,
            entries: Vec::new(),
            drafts: Vec::new(),
            unkept: Vec::new(),
            used_bytes: 0,
        }
    }

    /// Whose changes these are.
    pub fn owner(&self) -> &Owner {
        &self.owner
    }

    /// All kept writes: first those in the open transaction, in the order they were staged, then those that wait.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The writes of a transaction that is gone: what a replay is about.
    pub fn waiting(&self) -> Vec<&Entry> {
        self.standing(Standing::Waiting)
    }

    /// The writes in the open transaction.
    pub fn staged(&self) -> Vec<&Entry> {
        self.standing(Standing::Staged)
    }

    fn standing(&self, standing: Standing) -> Vec<&Entry> {
        let entries = self.entries.iter();
        entries.filter(|entry| entry.standing == standing).collect()
    }

    /// The kept drafts.
    pub fn drafts(&self) -> &[KeptDraft] {
        &self.drafts
    }

    /// What could not be kept since the last commit, roll back or sign-out.
    pub fn unkept(&self) -> &[Unkept] {
        &self.unkept
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.drafts.is_empty() && self.unkept.is_empty()
    }
}
