//! Booleans, numbers, texts and choices. A key press touches the signals of its own field only.

use leptos::{ev::Event, prelude::*};
use serde_json::{Value, json};
use sps_workbench::document::Pointer;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, HtmlSelectElement};

use super::{
    field_box::{before, changed, field_box, id_of, marked, shown},
    form::{Form, Known},
};
use crate::{
    messages::{Msg, text},
    reactive::whether,
    ui::{Element, element, p, span},
};

/// A text this long, or with line breaks, gets more than one line.
const LONG_TEXT: usize = 90;

/// A yes or no.
pub fn checkbox(at: Pointer, label: String, known: &Known, form: Form) -> AnyView {
    let draft = form.draft;
    let help_id = id_of(&at) + "-help";
    let at = StoredValue::new(at);
    let on = whether(move || {
        draft.with(|draft| {
            at.with_value(|at| draft.get(at).and_then(Value::as_bool).unwrap_or_default())
        })
    });
    let input = element("INPUT")
        .attr("type", "checkbox")
        .live_checked(move || on.get())
        .on("change", move |event| {
            let checked = is_checked(&event);
            draft.update(|draft| {
                at.with_value(|at| draft.set(at, Value::Bool(checked)));
            });
        });
    let input = match known.help {
        Some(_) => input.attr("aria-describedby", help_id.clone()),
        None => input,
    };
    let help = known
        .help
        .clone()
        .map(|help| p("help").attr("id", help_id).words(help));
    let changed = changed(at, draft);
    marked(at, "field check", "field check changed", changed)
        .child(
            element("LABEL")
                .child(input)
                .child(span("").words(label.as_str())),
        )
        .maybe(help)
        .child(before(at, label, draft, changed))
        .view()
}

/// Whether the check box of an event is on now.
pub fn is_checked(event: &Event) -> bool {
    event
        .target()
        .and_then(|input| input.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.checked())
}

/// A text or a number. What cannot be read as the field's kind stays visible, with the reason under it.
pub fn text_input(at: Pointer, label: String, known: &Known, form: Form, numeric: bool) -> AnyView {
    let draft = form.draft;
    let id = id_of(&at);
    let at = StoredValue::new(at);
    let value = Memo::new(move |_| {
        draft.with(|draft| {
            at.with_value(|at| match draft.typed(at) {
                Some((typed, _)) => typed.to_owned(),
                None => draft.get(at).and_then(shown).unwrap_or_default(),
            })
        })
    });
    let is_null = whether(move || {
        draft.with(|draft| at.with_value(|at| draft.get(at).is_none_or(Value::is_null)))
    });
    let is_long = value.with_untracked(|text| text.len() > LONG_TEXT || text.contains('\n'));
    let numeric = numeric || known.is_number;
    let model = if known.is_number {
        json!(0)
    } else {
        Value::Null
    };
    let typed = move |value: String| {
        draft.update(|draft| {
            // A problem is kept in the draft and shown from there.
            at.with_value(|at| draft.type_as(at, &value, &model))
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
        .attr("spellcheck", "false")
        .live_value(move || value.get())
        .live_attr("placeholder", move || {
            Some(if is_null.get() { text(Msg::NotSet) } else { "" }.into())
        })
        .on_input(typed);
    // Documented values are offered; others may be typed.
    let (input, offered) = if known.choices.is_empty() {
        (input, None)
    } else {
        let list = id + "-choices";
        let offered = known
            .choices
            .iter()
            .map(|(value, label)| option(value, label));
        let offered = element("DATALIST")
            .attr("id", list.clone())
            .children(offered);
        (input.attr("list", list), Some(offered))
    };
    field_box(at, label, known, form, input, offered)
}

/// One of the documented values; a value the catalogue does not know stays and is offered too.
pub fn choice(at: Pointer, label: String, known: &Known, form: Form) -> AnyView {
    let draft = form.draft;
    let at = StoredValue::new(at);
    let value = Memo::new(move |_| {
        draft.with(|draft| {
            at.with_value(|at| {
                let value = draft.get(at).and_then(Value::as_str);
                value.unwrap_or_default().to_owned()
            })
        })
    });
    let mut choices = known.choices.clone();
    let present = [
        value.get_untracked(),
        draft.with_untracked(|draft| {
            at.with_value(|at| draft.base_at(at).and_then(shown).unwrap_or_default())
        }),
    ];
    for present in present {
        if !present.is_empty() && !choices.iter().any(|(known, _)| *known == present) {
            choices.push((present.clone(), present));
        }
    }
    let select = select(
        choices,
        move || value.get(),
        move |chosen| {
            draft.update(|draft| {
                at.with_value(|at| draft.set(at, Value::String(chosen)));
            });
        },
    );
    field_box(at, label, known, form, select, None)
}

/// A list of values to choose one from.
pub fn select(
    choices: Vec<(String, String)>,
    value: impl Fn() -> String + Send + Clone + 'static,
    chosen: impl Fn(String) + 'static,
) -> Element {
    let options = choices.into_iter().map(|(choice, label)| {
        let (value, own) = (value.clone(), choice.clone());
        option(&choice, &label).live_selected(move || value() == own)
    });
    element("SELECT")
        .on("change", move |event| {
            let select = event
                .target()
                .and_then(|select| select.dyn_into::<HtmlSelectElement>().ok());
            if let Some(select) = select {
                chosen(select.value());
            }
        })
        .children(options)
}

fn option(value: &str, label: &str) -> Element {
    element("OPTION")
        .attr("value", value.to_owned())
        .words(label)
}
