//! Every text of the console. Views hold no text of their own, so that a language is one more file and nothing else.
//!
//! Words follow the vocabulary (session, transaction, changelog, stage, commit, roll back, login method, API key).
//! A text with `{name}` is filled by [`text_with`]; where a count decides between two forms, [`count_text`] chooses.

mod english;

/// A text of the console: one of the constants of the files in `english/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Msg(&'static str);

impl Msg {
    const fn new(english: &'static str) -> Self {
        Self(english)
    }

    /// All messages by name, for checks and translators; the names are the keys of other languages.
    pub fn all() -> impl Iterator<Item = (&'static str, Self)> {
        english::ALL.iter().copied().flatten().copied()
    }
}

/// The text of a message in the active language.
pub fn text(message: Msg) -> &'static str {
    message.0
}

/// The text of a message with its `{name}` places filled. A place without a value stays visible, a value without a
/// place is dropped.
pub fn text_with(message: Msg, values: &[(&str, &str)]) -> String {
    let mut rest = text(message);
    let mut out = String::with_capacity(rest.len() + 16);
    while let Some(open) = rest.find('{') {
        let (before, from_brace) = rest.split_at(open);
        out.push_str(before);
        let value = from_brace.find('}').and_then(|close| {
            let name = from_brace.get(1..close)?;
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, from_brace.get(close + 1..)?))
        });
        match value {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = from_brace.get(1..).unwrap_or_default();
            }
        }
    }
    out + rest
}

/// A text with a count: `one` for exactly one, else `many`; both may use `{count}`.
pub fn count_text(count: usize, one: Msg, many: Msg) -> String {
    count_text_with(count, one, many, &[])
}

/// As [`count_text`], with further places to fill.
pub fn count_text_with(count: usize, one: Msg, many: Msg, values: &[(&str, &str)]) -> String {
    let number = count.to_string();
    let mut all = vec![("count", number.as_str())];
    all.extend_from_slice(values);
    text_with(if count == 1 { one } else { many }, &all)
}
