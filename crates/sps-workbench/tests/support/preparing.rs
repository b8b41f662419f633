//! Undos prepared from entries of a changelog.

use serde_json::Value;
use sps_workbench::undo::{Limits, Reading, Undo, Verdict, prepare};

use super::change;
use super::edits::ROOT;

/// The undo of these entries, knowing these resources (paths below the configuration).
pub fn undo(entries: &[Value], readings: &[(&str, Value)]) -> Undo {
    let changes: Vec<_> = entries.iter().cloned().map(change).collect();
    let readings: Vec<_> = readings
        .iter()
        .map(|(path, body)| Reading::Resource {
            path: format!("{ROOT}/{path}"),
            body: body.clone(),
        })
        .collect();
    prepare(&changes, &readings)
}

/// Its writes, with paths below the configuration.
pub fn writes(undo: &Undo) -> Vec<String> {
    undo.steps
        .iter()
        .map(|step| format!("{:?}", step.write).replace(&format!("{ROOT}/"), ""))
        .collect()
}

/// What it says of each entry.
pub fn verdicts(undo: &Undo) -> Vec<Verdict> {
    undo.items.iter().map(|item| item.verdict.clone()).collect()
}

/// An undo within these limits.
pub fn inexact(limits: Limits) -> Verdict {
    Verdict::Inexact(limits)
}
