//! The commit message and the button that says what it does.

use leptos::{ev::Event, prelude::*};
use sps_workbench::{
    changes::{Told, tell},
    commit::{CommitOutcome, Finding, MessageNeed, commit, draft_message, message_need},
};
use wasm_bindgen::JsCast as _;
use web_sys::KeyboardEvent;

use super::outcome::outcome_problem;
use crate::{
    messages::{Msg, count_text_with, text},
    rights::{Barred, MyRights, use_rights},
    state::{Sending, use_console},
    ui::{Element, ElementRef, div, element, focus, nothing, p, submit_button, words},
};

/// What was committed, for the summary.
#[derive(Clone, Debug)]
pub struct Committed {
    /// How many changes.
    pub count: usize,
    /// To which appliance.
    pub appliance: String,
    /// Local time of this browser.
    pub time: String,
    /// The message stored with it.
    pub message: Option<String>,
    /// The changes, told.
    pub changes: Vec<Told>,
}

/// Message, and one press.
pub fn commit_box(committed: RwSignal<Option<Committed>>) -> Element {
    let console = use_console();
    let field = ElementRef::new();
    // Until somebody types, the suggestion follows the change list.
    let typed = RwSignal::new(None::<String>);
    let message = Memo::new(move |_| {
        typed.get().unwrap_or_else(|| {
            console
                .pending
                .with(|pending| draft_message(&pending.changes))
        })
    });
    let need = Memo::new(move |_| {
        console.pending.with(|pending| {
            pending
                .state
                .as_ref()
                .map_or(MessageNeed::Unknown, |state| message_need(state, None))
        })
    });
    let missing = RwSignal::new(false);
    let outcome = RwSignal::new(None::<CommitOutcome>);

    let sending = Sending::new();
    let send = move |message: Option<String>| {
        sending.start(async move {
            outcome.try_set(None);
            let changes = console
                .pending
                .with_untracked(|pending| pending.changes.clone());
            let client = console.client();
            let result = commit(&client, message.as_deref()).await;
            let is_committed = matches!(
                result,
                CommitOutcome::Committed
                    | CommitOutcome::Unknown {
                        finding: Finding::Committed,
                        ..
                    }
            );
            match &result {
                CommitOutcome::SessionEnded(error) => console.notice(error),
                CommitOutcome::MessageRequired(_) => {
                    missing.try_set(true);
                }
                _ => {}
            }
            if is_committed {
                committed.try_set(Some(Committed {
                    count: changes.len(),
                    appliance: console.appliance_name(),
                    time: String::from(js_sys::Date::new_0().to_locale_time_string("default")),
                    message,
                    changes: tell(&changes),
                }));
            } else {
                outcome.try_set(Some(result));
            }
            console.read_pending().await;
            if is_committed {
                console.read_anew();
            }
        });
    };
    let rights = use_rights();
    let barred = Barred::by(move || rights.map_or_else(Vec::new, MyRights::to_commit));
    let go = move || {
        if sending.pending_now() || barred.is_now() {
            return;
        }
        let words = message.get_untracked().trim().to_owned();
        if words.is_empty() && need.get_untracked() == MessageNeed::Required {
            missing.set(true);
            focus(field);
            return;
        }
        missing.set(false);
        send((!words.is_empty()).then_some(words));
    };
    let submit = move |event: Event| {
        event.prevent_default();
        go();
    };
    let shortcut = move |event: Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            go();
        }
    };
    let button = move || {
        let count = console.pending_count();
        let appliance = console.appliance_name();
        count_text_with(
            count,
            Msg::CommitOne,
            Msg::CommitMany,
            &[("appliance", &appliance)],
        )
    };
    let input = element("TEXTAREA")
        .node(field)
        .attr("id", "commit-message")
        .attr("rows", "4")
        .attr("aria-describedby", "commit-need commit-missing")
        .live_value(move || message.get())
        .live_state("aria-invalid", move || missing.get())
        .on("keydown", shortcut)
        .on_input(move |message| typed.set(Some(message)));
    let help = p("help")
        .attr("id", "commit-need")
        .live_text(move || match need.get() {
            MessageNeed::Required => Msg::MessageRequired,
            MessageNeed::Optional => Msg::MessageOptional,
            MessageNeed::Unknown => Msg::MessageMayBeRequired,
        })
        .live_words(move || {
            if typed.with(Option::is_none) {
                text(Msg::MessageSuggested).to_owned()
            } else {
                String::new()
            }
        });
    let missing_text = element("DIV").attr("id", "commit-missing").live(move || {
        if missing.get() {
            p("trouble")
                .attr("role", "alert")
                .text(Msg::MessageIsRequired)
                .view()
        } else {
            nothing()
        }
    });
    let named = div("field")
        .child(
            words("LABEL", Msg::CommitMessage)
                .attr("class", "label")
                .attr("for", "commit-message"),
        )
        .child(input)
        .child(help)
        .child(missing_text);
    let status = move || {
        if sending.pending() {
            text(Msg::Committing).to_owned()
        } else {
            String::new()
        }
    };
    element("FORM")
        .on("submit", submit)
        .child(named)
        .live(move || {
            outcome.with(|outcome| outcome.as_ref().map_or_else(nothing, outcome_problem))
        })
        .child(
            barred
                .mark(submit_button("primary wide"), move || sending.pending())
                .live_words(button),
        )
        .child(barred.explanation())
        .child(p("muted").attr("role", "status").live_words(status))
}
