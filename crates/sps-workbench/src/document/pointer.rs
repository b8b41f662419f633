//! A place inside a document (RFC 6901).

use std::fmt;

use serde_json::Value;

/// The way from the root of a document to one value: member names and list indexes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Pointer(Vec<String>);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The member `name`, or the item with that index, of the value here.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        let mut segments = self.0.clone();
        segments.push(name.to_owned());
        Self(segments)
    }

    /// Goes on to the member `name`, or the item with that index; [`Pointer::pop`] comes back.
    pub(crate) fn push(&mut self, name: &str) {
        self.0.push(name.to_owned());
    }

    /// Comes back from where [`Pointer::push`] went.
    pub(crate) fn pop(&mut self) {
        self.0.pop();
    }

    /// Member names and indexes from the root on, unescaped.
    pub fn segments(&self) -> &[String] {
        &self.0
    }

    /// Reads the text form of RFC 6901, the inverse of `Display`; `None` if the text is no pointer.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::root());
        }
        text.strip_prefix('/')?
            .split('/')
            .map(unescaped)
            .collect::<Option<_>>()
            .map(Self)
    }

    /// The place around this one; `None` at the root.
    pub fn parent(&self) -> Option<Self> {
        self.split_last().map(|(around, _)| around)
    }

    /// The place around this one and the last segment; `None` at the root.
    pub(crate) fn split_last(&self) -> Option<(Self, &str)> {
        let (last, before) = self.0.split_last()?;
        Some((Self(before.to_vec()), last))
    }

    /// Whether this place is `other` or lies inside it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The value here; `None` if the document has no such place.
    pub(crate) fn find<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        self.0
            .iter()
            .try_fold(document, |value, segment| match value {
                Value::Object(members) => members.get(segment),
                Value::Array(items) => items.get(index(segment)?),
                _ => None,
            })
    }

    /// The value here, to be changed; `None` if the document has no such place.
    pub(crate) fn find_mut<'a>(&self, document: &'a mut Value) -> Option<&'a mut Value> {
        self.0
            .iter()
            .try_fold(document, |value, segment| match value {
                Value::Object(members) => members.get_mut(segment),
                Value::Array(items) => items.get_mut(index(segment)?),
                _ => None,
            })
    }

    /// The same place after item `removed` of `list` is gone; `None` if it went with it.
    pub(crate) fn after_removal(&self, list: &Self, removed: usize) -> Option<Self> {
        let mut moved = self.clone();
        if let Some(segment) = moved.0.get_mut(list.0.len())
            && self.is_within(list)
            && let Some(position) = index(segment)
        {
            match position.cmp(&removed) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => return None,
                std::cmp::Ordering::Greater => *segment = (position - 1).to_string(),
            }
        }
        Some(moved)
    }

    /// The same place after the item at `from` of `list` was moved to `to`.
    pub(crate) fn after_move(&self, list: &Self, from: usize, to: usize) -> Self {
        let mut moved = self.clone();
        if let Some(segment) = moved.0.get_mut(list.0.len())
            && self.is_within(list)
            && let Some(position) = index(segment)
        {
            let position = if position == from {
                to
            } else if from < position && position <= to {
                position - 1
            } else if to <= position && position < from {
                position + 1
            } else {
                position
            };
            *segment = position.to_string();
        }
        moved
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|segment| write!(f, "/{}", segment.replace('~', "~0").replace('/', "~1")))
    }
}

/// A list index as RFC 6901 §4 writes it: digits without a leading zero.
pub(crate) fn index(segment: &str) -> Option<usize> {
    let canonical = segment.bytes().all(|byte| byte.is_ascii_digit())
        && (segment == "0" || !segment.starts_with('0'));
    if canonical {
        segment.parse().ok()
    } else {
        None
    }
}

fn unescaped(segment: &str) -> Option<String> {
    let mut text = String::with_capacity(segment.len());
    let mut characters = segment.chars();
    while let Some(character) = characters.next() {
        text.push(match character {
            '~' => match characters.next()? {
                '0' => '~',
                '1' => '/',
                _ => return None,
            },
            plain => plain,
        });
    }
    Some(text)
}
