//! How a commit ended, when it did not end well.

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::{
    changes::review,
    commit::{CommitOutcome, Finding},
};

use super::{change_list::told_list, commit_task::CommitTask};
use crate::{
    messages::{Msg, count_text},
    pages::conflict::check_for_conflicts,
    state::{Pending, use_console},
    ui::{
        Element, Task, Tone, actions, button, element, live, nothing, notice, notice_text, problem,
        show, technical, together, words,
    },
};

/// What became of the commit and what can be done; nothing for a good end. `task` is the commit of the review; what other
/// screens commit by themselves is tried again there.
pub fn outcome_problem(outcome: &CommitOutcome, task: Option<CommitTask>) -> AnyView {
    match outcome {
        CommitOutcome::Committed => nothing(),
        CommitOutcome::MessageRequired(error) => together(vec![
            notice_text(Tone::Warning, Msg::MessageIsRequired),
            problem(error, Task::Finish),
        ]),
        CommitOutcome::Unknown { error, finding } => unknown(error, *finding, task),
        CommitOutcome::Locked(error) => {
            // Whatever the appliance called it, it is the lock.
            let refusal = error.refusal().cloned().map(Box::new);
            match refusal {
                Some(refusal) => problem(&Error::Locked(refusal), Task::Finish),
                None => problem(error, Task::Finish),
            }
        }
        // A reference to something that others removed, or a name they took, is refused without the word conflict.
        CommitOutcome::Conflict(error) | CommitOutcome::Refused(error) => {
            let mut told = vec![problem(error, Task::Finish)];
            let check = check_for_conflicts(error);
            told.extend(check.into_iter().map(Element::view));
            together(told)
        }
        CommitOutcome::SessionEnded(error) => problem(error, Task::Finish),
    }
}

/// The answer was lost: what the appliance showed afterwards, and what to do with it (M5.8).
fn unknown(error: &Error, finding: Finding, task: Option<CommitTask>) -> AnyView {
    let error = error.clone();
    let console = use_console();
    let told = move |tone: Tone, message: Msg, advice: Msg, more: Vec<AnyView>| {
        let mut lines = vec![
            element("P").child(words("STRONG", message)).view(),
            words("P", advice).view(),
        ];
        lines.extend(more);
        lines.push(technical(&error));
        notice(tone, lines)
    };
    match finding {
        Finding::Committed => told(
            Tone::Success,
            Msg::UnknownCommitted,
            Msg::UnknownCommittedNext,
            vec![dismissal(task)],
        ),
        Finding::NotCommitted => {
            // Still staged, or gone with a session that ended.
            let is_open = console.pending.with_untracked(Pending::is_open);
            let next = if is_open {
                Msg::UnknownNotCommittedNext
            } else {
                Msg::UnknownNotCommittedGone
            };
            told(
                Tone::Warning,
                Msg::UnknownNotCommitted,
                next,
                vec![dismissal(task)],
            )
        }
        Finding::CannotTell => told(
            Tone::Warning,
            Msg::UnknownCannotTell,
            if task.is_some() {
                Msg::UnknownCannotTellNext
            } else {
                Msg::UnknownCannotTellRetry
            },
            task.map_or_else(Vec::new, |task| vec![looking(task)]),
        ),
    }
}

fn dismissal(task: Option<CommitTask>) -> AnyView {
    match task {
        Some(task) => actions(vec![button("quiet", Msg::PutAway, move |_| task.dismiss())]).view(),
        None => nothing(),
    }
}

/// *Look again*, and what the commit contained, to be compared by eye.
fn looking(task: CommitTask) -> AnyView {
    let contained = task.unsettled_changes().unwrap_or_default();
    let list = (!contained.is_empty()).then(|| {
        element("DETAILS")
            .child(element("SUMMARY").words(count_text(
                contained.len(),
                Msg::ShowChange,
                Msg::ShowChanges,
            )))
            .child(told_list("changes scroll", review(&contained, &[])))
    });
    let again = button("primary", Msg::LookAgain, move |_| task.look_again())
        .live_flag("disabled", move || task.is_looking());
    let put_away = button("quiet", Msg::PutAway, move |_| task.dismiss());
    let mut views = vec![actions(vec![again, put_away]).view()];
    views.extend(list.map(crate::ui::Element::view));
    together(views)
}

/// How the last commit ended, on a screen without the commit box: its changes are not pending any more.
pub fn outcome_without_box() -> AnyView {
    let (console, task) = (use_console(), CommitTask::here());
    show(
        move || console.pending_count() == 0,
        move || {
            live(move || {
                task.outcome.with(|outcome| {
                    outcome
                        .as_ref()
                        .map_or_else(nothing, |outcome| outcome_problem(outcome, Some(task)))
                })
            })
        },
    )
}
