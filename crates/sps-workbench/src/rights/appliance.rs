//! What the appliance tells of itself at `/api/info` (`sps-api.md` §11), whatever that is.

use serde_json::Value;

use crate::secret::is_secret_name;

/// One thing the appliance tells, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The name of the member, such as `build_date`.
    pub name: String,
    /// Its value as text.
    pub value: String,
}

/// What people look for first.
const FIRST: &[&str] = &[
    "nickname",
    "hostname",
    "domainname",
    "version",
    "firmware_version",
    // ASSUMPTION: names a model may have; no answer that tells one is documented.
    "model",
    "product",
    "hardware_model",
    "serial_number",
    "build_date",
];

/// Everything of the answer that is a plain value: names, versions and model first, the rest in its order; members of objects with both names, such as
/// `plugin_sdk_version full`. What is empty, and what looks like a secret, is left out.
#[must_use]
pub fn appliance_facts(info: &Value) -> Vec<Fact> {
    let mut facts = Vec::new();
    gather(&mut facts, "", info, 0);
    let mut sorted = Vec::new();
    for name in FIRST {
        if let Some(at) = facts.iter().position(|fact| fact.name == *name) {
            sorted.push(facts.remove(at));
        }
    }
    sorted.append(&mut facts);
    sorted
}

/// Deep answers are not for reading.
const DEEPEST: usize = 3;

fn gather(facts: &mut Vec<Fact>, name: &str, value: &Value, depth: usize) {
    let text = match value {
        Value::Null => return,
        Value::Object(members) => {
            if depth == DEEPEST {
                return;
            }
            for (member, value) in members {
                if is_secret_name(member)
                    || (depth == 0 && matches!(member.as_str(), "meta" | "key"))
                {
                    continue;
                }
                let full = if name.is_empty() {
                    member.clone()
                } else {
                    String::from(name) + " " + member
                };
                gather(facts, &full, value, depth + 1);
            }
            return;
        }
        Value::Array(items) => {
            let mut text = String::new();
            for item in items {
                let Some(item) = plain(item) else { continue };
                if !text.is_empty() {
                    text.push_str(", ");
                }
                text.push_str(&item);
            }
            text
        }
        value => plain(value).unwrap_or_default(),
    };
    if !text.is_empty() {
        facts.push(Fact {
            name: name.to_owned(),
            value: text,
        });
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(String::from(if *is { "true" } else { "false" })),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
