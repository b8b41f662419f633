//! A new list item in the shape of one that is there.

use serde_json::{Value, json};

use super::ORDER;
use super::references::reference;
use crate::secret::DISCRIMINATORS;

/// The same shape with the content taken out. What chooses the shape of a union stays (`sps-api.md` §8.3).
pub(crate) fn emptied(model: &Value) -> Value {
    match model {
        Value::Null => Value::Null,
        Value::Bool(_) => Value::Bool(false),
        Value::Number(_) => Value::from(0),
        Value::String(_) => Value::String(String::new()),
        Value::Array(_) => Value::Array(Vec::new()),
        Value::Object(_) if reference(model).is_some() => {
            json!({ "key": "", "meta": { "href": null } })
        }
        Value::Object(members) if members.contains_key(ORDER) => json!({ ORDER: [] }),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| {
                let keeps = DISCRIMINATORS.contains(&name.as_str()) && member.is_string();
                (
                    name.clone(),
                    if keeps {
                        member.clone()
                    } else {
                        emptied(member)
                    },
                )
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}
