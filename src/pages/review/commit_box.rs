//! The commit message and the button that says what it does.

use leptos::{
    ev::{KeyboardEvent, SubmitEvent},
    html,
    prelude::*,
};
use sps_workbench::{
    changes::{Told, tell},
    commit::{CommitOutcome, Finding, MessageNeed, commit, draft_message, message_need},
};

use super::outcome::OutcomeProblem;
use crate::{
    messages::{Msg, count_text_with, text},
    state::{Pending, Sending, use_console},
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
#[component]
pub fn CommitBox(committed: RwSignal<Option<Committed>>) -> impl IntoView {
    let console = use_console();
    let field = NodeRef::<html::Textarea>::new();
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
    let go = move || {
        if sending.pending_now() {
            return;
        }
        let words = message.get_untracked().trim().to_owned();
        if words.is_empty() && need.get_untracked() == MessageNeed::Required {
            missing.set(true);
            if let Some(field) = field.get_untracked() {
                field.focus().unwrap_or_default();
            }
            return;
        }
        missing.set(false);
        send((!words.is_empty()).then_some(words));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        go();
    };
    let shortcut = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            go();
        }
    };
    let button = move || {
        let count = console.pending.with(Pending::count);
        let appliance = console.appliance_name();
        count_text_with(
            count,
            Msg::CommitOne,
            Msg::CommitMany,
            &[("appliance", &appliance)],
        )
    };
    view! {
        <form on:submit=submit>
            <div class="field">
                <label class="label" for="commit-message">{text(Msg::CommitMessage)}</label>
                <textarea node_ref=field id="commit-message" rows="4" prop:value=message aria-describedby="commit-need commit-missing"
                    aria-invalid=move || missing.get().to_string()
                    on:keydown=shortcut on:input:target=move |event| typed.set(Some(event.target().value()))></textarea>
                <p id="commit-need" class="help">
                    {move || text(match need.get() {
                        MessageNeed::Required => Msg::MessageRequired,
                        MessageNeed::Optional => Msg::MessageOptional,
                        MessageNeed::Unknown => Msg::MessageMayBeRequired,
                    })}
                    {move || if typed.with(Option::is_none) { text(Msg::MessageSuggested) } else { "" }}
                </p>
                <div id="commit-missing">{move || missing.get().then(|| view! { <p class="trouble" role="alert">{text(Msg::MessageIsRequired)}</p> }.into_any())}</div>
            </div>
            {move || outcome.get().map(|outcome| view! { <OutcomeProblem outcome /> })}
            <button type="submit" class="primary wide" aria-disabled=move || sending.pending().to_string()>{move || button()}</button>
            <p class="muted" role="status">{move || if sending.pending() { text(Msg::Committing) } else { "" }}</p>
        </form>
    }
}
