//! What looks like a secret, by name and by place (product M3.6, M6.4, F19).
//!
//! The API marks no member as secret, so the name decides. Rather one harmless text hidden than one password shown.

use serde_json::Value;
pub(crate) use sps_client::document::{DISCRIMINATORS, is_secret_member, is_secret_name};

use crate::document::is_reference;

/// What stands for a secret in texts and in raw JSON.
pub(crate) const MASK: &str = "\u{2022}\u{2022}\u{2022}\u{2022}";

/// A text that is a secret whatever its name: a private key in PEM.
pub(crate) fn is_secret_text(text: &str) -> bool {
    text.contains("PRIVATE KEY-----")
}

/// Whether the objects of this list are secrets: they can be created and not read (`sps-api.md` §8.5).
pub(crate) fn is_secret_list(list: &str) -> bool {
    list.ends_with("/passwords") || list.ends_with("/private_keys")
}

/// Whether an appliance wrote this in the place of a secret: nothing but asterisks or dots.
// ASSUMPTION: no guide shows how the changelog masks a secret (`sps-api.md` §7.6, §20.2); a secret of this very form
// would be taken for hidden.
pub(crate) fn is_mask(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '*' | '\u{2022}'))
}

/// The value with every secret text replaced by [`MASK`]; empty texts stay, so that "now empty" can be told.
///
/// `around` says that the value itself lies at a secret place. References stay: a key is not a secret.
pub(crate) fn masked(value: &Value, around: bool) -> Value {
    match value {
        Value::String(text) => match text_with_json(text) {
            Some(inner) => {
                let hidden = masked(&inner, around);
                if hidden == inner {
                    value.clone()
                } else {
                    Value::String(hidden.to_string())
                }
            }
            None if !text.is_empty() && (around || is_secret_text(text)) => {
                Value::String(MASK.to_owned())
            }
            None => value.clone(),
        },
        Value::Array(items) => items.iter().map(|item| masked(item, around)).collect(),
        Value::Object(_) if is_reference(value) => value.clone(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| {
                (
                    name.clone(),
                    masked(member, is_secret_member(members, name, around)),
                )
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// The object or list written out in a text: the guide types `old_value` as "string or object" (`sps-api.md` §7.6).
pub(crate) fn text_with_json(text: &str) -> Option<Value> {
    text.trim_start()
        .starts_with(['{', '['])
        .then(|| serde_json::from_str(text).ok())
        .flatten()
        .filter(|value: &Value| value.is_object() || value.is_array())
}
