//! What the appliance holds: bodies as stored, that is with references as keys.
//!
//! Cloning a store copies pointers only, so a snapshot costs the same for ten objects and for a
//! hundred thousand; the first write to a list copies that list's pointers.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;

/// Objects of a list by key, in the order they were made.
pub(crate) type Objects = IndexMap<String, Arc<Value>>;

/// What stands at a path.
#[derive(Clone, Debug)]
pub(crate) enum Held {
    Resource(Arc<Value>),
    List(Arc<Objects>),
}

/// The address of something that can be written: a fixed resource, or an object of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Address {
    /// Absolute path of the resource or the list.
    pub(crate) path: String,
    /// Key of the object, `None` for a fixed resource.
    pub(crate) key: Option<String>,
}

impl Address {
    pub(crate) fn resource(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            key: None,
        }
    }

    pub(crate) fn object(list: &str, key: &str) -> Self {
        Self {
            path: list.to_owned(),
            key: Some(key.to_owned()),
        }
    }

    /// The absolute path of the resource or object itself.
    pub(crate) fn href(&self) -> String {
        match &self.key {
            Some(key) => format!("{}/{}", self.path, crate::call::encode_segment(key)),
            None => self.path.clone(),
        }
    }
}

/// All resources and lists by absolute path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    held: BTreeMap<String, Held>,
}

impl Store {
    pub(crate) fn insert(&mut self, path: String, held: Held) {
        self.held.insert(path, held);
    }

    pub(crate) fn get(&self, address: &Address) -> Option<&Value> {
        match (self.held.get(&address.path)?, &address.key) {
            (Held::Resource(body), None) => Some(body),
            (Held::List(objects), Some(key)) => objects.get(key).map(AsRef::as_ref),
            _ => None,
        }
    }

    /// The body of the fixed resource at `path`.
    pub(crate) fn resource(&self, path: &str) -> Option<&Value> {
        match self.held.get(path)? {
            Held::Resource(body) => Some(body),
            Held::List(_) => None,
        }
    }

    /// The objects of the list at `path`.
    pub(crate) fn list(&self, path: &str) -> Option<&Objects> {
        match self.held.get(path)? {
            Held::List(objects) => Some(objects),
            Held::Resource(_) => None,
        }
    }

    /// The key and body of the first object of the list at `path` whose member has that text.
    pub(crate) fn find(&self, path: &str, member: &str, text: &str) -> Option<(&str, &Value)> {
        let (key, body) = self
            .list(path)?
            .iter()
            .find(|(_, body)| body.get(member).and_then(Value::as_str) == Some(text))?;
        Some((key, body))
    }

    /// Puts `body` at `address`; a new object goes to the end of its list.
    pub(crate) fn set(&mut self, address: &Address, body: Value) {
        match (self.held.get_mut(&address.path), &address.key) {
            (Some(Held::Resource(held)), None) => *held = Arc::new(body),
            (Some(Held::List(objects)), Some(key)) => {
                Arc::make_mut(objects).insert(key.clone(), Arc::new(body));
            }
            // The catalogue knows every path there is, and gives out no others.
            _ => {}
        }
    }

    /// Adds `objects` to the end of the list at `path`.
    pub(crate) fn extend(&mut self, path: &str, objects: Vec<(String, Arc<Value>)>) {
        if let Some(Held::List(held)) = self.held.get_mut(path) {
            Arc::make_mut(held).extend(objects);
        }
    }

    /// Makes `objects` all there is in the list at `path`.
    pub(crate) fn replace(&mut self, path: &str, objects: Vec<(String, Arc<Value>)>) {
        if let Some(Held::List(held)) = self.held.get_mut(path) {
            *held = Arc::new(objects.into_iter().collect());
        }
    }

    /// Puts the objects of the list at `path` into the order of `keys`; others follow in theirs.
    pub(crate) fn rearrange(&mut self, path: &str, keys: &[String]) {
        if let Some(Held::List(objects)) = self.held.get_mut(path) {
            let places: HashMap<_, _> = keys.iter().zip(0..).collect();
            Arc::make_mut(objects)
                .sort_by_cached_key(|key, _| places.get(key).copied().unwrap_or(keys.len()));
        }
    }

    /// Removes the object at `address`; the others keep their order.
    pub(crate) fn remove(&mut self, address: &Address) {
        if let (Some(Held::List(objects)), Some(key)) =
            (self.held.get_mut(&address.path), &address.key)
        {
            Arc::make_mut(objects).shift_remove(key);
        }
    }
}
