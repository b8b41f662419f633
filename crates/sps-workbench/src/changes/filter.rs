//! Counting sentences by kind, and looking for some of them (product M6.1, M6.9).

use super::review::{ItemEdit, Sentence, What};
use super::shown::Shown;
use super::value_change::ValueChange;
use super::words::Piece;

/// The kinds of sentences, in the order in which they are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An object is new.
    Added,
    /// An object is gone.
    Removed,
    /// A value changed, or items of a list inside a resource did.
    Changed,
    /// Something stands elsewhere.
    Moved,
    /// Anything else.
    Other,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::Added,
        Self::Removed,
        Self::Changed,
        Self::Moved,
        Self::Other,
    ];
}

impl Sentence {
    /// The kind of this sentence.
    pub fn kind(&self) -> Kind {
        match &self.what {
            What::Added { .. } => Kind::Added,
            What::Removed { .. } => Kind::Removed,
            What::Changed { .. } | What::Items { .. } => Kind::Changed,
            What::Moved { .. } => Kind::Moved,
            What::Other { .. } => Kind::Other,
        }
    }
}

/// How many sentences there are of every kind, in the order of [`Kind::ALL`]; kinds without any are left out.
pub fn counts(sentences: &[Sentence]) -> Vec<(Kind, usize)> {
    Kind::ALL
        .into_iter()
        .map(|kind| {
            let of_kind = sentences.iter().filter(|sentence| sentence.kind() == kind);
            (kind, of_kind.count())
        })
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// What the review shows of all sentences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The kinds to show; none means all.
    pub kinds: Vec<Kind>,
    /// Words that must all appear, in the place, the names or the values shown; upper and lower case of ASCII letters
    /// mean the same.
    pub words: String,
}

impl Filter {
    /// Whether the sentence is shown.
    pub fn shows(&self, sentence: &Sentence) -> bool {
        self.shows_named(sentence, &[])
    }

    /// Whether the sentence is shown where a view adds `names` of its own to it, such as labels for members.
    pub fn shows_named(&self, sentence: &Sentence, names: &[String]) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&sentence.kind()))
            && self
                .words
                .split_ascii_whitespace()
                .all(|word| is_in(sentence, word) || names.iter().any(|name| contains(name, word)))
    }
}

fn is_in(sentence: &Sentence, word: &str) -> bool {
    let mut found = contains(&sentence.path, word);
    let mut look = |text: &str| found = found || contains(text, word);
    sentence.place.iter().for_each(|name| look(name));
    match &sentence.what {
        What::Added { name, value } | What::Removed { name, value } => {
            name.iter().for_each(|name| look(name));
            shown(value, &mut look);
        }
        What::Changed { member, value } => {
            member.iter().for_each(|name| look(name));
            match value {
                ValueChange::Scalar { old, new } => {
                    shown(old, &mut look);
                    shown(new, &mut look);
                }
                ValueChange::Text(pieces) => {
                    for Piece { text, .. } in pieces {
                        look(text);
                    }
                }
                ValueChange::Nothing(value) => shown(value, &mut look),
                ValueChange::Secret(_) | ValueChange::Untold => {}
            }
        }
        What::Items { member, edits, .. } => {
            member.iter().for_each(|name| look(name));
            for edit in edits {
                match edit {
                    ItemEdit::Inserted { item, .. } | ItemEdit::Removed { item, .. } => {
                        shown(item, &mut look);
                    }
                    ItemEdit::Moved(found) => look(&found.item),
                }
            }
        }
        What::Moved { member, order, .. } => {
            member.iter().for_each(|name| look(name));
            order.iter().for_each(|name| look(name));
        }
        What::Other { kind } => look(kind),
    }
    found
}

fn shown(value: &Shown, look: &mut impl FnMut(&str)) {
    if let Shown::Plain(text) = value {
        look(text);
    }
}

fn contains(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    text.windows(word.len().max(1))
        .any(|window| window.eq_ignore_ascii_case(word))
}
