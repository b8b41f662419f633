//! Objects that only come to be, or go, with the commit.

use serde_json::Value;
use sps_client::{Change, ChangeKind};

use super::Location;

/// An object of a list that the open transaction creates or deletes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedObject {
    /// Its key.
    pub key: String,
    /// Its name, where the changelog tells one.
    pub name: Option<String>,
    /// It is created; otherwise it is deleted.
    pub is_new: bool,
}

/// The objects of the list at `list` that these changes create or delete, in the appliance's order.
pub fn staged_objects(changes: &[Change], list: &str) -> Vec<StagedObject> {
    let list = Location::read(list);
    changes
        .iter()
        .filter_map(|change| {
            let is_new = match change.kind {
                ChangeKind::Create => true,
                ChangeKind::Delete => false,
                _ => return None,
            };
            let place = Location::read(&change.path);
            let (key, around) = place.names().split_last()?;
            if around != list.names() || !place.has_root_of(&list) {
                return None;
            }
            let value = if is_new {
                &change.new_value
            } else {
                &change.old_value
            };
            let name = value.as_ref().and_then(|value| value.get("name"));
            Some(StagedObject {
                key: key.clone(),
                name: name.and_then(Value::as_str).map(str::to_owned),
                is_new,
            })
        })
        .collect()
}

/// What these changes do with the object at `path`.
pub fn staged_object(changes: &[Change], path: &str) -> Option<StagedObject> {
    let (list, _) = path.trim_end_matches('/').rsplit_once('/')?;
    let object = Location::read(path);
    let key = object.names().last()?;
    let mut staged = staged_objects(changes, list);
    staged.retain(|staged| staged.key == *key);
    staged.pop()
}
