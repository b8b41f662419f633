//! The last messages a person committed with, to be chosen again (product M5.3).

use serde_json::Value;

use crate::secret::is_secret_text;

/// So many are kept.
const MOST: usize = 5;
/// Longer messages, in characters, are not kept: nobody means to repeat them.
const LONGEST: usize = 1000;

/// The last five different messages, the newest first. A value: whoever has it decides where it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnMessages(Vec<String>);

impl OwnMessages {
    /// Reads what [`OwnMessages::to_json`] wrote. Anything else is no reason to fail: what is unreadable is left out.
    pub fn from_json(text: &str) -> Self {
        let stored: Value = serde_json::from_str(text).unwrap_or_default();
        let mut messages = Self::default();
        for message in stored.as_array().into_iter().flatten().rev() {
            if let Some(message) = message.as_str() {
                messages.add(message);
            }
        }
        messages
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        Value::from(self.0.as_slice()).to_string()
    }

    /// Puts a message in front; one that is there already comes to the front. Empty ones, very long ones and those that
    /// hold a private key are not kept.
    pub fn add(&mut self, message: &str) {
        let message = message.trim();
        if message.is_empty() || message.chars().count() > LONGEST || is_secret_text(message) {
            return;
        }
        self.0.retain(|known| known != message);
        self.0.insert(0, message.to_owned());
        self.0.truncate(MOST);
    }

    /// The messages, the newest first.
    pub fn all(&self) -> &[String] {
        &self.0
    }
}
