//! Changes told one by one with their places, however many: beside every screen, in questions, after a commit.

use std::sync::Arc;

use leptos::prelude::*;
use sps_workbench::changes::{Sentence, review};

use super::{change_sentence::change_sentence, labels::labels};
use crate::{
    messages::{Msg, text},
    state::use_console,
    ui::{Element, LongList, Rows, div, element},
};

/// How high a sentence is likely to be in a narrow place, in CSS pixels.
const LIKELY: f64 = 56.0;

/// What is pending, told one by one with its place; follows the change list.
pub fn change_list(class: &'static str) -> Element {
    let console = use_console();
    let known = labels();
    let list = LongList::new(Rows::Items, LIKELY, true);
    div("change-list").live(move || {
        known.track();
        let sentences = console
            .pending
            .with(|pending| review(&pending.changes, &[]));
        told(list, class, sentences).view()
    })
}

/// These sentences, each with its place.
pub fn told_list(class: &'static str, sentences: Vec<Sentence>) -> Element {
    told(LongList::new(Rows::Items, LIKELY, true), class, sentences)
}

fn told(list: LongList, class: &'static str, sentences: Vec<Sentence>) -> Element {
    let sentences = Arc::new(sentences);
    let frame = element("DIV")
        .attr("class", class)
        .attr("aria-label", text(Msg::Changelog));
    list.fill(frame, sentences.len(), false, move |at| {
        let sentence = sentences.get(at);
        let told = sentence.map(|sentence| change_sentence(sentence, true));
        element("DIV").maybe(told)
    })
}
