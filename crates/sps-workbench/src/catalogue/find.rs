//! Finding a field of a large form by what people see of it: its label, the number of an item, its value.

use serde_json::Value;

use super::{Catalogue, Hint};
use crate::document::{ORDER, Pointer, reference};
use crate::secret::{is_secret_member, is_secret_text};

/// Fields that were found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FoundFields {
    /// The first of them, in the order of the document.
    pub places: Vec<Pointer>,
    /// How many there are.
    pub count: usize,
}

impl Catalogue {
    /// The fields of a document that have all of the words in their label, name or value or in those of what they lie in,
    /// and at least one of their own; the first `most` of them. The number of a list's item counts from 1. Letter case of
    /// ASCII is ignored. Values of secrets are not looked at.
    pub fn find_fields(
        &self,
        path: &str,
        content: &Value,
        words: &str,
        most: usize,
    ) -> FoundFields {
        let words: Vec<&str> = words.split_whitespace().take(32).collect();
        let mut find = Find {
            all: u32::MAX.checked_shr(32 - words.len() as u32).unwrap_or(0),
            words,
            most,
            at: Pointer::root(),
            found: FoundFields::default(),
        };
        if !find.words.is_empty() {
            find.below(content, self.resource(path), 0, false);
        }
        find.found
    }
}

struct Find<'a> {
    words: Vec<&'a str>,
    /// One bit a word.
    all: u32,
    most: usize,
    at: Pointer,
    found: FoundFields,
}

impl Find<'_> {
    /// Looks at what lies below a value; `around` are the words that were found on the way to it.
    fn below(&mut self, value: &Value, hint: Option<Hint<'_>>, around: u32, is_secret: bool) {
        match value {
            Value::Object(members) if reference(value).is_none() => {
                for (name, member) in members.iter().filter(|(name, _)| *name != ORDER) {
                    let is_secret = is_secret_member(members, name, is_secret);
                    let hint = hint.and_then(|hint| hint.inner(name, Some(value)));
                    let mut own = self.words_in(name);
                    if let Some(label) = hint.and_then(Hint::label) {
                        own |= self.words_in(label);
                    }
                    self.look(name, member, hint, around, own, is_secret);
                }
            }
            Value::Array(items) => {
                let hint = hint.and_then(|hint| hint.inner("0", Some(value)));
                for (position, item) in items.iter().enumerate() {
                    let number = (position + 1).to_string();
                    let own = self.words_that(|word| word == number);
                    self.look(&position.to_string(), item, hint, around, own, is_secret);
                }
            }
            _ => {}
        }
    }

    fn look(
        &mut self,
        name: &str,
        value: &Value,
        hint: Option<Hint<'_>>,
        around: u32,
        own: u32,
        is_secret: bool,
    ) {
        let own = own
            | match value {
                Value::String(text) if !is_secret && !is_secret_text(text) => self.words_in(text),
                Value::Number(number) => self.words_in(&number.to_string()),
                Value::Object(_) => reference(value).map_or(0, |(key, _)| self.words_in(key)),
                _ => 0,
            };
        self.at.push(name);
        if own != 0 && own | around == self.all {
            self.found.count += 1;
            if self.found.places.len() < self.most {
                self.found.places.push(self.at.clone());
            }
        }
        self.below(value, hint, own | around, is_secret);
        self.at.pop();
    }

    fn words_in(&self, text: &str) -> u32 {
        self.words_that(|word| contains(text.as_bytes(), word.as_bytes()))
    }

    fn words_that(&self, is: impl Fn(&str) -> bool) -> u32 {
        let mut found = 0;
        for (number, word) in self.words.iter().enumerate() {
            if is(word) {
                found |= 1 << number;
            }
        }
        found
    }
}

/// Whether a text holds a word, letter case of ASCII aside.
fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len())
        .any(|part| part.eq_ignore_ascii_case(word))
}
