//! Booleans, numbers and texts. A key press touches the signals of its own field only.

use leptos::prelude::*;
use serde_json::Value;
use sps_workbench::document::{Draft, InputProblem, Pointer};

use crate::{
    messages::{Msg, text, text_with},
    ui::Show,
};

/// A text this long, or with line breaks, gets more than one line.
const LONG_TEXT: usize = 90;

/// A yes or no.
#[component]
pub fn Checkbox(
    at: Pointer,
    label: String,
    draft: RwSignal<Draft>,
    read_only: bool,
) -> impl IntoView {
    let at = StoredValue::new(at);
    let on = Memo::new(move |_| {
        draft.with(|draft| {
            at.with_value(|at| draft.get(at).and_then(Value::as_bool).unwrap_or_default())
        })
    });
    view! {
        <div class="field check" class:changed=changed(at, draft)>
            <label>
                <input type="checkbox" prop:checked=on disabled=read_only
                    on:change:target=move |event| {
                        let checked = event.target().checked();
                        draft.update(|draft| { at.with_value(|at| draft.set(at, Value::Bool(checked))); });
                    } />
                <span>{label.clone()}</span>
            </label>
            <Before at label draft />
        </div>
    }
}

/// A text or a number. What cannot be read as the field's kind stays visible, with the reason under it.
#[component]
pub fn TextInput(
    at: Pointer,
    label: String,
    draft: RwSignal<Draft>,
    read_only: bool,
    numeric: bool,
) -> impl IntoView {
    let id = format!("field{}", at.to_string().replace(['/', '~', ' '], "-"));
    let trouble_id = format!("{id}-trouble");
    let at = StoredValue::new(at);
    let shown = Memo::new(move |_| {
        draft.with(|draft| {
            at.with_value(|at| match draft.typed(at) {
                Some((typed, _)) => typed.to_owned(),
                None => draft.get(at).and_then(shown).unwrap_or_default(),
            })
        })
    });
    let problem = Memo::new(move |_| {
        draft.with(|draft| at.with_value(|at| draft.typed(at).map(|(_, problem)| problem.clone())))
    });
    let is_null = Memo::new(move |_| {
        draft.with(|draft| at.with_value(|at| draft.get(at).is_none_or(Value::is_null)))
    });
    let is_long = shown.with_untracked(|text| text.len() > LONG_TEXT || text.contains('\n'));
    let typed = move |value: String| {
        draft.update(|draft| {
            // A problem is kept in the draft and shown from there.
            at.with_value(|at| draft.type_text(at, &value))
                .unwrap_or_default();
        })
    };
    let placeholder = move || if is_null.get() { text(Msg::NotSet) } else { "" };
    let input = if is_long {
        view! {
            <textarea id=id.clone() rows="4" spellcheck="false" readonly=read_only prop:value=shown placeholder=placeholder
                aria-describedby=trouble_id.clone() aria-invalid=move || problem.get().is_some().to_string()
                on:input:target=move |event| typed(event.target().value())></textarea>
        }.into_any()
    } else {
        view! {
            <input id=id.clone() type="text" autocomplete="off" spellcheck="false" readonly=read_only class:number=numeric
                inputmode=numeric.then_some("decimal") prop:value=shown placeholder=placeholder
                aria-describedby=trouble_id.clone() aria-invalid=move || problem.get().is_some().to_string()
                on:input:target=move |event| typed(event.target().value()) />
        }.into_any()
    };
    view! {
        <div class="field" class:changed=changed(at, draft)>
            <label class="label" for=id>{label.clone()}</label>
            {input}
            <div id=trouble_id>
                {move || problem.get().map(|problem| view! { <p class="trouble">{text(match problem {
                    InputProblem::NotAnInteger => Msg::NotAnInteger,
                    InputProblem::NotANumber => Msg::NotANumber,
                    _ => Msg::NumberTooLarge,
                })}</p> }.into_any())}
            </div>
            <Before at label draft />
        </div>
    }
}

/// The value as it was, and the way back to it.
#[component]
fn Before(at: StoredValue<Pointer>, label: String, draft: RwSignal<Draft>) -> impl IntoView {
    let is_changed = changed(at, draft);
    let old =
        move || draft.with_untracked(|draft| at.with_value(|at| draft.base_at(at).and_then(shown)));
    let label = StoredValue::new(label);
    view! {
        <Show when=is_changed>
            <p class="before">
                {text(Msg::Was)}{" "}
                <del translate="no">{match old() {
                    Some(old) if !old.is_empty() => old,
                    _ => text(Msg::NotSet).to_owned(),
                }}</del>
                <button type="button" class="quiet" aria-label=label.with_value(|label| text_with(Msg::PutBackNamed, &[("field", label)]))
                    on:click=move |_| draft.update(|draft| at.with_value(|at| draft.put_back(at)))>{text(Msg::PutBack)}</button>
            </p>
        </Show>
    }
}

fn changed(
    at: StoredValue<Pointer>,
    draft: RwSignal<Draft>,
) -> impl Fn() -> bool + Copy + Send + Sync + 'static {
    let changed =
        Memo::new(move |_| draft.with(|draft| at.with_value(|at| draft.is_changed_at(at))));
    move || changed.get()
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
