//! What stands around every input: label, help, unit, what is wrong, and the value as it was.

use leptos::prelude::*;
use serde_json::Value;
use sps_workbench::document::{Draft, Pointer};

use super::form::{Form, Known};
use crate::{
    messages::{Msg, text, text_with},
    reactive::whether,
    ui::{Element, button, div, element, nothing, p, show, span},
};

/// The id of the input at a place.
pub fn id_of(at: &Pointer) -> String {
    String::from("field") + &at.to_string().replace(['/', '~', ' '], "-")
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
    marked("field", "field changed", changed)
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
pub fn marked(class: &'static str, changed_class: &'static str, changed: Memo<bool>) -> Element {
    element("DIV").live_attr("class", move || {
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
