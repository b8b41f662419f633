//! The commit message and the button that says what it does.

use leptos::{ev::Event, prelude::*};
use sps_workbench::{
    changes::{by_place, tell},
    commit::{CommitOutcome, CommittedEntry, RecordedOutcome, commit},
};
use wasm_bindgen::JsCast as _;
use web_sys::KeyboardEvent;

use super::{
    memory::{Committed, ReviewMemory},
    message_field::CommitMessage,
    outcome::outcome_problem,
    risk::{Waiting, is_risky, risk_question},
};
use crate::{
    kept::{KeptChanges, use_kept},
    messages::{Msg, count_text_with, text},
    pages::conflict::MergeWatch,
    rights::{Barred, MyRights, use_rights},
    state::{Console, Sending, use_console},
    ui::{Element, element, nothing, p, submit_button},
};

/// One commit box; cheap to copy.
#[derive(Clone, Copy)]
struct Committing {
    console: Console,
    kept: KeptChanges,
    watch: MergeWatch,
    memory: ReviewMemory,
    message: CommitMessage,
    outcome: RwSignal<Option<CommitOutcome>>,
    sending: Sending,
    waiting: Waiting,
    barred: Barred,
}

impl Committing {
    /// One press: checks, asks a second time where something is at risk, and commits.
    fn press(self) {
        let is_asking = self.waiting.with_untracked(Option::is_some);
        if self.sending.pending_now() || self.barred.is_now() || is_asking {
            return;
        }
        let Some(message) = self.message.ready() else {
            return;
        };
        let risky = self
            .console
            .pending
            .with_untracked(|pending| is_risky(&pending.changes));
        if risky {
            self.waiting.set(Some(message));
        } else {
            self.send(message);
        }
    }

    fn send(self, message: Option<String>) {
        if self.sending.pending_now() {
            return;
        }
        self.sending.start(async move {
            self.outcome.try_set(None);
            let changes = self
                .console
                .pending
                .with_untracked(|pending| pending.changes.clone());
            let client = self.console.client();
            let committing = self.kept.before_commit();
            let entries = self.watch.before();
            let result = commit(&client, message.as_deref()).await;
            self.kept.after_commit(committing, &result);
            match &result {
                CommitOutcome::SessionEnded(error) => self.console.notice(error),
                CommitOutcome::MessageRequired(_) => self.message.require(),
                _ => {}
            }
            let recorded = RecordedOutcome::from(&result);
            self.note(
                Committed {
                    appliance: untrack(|| self.console.appliance_name()),
                    user: untrack(|| self.console.user_name()).unwrap_or_default(),
                    at_ms: js_sys::Date::now() as u64,
                    message,
                    changes,
                },
                recorded,
            );
            // A lost answer is told as such, also where the transaction says that it is done.
            if !matches!(result, CommitOutcome::Committed) {
                self.outcome.try_set(Some(result));
            }
            self.console.read_pending().await;
            if recorded == RecordedOutcome::Committed {
                self.watch.after(entries).await;
                self.console.read_anew();
            }
        });
    }

    /// Remembers a commit. The person may have signed out meanwhile; then there is nothing to remember it in.
    fn note(self, done: Committed, outcome: RecordedOutcome) {
        let memory = self.memory;
        memory.history.try_update(|history| {
            let places = by_place(tell(&done.changes));
            history.add(CommittedEntry {
                at_ms: done.at_ms,
                appliance: done.appliance.clone(),
                user: done.user.clone(),
                message: done.message.clone(),
                changes: done.changes.len(),
                places: places.into_iter().map(|group| group.path).collect(),
                outcome,
            });
        });
        if outcome != RecordedOutcome::Committed {
            return;
        }
        if let Some(message) = &done.message {
            memory.messages.try_update(|messages| messages.add(message));
        }
        // What was typed belonged to these changes.
        memory.typed.try_set(None);
        memory.ticket.try_set(String::new());
        memory.committed.try_set(Some(done));
    }
}

/// Message, and one press.
pub fn commit_box(memory: ReviewMemory) -> Element {
    let console = use_console();
    let rights = use_rights();
    let committing = Committing {
        console,
        kept: use_kept(),
        watch: MergeWatch::here(),
        memory,
        message: CommitMessage::new(memory),
        outcome: RwSignal::new(None),
        sending: Sending::new(),
        waiting: RwSignal::new(None),
        barred: Barred::by(move || rights.map_or_else(Vec::new, MyRights::to_commit)),
    };
    let Committing {
        sending,
        barred,
        outcome,
        ..
    } = committing;
    let submit = move |event: Event| {
        event.prevent_default();
        committing.press();
    };
    let shortcut = move |event: Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            committing.press();
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
    let status = move || {
        if sending.pending() {
            text(Msg::Committing).to_owned()
        } else {
            String::new()
        }
    };
    element("FORM")
        .on("submit", submit)
        .on("keydown", shortcut)
        .child(committing.message.fields(move || sending.pending()))
        .live(move || {
            outcome.with(|outcome| outcome.as_ref().map_or_else(nothing, outcome_problem))
        })
        .child(
            barred
                .mark(submit_button("primary wide"), move || sending.pending())
                .live_words(button),
        )
        .child(p("help").text(Msg::CommitShortcut))
        .child(barred.explanation())
        .child(p("muted").attr("role", "status").live_words(status))
        .child(risk_question(committing.waiting, move |message| {
            committing.send(message);
        }))
}
