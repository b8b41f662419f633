//! A secret: leave it, or type a new one. What is set is never shown, and what was typed is not shown again.

use leptos::prelude::*;
use serde_json::Value;
use sps_workbench::document::Pointer;

use super::{
    field_box::{changed, id_of, marked},
    form::{Form, Known},
};
use crate::{
    messages::{Msg, text, text_with},
    ui::{actions, button, element, p, secret_input, show, span},
};

/// Whether it is set, and the way to another one.
pub fn secret_field(at: Pointer, label: String, known: &Known, form: Form) -> AnyView {
    let draft = form.draft;
    let id = id_of(&at);
    let was_set = draft.with_untracked(|draft| draft.base_at(&at).is_some_and(is_set));
    let at = StoredValue::new(at);
    let changed = changed(at, draft);
    let replacing = RwSignal::new(changed.get_untracked());
    let state = move || {
        let is_set = draft.with(|draft| at.with_value(|at| draft.get(at).is_some_and(is_set)));
        match (changed.get(), is_set) {
            (true, true) => Msg::SecretTyped,
            (true, false) => Msg::SecretCleared,
            (false, true) => Msg::SecretSet,
            (false, false) => Msg::SecretNotSet,
        }
    };
    let leave = move |_| {
        draft.update(|draft| at.with_value(|at| draft.put_back(at)));
        replacing.set(false);
    };
    let input = {
        let label = label.clone();
        let id = id.clone();
        move || {
            let input = secret_input()
                .attr("id", id.clone())
                .attr(
                    "aria-label",
                    text_with(Msg::NewValueOf, &[("field", &label)]),
                )
                .on_input(move |typed| {
                    draft.update(|draft| {
                        at.with_value(|at| draft.set(at, Value::String(typed)));
                    });
                });
            let leave = button("quiet", Msg::LeaveAsItIs, leave);
            element("DIV")
                .attr("class", "with-button")
                .child(input)
                .child(leave)
                .view()
        }
    };
    let opener = {
        let label = label.clone();
        let message = if was_set { Msg::Replace } else { Msg::Set };
        move || {
            let opener = button("", message, move |_| replacing.set(true))
                .attr("aria-label", format!("{}: {label}", text(message)));
            actions(vec![opener]).view()
        }
    };
    marked(at, "field", "field changed", changed)
        .child(span("label").words(label))
        .maybe(known.help.clone().map(|help| p("help").words(help)))
        .child(p("value muted").live_text(state))
        .child(show(move || !replacing.get(), opener))
        .child(show(move || replacing.get(), input))
        .view()
}

/// A text that is not empty, or a reference to an object with the secret.
fn is_set(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Object(_) => true,
        _ => false,
    }
}
