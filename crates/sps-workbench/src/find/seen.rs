//! What is kept of one resource, and whether it fits the words of a search.

use serde_json::Value;
use sps_client::document::reference;

use super::Hit;
use crate::catalogue::Catalogue;
use crate::document::{Pointer, is_reference};
use crate::secret::{is_secret_member, is_secret_text};

/// Where configuration begins; what is the same in every address is not searched.
const ROOT: &str = "/api/configuration/";

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    pub(super) path: String,
    pub(super) name: Option<String>,
    /// Its content is known, and not only that it is there.
    pub(super) is_read: bool,
    /// What the documents call a resource of this kind.
    label: Option<String>,
    entries: Vec<Entry>,
    /// The addresses this resource refers to, and where.
    pub(super) references: Vec<(String, String)>,
}

/// One value. The way to it is kept as text, which is smaller.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    at: String,
    label: Option<String>,
    held: Held,
}

/// What stands at a place, as far as it may be kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Held {
    /// A text, a number, or the key of a reference.
    Text(String),
    /// A secret, which is not kept.
    Secret,
    /// An object, a list, yes or no, nothing.
    #[default]
    Other,
}

impl Seen {
    pub(super) fn only_there(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            name: None,
            is_read: false,
            label: None,
            entries: Vec::new(),
            references: Vec::new(),
        }
    }

    pub(super) fn node(path: &str) -> Self {
        Self {
            is_read: true,
            ..Self::only_there(path)
        }
    }

    pub(super) fn new(path: &str, content: &Value, catalogue: &Catalogue) -> Self {
        let name = content.get("name").and_then(Value::as_str);
        let kind = catalogue.resource(path);
        let mut seen = Self {
            name: name.map(str::to_owned),
            is_read: true,
            label: kind.and_then(|kind| kind.label()).map(str::to_owned),
            ..Self::only_there(path)
        };
        let look = Look {
            path,
            content,
            catalogue,
        };
        look.gather(&Pointer::root(), content, false, &mut seen);
        seen
    }

    /// The last part of the address.
    fn key(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    pub(super) fn hit_at(&self, at: &str) -> Hit {
        let entry = self.entries.iter().find(|entry| entry.at == at);
        self.hit(entry, 0)
    }

    fn hit(&self, entry: Option<&Entry>, rank: usize) -> Hit {
        Hit {
            path: self.path.clone(),
            name: self.name.clone(),
            at: entry
                .and_then(|entry| Pointer::parse(&entry.at))
                .unwrap_or_default(),
            label: entry.and_then(|entry| entry.label.clone()),
            held: entry.map(|entry| entry.held.clone()).unwrap_or_default(),
            rank,
        }
    }

    /// How well a word fits the resource itself.
    fn title_rank(&self, word: &str) -> Option<usize> {
        let place = self.path.strip_prefix(ROOT).unwrap_or(&self.path);
        let titles = [self.name.as_deref(), Some(self.key())];
        let mut best = None;
        for title in titles.into_iter().flatten() {
            best = better(best, text_rank(title, word));
        }
        let around = [Some(place), self.label.as_deref()];
        let is_around = around.into_iter().flatten().any(|text| has(text, word));
        better(best, is_around.then_some(3))
    }
}

/// 0 for the same text, 1 for its beginning, 2 for a part of it.
fn text_rank(text: &str, word: &str) -> Option<usize> {
    if text.eq_ignore_ascii_case(word) {
        return Some(0);
    }
    let start = text.as_bytes().get(..word.len());
    if start.is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes())) {
        return Some(1);
    }
    has(text, word).then_some(2)
}

