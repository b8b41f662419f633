//! A commit seen from another screen: on its way, or ended with something to tell.

use leptos::prelude::*;
use sps_workbench::commit::{CommitOutcome, Finding};

use super::commit_task::CommitTask;
use crate::{
    messages::Msg,
    reactive::whether,
    route::Route,
    ui::{Tone, actions, button, div, link, live, nothing, notice, show, words},
};

/// Above every screen but the review, which tells it at length.
pub fn commit_banner(route: Memo<Route>) -> AnyView {
    let task = CommitTask::here();
    let is_elsewhere = whether(move || route.with(|route| *route != Route::Review));
    let told = Memo::new(move |_| {
        if task.pending() {
            return Some(Said(Tone::Info, Msg::CommitOnItsWay));
        }
        task.outcome.with(|outcome| said(outcome.as_ref()?))
    });
    show(
        move || is_elsewhere.get(),
        move || {
            live(move || {
                let Some(Said(tone, message)) = told.get() else {
                    return nothing();
                };
                let put_away = button("quiet", Msg::PutAway, move |_| task.dismiss());
                let choices = actions(vec![link("button", &Route::Review).text(Msg::LockToReview)])
                    .maybe((tone != Tone::Info).then_some(put_away));
                div("banner")
                    .child(notice(
                        tone,
                        vec![words("P", message).view(), choices.view()],
                    ))
                    .view()
            })
        },
    )
}

#[derive(Clone, Copy, PartialEq)]
struct Said(Tone, Msg);

fn said(outcome: &CommitOutcome) -> Option<Said> {
    Some(match outcome {
        CommitOutcome::Committed => return None,
        CommitOutcome::Unknown { finding, .. } => match finding {
            Finding::Committed => Said(Tone::Success, Msg::UnknownCommitted),
            Finding::NotCommitted => Said(Tone::Warning, Msg::UnknownNotCommitted),
            Finding::CannotTell => Said(Tone::Warning, Msg::UnknownCannotTell),
        },
        CommitOutcome::MessageRequired(_) => Said(Tone::Warning, Msg::MessageIsRequired),
        CommitOutcome::Locked(_) => Said(Tone::Warning, Msg::CommitMetLock),
        CommitOutcome::Conflict(_) | CommitOutcome::Refused(_) | CommitOutcome::SessionEnded(_) => {
            Said(Tone::Warning, Msg::CommitRefused)
        }
    })
}
