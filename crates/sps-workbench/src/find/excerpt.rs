//! The part of a value that shows why it was found.

/// So many bytes before the first word that was found, and after it.
const BEFORE: usize = 40;
const AFTER: usize = 100;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// As it stands.
    pub text: String,
    /// It is one of the words.
    pub is_hit: bool,
}

/// The text around the first of the words, with all of them marked; an ellipsis where something is left out.
pub fn excerpt(text: &str, words: &str) -> Vec<Part> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let first = find(text, &words, 0).map_or(0, |(start, _)| start);
    let start = boundary(text, first.saturating_sub(BEFORE));
    let end = boundary(text, (first + AFTER).min(text.len()));
    let mut parts = Vec::new();
    let mut add = |text: &str, is_hit: bool| {
        if !text.is_empty() {
            parts.push(Part {
                text: text.to_owned(),
                is_hit,
            });
        }
    };
    if start > 0 {
        add("…", false);
    }
    let shown = text.get(start..end).unwrap_or_default();
    let mut at = 0;
    while let Some((from, to)) = find(shown, &words, at) {
        add(shown.get(at..from).unwrap_or_default(), false);
        add(shown.get(from..to).unwrap_or_default(), true);
        at = to;
    }
    add(shown.get(at..).unwrap_or_default(), false);
    if end < text.len() {
        add("…", false);
    }
    parts
}

/// Where the first of the words stands from `from` on; the longest of those that begin there.
fn find(text: &str, words: &[&str], from: usize) -> Option<(usize, usize)> {
    (from..text.len()).find_map(|at| {
        let found = words.iter().filter(|word| {
            text.get(at..at + word.len())
                .is_some_and(|here| here.eq_ignore_ascii_case(word))
        });
        found
            .map(|word| word.len())
            .max()
            .map(|length| (at, at + length))
    })
}

/// The next place at or before `at` where a letter begins.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
