//! Typed text becomes a value.

use serde_json::{Number, Value};

use super::references::reference;

/// Why a typed text is not a value for its field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputProblem {
    /// The field holds a whole number and the text is none.
    #[error("not a whole number")]
    NotAnInteger,
    /// The field holds a number and the text is none.
    #[error("not a number")]
    NotANumber,
    /// There is no field to type into: an unknown place, an object, a list, or a switch and neither `true` nor `false`.
    #[error("this place takes no typed text")]
    NotTypable,
}

/// The value of `text` for a field that holds `current` now and held `base` when it was read.
///
/// The kind follows the value there now; where that is null, the value that was read; where that is null too, `model`.
pub(crate) fn parsed(
    text: &str,
    base: Option<&Value>,
    current: &Value,
    model: &Value,
) -> Result<Value, InputProblem> {
    if text.is_empty() && (base == Some(&Value::Null) || (base.is_none() && current.is_null())) {
        return Ok(Value::Null);
    }
    let shape = match (current, base) {
        (Value::Null, Some(base)) if !base.is_null() => base,
        (Value::Null, _) => model,
        // What was typed into an empty place before is no kind to hold on to.
        (Value::String(_), Some(Value::Null)) if model.is_number() => model,
        (current, _) => current,
    };
    match shape {
        Value::Number(number) if is_whole(number) => integer(text.trim()),
        Value::Number(_) => number(text.trim()),
        Value::String(_) | Value::Null => Ok(Value::String(text.to_owned())),
        Value::Bool(_) => text
            .trim()
            .parse()
            .map(Value::Bool)
            .map_err(|_| InputProblem::NotTypable),
        Value::Object(_) if reference(shape).is_some() => Ok(to_key(text, base)),
        Value::Array(_) | Value::Object(_) => Err(InputProblem::NotTypable),
    }
}

/// A reference to the key typed. The address of the object that was read does not fit another key.
fn to_key(key: &str, base: Option<&Value>) -> Value {
    match base {
        Some(read) if reference(read).is_some_and(|(read, _)| read == key) => read.clone(),
        _ => serde_json::json!({ "key": key, "meta": { "href": null } }),
    }
}

/// A number without fraction and exponent, of whatever size.
pub(crate) fn is_whole(number: &Number) -> bool {
    !number.to_string().contains(['.', 'e', 'E'])
}

fn integer(text: &str) -> Result<Value, InputProblem> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(InputProblem::NotAnInteger);
    }
    number(text)
}

fn number(text: &str) -> Result<Value, InputProblem> {
    let json = as_json(text).ok_or(InputProblem::NotANumber)?;
    serde_json::from_str::<Number>(&json)
        .map(Value::Number)
        .map_err(|_| InputProblem::NotANumber)
}

/// A decimal number in the form of JSON, which has no `+5`, `.5`, `5.` and `007`; its digits stay as they were typed.
fn as_json(text: &str) -> Option<String> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let has_digits = !whole.is_empty() || fraction.is_some_and(|fraction| !fraction.is_empty());
    if !has_digits || !digits(whole) || !fraction.is_none_or(digits) {
        return None;
    }
    if let Some(exponent) = exponent {
        let magnitude = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        if magnitude.is_empty() || !digits(magnitude) {
            return None;
        }
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let fraction = match fraction {
        None => String::new(),
        Some("") => ".0".to_owned(),
        Some(fraction) => format!(".{fraction}"),
    };
    let exponent = exponent.map_or_else(String::new, |exponent| format!("e{exponent}"));
    Some(format!("{sign}{whole}{fraction}{exponent}"))
}
