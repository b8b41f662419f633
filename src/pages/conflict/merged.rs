//! What the appliance merged into a commit without a word, told (product.md M7.2).

use leptos::prelude::*;
use sps_workbench::{
    journal::Entry,
    merge::Column,
    replay::{merged_in, merged_reads, read},
};

use super::{
    cell::cell,
    memory::{ConflictMemory, SilentMerge},
    names::{path_words, place_label},
};
use crate::{
    kept::{KeptChanges, use_kept},
    messages::{Msg, text_with},
    pages::time_of_day,
    state::{Console, use_console},
    ui::{Tone, element, nothing, notice, p, span},
};

/// More resources than this are not read after a commit; what was merged into the others stays untold.
const MOST_READ: usize = 30;

/// Looks whether a commit was merged with changes of others; cheap to copy.
#[derive(Clone, Copy)]
pub struct MergeWatch {
    console: Console,
    kept: KeptChanges,
    memory: ConflictMemory,
}

impl MergeWatch {
    /// To be made while the view is built.
    pub fn here() -> Self {
        Self {
            console: use_console(),
            kept: use_kept(),
            memory: ConflictMemory::here(),
        }
    }

    /// What the commit that is about to be sent contains.
    pub fn before(self) -> Vec<Entry> {
        self.memory.merged.try_set(None);
        untrack(|| {
            self.kept
                .with(|journal| journal.staged().into_iter().cloned().collect())
        })
    }

    /// The commit was done: reads what it changed and remembers what others had changed there.
    pub async fn after(self, entries: Vec<Entry>) {
        let entries: Vec<&Entry> = entries.iter().collect();
        let client = self.console.client();
        let mut fresh = Vec::new();
        for path in merged_reads(&entries).iter().take(MOST_READ) {
            // What cannot be read is not told: it may be the commit itself that ended the session.
            fresh.push(read(&client, path).await);
        }
        let found = merged_in(&entries, &fresh);
        let since_ms = entries.iter().map(|entry| entry.at.0).min();
        if let (false, Some(since_ms)) = (found.is_empty(), since_ms) {
            self.memory
                .merged
                .try_set(Some(SilentMerge { since_ms, found }));
        }
    }
}

/// What the last commit was merged with; nothing where it was merged with nothing.
pub fn merged_notice() -> AnyView {
    let memory = ConflictMemory::here();
    crate::ui::live(move || {
        memory
            .merged
            .with(|merged| merged.as_ref().map_or_else(nothing, told))
    })
}

fn told(merged: &SilentMerge) -> AnyView {
    let places = merged.found.iter().flat_map(|object| {
        let path = path_words(&object.path);
        object.places.iter().map(move |place| {
            let place_words = format!("{path} › {}", place_label(place));
            element("LI")
                .child(
                    span("")
                        .untranslated()
                        .words(text_with(Msg::MergedPlace, &[("place", &place_words)])),
                )
                .children(cell(place, Column::Before))
                .child(span("").attr("aria-hidden", "true").words(" → "))
                .children(cell(place, Column::Theirs))
        })
    });
    let time = time_of_day(merged.since_ms);
    notice(
        Tone::Info,
        vec![
            p("")
                .words(text_with(Msg::MergedWithOthers, &[("time", &time)]))
                .view(),
            element("UL")
                .attr("class", "merged-in")
                .children(places)
                .view(),
        ],
    )
}
