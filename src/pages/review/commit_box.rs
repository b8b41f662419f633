//! The commit message and the button that says what it does.

use leptos::{ev::Event, prelude::*};
use sps_workbench::commit::CommitOutcome;
use wasm_bindgen::JsCast as _;
use web_sys::KeyboardEvent;

use super::{
    commit_task::CommitTask,
    memory::ReviewMemory,
    message_field::CommitMessage,
    outcome::outcome_problem,
    risk::{Waiting, is_risky, risk_question},
};
use crate::{
    messages::{Msg, count_text_with, text, text_with},
    pages::lock::{LockHere, Purpose},
    reactive::effect,
    rights::{Barred, MyRights, use_rights},
    state::{Console, use_console},
    ui::{Element, element, nothing, p, show, submit_button, together},
};

/// A commit takes seconds; after so many the button counts them.
const WORTH_COUNTING: u64 = 3;

/// One commit box; cheap to copy.
#[derive(Clone, Copy)]
struct Committing {
    console: Console,
    task: CommitTask,
    message: CommitMessage,
    waiting: Waiting,
    barred: Barred,
}

impl Committing {
    /// One press: checks, asks a second time where something is at risk, and commits.
    fn press(self) {
        let is_asking = self.waiting.with_untracked(Option::is_some);
        // Until it is known what became of the last commit, another one would be a repetition.
        let is_unsettled = untrack(|| self.task.is_unsettled());
        if self.task.pending_now() || self.barred.is_now() || is_asking || is_unsettled {
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
            self.task.send(message);
        }
    }

    /// What the button says: the effect, then how long it has been taking.
    fn button_words(self) -> String {
        if self.task.pending() {
            return match self.task.seconds() {
                seconds if seconds >= WORTH_COUNTING => {
                    text_with(Msg::CommittingFor, &[("count", &seconds.to_string())])
                }
                _ => text(Msg::Committing).to_owned(),
            };
        }
        let appliance = self.console.appliance_name();
        count_text_with(
            self.console.pending_count(),
            Msg::CommitOne,
            Msg::CommitMany,
            &[("appliance", &appliance)],
        )
    }
}

/// Message, and one press.
pub fn commit_box(memory: ReviewMemory) -> Element {
    let console = use_console();
    let rights = use_rights();
    let committing = Committing {
        console,
        task: CommitTask::here(),
        message: CommitMessage::new(memory),
        waiting: RwSignal::new(None),
        barred: Barred::by(move || rights.map_or_else(Vec::new, MyRights::to_commit)),
    };
    let Committing { task, barred, .. } = committing;
    provide_context(LockHere {
        purpose: Purpose::Commit,
        again: Callback::new(move |()| committing.press()),
    });
    effect(move || {
        if task.wants_message.get() {
            task.wants_message.set(false);
            committing.message.require();
        }
    });
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
    let status = move || {
        if task.pending() {
            text(Msg::Committing).to_owned()
        } else {
            String::new()
        }
    };
    let busy = move || task.pending();
    let explained = show(move || !task.pending(), move || barred.explanation());
    element("FORM")
        .on("submit", submit)
        .on("keydown", shortcut)
        .child(committing.message.fields(busy))
        .live(move || {
            task.outcome.with(|outcome| match outcome {
                Some(outcome) => together(vec![
                    outcome_problem(outcome, Some(task)),
                    after_refusal(outcome),
                ]),
                None => nothing(),
            })
        })
        .child(
            barred
                .mark(submit_button("primary wide"), move || {
                    busy() || task.is_unsettled()
                })
                .live_words(move || committing.button_words()),
        )
        .child(p("help").live_words(move || {
            let is_busy = task.pending();
            text(if is_busy {
                Msg::CommittingHelp
            } else {
                Msg::CommitShortcut
            })
            .to_owned()
        }))
        .child(explained)
        .child(p("sr").attr("role", "status").live_words(status))
        .child(risk_question(committing.waiting, move |message| {
            task.send(message);
        }))
}

/// What else can be done after a refused commit, under its explanation: the place for more than the outcome itself offers.
fn after_refusal(outcome: &CommitOutcome) -> AnyView {
    match outcome {
        // The three-way check belongs here: *Check for conflicts* (M7, product Q2).
        CommitOutcome::Conflict(_) | CommitOutcome::Refused(_) => nothing(),
        _ => nothing(),
    }
}
