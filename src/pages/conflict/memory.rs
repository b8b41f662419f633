//! What the conflicts page remembers until the person signs out; in memory alone.

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::{
    merge::{Merge, Resolved},
    replay::MergedIn,
};

use crate::{
    messages::Msg,
    route::Route,
    ui::{Element, link, p},
};

/// What a commit was merged with, without a word of the appliance.
#[derive(Clone, PartialEq)]
pub struct SilentMerge {
    /// Since when others may have changed it, in milliseconds since 1970: the first of the changes that were committed.
    pub since_ms: u64,
    /// What they changed.
    pub found: Vec<MergedIn>,
}

/// The memory; a handful of signals, cheap to copy.
#[derive(Clone, Copy)]
pub struct ConflictMemory {
    /// The refusal of the commit that led to the page.
    pub refused: RwSignal<Option<Error>>,
    /// The person asked for the check; the page starts it.
    pub is_wanted: RwSignal<bool>,
    /// What was decided, by the path of the resource: it holds until the value moves again (M7.6).
    decided: StoredValue<Vec<(String, Vec<Resolved>)>>,
    /// What the last commit was merged with.
    pub merged: RwSignal<Option<SilentMerge>>,
}

impl ConflictMemory {
    /// Creates it where the signed-in person's screens are built: it goes with them.
    pub fn provide() -> Self {
        let memory = Self {
            refused: RwSignal::new(None),
            is_wanted: RwSignal::new(false),
            decided: StoredValue::new(Vec::new()),
            merged: RwSignal::new(None),
        };
        provide_context(memory);
        memory
    }

    /// The memory around this screen, or one of its own for a screen that stands alone.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Remembers what was decided about a resource.
    pub(super) fn remember(self, path: &str, merge: &Merge) {
        let resolved = merge.resolved();
        self.decided.update_value(|decided| {
            decided.retain(|(known, _)| known != path);
            decided.push((path.to_owned(), resolved));
        });
    }

    /// What was decided about a resource before.
    pub(super) fn decided(self, path: &str) -> Vec<Resolved> {
        self.decided.with_value(|decided| {
            let known = decided.iter().find(|(known, _)| known == path);
            known
                .map(|(_, resolved)| resolved.clone())
                .unwrap_or_default()
        })
    }
}

/// *Check for conflicts*: leads from a refused commit to the conflicts page, which starts at once.
pub fn check_for_conflicts(error: &Error) -> Vec<Element> {
    let memory = ConflictMemory::here();
    let error = error.clone();
    let start = link("button primary", &Route::Conflicts)
        .on("click", move |_| {
            memory.refused.set(Some(error.clone()));
            memory.is_wanted.set(true);
        })
        .text(Msg::CheckForConflicts);
    vec![p("muted").text(Msg::CheckHelp), start]
}
