//! Favourites and what was visited last: addresses and names, nothing else, and their text for the browser's storage.

use serde_json::Value;

/// One remembered resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// Its address on the appliance.
    pub path: String,
    /// What it was called when it was remembered.
    pub name: String,
}

/// Remembered resources, the first one first; each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bookmarks(Vec<Bookmark>);

/// Addresses outside the configuration are not remembered.
const ROOT: &str = "/api/configuration/";

impl Bookmarks {
    /// Reads [`Bookmarks::encode`]'s text. The text lay where others could change it: what is no bookmark is left out,
    /// and no more than `most` are taken.
    pub fn decode(text: &str, most: usize) -> Self {
        let mut all = Self::default();
        let Ok(Value::Array(entries)) = serde_json::from_str(text) else {
            return all;
        };
        for entry in &entries {
            let part = |at: usize| entry.get(at).and_then(Value::as_str);
            if let (Some(path), Some(name)) = (part(0), part(1))
                && all.0.len() < most
            {
                all.add(path, name);
            }
        }
        all
    }

    /// As text: `[["/api/configuration/…","name"],…]`.
    pub fn encode(&self) -> String {
        let entries = self.0.iter().map(|bookmark| {
            Value::Array(vec![
                bookmark.path.as_str().into(),
                bookmark.name.as_str().into(),
            ])
        });
        Value::Array(entries.collect()).to_string()
    }

    /// In their order.
    pub fn all(&self) -> &[Bookmark] {
        &self.0
    }

    /// Whether the resource is among them.
    pub fn has(&self, path: &str) -> bool {
        self.0.iter().any(|bookmark| bookmark.path == path)
    }

    /// Adds a resource at the end, once.
    pub fn add(&mut self, path: &str, name: &str) {
        if path.starts_with(ROOT) && !self.has(path) {
            self.0.push(Bookmark {
                path: path.to_owned(),
                name: name.to_owned(),
            });
        }
    }

    /// Takes a resource out.
    pub fn remove(&mut self, path: &str) {
        self.0.retain(|bookmark| bookmark.path != path);
    }

    /// Puts a resource first, under its present name, and keeps no more than `most`.
    pub fn visit(&mut self, path: &str, name: &str, most: usize) {
        if !path.starts_with(ROOT) {
            return;
        }
        self.remove(path);
        self.0.insert(
            0,
            Bookmark {
                path: path.to_owned(),
                name: name.to_owned(),
            },
        );
        self.0.truncate(most);
    }

    /// Takes over the present name of a resource that is among them; whether it was another.
    pub fn rename(&mut self, path: &str, name: &str) -> bool {
        let known = self.0.iter_mut().find(|bookmark| bookmark.path == path);
        known.is_some_and(|bookmark| {
            let is_new = bookmark.name != name;
            name.clone_into(&mut bookmark.name);
            is_new
        })
    }
}
