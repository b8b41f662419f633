//! Finding things in the configuration that this person has seen, and what refers to what.
//!
//! Filled as resources are read. Secrets never enter it. A search looks at every entry, in slices, so that a page stays
//! alive with 100,000 objects.

use std::collections::HashMap;

use serde_json::Value;

use crate::document::{Pointer, is_reference};
use crate::secret::{is_secret_member, is_secret_text};
use sps_client::document::reference;

/// Everything seen so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Index {
    /// In the order they were first seen; what was forgotten leaves an empty place.
    resources: Vec<Option<Seen>>,
    by_path: HashMap<String, usize>,
}

#[derive(Debug, Clone, PartialEq)]
struct Seen {
    path: String,
    name: Option<String>,
    /// Names, texts and numbers in lower case, with the way to them as text, which is smaller.
    values: Vec<(String, String)>,
    /// The addresses this resource refers to, and where.
    references: Vec<(String, String)>,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The resource.
    pub path: String,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// The value that matches; the root if the path or the name does.
    pub at: Pointer,
}

impl Index {
    /// Notes what a resource holds now, in place of what was noted of it before.
    pub fn note(&mut self, path: &str, content: &Value) {
        let mut seen = Seen {
            path: path.to_owned(),
            name: content
                .get("name")
                .and_then(Value::as_str)
                .map(str::to_owned),
            values: Vec::new(),
            references: Vec::new(),
        };
        gather(&Pointer::root(), content, false, &mut seen);
        match self.place(path) {
            Some(place) => *place = Some(seen),
            None => {
                self.by_path.insert(path.to_owned(), self.resources.len());
                self.resources.push(Some(seen));
            }
        }
    }

    fn place(&mut self, path: &str) -> Option<&mut Option<Seen>> {
        self.resources.get_mut(*self.by_path.get(path)?)
    }

    /// Forgets a resource that is gone.
    pub fn forget(&mut self, path: &str) {
        if let Some(place) = self.place(path) {
            *place = None;
        }
    }

    /// How many places a search has to look at.
    pub fn len(&self) -> usize {
        self.resources.len()
    }

    /// Whether there is nothing to look at.
    pub fn is_empty(&self) -> bool {
        self.resources.is_empty()
    }

    /// Looks through the resources from number `from` on, `count` of them, for all of the words, and answers at most
    /// one hit a resource: in its path or name, else the first value that has a word. Letter case of ASCII is ignored.
    pub fn search(&self, words: &str, from: usize, count: usize) -> Vec<Hit> {
        let words: Vec<String> = words
            .split_ascii_whitespace()
            .map(str::to_ascii_lowercase)
            .collect();
        if words.is_empty() {
            return Vec::new();
        }
        let slice = self.resources.iter().skip(from).take(count);
        slice
            .flatten()
            .filter_map(|seen| hit(seen, &words).map(|at| seen.hit(at)))
            .collect()
    }

    /// The places that refer to the resource at `path`.
    pub fn used_by(&self, path: &str) -> Vec<Hit> {
        let mut found = Vec::new();
        for seen in self.resources.iter().flatten() {
            for (at, href) in &seen.references {
                // An address inside another resource has its way behind a `#` (`sps-api.md` §8.4).
                if href.split('#').next() == Some(path) {
                    found.push(seen.hit(at));
                }
            }
        }
        found
    }
}

impl Seen {
    fn hit(&self, at: &str) -> Hit {
        Hit {
            path: self.path.clone(),
            name: self.name.clone(),
            at: Pointer::parse(at).unwrap_or_default(),
        }
    }
}

/// The place that makes a resource a hit: every word must be somewhere in it.
fn hit<'a>(seen: &'a Seen, words: &[String]) -> Option<&'a str> {
    let title = seen.path.to_ascii_lowercase();
    let mut place = None;
    for word in words {
        let in_title = title.contains(word.as_str())
            || seen
                .name
                .as_ref()
                .is_some_and(|name| name.to_ascii_lowercase().contains(word.as_str()));
        if in_title {
            continue;
        }
        let (at, _) = seen
            .values
            .iter()
            .find(|(_, value)| value.contains(word.as_str()))?;
        place.get_or_insert(at.as_str());
    }
    Some(place.unwrap_or_default())
}

fn gather(at: &Pointer, value: &Value, around: bool, seen: &mut Seen) {
    match value {
        Value::Object(_) if is_reference(value) => {
            if let Some((key, href)) = reference(value) {
                seen.values.push((at.to_string(), key.to_ascii_lowercase()));
                seen.references
                    .extend(href.map(|href| (at.to_string(), href.to_owned())));
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let is_secret = is_secret_member(members, name, around);
                let inner = at.child(name);
                // A member is found by its own name, with and without the underscores.
                let words = name.to_ascii_lowercase();
                let spaced = words.replace('_', " ");
                if spaced != words {
                    seen.values.push((inner.to_string(), spaced));
                }
                seen.values.push((inner.to_string(), words));
                gather(&inner, member, is_secret, seen);
            }
        }
        Value::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                gather(&at.child(&position.to_string()), item, around, seen);
            }
        }
        Value::String(text) if around || is_secret_text(text) => {}
        Value::String(text) => seen
            .values
            .push((at.to_string(), text.to_ascii_lowercase())),
        Value::Number(number) => seen.values.push((at.to_string(), number.to_string())),
        Value::Bool(_) | Value::Null => {}
    }
}
