//! The form of a new key: what it means, its name, the commit message where one is required.

use leptos::{ev::Event, prelude::*};
use sps_client::{ApiKeyName, ApiKeyNameError};
use sps_workbench::{
    api_keys::free_name,
    commit::{MessageNeed, message_need},
};

use super::{flow::Flow, guard::create_guard, message_field::message_field};
use crate::{
    messages::{Msg, text, text_with},
    reactive::{effect, soon},
    rights::{Barred, MyRights, use_rights},
    ui::{
        Element, ElementRef, Tone, actions, button, div, element, focus, live, nothing,
        notice_text, p, show, submit_button, together, words,
    },
};

/// The button, and the form behind it.
pub fn create_form(flow: Flow) -> AnyView {
    let message = ElementRef::new();
    // A message that is known to be required is there before the person looks for the button.
    effect(move || {
        let told = flow.console.pending.with(|pending| {
            pending
                .state
                .as_ref()
                .map(|state| message_need(state, None))
        });
        if let Some(need) = told.filter(|need| *need != MessageNeed::Unknown) {
            flow.need.set(need);
        }
    });
    let rights = use_rights();
    // Also of the form itself: a link opens it without the button.
    let barred = Barred::by(move || rights.map_or_else(Vec::new, MyRights::to_create_key));
    let top = live(move || {
        if flow.open.get() {
            form(flow, barred, message)
        } else {
            opening(flow, barred)
        }
    });
    together(vec![top, create_guard(flow)])
}

/// The button; where the rights do not reach, it says why.
fn opening(flow: Flow, barred: Barred) -> AnyView {
    let open = element("BUTTON")
        .attr("type", "button")
        .attr("class", "primary")
        .node(flow.opener);
    let open = barred
        .mark(open, || false)
        .on("click", move |_| {
            flow.open.set(true);
            flow.focus_form();
        })
        .text(Msg::CreateAKey);
    div("key-opening")
        .child(open)
        .child(barred.explanation())
        .view()
}

fn is_taken(flow: Flow, name: &str) -> bool {
    flow.keys
        .any(|keys| keys.iter().any(|key| key.name.as_deref() == Some(name)))
}

/// What is wrong with the name as it is typed.
fn checked(flow: Flow) -> Result<ApiKeyName, String> {
    flow.name.with(|typed| {
        let parsed = ApiKeyName::parse(typed).map_err(|error| name_trouble(&error))?;
        if is_taken(flow, typed) {
            Err(text(Msg::KeyNameTaken).to_owned())
        } else {
            Ok(parsed)
        }
    })
}

fn form(flow: Flow, barred: Barred, message: ElementRef) -> AnyView {
    let tried = RwSignal::new(false);
    let submit = move |event: Event| {
        event.prevent_default();
        tried.set(true);
        if flow.sending.pending_now() {
            return;
        }
        match untrack(|| checked(flow)) {
            Ok(name) => flow.begin(name, move || soon(move || focus(message))),
            Err(_) => focus(flow.field),
        }
    };
    let cancel = button("", Msg::Cancel, move |_| {
        flow.failed.set(None);
        flow.open.set(false);
        flow.focus_form();
    })
    .live_flag("disabled", move || flow.sending.pending());
    let send = barred
        .mark(submit_button("primary"), move || flow.sending.pending())
        .text(Msg::Create);
    element("FORM")
        .attr("class", "card form")
        .attr("aria-label", text(Msg::CreateAKey))
        .on("submit", submit)
        .child(words("H2", Msg::CreateAKey))
        .child(notice_text(Tone::Info, Msg::KeyShownOnce))
        .child(name_field(flow, tried))
        .child(show(
            move || flow.need.get() == MessageNeed::Required,
            move || message_field(flow, message).view(),
        ))
        .child(actions(vec![send, cancel]))
        .child(barred.explanation())
        .view()
}

fn name_field(flow: Flow, tried: RwSignal<bool>) -> Element {
    // As one text, so that it is said once and not with every letter.
    let trouble = Memo::new(move |_| {
        let typed = flow.name.with(|name| !name.is_empty());
        checked(flow).err().filter(|_| tried.get() || typed)
    });
    let input = element("INPUT")
        .node(flow.field)
        .attr("id", "key-name")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("autocapitalize", "off")
        .attr("translate", "no")
        .attr("aria-describedby", "key-name-rule key-name-trouble")
        .live_state("aria-invalid", move || trouble.with(Option::is_some))
        .live_value(move || flow.name.get())
        .on_input(move |typed| flow.name.set(typed));
    let suggestion = move || {
        let typed = flow.name.get();
        checked(flow)
            .err()
            .and_then(|_| free_name(&typed, |name| is_taken(flow, name)))
    };
    let offer = live(move || match suggestion() {
        Some(suggestion) => {
            let label = text_with(Msg::UseName, &[("name", suggestion.as_str())]);
            let take = move |_| {
                flow.name.set(suggestion.as_str().to_owned());
                focus(flow.field);
            };
            element("BUTTON")
                .attr("type", "button")
                .attr("class", "quiet")
                .on("click", take)
                .words(label)
                .view()
        }
        None => nothing(),
    });
    let troubles = div("")
        .attr("id", "key-name-trouble")
        .live(move || match trouble.get() {
            Some(words) => p("trouble").attr("role", "alert").words(words).view(),
            None => nothing(),
        });
    div("field")
        .child(
            words("LABEL", Msg::Name)
                .attr("class", "label")
                .attr("for", "key-name"),
        )
        .child(input)
        .child(p("help").attr("id", "key-name-rule").text(Msg::KeyNameRule))
        .child(div("key-name-help").child(troubles).child(offer))
}

fn name_trouble(error: &ApiKeyNameError) -> String {
    match error {
        ApiKeyNameError::Empty => text(Msg::KeyNameEmpty).to_owned(),
        ApiKeyNameError::WhiteSpace => text(Msg::KeyNameSpace).to_owned(),
        ApiKeyNameError::SpecialCharacter(found) => {
            // What cannot be seen, or turns the line around, is named by its number.
            let shown = if found.is_alphanumeric() || found.is_ascii_graphic() {
                found.to_string()
            } else {
                format!("U+{:04X}", u32::from(*found))
            };
            text_with(Msg::KeyNameSpecial, &[("character", &shown)])
        }
        _ => text(Msg::KeyNameTooLong).to_owned(),
    }
}
