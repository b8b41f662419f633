//! How a commit ended, when it did not end well.

use leptos::prelude::*;
use sps_workbench::commit::{CommitOutcome, Finding};

use crate::{
    messages::{Msg, text},
    ui::{Notice, Problem, Task, Tone},
};

/// What became of the commit and what can be done; nothing for a good end.
#[component]
pub fn OutcomeProblem(outcome: CommitOutcome) -> impl IntoView {
    match outcome {
        CommitOutcome::Committed => ().into_any(),
        CommitOutcome::MessageRequired(error) => view! {
            <Notice tone=Tone::Warning>{text(Msg::MessageIsRequired)}</Notice>
            <Problem error task=Task::Finish />
        }
        .into_any(),
        CommitOutcome::Unknown { error, finding } => {
            let (tone, words) = match finding {
                Finding::Committed => (Tone::Success, Msg::UnknownCommitted),
                Finding::NotCommitted => (Tone::Warning, Msg::UnknownNotCommitted),
                Finding::CannotTell => (Tone::Warning, Msg::UnknownCannotTell),
            };
            view! {
                <Notice tone>{text(words)}</Notice>
                <Problem error task=Task::Finish />
            }
            .into_any()
        }
        CommitOutcome::Locked(error)
        | CommitOutcome::Conflict(error)
        | CommitOutcome::Refused(error)
        | CommitOutcome::SessionEnded(error) => {
            view! { <Problem error task=Task::Finish /> }.into_any()
        }
    }
}
