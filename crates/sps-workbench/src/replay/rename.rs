//! New keys for old ones: an object that is created again is another object to the appliance.

use serde_json::{Map, Value};
use sps_client::document::reference;

use crate::journal::key_may_stand;

/// Whether the value uses the object with this key.
pub(super) fn mentions(value: &Value, key: &str) -> bool {
    if let Some((other, _)) = reference(value) {
        return other == key;
    }
    match value {
        Value::String(text) => key_may_stand(key) && text == key,
        Value::Array(items) => items.iter().any(|item| mentions(item, key)),
        Value::Object(members) => members
            .iter()
            .any(|(name, member)| key_may_stand(key) && name == key || mentions(member, key)),
        _ => false,
    }
}

/// Whether the path leads to, or through, the object with this key.
pub(super) fn leads_through(path: &str, key: &str) -> bool {
    path.split(['/', '#']).any(|segment| segment == key)
}

/// The value with `new` wherever it used `old`.
pub(crate) fn renamed(value: &Value, old: &str, new: &str) -> Value {
    if let Some((key, href)) = reference(value) {
        if key != old {
            return value.clone();
        }
        let href = href.map(|href| renamed_path(href, old, new));
        return serde_json::json!({ "key": new, "meta": { "href": href } });
    }
    let is_old = |text: &str| key_may_stand(old) && text == old;
    match value {
        Value::String(text) if is_old(text) => new.into(),
        Value::Array(items) => items.iter().map(|item| renamed(item, old, new)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| {
                let name = if is_old(name) { new } else { name };
                (name.to_owned(), renamed(member, old, new))
            })
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// The path with `new` wherever it led through `old`.
pub(crate) fn renamed_path(path: &str, old: &str, new: &str) -> String {
    let segments = path.split('/');
    let renamed: Vec<&str> = segments
        .map(|segment| if segment == old { new } else { segment })
        .collect();
    renamed.join("/")
}
