//! The form of a new password.
//!
//! What is typed stays in the three fields and nowhere else: it is read when the form is sent, and the fields are emptied
//! with the answer.

use std::sync::Arc;

use leptos::{ev::Event, prelude::*};
use sps_client::Error;
use sps_workbench::{
    commit::CommitOutcome,
    rights::{PasswordOutcome, change_password, staged_by_others},
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::password_rules::rules;
use crate::{
    messages::{Msg, count_text, text, text_with},
    pages::outcome_problem,
    rights::{Barred, MyRights},
    route::Route,
    state::{Sending, use_console},
    ui::{
        Element, ElementRef, Task, actions, button, dialog, div, element, focus, link, live,
        nothing, p, problem, span, submit_button, together, words,
    },
};

/// What stands under the form after a try.
enum Trouble {
    Typed(Msg),
    Told(AnyViewOf),
}

/// Makes the explanation anew whenever it is shown.
type AnyViewOf = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// Current, new, new again.
pub fn password_form(
    path: StoredValue<String>,
    rights: MyRights,
    current: ElementRef,
    open: RwSignal<bool>,
    changed: RwSignal<bool>,
) -> AnyView {
    let console = use_console();
    let (new, again) = (ElementRef::new(), ElementRef::new());
    let shown = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let guard = RwSignal::new(0_usize);
    let sending = Sending::new();
    let send = move |old: String, chosen: String| {
        sending.start(async move {
            let client = console.client();
            let name = console.user_name().unwrap_or_default();
            let message = text_with(Msg::PasswordMessage, &[("name", &name)]);
            let path = path.get_value();
            let outcome = change_password(&client, &path, &old, &chosen, &message).await;
            // Whatever the answer, what was typed is not kept.
            for node in [current, new, again] {
                wipe(node);
            }
            match outcome {
                PasswordOutcome::Changed => {
                    changed.try_set(true);
                    open.try_set(false);
                }
                outcome => {
                    if let Some(error) = error_of(&outcome) {
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
        let wrong = if old.is_empty() || chosen.is_empty() {
            Some((
                Msg::PasswordEmpty,
                if old.is_empty() { current } else { new },
            ))
        } else if chosen != repeated {
            Some((Msg::PasswordsDiffer, again))
        } else if chosen == old {
            Some((Msg::PasswordUnchanged, new))
        } else {
            None
        };
        if let Some((message, node)) = wrong {
            trouble.set(Some(Trouble::Typed(message)));
            focus(node);
            return;
        }
        trouble.set(None);
        // A commit covers the whole transaction: nothing else is activated in passing.
        match console
            .pending
            .with_untracked(|pending| staged_by_others(&pending.changes))
        {
            0 => send(old, chosen),
            others => guard.set(others),
        }
    };
    // Told while typing, but not before the second field has as much in it as the first.
    let compare = move |_: Event| {
        let [chosen, repeated] = [new, again].map(typed);
        let differ = !repeated.is_empty()
            && repeated.chars().count() >= chosen.chars().count()
            && chosen != repeated;
        let is_told = trouble.with_untracked(|trouble| {
            matches!(trouble, Some(Trouble::Typed(Msg::PasswordsDiffer)))
        });
        if differ != is_told {
            trouble.set(differ.then_some(Trouble::Typed(Msg::PasswordsDiffer)));
        }
    };
    let told = live(move || {
        trouble.with(|trouble| match trouble {
            None => nothing(),
            Some(Trouble::Typed(message)) => {
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
        open.set(false);
    };
    let barred = Barred::by(move || path.with_value(|path| rights.to_change_password(path)));
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
    let fields = [
        field(
            "own-current",
            Msg::CurrentPassword,
            "current-password",
            current,
            shown,
        ),
        field("own-new", Msg::NewPassword, "new-password", new, shown).on("input", compare),
        field(
            "own-again",
            Msg::NewPasswordAgain,
            "new-password",
            again,
            shown,
        )
        .on("input", compare),
    ];
    let form = element("FORM")
        .attr("class", "card form")
        .attr("aria-label", text(Msg::ChangePassword))
        .on("submit", submit)
        .child(rules(rights))
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
        .child(
            element("DIV")
                .attr("id", "own-password-trouble")
                .child(told),
        )
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
) -> Element {
    let input = element("INPUT")
        .node(node)
        .attr("id", id)
        .attr("autocomplete", kind)
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", "own-password-trouble")
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

fn error_of(outcome: &PasswordOutcome) -> Option<&Error> {
    match outcome {
        PasswordOutcome::NotChanged(error) => Some(error),
        PasswordOutcome::NotCommitted {
            commit: CommitOutcome::SessionEnded(error),
            ..
        } => Some(error),
        _ => None,
    }
}

fn told(outcome: PasswordOutcome) -> AnyViewOf {
    let outcome = Arc::new(outcome);
    Arc::new(move || match &*outcome {
        PasswordOutcome::Changed => nothing(),
        PasswordOutcome::NotChanged(error) => together(vec![
            p("").child(words("STRONG", Msg::PasswordRefused)).view(),
            problem(error, Task::Read),
        ]),
        PasswordOutcome::NotCommitted {
            commit,
            is_rolled_back,
        } => together(vec![
            p("")
                .text(if *is_rolled_back {
                    Msg::PasswordNotCommitted
                } else {
                    Msg::PasswordStillStaged
                })
                .view(),
            outcome_problem(commit),
        ]),
    })
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
