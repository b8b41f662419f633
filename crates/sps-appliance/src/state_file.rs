//! The committed state of an appliance as one JSON value, so that a demo can be prepared.
//!
//! It holds the seed, the profile and all switches by name, and every body as it is stored. Passwords
//! and API keys are in it as salted digests only; sessions, transactions and uploads are not.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::configuration::{Address, Catalogue, Entry, Store, check, dangling};
use crate::setup::{Setup, Switches};

const FORMAT: &str = "sps-appliance state 1";

/// Why a state cannot be loaded. Nothing is changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// It is something else; give a file written by [`Appliance::export`](crate::Appliance::export).
    #[error("this is not a state of a simulated appliance ({0})")]
    NotAState(&'static str),
    /// It names a profile or a switch this version does not have.
    #[error("cannot put the switches: {0}")]
    Switch(String),
    /// It holds something at a path where these switches have nothing.
    #[error("there is no resource at {0}")]
    UnknownPath(String),
    /// A body does not fit to its resource.
    #[error("{path}: {property} {reason}")]
    Invalid {
        /// Path of the resource or object.
        path: String,
        /// Place in the body, dotted.
        property: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A reference leads nowhere.
    #[error("{path}: {property} refers to {key}, which does not exist")]
    Dangling {
        /// Path of the resource or object.
        path: String,
        /// Place in the body, dotted.
        property: String,
        /// The key that leads nowhere.
        key: String,
    },
}

/// The state as JSON.
pub(crate) fn write(seed: u64, switches: &Switches, catalogue: &Catalogue, store: &Store) -> Value {
    let positions: Map<_, _> = Switches::TABLE
        .iter()
        .filter_map(|switch| {
            Some((
                switch.name.to_owned(),
                switches.position(switch.name)?.into(),
            ))
        })
        .collect();
    let (mut resources, mut lists) = (Map::new(), Map::new());
    for (path, entry) in catalogue.entries() {
        match entry {
            Entry::Resource(_) => {
                if let Some(body) = store.resource(path) {
                    resources.insert(path.to_owned(), body.clone());
                }
            }
            Entry::List(_) => {
                let objects: Map<_, _> = store
                    .list(path)
                    .into_iter()
                    .flatten()
                    .map(|(key, body)| (key.clone(), body.as_ref().clone()))
                    .collect();
                lists.insert(path.to_owned(), objects.into());
            }
        }
    }
    json!({
        "format": FORMAT,
        "seed": seed,
        "profile": switches.profile.name(),
        "switches": positions,
        "resources": resources,
        "lists": lists,
    })
}

/// How the appliance is made, from its state.
pub(crate) fn setup(state: &Value) -> Result<Setup, ImportError> {
    if state.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(ImportError::NotAState("another format"));
    }
    let seed = state.get("seed").and_then(Value::as_u64);
    let seed = seed.ok_or(ImportError::NotAState("no seed"))?;
    let profile = state.get("profile").and_then(Value::as_str);
    let profile = profile.ok_or(ImportError::NotAState("no profile"))?;
    let mut switches =
        Switches::profile(profile).map_err(|error| ImportError::Switch(error.to_string()))?;
    for (name, position) in members(state, "switches")? {
        let position = position.as_str().unwrap_or_default();
        switches
            .set(name, position)
            .map_err(|error| ImportError::Switch(error.to_string()))?;
    }
    Ok(Setup { seed, switches })
}

/// Puts the bodies of `state` over those of a fresh appliance; what it does not name stays.
pub(crate) fn read(
    state: &Value,
    catalogue: &Catalogue,
    store: &mut Store,
) -> Result<(), ImportError> {
    for (path, body) in members(state, "resources")? {
        match catalogue.entry(path) {
            Some(entry @ Entry::Resource(_)) => {
                let address = Address::resource(path);
                let body = checked(entry, &address, body)?;
                store.set(&address, body);
            }
            _ => return Err(ImportError::UnknownPath(path.clone())),
        }
    }
    for (path, objects) in members(state, "lists")? {
        let (Some(entry @ Entry::List(_)), Some(objects)) =
            (catalogue.entry(path), objects.as_object())
        else {
            return Err(ImportError::UnknownPath(path.clone()));
        };
        let objects = objects
            .iter()
            .map(|(key, body)| {
                let body = checked(entry, &Address::object(path, key), body)?;
                Ok((key.clone(), Arc::new(body)))
            })
            .collect::<Result<Vec<_>, ImportError>>()?;
        store.replace(path, objects);
    }
    match dangling(catalogue, store).into_iter().next() {
        None => Ok(()),
        Some(dangling) => Err(ImportError::Dangling {
            path: dangling.user.href(),
            property: dangling.property,
            key: dangling.key,
        }),
    }
}

fn checked(entry: &Entry, address: &Address, body: &Value) -> Result<Value, ImportError> {
    check(entry.shape(), body, "").map_err(|problem| ImportError::Invalid {
        path: address.href(),
        property: problem.property,
        reason: problem.reason,
    })
}

fn members<'s>(
    state: &'s Value,
    name: &'static str,
) -> Result<&'s Map<String, Value>, ImportError> {
    state
        .get(name)
        .and_then(Value::as_object)
        .ok_or(ImportError::NotAState(name))
}
