//! A value as the review shows it.

use serde_json::Value;

use crate::document::is_reference;
use crate::secret::{MASK, is_secret_text, masked};

/// A value in the review; never a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// There is no value: absent, null, or a secret that is empty.
    Nothing,
    /// A text as it is, the key of a reference, anything else as compact JSON with its secrets masked.
    Plain(String),
    /// There is a value, and it is secret.
    Secret,
}

impl Shown {
    /// As text, for tables: nothing is empty, a secret is a mask.
    pub fn text(&self) -> &str {
        match self {
            Self::Nothing => "",
            Self::Plain(text) => text,
            Self::Secret => MASK,
        }
    }

    /// Shows a value; `is_secret` says that it lies at a place that looks secret.
    pub(super) fn of(value: Option<&Value>, is_secret: bool) -> Self {
        match value {
            None | Some(Value::Null) => Self::Nothing,
            Some(Value::String(text)) if is_secret && text.is_empty() => Self::Nothing,
            Some(Value::String(_) | Value::Array(_) | Value::Object(_)) if is_secret => {
                Self::Secret
            }
            Some(Value::String(text)) if is_secret_text(text) => Self::Secret,
            Some(Value::String(text)) => Self::Plain(text.clone()),
            Some(reference) if is_reference(reference) => {
                match crate::document::cut_references(reference) {
                    Value::String(key) => Self::Plain(key),
                    other => Self::Plain(other.to_string()),
                }
            }
            Some(other) => Self::Plain(masked(other, false).to_string()),
        }
    }
}
