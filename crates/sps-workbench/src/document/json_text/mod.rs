//! A document as JSON text beside its form: the same document, shown and taken back without a loss.
//!
//! Secrets do not show: each stands as dots and a number, and comes back by its number wherever the text was moved.
//! Numbers keep their digits, members their order. (An exponent is written without a `+`.)

mod folded;
mod marks;
mod places;
mod scan;
mod token;

use serde_json::Value;

pub use self::folded::{Folded, Unfolding};
pub use self::scan::scan;
pub use self::token::{Fold, JsonProblem, JsonProblemKind, Token, TokenKind, folds};
use super::difference::same;
use super::{Draft, is_reference};
use crate::secret::{MASK, is_secret_member, is_secret_text};

/// The text of a document, and the secrets that stand as dots in it.
///
/// No `Debug`: it holds them.
#[derive(Clone, PartialEq)]
pub struct JsonText {
    text: String,
    secrets: Vec<String>,
}

impl JsonText {
    /// The text to show and to edit.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Draft {
    /// The current content as indented JSON.
    pub fn json_text(&self) -> JsonText {
        let mut secrets = Vec::new();
        let shown = numbered(&self.current, false, &mut secrets);
        let text = without_plus(&format!("{shown:#}"));
        JsonText { text, secrets }
    }

    /// Takes a text that was made of `shown` by typing. A text that is no JSON changes nothing.
    ///
    /// # Errors
    /// The first place that is wrong.
    pub fn take_json(&mut self, typed: &str, shown: &JsonText) -> Result<(), JsonProblem> {
        self.take_content(scan(typed, &shown.secrets).1?);
        Ok(())
    }

    fn take_content(&mut self, content: Value) {
        // Not even a text that is no value in its field is lost by only looking at the JSON.
        if !same(&content, &self.current) {
            self.replace_current(content);
        }
    }
}

/// The value with every secret text replaced by dots and its number.
fn numbered(value: &Value, around: bool, secrets: &mut Vec<String>) -> Value {
    match value {
        // A text that reads like the dots of a secret is treated as one, or it could be taken for another's.
        Value::String(text)
            if text.starts_with(MASK) || !text.is_empty() && (around || is_secret_text(text)) =>
        {
            secrets.push(text.clone());
            Value::String(format!("{MASK}{}", secrets.len()))
        }
        Value::Array(items) => items
            .iter()
            .map(|item| numbered(item, around, secrets))
            .collect(),
        Value::Object(_) if is_reference(value) => value.clone(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| {
                let around = is_secret_member(members, name, around);
                (name.clone(), numbered(member, around, secrets))
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        scalar => scalar.clone(),
    }
}

/// Our own JSON with `1e+3` written `1e3`, as people type it.
fn without_plus(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut done = 0;
    for token in scan(json, &[]).0 {
        let words = json.get(token.start..token.end).unwrap_or_default();
        if token.kind == TokenKind::Number && words.contains("e+") {
            out.push_str(json.get(done..token.start).unwrap_or_default());
            out.push_str(&words.replace("e+", "e"));
            done = token.end;
        }
    }
    out + json.get(done..).unwrap_or_default()
}
