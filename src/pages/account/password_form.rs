//! The form of a new password.
//!
//! What is typed stays in the three fields and nowhere else: it is read when the form is sent, and the fields are emptied
//! with the answer.

use std::sync::Arc;

use leptos::{ev::Event, prelude::*};
use sps_client::Error;
use sps_workbench::{
    commit::CommitOutcome,
    rights::{PasswordOutcome, change_password},
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::password::OwnPassword;
use crate::{
    kept::use_kept,
    messages::{Msg, count_text, text, text_with},
    pages::outcome_problem,
    route::Route,
    state::{Sending, use_console},
    ui::{
        Element, ElementRef, Task, actions, button, dialog, div, element, focus, link, live,
        nothing, p, problem, span, submit_button, technical, together, words,
    },
};

/// What stands under the form after a try.
enum Trouble {
    /// What is wrong with what was typed, and in which field.
    Typed(Msg, &'static str),
    Told(AnyViewOf),
}

/// Makes the explanation anew whenever it is shown.
type AnyViewOf = Arc<dyn Fn() -> AnyView + Send + Sync>;

const CURRENT: &str = "own-current";
const NEW: &str = "own-new";
const AGAIN: &str = "own-again";
const RULES: &str = "own-password-rules";
const TROUBLE: &str = "own-password-trouble";

/// Current, new, new again.
pub fn password_form(own: OwnPassword) -> AnyView {
    let (console, kept) = (use_console(), use_kept());
    let (current, new, again) = (own.first, ElementRef::new(), ElementRef::new());
    let shown = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let guard = RwSignal::new(0_usize);
    let sending = Sending::new();
    let send = move |old: String, chosen: String| {
        sending.start(async move {
            let client = console.client();
            let name = console.user_name().unwrap_or_default();
            let message = text_with(Msg::PasswordMessage, &[("name", &name)]);
            let path = own.path.get_value();
            let committing = kept.before_commit();
            let outcome = change_password(&client, &path, &old, &chosen, &message).await;
            if let PasswordOutcome::Others(others) = outcome {
                guard.try_set(others);
                console.read_pending().await;
                return;
            }
            // Whatever else the answer, what was typed is not kept.
            for node in [current, new, again] {
                wipe(node);
            }
            match outcome {
                PasswordOutcome::Changed => {
                    kept.after_commit(committing, &CommitOutcome::Committed);
                    own.close(true);
                }
                outcome => {
                    if let PasswordOutcome::NotChanged { error, .. } = &outcome {
                        console.notice(error);
                    }
                    trouble.try_set(Some(Trouble::Told(told(outcome))));
                    focus(current);
                }
            }
            console.read_pending().await;
        });
    };
    let submit = move |event: Event| {
        event.prevent_default();
        if sending.pending_now() {
            return;
        }
        let [old, chosen, repeated] = [current, new, again].map(typed);
        let wrong = if old.is_empty() {
            Some((Msg::PasswordEmpty, CURRENT, current))
        } else if chosen.is_empty() {
            Some((Msg::PasswordEmpty, NEW, new))
        } else if chosen != repeated {
            Some((Msg::PasswordsDiffer, AGAIN, again))
        } else if chosen == old {
            Some((Msg::PasswordUnchanged, NEW, new))
        } else {
            None
        };
        if let Some((message, id, node)) = wrong {
            trouble.set(Some(Trouble::Typed(message, id)));
            focus(node);
            return;
        }
        trouble.set(None);
        send(old, chosen);
    };
    // Told while typing, but not before the second field has as much in it as the first.
    let compare = move |_: Event| {
        let [chosen, repeated] = [new, again].map(typed);
        let differ = !repeated.is_empty()
            && repeated.chars().count() >= chosen.chars().count()
            && chosen != repeated;
        let is_told = trouble.with_untracked(|trouble| {
            matches!(trouble, Some(Trouble::Typed(Msg::PasswordsDiffer, _)))
        });
        if differ != is_told {
            trouble.set(differ.then_some(Trouble::Typed(Msg::PasswordsDiffer, AGAIN)));
        }
    };
    let told = live(move || {
        trouble.with(|trouble| match trouble {
            None => nothing(),
            Some(Trouble::Typed(message, _)) => {
                p("trouble").attr("role", "alert").text(*message).view()
            }
            Some(Trouble::Told(told)) => told(),
        })
    });
    let reveal = button("quiet", Msg::ShowPasswords, move |_| {
        shown.update(|shown| *shown = !*shown)
    })
    .live_state("aria-pressed", move || shown.get());
    let cancel = move |_| {
        for node in [current, new, again] {
            wipe(node);
        }
        own.close(false);
    };
    let barred = own.barred();
    let choices = actions(vec![
        barred
            .mark(submit_button("primary"), move || sending.pending())
            .text(Msg::ChangePassword),
        button("", Msg::Cancel, cancel).live_flag("disabled", move || sending.pending()),
        reveal,
        span("muted").attr("role", "status").live_words(move || {
            let words = sending.pending().then(|| text(Msg::PasswordChanging));
            words.unwrap_or_default().to_owned()
        }),
    ]);
    let user = console.user_name().unwrap_or_default();
    let field = |id, label, kind, node| field(id, label, kind, node, shown, trouble);
    let fields = [
        field(CURRENT, Msg::CurrentPassword, "current-password", current),
        field(NEW, Msg::NewPassword, "new-password", new).on("input", compare),
        field(AGAIN, Msg::NewPasswordAgain, "new-password", again).on("input", compare),
    ];
    let form = element("FORM")
        .attr("class", "card form")
        .attr("aria-label", text(Msg::ChangePassword))
        .on("submit", submit)
        .child(div("").attr("id", RULES).child(own.rules()))
        // Password managers want to know whose password it is.
        .child(
            element("INPUT")
                .attr("type", "text")
                .attr("autocomplete", "username")
                .attr("hidden", "")
                .attr("readonly", "")
                .attr("aria-label", text(Msg::UserName))
                .attr("value", user),
        )
        .children(fields)
        .child(element("DIV").attr("id", TROUBLE).child(told))
        .child(choices)
        .child(barred.explanation());
    together(vec![form.view(), scope_guard(guard)])
}

fn field(
    id: &'static str,
    label: Msg,
    kind: &'static str,
    node: ElementRef,
    shown: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
) -> Element {
    let described = if id == NEW {
        String::from(RULES) + " " + TROUBLE
    } else {
        TROUBLE.to_owned()
    };
    let input = element("INPUT")
        .node(node)
        .attr("id", id)
        .attr("autocomplete", kind)
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", described)
        .live_state("aria-invalid", move || {
            trouble.with(|trouble| matches!(trouble, Some(Trouble::Typed(_, at)) if *at == id))
        })
        .live_attr("type", move || {
            Some(if shown.get() { "text" } else { "password" }.into())
        });
    div("field")
        .child(words("LABEL", label).attr("class", "label").attr("for", id))
        .child(input)
}

/// Other changes are staged: they would become active, too.
fn scope_guard(others: RwSignal<usize>) -> AnyView {
    dialog(
        move || others.get() > 0,
        || text(Msg::GuardTitle).to_owned(),
        Some(Callback::new(move |()| others.set(0))),
        move || {
            vec![
                p("")
                    .live_words(move || {
                        count_text(others.get(), Msg::GuardPasswordOne, Msg::GuardPasswordMany)
                    })
                    .view(),
                actions(vec![
                    link("button primary", &Route::Review).text(Msg::GuardReview),
                    button("", Msg::Cancel, move |_| others.set(0)),
                ])
                .view(),
            ]
        },
    )
}

fn told(outcome: PasswordOutcome) -> AnyViewOf {
    let outcome = Arc::new(outcome);
    Arc::new(move || {
        let said = |message| p("").child(words("STRONG", message)).view();
        match &*outcome {
            PasswordOutcome::Changed | PasswordOutcome::Others(_) => nothing(),
            PasswordOutcome::NotChanged {
                error,
                may_be_staged: true,
            }
            | PasswordOutcome::NotCommitted {
                commit: CommitOutcome::Unknown { error, .. },
                ..
            } => together(vec![said(Msg::PasswordStillStaged), technical(error)]),
            PasswordOutcome::NotChanged { error, .. } => {
                let is_lock = matches!(error, Error::Locked(_));
                together(vec![said(Msg::PasswordRefused), why(error, is_lock)])
            }
            PasswordOutcome::NotCommitted {
                commit,
                is_rolled_back: false,
            } => together(vec![
                said(Msg::PasswordStillStaged),
                outcome_problem(commit, None),
            ]),
            PasswordOutcome::NotCommitted { commit, .. } => together(vec![
                said(Msg::PasswordNotCommitted),
                commit.error().map_or_else(nothing, |error| {
                    why(error, matches!(commit, CommitOutcome::Locked(_)))
                }),
            ]),
        }
    })
}

/// Why, where nothing is staged: what the console offers for a lock of somebody else waits with something.
fn why(error: &Error, is_lock: bool) -> AnyView {
    if !is_lock {
        return problem(error, Task::Read);
    }
    together(vec![
        p("")
            .text(Msg::ErrorLocked)
            .words(" ")
            .text(Msg::NextWaitForLock)
            .view(),
        technical(error),
    ])
}

fn input(node: ElementRef) -> Option<HtmlInputElement> {
    // The form may be closed while the answer is on its way.
    node.try_get_untracked()
        .flatten()
        .map(JsCast::unchecked_into)
}

fn typed(node: ElementRef) -> String {
    input(node).map(|field| field.value()).unwrap_or_default()
}

fn wipe(node: ElementRef) {
    if let Some(field) = input(node) {
        field.set_value("");
    }
}
