//! A place that is decided as a whole.

use serde_json::Value;

use super::equal::both_alike;
use super::place::{Clash, Verdict};
use crate::journal::{Cut, cut_at};

/// What became of a place, by its three values.
pub(super) fn verdict(
    before: Option<&Value>,
    theirs: Option<&Value>,
    mine: Option<&Value>,
) -> Verdict {
    let they_changed = !both_alike(before, theirs);
    // A secret that was set anew is a change, whatever stood there.
    let is_set = mine.is_some_and(|mine| cut_at(mine) == Some(Cut::Set));
    let i_changed = is_set || !both_alike(before, mine);
    match (they_changed, i_changed) {
        (false, false) => Verdict::Unchanged,
        (false, true) => Verdict::MineOnly,
        (true, false) => Verdict::TheirsOnly,
        (true, true) if !is_set && both_alike(theirs, mine) => Verdict::Same,
        (true, true) => Verdict::Conflict(match (before, theirs, mine) {
            (None, _, _) => Clash::BothCreated,
            (_, None, _) => Clash::TheyDeleted,
            (_, _, None) => Clash::IDeleted,
            _ => Clash::BothChanged,
        }),
    }
}

/// Whether the value is, or has in it, the key of something that is gone.
pub(super) fn uses(value: Option<&Value>, gone: &[String]) -> bool {
    match value {
        Some(Value::String(text)) => gone.contains(text),
        Some(Value::Array(items)) => items.iter().any(|item| uses(Some(item), gone)),
        Some(Value::Object(members)) => members.values().any(|member| uses(Some(member), gone)),
        _ => false,
    }
}
