//! How the change list is shown, and which kinds of changes.

use std::sync::Arc;

use leptos::prelude::*;
use sps_client::Change;
use sps_workbench::changes::{Kind, Sentence, counts};

use super::memory::View;
use crate::{
    messages::{Msg, text, text_with},
    ui::{Element, Shape, button, div, element, icon, show, span, together},
};

/// From so many changes on there is something to search.
const WORTH_SEARCHING: usize = 8;

/// Words, table or raw JSON: one of them is pressed.
pub fn view_choice(view: RwSignal<View>) -> Element {
    let choice = |of: View, label: Msg| {
        button("segment", label, move |_| view.set(of))
            .live_state("aria-pressed", move || view.get() == of)
    };
    div("segment-row")
        .attr("role", "group")
        .attr("aria-label", text(Msg::ViewOfChanges))
        .children([
            choice(View::Words, Msg::ViewWords),
            choice(View::Table, Msg::ViewTable),
            choice(View::Raw, Msg::RawJson),
        ])
}

/// A toggle button per kind with its count; pressed kinds are shown, and all while none is pressed.
pub fn kind_filter(sentences: Memo<Arc<Vec<Sentence>>>, kinds: RwSignal<Vec<Kind>>) -> Element {
    let counted = Memo::new(move |_| sentences.with(|sentences| counts(sentences)));
    div("segment-row")
        .attr("role", "group")
        .attr("aria-label", text(Msg::ShowOnly))
        .live(move || {
            let counted = counted.get();
            together(
                counted
                    .into_iter()
                    .map(|(kind, count)| counter(kind, count, kinds).view())
                    .collect(),
            )
        })
}

fn counter(kind: Kind, count: usize, kinds: RwSignal<Vec<Kind>>) -> Element {
    let (shape, class, label) = match kind {
        Kind::Added => (Shape::Added, "segment counter added", Msg::CountAdded),
        Kind::Removed => (Shape::Removed, "segment counter removed", Msg::CountRemoved),
        Kind::Changed => (Shape::Changed, "segment counter changed", Msg::CountChanged),
        Kind::Moved => (Shape::Moved, "segment counter moved", Msg::CountMoved),
        Kind::Other => (Shape::Info, "segment counter", Msg::CountOther),
    };
    let toggle = move |_| {
        kinds.update(|kinds| {
            if kinds.contains(&kind) {
                kinds.retain(|other| *other != kind);
            } else {
                kinds.push(kind);
            }
        });
    };
    element("BUTTON")
        .attr("type", "button")
        .attr("class", class)
        .live_state("aria-pressed", move || {
            kinds.with(|kinds| kinds.contains(&kind))
        })
        .on("click", toggle)
        .child(icon(shape))
        .child(span("").words(text_with(label, &[("count", &count.to_string())])))
}

/// A box to look for words, paths and values; secrets are not found. There only where it helps.
pub fn search_box(changes: Memo<Arc<Vec<Change>>>, searched: RwSignal<String>) -> AnyView {
    let is_worth_it = move || {
        changes.with(|changes| changes.len() >= WORTH_SEARCHING)
            || searched.with(|searched| !searched.is_empty())
    };
    show(is_worth_it, move || {
        element("INPUT")
            .attr("type", "search")
            .attr("class", "search-changes")
            .attr("aria-label", text(Msg::SearchChanges))
            .attr("placeholder", text(Msg::SearchChanges))
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .live_value(move || searched.get())
            .on_input(move |typed| searched.set(typed))
            .view()
    })
}
