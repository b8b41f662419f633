//! What was committed from this browser: when, with which message, and what came of it.
//!
//! The appliance's own history lists REST commits under one generic name (product F7); this one knows what was meant. It
//! is a value: whoever has it decides where and how long it is stored. It holds no values of the configuration.

use serde_json::{Value, json};

use super::outcome::{CommitOutcome, Finding};
use crate::secret::is_secret_text;

/// So many commits are kept.
const MOST: usize = 50;
/// So many places of one commit are named.
const MOST_PLACES: usize = 20;
/// Longer texts, in characters, are cut.
const LONGEST: usize = 500;

/// One commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommittedEntry {
    /// When its outcome was known, in milliseconds since 1970 (UTC), by this browser's clock.
    pub at_ms: u64,
    /// The appliance, by name or address.
    pub appliance: String,
    /// Who was signed in.
    pub user: String,
    /// The message, if there was one.
    pub message: Option<String>,
    /// How many changes it had.
    pub changes: usize,
    /// The addresses of the resources it changed, the first twenty.
    pub places: Vec<String>,
    /// What came of it.
    pub outcome: RecordedOutcome,
}

/// What came of a commit, as far as it was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordedOutcome {
    /// The changes are active.
    Committed,
    /// The appliance refused; nothing changed.
    NotCommitted,
    /// Nobody could tell.
    Unknown,
}

impl RecordedOutcome {
    fn word(self) -> &'static str {
        match self {
            Self::Committed => "committed",
            Self::NotCommitted => "not committed",
            Self::Unknown => "unknown",
        }
    }

    fn read(word: &str) -> Option<Self> {
        [Self::Committed, Self::NotCommitted, Self::Unknown]
            .into_iter()
            .find(|outcome| outcome.word() == word)
    }
}

impl From<&CommitOutcome> for RecordedOutcome {
    fn from(outcome: &CommitOutcome) -> Self {
        match outcome {
            CommitOutcome::Committed
            | CommitOutcome::Unknown {
                finding: Finding::Committed,
                ..
            } => Self::Committed,
            CommitOutcome::Unknown {
                finding: Finding::CannotTell,
                ..
            } => Self::Unknown,
            CommitOutcome::Unknown {
                finding: Finding::NotCommitted,
                ..
            }
            | CommitOutcome::MessageRequired(_)
            | CommitOutcome::Locked(_)
            | CommitOutcome::Conflict(_)
            | CommitOutcome::Refused(_)
            | CommitOutcome::SessionEnded(_) => Self::NotCommitted,
        }
    }
}

/// The last fifty commits, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommitHistory(Vec<CommittedEntry>);

impl CommitHistory {
    /// Puts a commit in front. Long texts are cut, and a message with a private key in it is not kept.
    pub fn add(&mut self, entry: CommittedEntry) {
        self.0.insert(0, bounded(entry));
        self.0.truncate(MOST);
    }

    /// The commits, the newest first.
    pub fn all(&self) -> &[CommittedEntry] {
        &self.0
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        let entries: Value = self
            .0
            .iter()
            .map(|entry| {
                json!({
                    "at_ms": entry.at_ms, "appliance": entry.appliance, "user": entry.user, "message": entry.message,
                    "changes": entry.changes, "places": entry.places, "outcome": entry.outcome.word(),
                })
            })
            .collect();
        json!({ "version": 1, "commits": entries }).to_string()
    }

    /// Reads what [`CommitHistory::to_json`] wrote. Anything else is no reason to fail: what is unreadable is left out.
    pub fn from_json(text: &str) -> Self {
        let stored: Value = serde_json::from_str(text).unwrap_or_default();
        let entries = stored.get("commits").and_then(Value::as_array);
        let is_known = stored.get("version") == Some(&Value::from(1));
        let entries = entries.filter(|_| is_known).into_iter().flatten();
        Self(entries.filter_map(entry).take(MOST).collect())
    }
}

fn entry(stored: &Value) -> Option<CommittedEntry> {
    let text = |name: &str| stored.get(name)?.as_str().map(ToOwned::to_owned);
    let places = stored.get("places").and_then(Value::as_array);
    let places = places.into_iter().flatten().filter_map(Value::as_str);
    Some(bounded(CommittedEntry {
        at_ms: stored.get("at_ms")?.as_u64()?,
        appliance: text("appliance")?,
        user: text("user")?,
        message: text("message"),
        changes: usize::try_from(stored.get("changes")?.as_u64()?).ok()?,
        places: places.map(ToOwned::to_owned).collect(),
        outcome: RecordedOutcome::read(stored.get("outcome")?.as_str()?)?,
    }))
}

fn bounded(mut entry: CommittedEntry) -> CommittedEntry {
    entry.appliance = cut(entry.appliance);
    entry.user = cut(entry.user);
    entry.message = entry
        .message
        .filter(|message| !is_secret_text(message))
        .map(cut);
    entry.places.truncate(MOST_PLACES);
    entry.places = entry.places.into_iter().map(cut).collect();
    entry
}

fn cut(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
        None => text,
    }
}
