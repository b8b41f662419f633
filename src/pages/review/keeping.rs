//! What an undo staged goes into the kept changes: it is the person's work like any other edit (product.md M3.6).

use sps_workbench::{
    journal::Method,
    undo::{KeyMap, Reading, Undo, UndoStopped, Verb},
};

use crate::kept::{KeptChanges, Write};

/// Keeps the steps that the appliance took, from `readings` of the values before them.
pub fn keep(
    kept: KeptChanges,
    undo: &Undo,
    readings: &[Reading],
    staged: &Result<KeyMap, UndoStopped>,
) {
    let none = KeyMap::default();
    let (done, keys) = match staged {
        Ok(keys) => (undo.steps.len(), keys),
        // The keys of a run that stopped are not handed back; a later write tells its own.
        Err(stopped) => (stopped.done, &none),
    };
    let taken = undo.steps.iter().take(done);
    for step in taken.filter(|step| !step.waits_for_secret()) {
        let write = keys.applied(&step.write);
        let base = readings.iter().find_map(|reading| match reading {
            Reading::Resource { path, body } if *path == write.path => Some(body),
            _ => None,
        });
        kept.wrote(Write {
            method: match write.verb {
                Verb::Post => Method::Create,
                Verb::Put => Method::Replace,
                Verb::Delete => Method::Delete,
            },
            path: &write.path,
            body: write.body.as_ref(),
            base,
            created: step.old_key.as_deref().and_then(|key| keys.new_key(key)),
        });
    }
}
