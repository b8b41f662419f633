//! How a commit ended, when it did not end well.

use leptos::prelude::*;
use sps_workbench::commit::{CommitOutcome, Finding};

use crate::{
    messages::Msg,
    pages::conflict::check_for_conflicts,
    ui::{Element, Task, Tone, nothing, notice_text, problem, together},
};

/// What became of the commit and what can be done; nothing for a good end.
pub fn outcome_problem(outcome: &CommitOutcome) -> AnyView {
    let told = |tone, message, error| {
        together(vec![
            notice_text(tone, message),
            problem(error, Task::Finish),
        ])
    };
    match outcome {
        CommitOutcome::Committed => nothing(),
        CommitOutcome::MessageRequired(error) => told(Tone::Warning, Msg::MessageIsRequired, error),
        CommitOutcome::Unknown { error, finding } => {
            let (tone, message) = match finding {
                Finding::Committed => (Tone::Success, Msg::UnknownCommitted),
                Finding::NotCommitted => (Tone::Warning, Msg::UnknownNotCommitted),
                Finding::CannotTell => (Tone::Warning, Msg::UnknownCannotTell),
            };
            told(tone, message, error)
        }
        // A reference to something that others removed, or a name they took, is refused without the word conflict.
        CommitOutcome::Conflict(error) | CommitOutcome::Refused(error) => {
            let mut told = vec![problem(error, Task::Finish)];
            let check = check_for_conflicts(error);
            told.extend(check.into_iter().map(Element::view));
            together(told)
        }
        CommitOutcome::Locked(error) | CommitOutcome::SessionEnded(error) => {
            problem(error, Task::Finish)
        }
    }
}
