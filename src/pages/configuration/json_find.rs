//! Looks for a text in the JSON behind the caret, and again from the top; what is folded is looked at too.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::json_edit::JsonEdit;
use crate::{
    messages::{Msg, text},
    ui::{Element, button, element, span},
};

/// The search, its button, and what came of it.
pub fn find_in(edit: JsonEdit) -> Vec<Element> {
    let wanted = RwSignal::new(String::new());
    let nothing_found = RwSignal::new(false);
    let find = move || {
        let wanted = wanted.get_untracked().to_ascii_lowercase();
        if wanted.is_empty() {
            return;
        }
        let lower = edit.full().to_ascii_lowercase();
        let start = edit.caret_full();
        let behind = lower.get(start..).and_then(|rest| rest.find(&wanted));
        let found = behind.map(|at| at + start).or_else(|| lower.find(&wanted));
        nothing_found.set(found.is_none());
        if let Some(found) = found {
            edit.select_full(found, found + wanted.len());
        }
    };
    let input = element("INPUT")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("aria-label", text(Msg::FindInJson))
        .attr("placeholder", text(Msg::FindInJson))
        .on_input(move |typed| wanted.set(typed))
        .on("keydown", move |event| {
            if let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>()
                && key.key() == "Enter"
            {
                event.prevent_default();
                find();
            }
        });
    let status = span("muted").attr("role", "status").live_words(move || {
        if nothing_found.get() {
            text(Msg::NothingFound).to_owned()
        } else {
            String::new()
        }
    });
    vec![input, button("", Msg::FindNext, move |_| find()), status]
}
