//! Booleans, numbers and texts. A key press touches the signals of its own field only.

use leptos::prelude::*;
use serde_json::Value;
use sps_workbench::document::{Draft, InputProblem, Pointer};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

use crate::{
    messages::{Msg, text, text_with},
    reactive::whether,
    ui::{Element, button, element, nothing, p, show, span, trouble},
};

/// A text this long, or with line breaks, gets more than one line.
const LONG_TEXT: usize = 90;

/// A yes or no.
pub fn checkbox(at: Pointer, label: String, draft: RwSignal<Draft>, read_only: bool) -> AnyView {
    let at = StoredValue::new(at);
    let on = whether(move || {
        draft.with(|draft| {
            at.with_value(|at| draft.get(at).and_then(Value::as_bool).unwrap_or_default())
        })
    });
    let input = element("INPUT")
        .attr("type", "checkbox")
        .live_checked(move || on.get())
        .flag("disabled", read_only)
        .on("change", move |event| {
            let target = event.target();
            let Some(input) = target.and_then(|input| input.dyn_into::<HtmlInputElement>().ok())
            else {
                return;
            };
            let checked = Value::Bool(input.checked());
            draft.update(|draft| {
                at.with_value(|at| draft.set(at, checked));
            });
        });
    let changed = changed(at, draft);
    field("field check", "field check changed", changed)
        .child(
            element("LABEL")
                .child(input)
                .child(span("").words(label.as_str())),
        )
        .child(before(at, label, draft, changed))
        .view()
}

/// A text or a number. What cannot be read as the field's kind stays visible, with the reason under it.
pub fn text_input(
    at: Pointer,
    label: String,
    draft: RwSignal<Draft>,
    read_only: bool,
    numeric: bool,
) -> AnyView {
    let id = String::from("field") + &at.to_string().replace(['/', '~', ' '], "-");
    let trouble_id = id.clone() + "-trouble";
    let at = StoredValue::new(at);
    let value = Memo::new(move |_| {
        draft.with(|draft| {
            at.with_value(|at| match draft.typed(at) {
                Some((typed, _)) => typed.to_owned(),
                None => draft.get(at).and_then(shown).unwrap_or_default(),
            })
        })
    });
    let problem = Memo::new(move |_| {
        draft.with(|draft| {
            at.with_value(|at| draft.typed(at).map(|(_, problem)| problem_text(problem)))
        })
    });
    let is_null = whether(move || {
        draft.with(|draft| at.with_value(|at| draft.get(at).is_none_or(Value::is_null)))
    });
    let is_long = value.with_untracked(|text| text.len() > LONG_TEXT || text.contains('\n'));
    let typed = move |value: String| {
        draft.update(|draft| {
            // A problem is kept in the draft and shown from there.
            at.with_value(|at| draft.type_text(at, &value))
                .unwrap_or_default();
        })
    };
    let input = if is_long {
        element("TEXTAREA").attr("rows", "4")
    } else {
        let input = element("INPUT")
            .attr("type", "text")
            .attr("autocomplete", "off");
        if numeric {
            input.attr("class", "number").attr("inputmode", "decimal")
        } else {
            input
        }
    };
    let input = input
        .attr("id", id.clone())
        .attr("spellcheck", "false")
        .flag("readonly", read_only)
        .live_value(move || value.get())
        .live_attr("placeholder", move || {
            Some(if is_null.get() { text(Msg::NotSet) } else { "" }.into())
        })
        .attr("aria-describedby", trouble_id.clone())
        .live_state("aria-invalid", move || problem.get().is_some())
        .on_input(typed);
    let changed = changed(at, draft);
    field("field", "field changed", changed)
        .child(
            element("LABEL")
                .attr("class", "label")
                .attr("for", id)
                .words(label.as_str()),
        )
        .child(input)
        .child(
            element("DIV")
                .attr("id", trouble_id)
                .live(move || problem.get().map_or_else(nothing, trouble)),
        )
        .child(before(at, label, draft, changed))
        .view()
}

fn problem_text(problem: &InputProblem) -> Msg {
    match problem {
        InputProblem::NotAnInteger => Msg::NotAnInteger,
        _ => Msg::NotANumber,
    }
}

/// The box of a field, which shows that it was changed.
fn field(class: &'static str, changed_class: &'static str, changed: Memo<bool>) -> Element {
    element("DIV").live_attr("class", move || {
        Some(if changed.get() { changed_class } else { class }.into())
    })
}

/// The value as it was, and the way back to it.
fn before(
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

fn changed(at: StoredValue<Pointer>, draft: RwSignal<Draft>) -> Memo<bool> {
    whether(move || draft.with(|draft| at.with_value(|at| draft.is_changed_at(at))))
}

/// A scalar as text, in the exact text the appliance sent it; nothing for what is not set or not a scalar.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Bool(on) => Some(text(if *on { Msg::Yes } else { Msg::No }).to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(words) => Some(words.clone()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
