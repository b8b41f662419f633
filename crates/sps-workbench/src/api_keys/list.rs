//! The list of own keys with their states (M4.11).

use sps_client::{ApiKey, ApiKeyName, Change, ChangeKind};

use crate::changes::Location;

/// One word each, as in the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It works.
    Active,
    /// It is staged and works after the commit.
    NotActiveYet,
    /// It works until the commit.
    WaitingForDeletion,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedKey {
    /// The key; of one that waits for deletion what the changelog still tells of it.
    pub key: ApiKey,
    /// Its state.
    pub state: KeyState,
}

/// A staged key that nobody can use yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingKey {
    /// The id.
    pub id: String,
    /// The name, where the changelog tells it.
    pub name: Option<String>,
}

/// The keys as they are listed, and below them those that are deleted in the open transaction: its list does not show
/// them any more, and they still work.
pub fn listed_keys(keys: &[ApiKey], changes: &[Change]) -> Vec<ListedKey> {
    let mut listed: Vec<ListedKey> = keys
        .iter()
        .map(|key| {
            let change = changes
                .iter()
                .find(|change| id_in(change).as_deref() == Some(key.key.as_str()));
            ListedKey {
                key: key.clone(),
                state: match change.map(|change| &change.kind) {
                    None => KeyState::Active,
                    Some(ChangeKind::Delete) => KeyState::WaitingForDeletion,
                    Some(_) => KeyState::NotActiveYet,
                },
            }
        })
        .collect();
    for change in changes {
        let Some(id) = id_in(change).filter(|_| change.kind == ChangeKind::Delete) else {
            continue;
        };
        if listed.iter().any(|row| row.key.key == id) {
            continue;
        }
        let member = |name: &str| {
            let old = change.old_value.as_ref()?;
            old.get(name)?.as_str().map(str::to_owned)
        };
        listed.push(ListedKey {
            key: ApiKey {
                name: member("name"),
                login_method: member("login_method"),
                username: member("username"),
                key: id,
            },
            state: KeyState::WaitingForDeletion,
        });
    }
    listed
}

/// The keys that a roll back would kill before they ever worked (M4.5).
pub fn waiting_keys(changes: &[Change]) -> Vec<WaitingKey> {
    let mut waiting: Vec<WaitingKey> = Vec::new();
    for change in changes {
        let Some(id) = id_in(change).filter(|_| change.kind == ChangeKind::Create) else {
            continue;
        };
        let name = || {
            let new = change.new_value.as_ref()?;
            // Where every leaf has an entry of its own, the name is one of them.
            let is_name = change.path.ends_with("/name") || change.path.ends_with("#name");
            let name = new.get("name").or_else(|| is_name.then_some(new))?;
            name.as_str().map(str::to_owned)
        };
        match waiting.iter_mut().find(|key| key.id == id) {
            Some(key) => key.name = key.name.take().or_else(name),
            None => waiting.push(WaitingKey { name: name(), id }),
        }
    }
    waiting
}

/// The id of the API key that a change is about, if it is about one.
pub(super) fn id_in(change: &Change) -> Option<String> {
    let location = Location::read(&change.path);
    if !location.is_within_api(&["user", "api_keys"]) {
        return None;
    }
    location.names().get(2).cloned()
}

/// The nearest free name to what was typed; a taken one gets a number. `None` if nothing of it can be kept.
pub fn free_name(typed: &str, is_taken: impl Fn(&str) -> bool) -> Option<ApiKeyName> {
    let name = ApiKeyName::suggest(typed)?;
    if !is_taken(name.as_str()) {
        return Some(name);
    }
    (2..100)
        .filter_map(|number| ApiKeyName::parse(&format!("{}-{number}", name.as_str())).ok())
        .find(|name| !is_taken(name.as_str()))
}
