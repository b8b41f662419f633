//! A new object after the model of one that is there.

use serde_json::{Map, Value};

use super::{cut_references, is_reference, template};
use crate::secret::is_secret_member;

/// The longest name that is proposed; what an appliance allows is not documented.
const LONGEST_NAME: usize = 60;

/// A copy of an object to begin a new one with: its name made unique among `taken`, its secrets empty, because they
/// cannot be read and a password object may be referenced only once (`sps-api.md` §8.5).
pub fn cloned(model: &Value, taken: &[&str]) -> Value {
    let mut copy = without_secrets(model);
    if let Some(Value::String(name)) = copy.get_mut("name") {
        *name = free_name(name, taken);
    }
    copy
}

/// An empty object in the shape of another, to begin a new one with where no documentation tells the shape.
pub fn blank(model: &Value) -> Value {
    template::emptied(&without_secrets(model))
}

/// The body of a POST that creates this object: references as keys (`sps-api.md` §8.2), null where nothing was chosen
/// yet: an empty key names nothing.
pub fn post_body(content: &Value) -> Value {
    cut_references(&without_empty_references(content))
}

fn without_empty_references(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_empty_references).collect(),
        Value::Object(_) if is_reference(value) => {
            let is_empty = value.get("key").and_then(Value::as_str) == Some("");
            if is_empty { Value::Null } else { value.clone() }
        }
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone(), without_empty_references(member)))
            .collect::<Map<_, _>>()
            .into(),
        scalar => scalar.clone(),
    }
}

/// A name that is not taken: `office-2`, `office-3` and so on.
fn free_name(name: &str, taken: &[&str]) -> String {
    let stem: String = match name.rsplit_once('-') {
        Some((stem, number)) if number.parse::<u32>().is_ok() && !stem.is_empty() => stem,
        _ => name,
    }
    .chars()
    .take(LONGEST_NAME)
    .collect();
    (2_u32..)
        .map(|number| format!("{stem}-{number}"))
        .find(|name| !taken.contains(&name.as_str()))
        .unwrap_or(stem)
}

fn without_secrets(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_secrets).collect(),
        Value::Object(_) if is_reference(value) => value.clone(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| {
                let member = if is_secret_member(members, name, false) {
                    emptied_secret(member)
                } else {
                    without_secrets(member)
                };
                (name.clone(), member)
            })
            .collect::<Map<_, _>>()
            .into(),
        scalar => scalar.clone(),
    }
}

/// A secret text becomes empty, a reference to a secret object nothing, a list of them empty.
fn emptied_secret(value: &Value) -> Value {
    match value {
        Value::String(_) => Value::from(""),
        Value::Array(_) => Value::Array(Vec::new()),
        Value::Object(_) if is_reference(value) => Value::Null,
        other => without_secrets(other),
    }
}
