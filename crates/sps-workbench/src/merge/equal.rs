//! Equality where marks may stand for secrets.

use serde_json::Value;

use crate::journal::{Cut, cut_at};

/// Whether two values are the same as far as can be known: a secret that was left alone is like whatever stands there.
pub(crate) fn alike(one: &Value, other: &Value) -> bool {
    match (cut_at(one), cut_at(other)) {
        (Some(Cut::Unchanged), _) => return is_like_a_secret(other),
        (_, Some(Cut::Unchanged)) => return is_like_a_secret(one),
        // What was set is not known, so it is like nothing but itself.
        (Some(Cut::Set), other) | (other, Some(Cut::Set)) => return other == Some(Cut::Set),
        (None, None) => {}
    }
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, value)| other.get(name).is_some_and(|other| alike(value, other)))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Value::Number(one), Value::Number(other)) => {
            one == other || (one.is_f64() || other.is_f64()) && one.as_f64() == other.as_f64()
        }
        (one, other) => one == other,
    }
}

/// The same where either side may not exist.
pub(super) fn both_alike(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => alike(one, other),
        (None, None) => true,
        _ => false,
    }
}

fn is_like_a_secret(value: &Value) -> bool {
    match cut_at(value) {
        Some(Cut::Set) => false,
        Some(Cut::Unchanged) => true,
        None => value.is_string(),
    }
}
