//! What the answers of this session said about their own paths.

use std::collections::BTreeMap;

/// How many paths are remembered.
const MOST: usize = 512;

/// The last `Allow` and `Retry-After` of each path.
#[derive(Default)]
pub(crate) struct Memory(BTreeMap<String, (Option<Vec<String>>, Option<u64>)>);

impl Memory {
    pub fn keep(&mut self, path: &str, allow: Option<Vec<String>>, retry_after: Option<u64>) {
        let path = name(path);
        if allow.is_none() && retry_after.is_none() {
            self.0.remove(path);
            return;
        }
        if self.0.len() >= MOST && !self.0.contains_key(path) {
            // Nobody browses so far without coming back; starting anew is simpler than telling old from new.
            self.0.clear();
        }
        self.0.insert(path.to_owned(), (allow, retry_after));
    }

    pub fn allowed(&self, path: &str) -> Option<&[String]> {
        self.0.get(name(path))?.0.as_deref()
    }

    pub fn retry_after(&self, path: &str) -> Option<u64> {
        self.0.get(name(path))?.1
    }
}

/// A path as it is remembered: without query, fragment and trailing slashes.
fn name(path: &str) -> &str {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.trim_end_matches('/')
}
