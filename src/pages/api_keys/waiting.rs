//! The key is staged and was not activated: why, and what can be done (M4.6). The value stays hidden.

use leptos::{ev::Event, prelude::*};
use sps_workbench::{
    api_keys::KeyJourney,
    commit::{CommitOutcome, MessageNeed},
};

use super::{flow::Flow, message_field::message_field};
use crate::{
    messages::{Msg, count_text, text_with},
    pages::review::outcome_problem,
    reactive::soon,
    ui::{
        ElementRef, Task, Tone, actions, button, element, focus, live, notice, p, problem, show,
        submit_button, together, words,
    },
};

/// Explanation, *Try again*, *Give up this key*.
pub fn waiting_key(flow: Flow) -> AnyView {
    let heading = ElementRef::new();
    let message = ElementRef::new();
    soon(move || focus(heading));
    let name = move || {
        flow.journey
            .with(|journey| journey.name().unwrap_or_default().to_owned())
    };
    let others = move || flow.journey.with(KeyJourney::others);
    let why = live(move || {
        flow.journey.with(|journey| {
            if let Some(error) = journey.not_withdrawn() {
                let name = journey.name().unwrap_or_default();
                return together(vec![
                    p("")
                        .words(text_with(Msg::KeyNotWithdrawn, &[("name", name)]))
                        .view(),
                    problem(error, Task::Finish),
                ]);
            }
            match journey.refused() {
                Some(outcome) => outcome_problem(outcome, None),
                None if journey.others() > 0 => notice(
                    Tone::Warning,
                    vec![
                        p("")
                            .words(count_text(
                                journey.others(),
                                Msg::KeyOthersOne,
                                Msg::KeyOthersMany,
                            ))
                            .view(),
                    ],
                ),
                None => crate::ui::nothing(),
            }
        })
    });
    let wants_message = move || {
        flow.need.get() == MessageNeed::Required
            || flow.journey.with(|journey| {
                matches!(journey.refused(), Some(CommitOutcome::MessageRequired(_)))
            })
    };
    let retry = move |event: Event| {
        event.prevent_default();
        if !flow.sending.pending_now() {
            flow.retry();
        }
    };
    let busy = move || flow.sending.pending();
    let again = submit_button("primary")
        .live_attr("aria-disabled", move || busy().then_some("true".into()))
        .text(Msg::TryAgain);
    let give_up = button("", Msg::KeyGiveUp, move |_| {
        if !flow.sending.pending_now() {
            flow.give_up();
        }
    })
    .live_flag("disabled", busy);
    let later = live(move || {
        if others() == 0 {
            return crate::ui::nothing();
        }
        button("", Msg::KeyCommitLater, move |_| {
            let now = flow.now();
            flow.open.set(false);
            flow.tell(|journey| journey.keep_for_later(now));
        })
        .live_flag("disabled", busy)
        .view()
    });
    let choices = actions(vec![again]).child(later).child(give_up);
    element("FORM")
        .attr("class", "card form key-waiting")
        .attr("aria-labelledby", "waiting-key")
        .on("submit", retry)
        .child(
            words("H2", Msg::KeyNotActive)
                .node(heading)
                .attr("id", "waiting-key")
                .attr("tabindex", "-1"),
        )
        .child(p("").live_words(move || text_with(Msg::KeyNotActiveMeaning, &[("name", &name())])))
        .child(why)
        .child(show(wants_message, move || {
            message_field(flow, message).view()
        }))
        .child(choices)
        .view()
}
