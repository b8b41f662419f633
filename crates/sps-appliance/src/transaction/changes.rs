//! The change list (`sps-api.md` §7.6): one entry per leaf of what was there before, one per object
//! that was made or removed; absolute paths; secrets masked; in the order of the first writes.
//!
//! ASSUMPTION: granularity, spelling of paths, masking and order are ours, and so the switches
//! `changes.*`; only the fields of an entry are documented.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::Transaction;
use crate::configuration::{Catalogue, View, show};
use crate::setup::{ChangesGranularity, ChangesOrder, ChangesPath, Switches};

impl Transaction {
    /// The entries of `/api/transaction/changes`.
    pub(crate) fn changes(&self, catalogue: &Catalogue, switches: &Switches) -> Vec<Value> {
        let view = View::Changes(switches.changes_secrets);
        let mut entries = Vec::new();
        for (address, before, after) in self.changed() {
            let Some(entry) = catalogue.entry(&address.path) else {
                continue;
            };
            let shown = |value: Option<&Value>| value.map(|value| show(entry.shape(), value, view));
            let (place, before, after) = (address.href(), shown(before), shown(after));
            let first = entries.len();
            match (switches.changes_granularity, &before, &after) {
                (ChangesGranularity::Object, Some(old), Some(new)) if old != new => entries.push(
                    json!({ "type": "replace", "path": place, "old_value": old, "new_value": new }),
                ),
                (ChangesGranularity::Object, Some(_), Some(_)) => {}
                _ => compare(&place, before.as_ref(), after.as_ref(), &mut entries),
            }
            for entry in entries.iter_mut().skip(first) {
                spell_path(entry, place.len(), switches.changes_path);
            }
        }
        for (list, old_order, new_order) in self.reordered() {
            let mut entry = json!({ "type": "reorder", "path": list, "old_order": old_order, "new_order": new_order });
            spell_path(&mut entry, list.len(), switches.changes_path);
            entries.push(entry);
        }
        if switches.changes_order == ChangesOrder::ByPath {
            let path = |entry: &Value| entry.get("path")?.as_str().map(str::to_owned);
            entries.sort_by_key(path);
        }
        entries
    }
}

/// Writes the path of an entry as the switch wants it; its first `place` bytes name the resource or
/// object, the rest the member in it.
fn spell_path(entry: &mut Value, place: usize, spelling: ChangesPath) {
    let Some(path) = entry.get("path").and_then(Value::as_str) else {
        return;
    };
    let spelled = match spelling {
        ChangesPath::Absolute => return,
        ChangesPath::Relative => path
            .strip_prefix("/api/configuration/")
            .or_else(|| path.strip_prefix("/api/"))
            .unwrap_or(path)
            .to_owned(),
        ChangesPath::Hash => match path.split_at_checked(place) {
            Some((place, member)) if !member.is_empty() => {
                format!("{place}#{}", member.trim_start_matches('/'))
            }
            _ => return,
        },
    };
    if let Some(entry) = entry.as_object_mut() {
        entry.insert("path".to_owned(), spelled.into());
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
