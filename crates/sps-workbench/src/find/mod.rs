//! Finding things in the configuration that this person has seen, and what refers to what.
//!
//! Filled as resources are read. Secrets never enter it. A search looks at every entry, in slices, so that a page stays
//! alive with 100,000 objects.

mod bookmarks;
mod excerpt;
mod seen;
mod walk;

use std::collections::HashMap;

use serde_json::Value;
use sps_client::{Content, Item, paths};

pub use self::bookmarks::{Bookmark, Bookmarks};
pub use self::excerpt::{Part, excerpt};
pub use self::seen::Held;
use self::seen::{Seen, matching};
pub use self::walk::{Progress, Unread, Walk};
use crate::catalogue::Catalogue;
use crate::document::Pointer;

/// Everything seen so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Index {
    /// In the order they were first seen; what was forgotten leaves an empty place.
    resources: Vec<Option<Seen>>,
    by_path: HashMap<String, usize>,
    read: usize,
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
    /// What the documents call this value, if they name it.
    pub label: Option<String>,
    /// What stands there.
    pub held: Held,
    /// How good it is; less is better ([`RANKS`]).
    pub rank: usize,
}

/// Ranks are less than this.
pub const RANKS: usize = 7;

impl Index {
    /// Notes what a resource holds now, in place of what was noted of it before. Labels of the documents are found too.
    pub fn note(&mut self, path: &str, content: &Value, catalogue: &Catalogue) {
        self.put(Seen::new(path, content, catalogue));
    }

    /// Notes a node or a list, which holds nothing but its children.
    pub fn note_node(&mut self, path: &str) {
        self.put(Seen::node(path));
    }

    /// Notes what a node or a list said about one of its children: the whole of it where the list holds it
    /// (`sps-api.md` §3.2), else only that it is there.
    pub fn note_item(&mut self, list: &str, item: &Item, catalogue: &Catalogue) {
        let path = item_path(list, item);
        match &item.body {
            Some(body) => self.note(&path, body, catalogue),
            None if !self.by_path.contains_key(&path) => self.put(Seen::only_there(&path)),
            None => {}
        }
    }

    fn put(&mut self, seen: Seen) {
        let is_read = seen.is_read;
        self.read += usize::from(is_read);
        let known = self.by_path.get(&seen.path).copied();
        if let Some(place) = known.and_then(|place| self.resources.get_mut(place)) {
            let was_read = place.as_ref().is_some_and(|before| before.is_read);
            *place = Some(seen);
            self.read -= usize::from(was_read);
        } else {
            self.by_path.insert(seen.path.clone(), self.resources.len());
            self.resources.push(Some(seen));
        }
    }

    fn at(&self, path: &str) -> Option<&Seen> {
        self.resources.get(*self.by_path.get(path)?)?.as_ref()
    }

    /// Forgets a resource that is gone.
    pub fn forget(&mut self, path: &str) {
        let place = self.by_path.get(path).copied();
        if let Some(place) = place.and_then(|place| self.resources.get_mut(place)) {
            self.read -= usize::from(place.take().is_some_and(|seen| seen.is_read));
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

    /// How many resources were read; of the others only the address is known.
    pub fn read(&self) -> usize {
        self.read
    }

    /// The name of a resource that was seen.
    pub fn name(&self, path: &str) -> Option<&str> {
        self.at(path)?.name.as_deref()
    }

    /// Looks through the resources from number `from` on, `count` of them, for all of the words, and answers at most
    /// one hit a resource, in the order they were first seen. Letter case of ASCII is ignored.
    pub fn search(&self, words: &str, from: usize, count: usize) -> Vec<Hit> {
        let words: Vec<&str> = words.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        let slice = self.resources.iter().skip(from).take(count);
        slice
            .flatten()
            .filter_map(|seen| matching(seen, &words))
            .collect()
    }

    /// The places that refer to the resource at `path`.
    pub fn used_by(&self, path: &str) -> Vec<Hit> {
        let mut found = Vec::new();
        for seen in self.resources.iter().flatten() {
            for (at, href) in &seen.references {
                // An address inside another resource has its way behind a `#` (`sps-api.md` §8.4).
                if href.split('#').next() == Some(path) {
                    found.push(seen.hit_at(at));
                }
            }
        }
        found
    }
}

/// The hits of one resource after the other, such as all places of it that refer to another.
pub fn by_resource(hits: Vec<Hit>) -> Vec<Vec<Hit>> {
    let mut groups: Vec<Vec<Hit>> = Vec::new();
    for hit in hits {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| first.path == hit.path) => {
                group.push(hit);
            }
            _ => groups.push(vec![hit]),
        }
    }
    groups
}

/// The hits, best first; equally good ones stay in their order.
pub fn ranked(hits: Vec<Hit>) -> Vec<Hit> {
    let mut buckets: [Vec<Hit>; RANKS] = Default::default();
    for hit in hits {
        if let Some(bucket) = buckets.get_mut(hit.rank.min(RANKS - 1)) {
            bucket.push(hit);
        }
    }
    buckets.into_iter().flatten().collect()
}

/// The address of a child: its own link, else its key below the list (`sps-api.md` §3.2).
pub fn item_path(list: &str, item: &Item) -> String {
    let link = item.href.as_deref().and_then(paths::followable);
    link.unwrap_or_else(|| paths::child(list, &item.key))
}

/// Whether the content is a list of children or a node, and not a resource with values of its own.
pub(crate) fn children(content: &Content) -> &[Item] {
    match content {
        Content::Node(items) => items,
        Content::Body(_) | Content::Empty => &[],
    }
}
