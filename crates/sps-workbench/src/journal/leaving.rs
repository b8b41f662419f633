//! How things leave the journal: always by a word of the person, or told.

use super::book::Journal;
use super::entry::{Entry, Method, Reason, Standing, Unkept, WallTime};
use super::write;
use crate::replay::{renamed, renamed_path};

/// How long a change is kept at most: 24 hours, in milliseconds (M3.6).
pub const LONGEST_KEPT_MS: u64 = 24 * 60 * 60 * 1000;

/// How long a roll back can be taken back: ten minutes, in milliseconds (M6.8).
pub const TAKE_BACK_MS: u64 = 10 * 60 * 1000;

/// The writes that are in the transaction at the moment of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contained(Vec<u64>);

/// What a roll back threw away.
#[derive(Debug, Clone, PartialEq)]
pub struct RolledBack {
    /// The writes.
    pub entries: Vec<Entry>,
    /// When.
    pub at: WallTime,
}

/// What came of taking a roll back back.
#[derive(Debug, Clone, PartialEq)]
pub enum TakenBack {
    /// The writes wait for a replay again, but for so many that did not fit any more; [`Journal::unkept`] names them.
    Waiting {
        /// How many did not fit.
        not_kept: usize,
    },
    /// The ten minutes are over; nothing was changed.
    TooLate(RolledBack),
}

impl Journal {
    /// The writes a commit contains, to be asked before it is sent: what is staged meanwhile is not in it.
    pub fn contained(&self) -> Contained {
        Contained(self.staged().iter().map(|entry| entry.number).collect())
    }

    /// The writes another tab's commit at `at` contained: all tabs share one transaction (M3.7).
    pub fn contained_at(&self, at: WallTime) -> Contained {
        let staged = self.staged();
        let before = staged.iter().filter(|entry| entry.at <= at);
        Contained(before.map(|entry| entry.number).collect())
    }

    /// The writes of a commit that are still in the journal.
    pub fn entries_of(&self, contained: &Contained) -> Vec<&Entry> {
        let entries = self.entries.iter();
        entries
            .filter(|entry| contained.0.contains(&entry.number))
            .collect()
    }

    /// A commit is done: exactly the writes it contained go.
    pub fn committed(&mut self, contained: &Contained) {
        self.entries
            .retain(|entry| !contained.0.contains(&entry.number));
        self.next_transaction();
        self.unkept.clear();
        self.measure();
    }

    /// The transaction is gone and nobody said so: its writes wait for a replay (F2). Call it when the session ended, and
    /// whenever a transaction had to be opened ([`Opened::Now`](sps_client::Opened)): the one before is gone then, for
    /// example by a roll back whose answer was lost.
    pub fn transaction_gone(&mut self) {
        for entry in &mut self.entries {
            entry.standing = Standing::Waiting;
        }
        self.next_transaction();
    }

    /// What was sent into the transaction is live with it, or gone with it.
    fn next_transaction(&mut self) {
        self.transaction += 1;
        self.unanswered = 0;
        for draft in &mut self.drafts {
            draft.is_sent = false;
        }
    }

    /// The person rolled the transaction back. What goes is handed out, so that it can be taken back; drafts stay.
    #[must_use = "the roll back can be taken back for ten minutes"]
    pub fn roll_back(&mut self, at: WallTime) -> RolledBack {
        let (gone, stay) = std::mem::take(&mut self.entries)
            .into_iter()
            .partition(|entry| entry.standing == Standing::Staged);
        self.entries = stay;
        self.next_transaction();
        self.unkept.clear();
        self.measure();
        RolledBack { entries: gone, at }
    }

    /// Takes a roll back back: its writes wait for a replay.
    pub fn take_back(&mut self, rolled_back: RolledBack, now: WallTime) -> TakenBack {
        if now.ms_apart(rolled_back.at) > TAKE_BACK_MS {
            return TakenBack::TooLate(rolled_back);
        }
        let mut not_kept = 0;
        for mut entry in rolled_back.entries {
            entry.number = self.next;
            entry.standing = Standing::Waiting;
            let length = write::length_of_entry(&entry);
            if self.used_bytes + length > self.limit_bytes {
                not_kept += 1;
                self.unkept.push(Unkept {
                    method: Some(entry.method),
                    path: entry.path,
                    reason: Reason::TooLarge,
                    at: now,
                });
                continue;
            }
            self.next += 1;
            self.used_bytes += length;
            self.entries.push(entry);
        }
        TakenBack::Waiting { not_kept }
    }

    /// The person said so: these writes are no longer wanted, or are done otherwise.
    pub fn forget_writes(&mut self, numbers: &[u64]) {
        self.entries
            .retain(|entry| !numbers.contains(&entry.number));
        self.measure();
    }

    /// An object was created again and has another key: writes that wait use the new one from now on.
    pub(crate) fn rename_key(&mut self, old: &str, new: &str) {
        for entry in &mut self.entries {
            if entry.standing == Standing::Waiting && entry.created.as_deref() != Some(old) {
                entry.path = renamed_path(&entry.path, old, new);
                entry.body = entry.body.as_ref().map(|body| renamed(body, old, new));
                entry.base = entry.base.as_ref().map(|base| renamed(base, old, new));
            }
        }
        self.measure();
    }

    /// The person signed out: everything goes.
    pub fn wipe(&mut self) {
        self.entries.clear();
        self.drafts.clear();
        self.unkept.clear();
        self.used_bytes = 0;
    }

    /// Drops what is older than 24 hours, and names it: the verb, `None` for a draft, and the path.
    #[must_use = "what was dropped has to be told"]
    pub fn drop_old(&mut self, now: WallTime) -> Vec<(Option<Method>, String)> {
        let is_old = |at: WallTime| at.ms_apart(now) > LONGEST_KEPT_MS;
        let mut dropped = Vec::new();
        self.entries.retain(|entry| {
            if is_old(entry.at) {
                dropped.push((Some(entry.method), entry.path.clone()));
            }
            !is_old(entry.at)
        });
        self.drafts.retain(|draft| {
            if is_old(draft.at) {
                dropped.push((None, draft.path.clone()));
            }
            !is_old(draft.at)
        });
        self.unkept.retain(|unkept| !is_old(unkept.at));
        self.measure();
        dropped
    }
}
