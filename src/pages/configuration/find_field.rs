//! The search of a large form: by label, item number or value to the field, wherever it is.

use leptos::prelude::*;
use sps_workbench::{catalogue::FoundFields, document::Pointer};
use wasm_bindgen::JsCast as _;

use super::form::Form;
use crate::{
    messages::{Msg, count_text, text},
    pages::path_label,
    ui::{Element, div, element, live, nothing, span},
};

/// As many fields are offered; more words find the others.
const OFFERED: usize = 20;

/// The search of a form, if it is large.
pub fn find_field(form: Form) -> AnyView {
    if !form.is_large {
        return nothing();
    }
    let wanted = RwSignal::new(String::new());
    // With the draft of the moment it was typed in: a list must not move under the pointer.
    let found = Memo::new(move |_| wanted.with(|wanted| form.find(wanted, OFFERED)));
    let input = element("INPUT")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("aria-label", text(Msg::FindField))
        .attr("placeholder", text(Msg::FindField))
        .live_value(move || wanted.get())
        .on_input(move |typed| wanted.set(typed))
        .on("keydown", move |event| {
            let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
                return;
            };
            match key.key().as_str() {
                "Enter" => {
                    event.prevent_default();
                    let first = found.with_untracked(|found| found.places.first().cloned());
                    if let Some(first) = first {
                        form.reveal(first);
                    }
                }
                "Escape" => wanted.set(String::new()),
                _ => {}
            }
        });
    let status = move || {
        if wanted.with(|wanted| wanted.trim().is_empty()) {
            return String::new();
        }
        found.with(|found| match found.count {
            0 => text(Msg::NothingFound).to_owned(),
            count if count > OFFERED => {
                count_text(count, Msg::FieldsFoundFirst, Msg::FieldsFoundFirst)
            }
            count => count_text(count, Msg::FieldsFoundOne, Msg::FieldsFoundMany),
        })
    };
    div("find-field")
        .attr("role", "search")
        .child(input)
        .child(span("muted").attr("role", "status").live_words(status))
        .child(live(move || found.with(|found| offers(found, form))))
        .view()
}

fn offers(found: &FoundFields, form: Form) -> AnyView {
    if found.places.is_empty() {
        return nothing();
    }
    let offers = found.places.iter().map(|at| offer(at, form));
    element("UL")
        .attr("class", "found-fields")
        .children(offers)
        .view()
}

fn offer(at: &Pointer, form: Form) -> Element {
    let value = form.shown_at(at).map(|value| {
        element("CODE")
            .attr("class", "muted")
            .untranslated()
            .words(value)
    });
    let at = at.clone();
    let go = element("BUTTON")
        .attr("type", "button")
        .attr("class", "quiet")
        .words(path_label(&at))
        .maybe(value)
        .on("click", move |_| form.reveal(at.clone()));
    element("LI").child(go)
}
