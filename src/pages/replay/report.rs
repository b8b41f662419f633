//! What came of each change of a replay.

use sps_workbench::replay::{Hindrance, Result};

use super::{
    memory::{Told, error_of},
    sentences::subject,
};
use crate::{
    messages::{Msg, text, text_with},
    pages::path_label,
    ui::{Element, Shape, Task, div, element, icon, problem, span},
};

/// The list of what was done and what was not.
pub fn report(told: &[Told]) -> Element {
    element("UL")
        .attr("class", "replay-report")
        .children(told.iter().map(line))
}

fn line(told: &Told) -> Element {
    let (shape, words) = match told.report.as_ref().map(|report| &report.result) {
        None => (Shape::Info, text(Msg::ReplayNotSent).to_owned()),
        Some(Result::Staged { ignored, .. }) if ignored.is_empty() => {
            (Shape::Success, text(Msg::ReplayStaged).to_owned())
        }
        Some(Result::Staged { ignored, .. }) => {
            let members: Vec<String> = ignored.iter().map(path_label).collect();
            let members = members.join(", ");
            (
                Shape::Warning,
                text_with(Msg::ReplayStagedWithout, &[("members", &members)]),
            )
        }
        Some(Result::StagedUnread(_)) => (Shape::Warning, text(Msg::ReplayUnread).to_owned()),
        Some(Result::AlreadySo) => (Shape::Success, text(Msg::ReplayAlreadySo).to_owned()),
        Some(Result::Left(hindrance)) => (Shape::Warning, hindered(*hindrance).to_owned()),
        Some(Result::MovedAgain(_)) => (Shape::Warning, text(Msg::ReplayMovedAgain).to_owned()),
        Some(Result::NotDone(_)) => (Shape::Danger, text(Msg::ReplayNotDone).to_owned()),
        Some(Result::Unknown(_)) => (Shape::Danger, text(Msg::ReplayUnknown).to_owned()),
    };
    let error = told.report.as_ref().and_then(error_of);
    element("LI")
        .child(
            div("replay-line")
                .child(icon(shape))
                .child(element("STRONG").untranslated().words(subject(&told.item)))
                .child(span("").words(words)),
        )
        .maybe(error.map(|error| problem(error, Task::Stage)))
}

fn hindered(hindrance: Hindrance) -> &'static str {
    text(match hindrance {
        Hindrance::NotChosen => Msg::ReplayNotChosen,
        Hindrance::Undecided(_) => Msg::ReplayUndecided,
        Hindrance::NeedsSecret(_) => Msg::ReplayNeedsSecret,
        Hindrance::Unread => Msg::ReplayNotRead,
        Hindrance::DependsOnAnother => Msg::ReplayDepends,
    })
}
