//! Deleting a key: also two phases, also never in passing (M4.11).

use leptos::{ev::Event, prelude::*};
use sps_workbench::commit::CommitOutcome;

use super::{
    deletion::{Deletion, Doomed, Step},
    flow::Flow,
    guard::{guard_choices, review_link},
};
use crate::{
    messages::{Msg, count_text, text_with},
    pages::{LockHere, Purpose, review::outcome_problem},
    reactive::soon,
    ui::{
        ElementRef, Task, Tone, actions, button, dialog, div, element, focus, live, nothing,
        notice_text, p, problem, submit_button, together, words,
    },
};

/// Asks, deletes, commits.
pub fn delete_key(doomed: RwSignal<Option<Doomed>>, flow: Flow) -> AnyView {
    let deletion = Deletion::new(doomed, flow);
    let here = LockHere {
        purpose: Purpose::Key,
        again: Callback::new(move |()| deletion.once_more()),
    };
    let name =
        move || doomed.with(|key| key.as_ref().map(|key| key.name.clone()).unwrap_or_default());
    dialog(
        move || doomed.with(Option::is_some),
        move || text_with(Msg::DeleteKeyTitle, &[("name", &name())]),
        Some(Callback::new(move |()| deletion.close())),
        move || {
            provide_context(here);
            vec![live(move || {
                deletion.step.with(|step| match step {
                    Step::Asking => asking(deletion),
                    Step::Guarded(others) => guarded(deletion, *others),
                    Step::Staged(outcome) => staged(deletion, outcome),
                })
            })]
        },
    )
}

fn asking(deletion: Deletion) -> AnyView {
    let Some(key) = deletion.doomed.get_untracked() else {
        return nothing();
    };
    let field = ElementRef::new();
    let submit = {
        let key = key.clone();
        move |event: Event| {
            event.prevent_default();
            if deletion.sending.pending_now() {
                return;
            }
            let differs = key.ask_name
                && deletion
                    .typed
                    .with_untracked(|typed| typed.trim() != key.name);
            deletion.differs.set(differs);
            if differs {
                focus(field);
            } else {
                deletion.start();
            }
        }
    };
    let meaning = if key.is_active {
        Msg::DeleteKeyMeaning
    } else {
        Msg::DeleteWaitingMeaning
    };
    let mut form = element("FORM")
        .attr("class", "dialog-form")
        .on("submit", submit)
        .child(words("P", meaning));
    if key.ask_name {
        form = form.child(name_field(deletion, field, key.name));
    }
    form.live(move || trouble(deletion))
        .child(actions(vec![
            button("", Msg::Cancel, move |_| deletion.close()),
            submit_button("danger")
                .live_attr("aria-disabled", move || {
                    deletion.sending.pending().then_some("true".into())
                })
                .text(Msg::DeleteKey),
        ]))
        .view()
}

fn name_field(deletion: Deletion, field: ElementRef, name: String) -> crate::ui::Element {
    let input = element("INPUT")
        .node(field)
        .attr("id", "delete-name")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("translate", "no")
        .attr("aria-describedby", "delete-trouble")
        .live_state("aria-invalid", move || deletion.differs.get())
        .live_value(move || deletion.typed.get())
        .on_input(move |typed| {
            deletion.differs.set(false);
            deletion.typed.set(typed);
        });
    div("field")
        .child(
            words("LABEL", Msg::DeleteTypeName)
                .attr("class", "label")
                .attr("for", "delete-name"),
        )
        .child(input)
        .child(div("").attr("id", "delete-trouble").live(move || {
            if deletion.differs.get() {
                p("trouble")
                    .attr("role", "alert")
                    .words(text_with(Msg::DeleteNameDiffers, &[("name", &name)]))
                    .view()
            } else {
                nothing()
            }
        }))
}

fn guarded(deletion: Deletion, others: usize) -> AnyView {
    let review = ElementRef::new();
    soon(move || focus(review));
    together(vec![
        p("")
            .words(count_text(
                others,
                Msg::GuardDeleteOne,
                Msg::GuardDeleteMany,
            ))
            .view(),
        live(move || trouble(deletion)),
        guard_choices(
            review_link(review, || {}),
            button("", Msg::GuardDeleteLater, move |_| deletion.later())
                .live_flag("disabled", move || deletion.sending.pending()),
            button("", Msg::Cancel, move |_| deletion.close()),
        ),
    ])
}

fn staged(deletion: Deletion, outcome: &CommitOutcome) -> AnyView {
    let busy = move || deletion.sending.pending();
    together(vec![
        notice_text(Tone::Warning, Msg::KeyDeletionStaged),
        outcome_problem(outcome, None),
        live(move || trouble(deletion)),
        actions(vec![
            button("", Msg::KeepKey, move |_| deletion.keep()).live_flag("disabled", busy),
            button("primary", Msg::TryAgain, move |_| deletion.retry()).live_flag("disabled", busy),
        ])
        .view(),
    ])
}

fn trouble(deletion: Deletion) -> AnyView {
    deletion.failed.with(|error| {
        error
            .as_ref()
            .map_or_else(nothing, |error| problem(error, Task::Stage))
    })
}
