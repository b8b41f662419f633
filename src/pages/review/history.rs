//! The commits from this page since the sign-in: the appliance lists commits of programs under one name.

use leptos::prelude::*;
use sps_workbench::commit::{CommittedEntry, RecordedOutcome};

use super::{memory::ReviewMemory, when::local_time};
use crate::{
    messages::{Msg, count_text, text_with},
    ui::{Element, div, element, p, show, span, together, words},
};

/// Folded away, and only there after a commit.
pub fn history(memory: ReviewMemory) -> AnyView {
    let count = move || memory.history.with(|history| history.all().len());
    show(
        move || count() > 0,
        move || {
            element("DETAILS")
                .attr("class", "history")
                .child(element("SUMMARY").live_words(move || {
                    text_with(Msg::HistoryTitle, &[("count", &count().to_string())])
                }))
                .child(p("help").text(Msg::HistoryHelp))
                .child(element("OL").live(move || {
                    memory.history.with(|history| {
                        together(
                            history
                                .all()
                                .iter()
                                .map(|commit| entry(commit).view())
                                .collect(),
                        )
                    })
                }))
                .view()
        },
    )
}

fn entry(commit: &CommittedEntry) -> Element {
    let outcome = match commit.outcome {
        RecordedOutcome::Committed => Msg::OutcomeCommitted,
        RecordedOutcome::NotCommitted => Msg::OutcomeNotCommitted,
        RecordedOutcome::Unknown => Msg::OutcomeUnknown,
    };
    let changes = count_text(commit.changes, Msg::OneChange, Msg::ManyChanges);
    let line = div("history-line")
        .child(element("TIME").words(local_time(commit.at_ms)))
        .child(words("STRONG", outcome))
        .child(span("").words(changes))
        .child(span("muted").untranslated().words(commit.appliance.clone()));
    let message = commit
        .message
        .as_ref()
        .map(|message| p("").untranslated().words(message.clone()));
    let places = commit.places.join(", ").replace("/api/configuration/", "");
    element("LI")
        .child(line)
        .maybe(message)
        .child(p("muted").untranslated().words(places))
}
