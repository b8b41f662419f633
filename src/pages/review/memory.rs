//! What the review keeps until the person signs out: the choice of view, what was typed, the last commit, the history.
//! In memory alone: a reload forgets it.

use leptos::prelude::*;
use sps_client::Change;
use sps_workbench::commit::{CommitHistory, OwnMessages};

use super::not_kept::NotKept;

/// How the change list is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// One sentence per change.
    Words,
    /// One row per value.
    Table,
    /// The appliance's own entries, secrets masked.
    Raw,
}

/// What was committed last.
#[derive(Clone, Debug)]
pub struct Committed {
    /// To which appliance.
    pub appliance: String,
    /// By whom.
    pub user: String,
    /// When its outcome was known, in milliseconds since 1970 by this browser's clock.
    pub at_ms: u64,
    /// The message stored with it.
    pub message: Option<String>,
    /// The changes, as the appliance listed them before the commit.
    pub changes: Vec<Change>,
}

/// The review's memory; a handful of signals, cheap to copy.
#[derive(Clone, Copy)]
pub struct ReviewMemory {
    /// How the change list is shown.
    pub view: RwSignal<View>,
    /// The commit message as far as somebody typed one; until then the suggestion follows the change list.
    pub typed: RwSignal<Option<String>>,
    /// The ticket as typed.
    pub ticket: RwSignal<String>,
    /// The last messages of this person.
    pub messages: RwSignal<OwnMessages>,
    /// The commits from this page.
    pub history: RwSignal<CommitHistory>,
    /// The last of them, until it is put away.
    pub committed: RwSignal<Option<Committed>>,
}

impl ReviewMemory {
    /// Creates it where the signed-in person's screens are built: it goes with them.
    pub fn provide() -> Self {
        let memory = Self {
            view: RwSignal::new(View::Words),
            typed: RwSignal::new(None),
            ticket: RwSignal::new(String::new()),
            messages: RwSignal::new(OwnMessages::default()),
            history: RwSignal::new(CommitHistory::default()),
            committed: RwSignal::new(None),
        };
        provide_context(memory);
        NotKept::provide();
        memory
    }

    /// The memory around this page, or one of its own for a page that stands alone.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }
}
