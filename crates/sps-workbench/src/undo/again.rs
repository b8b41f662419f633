//! The writes that a changelog stands for: what a script or a file sends to bring the same changes about elsewhere.

use sps_client::{Change, ChangeKind};

use super::{Reading, Undo, prepare};

/// The changes once more, as writes: the inverse of their inverse.
///
/// `readings` is what [`reads`](super::reads) asked to read, before or after the changes became active. An item that is
/// [`Verdict::Cannot`](super::Verdict::Cannot) is in none of the steps; the limits of the others speak of an undo and mean
/// nothing here.
pub fn again(changes: &[Change], readings: &[Reading]) -> Undo {
    // `prepare` begins with the last change, and the changes are made from the first on.
    let inverses: Vec<Change> = changes.iter().rev().map(inverse).collect();
    let mut undo = prepare(&inverses, readings);
    let last = changes.len().saturating_sub(1);
    undo.items.reverse();
    for step in &mut undo.steps {
        for entry in &mut step.entries {
            *entry = last.saturating_sub(*entry);
        }
        step.entries.reverse();
    }
    undo
}

fn inverse(change: &Change) -> Change {
    let kind = match &change.kind {
        ChangeKind::Create => ChangeKind::Delete,
        ChangeKind::Delete => ChangeKind::Create,
        other => other.clone(),
    };
    Change {
        kind,
        path: change.path.clone(),
        old_value: change.new_value.clone(),
        new_value: change.old_value.clone(),
        old_order: change.new_order.clone(),
        new_order: change.old_order.clone(),
        raw: change.raw.clone(),
    }
}
