//! Where two documents differ.

use serde_json::Value;

use super::{ORDER, Pointer, is_reference};

/// The smallest places that differ, in the order of the new document, what vanished last at each level.
///
/// Objects are compared member by member and lists item by item; references and `@order` are compared as a whole. What
/// only one side has is one place, however much is in it.
pub(super) fn differing_places(old: &Value, new: &Value) -> Vec<Pointer> {
    let mut found = Vec::new();
    compare(&Pointer::root(), Some(old), Some(new), &mut found);
    found
}

fn compare(at: &Pointer, old: Option<&Value>, new: Option<&Value>, found: &mut Vec<Pointer>) {
    match (old, new) {
        (Some(Value::Object(before)), Some(Value::Object(after)))
            if !old.is_some_and(is_reference) && !new.is_some_and(is_reference) =>
        {
            for (name, value) in after {
                compare(&at.child(name), before.get(name), Some(value), found);
            }
            for (name, value) in before.iter().filter(|(name, _)| !after.contains_key(*name)) {
                compare(&at.child(name), Some(value), None, found);
            }
        }
        // The order of a map is one thing; item by item it says nothing.
        (Some(Value::Array(before)), Some(Value::Array(after)))
            if at.segments().last().is_none_or(|name| name != ORDER) =>
        {
            for position in 0..before.len().max(after.len()) {
                let place = at.child(&position.to_string());
                compare(&place, before.get(position), after.get(position), found);
            }
        }
        (old, new) if old == new => {}
        _ => found.push(at.clone()),
    }
}
