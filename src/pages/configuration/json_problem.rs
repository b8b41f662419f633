//! What is wrong with the JSON, in words, and the way to its place.

use leptos::prelude::*;
use sps_workbench::document::{JsonProblem, JsonProblemKind as Kind, Pointer};

use super::json_edit::JsonEdit;
use crate::{
    messages::{Msg, text, text_with},
    pages::path_label,
    ui::{button, p, span},
};

/// What is wrong with the text, told at its line in the whole text.
pub fn told(problem: &JsonProblem, edit: JsonEdit) -> AnyView {
    let numbers = edit.read(|text, _| text.line_numbers());
    let number = numbers.get(problem.line.saturating_sub(1));
    let number = number.copied().unwrap_or(problem.line);
    let place = [
        ("line", number.to_string()),
        ("column", problem.column.to_string()),
    ];
    let place = place
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let at = problem.at.clone();
    let inside = (at != Pointer::root()).then(|| {
        span("muted")
            .untranslated()
            .words(format!(" {}", path_label(&at)))
    });
    let (line, column) = (problem.line, problem.column);
    let go = button("quiet", Msg::GoToLine, move |_| {
        edit.select_at(line, column)
    });
    p("trouble")
        .words(text_with(Msg::JsonProblemAt, &place))
        .words(" ")
        .words(text(what(problem.kind)))
        .maybe(inside)
        .child(go)
        .view()
}

/// What is wrong with a text that is to be JSON, and where.
pub fn json_problem(problem: &JsonProblem) -> String {
    let (line, column) = (problem.line.to_string(), problem.column.to_string());
    let at = text_with(Msg::JsonProblemAt, &[("line", &line), ("column", &column)]);
    at + " " + text(what(problem.kind))
}

fn what(kind: Kind) -> Msg {
    match kind {
        Kind::ValueMissing => Msg::JsonValueMissing,
        Kind::NameMissing => Msg::JsonNameMissing,
        Kind::ColonMissing => Msg::JsonColonMissing,
        Kind::CommaOrEndMissing => Msg::JsonCommaMissing,
        Kind::OpenText => Msg::JsonOpenText,
        Kind::Escape => Msg::JsonEscape,
        Kind::Number => Msg::NotANumber,
        Kind::DoubleName => Msg::JsonDoubleName,
        Kind::Behind => Msg::JsonBehind,
        Kind::TooDeep => Msg::JsonTooDeep,
        Kind::NoSuchSecret => Msg::JsonNoSuchSecret,
    }
}
