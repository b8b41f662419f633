//! A body without its secrets.

use serde_json::Value;

use crate::document::{Pointer, is_reference};
use crate::secret::{is_mask, is_secret_member, is_secret_text};

/// The content with null in the place of every secret, and those places.
///
/// Below a secret name every text is one, the key of a password object too: it can be used only once
/// (`sps-api.md` §8.5). An expanded reference stays.
pub fn without_secrets(content: &Value) -> (Value, Vec<Pointer>) {
    let mut places = Vec::new();
    let content = withheld(content, &Pointer::root(), false, &mut places);
    (content, places)
}

/// The same for what is sent to `path`: the objects of the write-only collections are secrets altogether.
pub(super) fn without_secrets_at(path: &str, content: &Value) -> (Value, Vec<Pointer>) {
    let is_secret = path
        .split('/')
        .any(|name| matches!(name, "passwords" | "private_keys" | "root_password"));
    let mut places = Vec::new();
    let content = withheld(content, &Pointer::root(), is_secret, &mut places);
    (content, places)
}

fn withheld(value: &Value, at: &Pointer, is_secret: bool, places: &mut Vec<Pointer>) -> Value {
    match value {
        Value::String(text)
            if !text.is_empty() && (is_secret || is_secret_text(text) || is_mask(text)) =>
        {
            places.push(at.clone());
            Value::Null
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(position, item)| {
                withheld(item, &at.child(&position.to_string()), is_secret, places)
            })
            .collect(),
        Value::Object(members) if !is_reference(value) => members
            .iter()
            .map(|(name, member)| {
                let is_secret = is_secret_member(members, name, is_secret);
                (
                    name.clone(),
                    withheld(member, &at.child(name), is_secret, places),
                )
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}
