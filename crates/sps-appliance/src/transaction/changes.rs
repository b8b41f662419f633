//! The change list (`sps-api.md` §7.6): one entry per leaf of what was there before, one per object
//! that was made or removed; absolute paths; secrets masked; in the order of the first writes.
//!
//! ASSUMPTION: granularity, spelling of paths, masking and order are ours; only the fields of an
//! entry are documented.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::Transaction;
use crate::configuration::{Catalogue, View, show};

impl Transaction {
    /// The entries of `/api/transaction/changes`.
    pub(crate) fn changes(&self, catalogue: &Catalogue) -> Vec<Value> {
        let mut entries = Vec::new();
        for (address, before, after) in self.changed() {
            let Some(entry) = catalogue.entry(&address.path) else {
                continue;
            };
            let shown = |value: Option<&Value>| {
                value.map(|value| show(entry.shape(), value, View::Changes))
            };
            compare(
                &address.href(),
                shown(before).as_ref(),
                shown(after).as_ref(),
                &mut entries,
            );
        }
        entries
    }
}

fn compare(path: &str, before: Option<&Value>, after: Option<&Value>, entries: &mut Vec<Value>) {
    match (before, after) {
        (None, Some(new)) => {
            entries.push(json!({ "type": "create", "path": path, "new_value": new }))
        }
        (Some(old), None) => {
            entries.push(json!({ "type": "delete", "path": path, "old_value": old }))
        }
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            compare_members(path, old, new, entries)
        }
        (Some(old), Some(new)) if old != new => {
            entries.push(
                json!({ "type": "replace", "path": path, "old_value": old, "new_value": new }),
            );
        }
        _ => {}
    }
}

fn compare_members(
    path: &str,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    entries: &mut Vec<Value>,
) {
    let added = new.keys().filter(|name| !old.contains_key(*name));
    for name in old.keys().chain(added).filter(|name| *name != "@order") {
        compare(
            &format!("{path}/{name}"),
            old.get(name),
            new.get(name),
            entries,
        );
    }
    let (old_order, new_order) = (order(old), order(new));
    let in_both: HashSet<_> = old_order
        .iter()
        .filter(|id| new_order.contains(id))
        .collect();
    // Ids that came or went are told by their own entries.
    let kept = |order: &[&Value]| {
        order
            .iter()
            .filter(|id| in_both.contains(id))
            .map(|id| (*id).clone())
            .collect()
    };
    let (old_kept, new_kept): (Vec<Value>, Vec<Value>) = (kept(&old_order), kept(&new_order));
    if old_kept != new_kept {
        entries.push(json!({ "type": "reorder", "path": path, "old_order": old_order, "new_order": new_order }));
    }
}

fn order(members: &Map<String, Value>) -> Vec<&Value> {
    members
        .get("@order")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .collect()
}
