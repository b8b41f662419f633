//! Moves: the same things in another order.

use serde_json::Value;

use crate::document::ORDER;
use crate::secret::text_with_json;

/// The names in an order: a list, a list written out in a text, or an object with `@order`; "list" and "string or JSON
/// object" in the guide (`sps-api.md` §7.6).
pub(crate) fn names(order: Option<&Value>) -> Vec<String> {
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
pub(super) fn name(item: &Value) -> String {
    item.as_str().or_else(|| label(item)).map_or_else(
        || crate::secret::masked(item, false).to_string(),
        ToOwned::to_owned,
    )
}

/// The member an object is told apart by. Rules of channel policies have their channel for a name (`sps-api.md` §10).
pub(super) fn label(item: &Value) -> Option<&str> {
    ["key", "name", "username", "id", "channel"]
        .iter()
        .find_map(|member| item.get(*member)?.as_str())
}

/// Whether both lists hold the same items in another order.
pub(super) fn is_move(old: &[Value], new: &[Value]) -> bool {
    if old == new || old.len() != new.len() {
        return false;
    }
    // Each old item is taken out of the new ones once; equal texts count as often as they are there.
    let mut left: Vec<String> = new.iter().map(Value::to_string).collect();
    old.iter().all(|item| {
        let text = item.to_string();
        let found = left.iter().position(|other| *other == text);
        found.map(|position| left.swap_remove(position)).is_some()
    })
}

/// The order of what both sides have; an item that came or went is no move.
pub(super) fn common(old: &[String], new: &[String]) -> (Vec<String>, Vec<String>) {
    let kept = |from: &[String], other: &[String]| {
        from.iter()
            .filter(|name| other.contains(name))
            .cloned()
            .collect::<Vec<_>>()
    };
    (kept(old, new), kept(new, old))
}
