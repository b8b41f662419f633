//! The change list as a document to read: grouped by place, or as a table, or as the appliance's own entries.

use std::sync::Arc;

use leptos::prelude::*;
use sps_client::Change;
use sps_workbench::changes::{Filter, Kind, Sentence, Siblings, review, rows};

use super::{
    controls::{kind_filter, search_box, view_choice},
    labels::{labels, names},
    memory::{ReviewMemory, View},
    put_back::PuttingBack,
    reading::{Names, names as names_of_lists},
    table::{change_table, raw_changes},
    told_in_words::{InWords, in_words},
};
use crate::{
    messages::{Msg, text, text_with},
    reactive::{effect, run},
    state::use_console,
    ui::{Element, ElementRef, LongList, Rows, div, element, p, words},
};

/// How high a row is likely to be, in CSS pixels: until one was in the page.
const LIKELY: [f64; 3] = [96.0, 44.0, 130.0];

/// What is pending, with the choice of the view and of the kinds.
pub fn document(memory: ReviewMemory) -> Element {
    let console = use_console();
    // Only another list builds the document anew; a mere second reading leaves focus and disclosures alone.
    let changes =
        Memo::new(move |_| Arc::new(console.pending.with(|pending| pending.changes.clone())));
    let known = RwSignal::new(Vec::<Names>::new());
    effect(move || {
        let changes = changes.get();
        run(async move {
            let found = names_of_lists(console, &changes).await;
            if known.try_with_untracked(|known| *known != found) == Some(true) {
                known.try_set(found);
            }
        });
    });
    let sentences = Memo::new(move |_| Arc::new(known.with(|known| told(known, &changes.get()))));
    let kinds = RwSignal::new(Vec::<Kind>::new());
    let searched = RwSignal::new(String::new());
    let labels = labels();
    // What is shown, by its number among the sentences.
    let shown = Memo::new(move |_| {
        labels.track();
        Arc::new(sentences.with(|sentences| kept(sentences, &kinds.get(), &searched.get())))
    });
    let heading = ElementRef::new();
    let lists = [
        LongList::new(Rows::Items, LIKELY[0], false),
        LongList::new(Rows::Table(4), LIKELY[1], false),
        LongList::new(Rows::Items, LIKELY[2], false),
    ];
    let [in_words_list, table_list, raw_list] = lists;
    let putting_back = PuttingBack::new(heading, in_words_list);
    let table = Memo::new(move |_| Arc::new(rows(&changes.get())));
    let body = move || {
        labels.track();
        let shown = shown.get();
        if shown.is_empty() {
            return p("empty").text(Msg::NoChangeFound).view();
        }
        let sentences = sentences.get();
        let changes = changes.get();
        match memory.view.get() {
            View::Words => in_words(
                in_words_list,
                InWords {
                    changes,
                    sentences,
                    putting_back,
                },
                &shown,
            ),
            View::Table => change_table(table_list, &table.get(), &entries(&sentences, &shown)),
            View::Raw => raw_changes(raw_list, &changes, &entries(&sentences, &shown)),
        }
    };
    let found = move || {
        let all = changes.with(|changes| changes.len());
        let left = sentences.with(|sentences| shown.with(|shown| entries(sentences, shown).len()));
        if left == all {
            return String::new();
        }
        text_with(
            Msg::ChangesShown,
            &[("count", &left.to_string()), ("all", &all.to_string())],
        )
    };
    element("SECTION")
        .attr("class", "document")
        .attr("aria-label", text(Msg::Changelog))
        .child(
            words("H2", Msg::Changelog)
                .attr("class", "sr")
                .attr("tabindex", "-1")
                .node(heading),
        )
        .child(
            div("document-bar")
                .child(kind_filter(sentences, kinds))
                .child(view_choice(memory.view))
                .child(search_box(changes, searched)),
        )
        .child(p("muted found").attr("role", "status").live_words(found))
        .live(body)
}

fn told(known: &[Names], changes: &[Change]) -> Vec<Sentence> {
    let siblings: Vec<_> = known
        .iter()
        .map(|list| Siblings {
            path: &list.path,
            names: &list.names,
        })
        .collect();
    review(changes, &siblings)
}

fn kept(sentences: &[Sentence], kinds: &[Kind], searched: &str) -> Vec<usize> {
    // A kind that is not there any more must not hide the rest.
    let is_there = |kind: &Kind| sentences.iter().any(|sentence| sentence.kind() == *kind);
    let filter = Filter {
        kinds: kinds.iter().copied().filter(is_there).collect(),
        words: searched.to_owned(),
    };
    let is_searched = !searched.trim().is_empty();
    let is_shown = |sentence: &Sentence| {
        let names = if is_searched {
            names(sentence)
        } else {
            Vec::new()
        };
        filter.shows_named(sentence, &names)
    };
    let shown = sentences.iter().enumerate();
    shown
        .filter_map(|(at, sentence)| is_shown(sentence).then_some(at))
        .collect()
}

/// The entries of the change list that the sentences come from, each once and in their order.
fn entries(sentences: &[Sentence], shown: &[usize]) -> Vec<usize> {
    let mut entries = Vec::new();
    for sentence in shown.iter().filter_map(|at| sentences.get(*at)) {
        if entries.last() != Some(&sentence.entry) {
            entries.push(sentence.entry);
        }
    }
    entries
}