impl Entry {
    /// How well a word fits: the value first, then what it is called.
    fn rank(&self, word: &str) -> Option<usize> {
        if let Held::Text(text) = &self.held {
            match text_rank(text, word) {
                Some(0) => return Some(4),
                Some(_) => return Some(5),
                None => {}
            }
        }
        // `~1` and `~0` of a pointer do not matter here.
        let name = self.at.rsplit('/').next().unwrap_or_default();
        // A number is a place in a list and no name.
        let is_name = !name.bytes().all(|byte| byte.is_ascii_digit());
        let is_called =
            is_name && has(name, word) || self.label.as_ref().is_some_and(|label| has(label, word));
        is_called.then_some(6)
    }
}

/// Letter case of ASCII is ignored.
fn has(text: &str, word: &str) -> bool {
    let word = word.as_bytes();
    text.len() >= word.len()
        && text
            .as_bytes()
            .windows(word.len().max(1))
            .any(|part| part.eq_ignore_ascii_case(word))
}

fn better(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The hit if every word is somewhere in the resource; it is as good as the word that fits worst. What it points to is
/// the place of the words that are not in its name or address: one that has them all, else the best for the first.
pub(super) fn matching(seen: &Seen, words: &[&str]) -> Option<Hit> {
    let whole = words.join(" ");
    if seen
        .name
        .as_ref()
        .is_some_and(|name| name.eq_ignore_ascii_case(&whole))
    {
        return Some(seen.hit(None, 0));
    }
    let mut rank = 0;
    let mut inside = Vec::new();
    for word in words {
        match seen.title_rank(word) {
            Some(found) => rank = rank.max(found),
            None => inside.push(*word),
        }
    }
    let Some(first) = inside.first() else {
        return Some(seen.hit(None, rank));
    };
    // Fewest missing words, then the best rank of the first.
    let mut best: Option<(usize, usize, &Entry)> = None;
    for entry in &seen.entries {
        let Some(found) = entry.rank(first) else {
            continue;
        };
        let missing = inside
            .iter()
            .filter(|word| entry.rank(word).is_none())
            .count();
        if best.is_none_or(|(less, rank, _)| (missing, found) < (less, rank)) {
            best = Some((missing, found, entry));
        }
    }
    let (_, _, entry) = best?;
    for word in inside {
        let found = seen.entries.iter().filter_map(|entry| entry.rank(word));
        rank = rank.max(found.min()?);
    }
    Some(seen.hit(Some(entry), rank))
}

/// Goes through one resource.
struct Look<'a> {
    path: &'a str,
    content: &'a Value,
    catalogue: &'a Catalogue,
}

impl Look<'_> {
    fn gather(&self, at: &Pointer, value: &Value, around: bool, seen: &mut Seen) {
        let held = match value {
            Value::Object(_) if is_reference(value) => {
                let Some((key, href)) = reference(value) else {
                    return;
                };
                seen.references
                    .extend(href.map(|href| (at.to_string(), href.to_owned())));
                Held::Text(key.to_owned())
            }
            Value::String(text) if around || is_secret_text(text) => {
                if text.is_empty() {
                    Held::Other
                } else {
                    Held::Secret
                }
            }
            Value::String(text) => Held::Text(text.clone()),
            Value::Number(number) => Held::Text(number.to_string()),
            Value::Object(_) | Value::Array(_) | Value::Bool(_) | Value::Null => Held::Other,
        };
        // The root is found by its name and its address.
        if !at.segments().is_empty() || matches!(held, Held::Text(_)) {
            let hint = self.catalogue.at(self.path, self.content, at);
            seen.entries.push(Entry {
                at: at.to_string(),
                label: hint.and_then(|hint| hint.label()).map(str::to_owned),
                held,
            });
        }
        match value {
            Value::Object(members) if !is_reference(value) => {
                for (name, member) in members {
                    let is_secret = is_secret_member(members, name, around);
                    self.gather(&at.child(name), member, is_secret, seen);
                }
            }
            Value::Array(items) => {
                for (position, item) in items.iter().enumerate() {
                    self.gather(&at.child(&position.to_string()), item, around, seen);
                }
            }
            _ => {}
        }
    }
}
