//! After a commit: what became active, and the ways on from there.

use leptos::prelude::*;
use sps_workbench::changes::review;

use super::{
    change_list::told_list,
    commit_task::CommitTask,
    memory::{Committed, ReviewMemory},
    outcome::outcome_without_box,
    taking_out::TakingOut,
    undo::Undoing,
    when::local_time,
};
use crate::{
    messages::{Msg, count_text, count_text_with, text_with},
    pages::conflict::merged_notice,
    ui::{Element, Tone, actions, button, div, element, live, nothing, notice, together, words},
};

/// The last commit, until it is put away.
pub fn done(memory: ReviewMemory) -> AnyView {
    let undoing = Undoing::new();
    let taking_out = TakingOut::new();
    let summary = live(move || {
        memory.committed.with(|done| {
            done.as_ref()
                .map_or_else(nothing, |done| summary(done, memory, undoing, taking_out))
        })
    });
    let mut parts = vec![outcome_without_box(), summary, undoing.question()];
    parts.extend(taking_out.results());
    div("done").children(parts).view()
}

fn summary(
    done: &Committed,
    memory: ReviewMemory,
    undoing: Undoing,
    taking_out: TakingOut,
) -> AnyView {
    let time = local_time(done.at_ms);
    let values = [
        ("appliance", done.appliance.as_str()),
        ("time", time.as_str()),
    ];
    let count = done.changes.len();
    let headline = count_text_with(count, Msg::CommittedOne, Msg::CommittedMany, &values);
    let message = done
        .message
        .as_ref()
        .map(|message| element("P").words(text_with(Msg::WithMessage, &[("message", message)])));
    let changes = element("DETAILS")
        .child(element("SUMMARY").words(count_text(count, Msg::ShowChange, Msg::ShowChanges)))
        .child(told_list("changes scroll", review(&done.changes, &[])));
    let task = CommitTask::here();
    let ended = live(move || {
        if task.ended_session.get() {
            words("P", Msg::CommittedAndEnded).view()
        } else {
            nothing()
        }
    });
    let mut choices = vec![undoing.start(done.changes.clone())];
    choices.extend(taking_out.buttons(done));
    choices.push(button("quiet", Msg::PutAway, move |_| {
        memory.committed.set(None);
    }));
    let mut told = vec![element("P").child(element("STRONG").words(headline)).view()];
    told.extend(message.map(Element::view));
    told.push(ended);
    told.push(changes.view());
    together(vec![
        notice(Tone::Success, told),
        merged_notice(),
        actions(choices).view(),
    ])
}
