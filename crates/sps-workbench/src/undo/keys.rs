//! Objects that were made again have another key: who refers to the old one must be told.

use serde_json::Value;

use super::revert::mentions;
use super::{Step, Write};

/// Keys shorter than this are never replaced: a harmless text could read the same. Keys of objects that can be deleted
/// have 20 characters and more (`sps-api.md` §3.4).
const SHORTEST_KEY: usize = 8;

/// Old keys and what they became.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyMap(Vec<(String, String)>);

impl KeyMap {
    /// Notes the key that the appliance gave to the object made by `step`.
    pub fn learn(&mut self, step: &Step, new_key: &str) {
        if let Some(old) = &step.old_key {
            self.0.push((old.clone(), new_key.to_owned()));
        }
    }

    /// The key that the object with this old key has now.
    pub fn new_key(&self, old_key: &str) -> Option<&str> {
        let known = self.0.iter().find(|(old, _)| old == old_key);
        known.map(|(_, new)| new.as_str())
    }

    /// The write with the new keys in it.
    pub fn applied(&self, write: &Write) -> Write {
        Write {
            body: write.body.as_ref().map(|body| self.in_value(body)),
            ..write.clone()
        }
    }

    fn in_value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let known = self.0.iter().find(|(old, _)| old == text && is_key(old));
                known.map_or_else(|| value.clone(), |(_, new)| Value::String(new.clone()))
            }
            Value::Array(items) => items.iter().map(|item| self.in_value(item)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(name, member)| (name.clone(), self.in_value(member)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            scalar => scalar.clone(),
        }
    }
}

fn is_key(text: &str) -> bool {
    text.len() >= SHORTEST_KEY
}

/// Whether the content refers to the object with this key.
pub(super) fn refers(content: &Value, key: &str) -> bool {
    is_key(key) && mentions(content, key)
}
