//! What stands around every input: label, help, unit, what is wrong, and the value as it was.

use leptos::prelude::*;
use serde_json::Value;
use sps_workbench::document::{Draft, Pointer};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::form::{Form, Known};
use crate::{
    messages::{Msg, text, text_with},
    reactive::whether,
    ui::{Element, button, div, element, nothing, p, show, span},
};

/// The id of the input at a place. Ids may hold anything but white space; no two places share one.
pub fn id_of(at: &Pointer) -> String {
    let mut id = String::from("field");
    for character in at.to_string().chars() {
        if character.is_ascii_whitespace() {
            // Behind its `~`, a pointer has only 0 and 1.
            id.push_str("~w");
            id.push_str(&u32::from(character).to_string());
            id.push('~');
        } else {
            id.push(character);
        }
    }
    id
}

/// The id of the box around all that belongs to a place.
pub fn box_id(at: &Pointer) -> String {
    id_of(at) + "~box"
}

/// Puts the focus on the field at a place: its input, or the first control in its box.
pub fn focus_field(at: &Pointer) {
    let page = document();
    let input = page.get_element_by_id(&id_of(at)).or_else(|| {
        page.get_element_by_id(&box_id(at))?
            .query_selector("input, select, textarea, button, a[href], [tabindex]")
            .ok()?
    });
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
        input.focus().unwrap_or_default();
    }
}

/// An input with all that belongs to it.
pub fn field_box(
    at: StoredValue<Pointer>,
    label: String,
    known: &Known,
    form: Form,
    input: Element,
    beside: Option<Element>,
) -> AnyView {
    let id = at.with_value(id_of);
    let (trouble_id, help_id) = (id.clone() + "-trouble", id.clone() + "-help");
    let trouble = Memo::new(move |_| at.with_value(|at| form.trouble(at)));
    let described = match known.help {
        Some(_) => format!("{help_id} {trouble_id}"),
        None => trouble_id.clone(),
    };
    let input = input
        .attr("id", id.clone())
        .attr("aria-describedby", described)
        .live_state("aria-invalid", move || trouble.with(Option::is_some));
    let unit = known.unit.clone().map(|unit| span("unit").words(unit));
    let help = known
        .help
        .clone()
        .map(|help| p("help").attr("id", help_id).words(help));
    let told = move || match trouble.get() {
        Some(trouble) => p("trouble").words(trouble).view(),
        None => nothing(),
    };
    let draft = form.draft;
    let changed = changed(at, draft);
    marked(at, "field", "field changed", changed)
        .child(
            element("LABEL")
                .attr("class", "label")
                .attr("for", id)
                .words(label.as_str()),
        )
        .maybe(help)
        .child(div("with-unit").child(input).maybe(unit).maybe(beside))
        .child(element("DIV").attr("id", trouble_id).live(told))
        .child(before(at, label, draft, changed))
        .view()
}

/// The box of a field, which shows that it was changed.
pub fn marked(
    at: StoredValue<Pointer>,
    class: &'static str,
    changed_class: &'static str,
    changed: Memo<bool>,
) -> Element {
    let id = at.with_value(box_id);
    element("DIV").attr("id", id).live_attr("class", move || {
        Some(if changed.get() { changed_class } else { class }.into())
    })
}

/// The value as it was, and the way back to it.
pub fn before(
    at: StoredValue<Pointer>,
    label: String,
    draft: RwSignal<Draft>,
    changed: Memo<bool>,
) -> AnyView {
    let old =
        move || draft.with_untracked(|draft| at.with_value(|at| draft.base_at(at).and_then(shown)));
    show(
        move || changed.get(),
        move || {
            let old = match old() {
                Some(old) if !old.is_empty() => old,
                _ => text(Msg::NotSet).to_owned(),
            };
            let put_back = button("quiet", Msg::PutBack, move |_| {
                draft.update(|draft| at.with_value(|at| draft.put_back(at)));
            });
            p("before")
                .text(Msg::Was)
                .words(" ")
                .child(element("DEL").untranslated().words(old))
                .child(put_back.attr(
                    "aria-label",
                    text_with(Msg::PutBackNamed, &[("field", &label)]),
                ))
                .view()
        },
    )
}

/// Whether a place, or anything in it, was edited.
pub fn changed(at: StoredValue<Pointer>, draft: RwSignal<Draft>) -> Memo<bool> {
    whether(move || draft.with(|draft| at.with_value(|at| draft.is_changed_at(at))))
}

/// A scalar as text, in the exact digits the appliance sent; the key of a reference; nothing for what is not set and for
/// what is no scalar.
pub fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Bool(on) => Some(text(if *on { Msg::Yes } else { Msg::No }).to_owned()),
        Value::Number(number) => Some(number.to_string().replace("e+", "e")),
        Value::String(words) => Some(words.clone()),
        Value::Object(members) => match members.get("key") {
            Some(Value::String(key)) if members.contains_key("meta") => Some(key.clone()),
            _ => None,
        },
        Value::Null | Value::Array(_) => None,
    }
}
