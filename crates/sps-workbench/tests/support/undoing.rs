//! What tests of an undo do around it: reading before, comparing after.

use serde_json::{Map, Value, json};
use sps_client::Client;
use sps_workbench::undo::{KeyMap, Read, Reading, Undo};

use super::appliance::Carrier;
use super::edits::{body, keys};

/// Reads what an undo wants to know.
pub async fn read_for(client: &Client<Carrier>, wanted: &[Read]) -> Vec<Reading> {
    let mut readings = Vec::new();
    for read in wanted {
        readings.push(match read {
            Read::Resource(path) => Reading::Resource {
                path: path.clone(),
                body: body(client, path).await,
            },
            Read::List(path) => Reading::List {
                path: path.clone(),
                keys: keys(client, path).await,
                can_order: client
                    .allowed(path)
                    .is_some_and(|allow| allow.iter().any(|verb| verb == "PUT")),
            },
        });
    }
    readings
}

/// Lists in which something came back: they are compared without their order.
pub fn unordered(state: &Value, but: impl Fn(&str) -> bool) -> Value {
    let mut state = state.clone();
    for (path, objects) in state["lists"].as_object_mut().unwrap() {
        if !but(path) {
            let keys: Vec<Value> = objects
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .map(Value::from)
                .collect();
            *objects = json!({ "objects": objects, "order": keys });
        }
    }
    state
}

/// The state with every key that became another one replaced, as text and as member name.
pub fn with_keys(value: &Value, keys: &[(String, String)]) -> Value {
    let new = |text: &str| {
        let found = keys.iter().find(|(old, _)| old == text);
        found.map_or_else(|| text.to_owned(), |(_, new)| new.clone())
    };
    match value {
        Value::String(text) => new(text).into(),
        Value::Array(items) => items.iter().map(|item| with_keys(item, keys)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (new(name), with_keys(member, keys)))
            .collect::<Map<_, _>>()
            .into(),
        scalar => scalar.clone(),
    }
}

/// Old and new keys of the objects that an undo made again.
pub fn learned_keys(undo: &Undo, learned: &KeyMap) -> Vec<(String, String)> {
    undo.steps
        .iter()
        .filter_map(|step| {
            Some((
                step.old_key.clone()?,
                learned.new_key(step.old_key.as_deref()?)?.to_owned(),
            ))
        })
        .collect()
}
