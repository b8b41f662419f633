//! Moves: the same things in another order.

use std::collections::HashSet;

use serde_json::Value;

use crate::document::ORDER;
use crate::secret::text_with_json;

/// The names in an order: a list, a list written out in a text, or an object with `@order`; "list" and "string or JSON
/// object" in the guide (`sps-api.md` §7.6).
pub(super) fn names(order: Option<&Value>) -> Vec<String> {
    match order {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) => items.iter().map(name).collect(),
        Some(Value::String(text)) => match text_with_json(text) {
            Some(order) => names(Some(&order)),
            None => vec![text.clone()],
        },
        Some(Value::Object(members)) => match members.get(ORDER) {
            Some(order) => names(Some(order)),
            None => members.keys().cloned().collect(),
        },
        Some(other) => vec![other.to_string()],
    }
}

/// What a person recognises an item by: a text itself, a reference's key, an object's name.
fn name(item: &Value) -> String {
    let named = |member: &str| item.get(member).and_then(Value::as_str);
    item.as_str()
        .or_else(|| named("key"))
        .or_else(|| named("name"))
        .map_or_else(
            || crate::secret::masked(item, false).to_string(),
            ToOwned::to_owned,
        )
}

/// Whether both lists hold the same items in another order.
pub(super) fn is_move(old: &[Value], new: &[Value]) -> bool {
    let sorted = |items: &[Value]| {
        let mut texts: Vec<String> = items.iter().map(Value::to_string).collect();
        texts.sort_unstable();
        texts
    };
    old != new && old.len() == new.len() && sorted(old) == sorted(new)
}

/// The order of what both sides have; an item that came or went is no move.
pub(super) fn common(old: &[String], new: &[String]) -> (Vec<String>, Vec<String>) {
    let kept = |from: &[String], other: &[String]| {
        let other: HashSet<&String> = other.iter().collect();
        from.iter()
            .filter(|name| other.contains(name))
            .cloned()
            .collect::<Vec<_>>()
    };
    (kept(old, new), kept(new, old))
}
