//! A transaction as a script for a POSIX shell and curl (product D10).
//!
//! The script signs in, opens a transaction, sends the writes, commits; at the first refusal it rolls back. It holds no
//! secret: it asks for the password and for every secret of the changes when it runs. Whatever the configuration holds is
//! data in it: single-quoted words, or percent-encoded.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::withheld::without_secrets_at;
use crate::document::Pointer;
use crate::undo::{Verb, Write};

/// A write of the script.
#[derive(Debug, Clone, Copy)]
pub struct ScriptWrite<'a> {
    /// The write.
    pub write: &'a Write,
    /// For [`Verb::Post`], the key that the object got when the write was made: where a later write has it, the script
    /// takes the key that it gets itself.
    pub created_key: Option<&'a str>,
}

const START: &str = include_str!("script_start.sh");
const END: &str = include_str!("script_end.sh");

/// The script. `message` is the commit message; without one the commit has none.
pub fn script(writes: &[ScriptWrite<'_>], message: Option<&str>) -> String {
    let mut script = START.to_owned();
    let mut known = Known::default();
    let mut asked = 0;
    for (position, entry) in writes.iter().enumerate() {
        let write = entry.write;
        let number = position + 1;
        let verb = write.verb.name();
        script += &format!("\n# {number}. {verb} {}\n", comment(&write.path));
        known.secrets.clear();
        let mut body = Word::default();
        if let Some(content) = &write.body {
            let (content, places) = without_secrets_at(&write.path, content);
            for place in places {
                asked += 1;
                let what = format!("{place} of {}", write.path);
                let what = quoted(&comment(&what));
                script += &format!("ask_secret {what}\nsecret_{asked}=$answer\n");
                known.secrets.push((place, asked));
            }
            known.write(&content, &Pointer::root(), &mut body);
        }
        let path = known.path(&encoded(&write.path));
        script += &format!("call {verb} {path} {}\n", body.finished());
        if let (Verb::Post, Some(key)) = (write.verb, entry.created_key) {
            script += &format!("key_of_answer\nkey_{number}=$key\n");
            known.keys.push((key.to_owned(), number));
        }
    }
    let mut commit = json!({ "status": "commit" });
    if let (Some(message), Some(members)) = (message, commit.as_object_mut()) {
        members.insert("message".to_owned(), message.into());
    }
    let commit = quoted(&commit.to_string());
    script += &format!("\n# Commit\ncall PUT /api/transaction {commit}\n");
    script + END
}

/// What the script has in variables.
#[derive(Default)]
struct Known {
    /// Keys of objects that the script makes, and the number of the write that makes them.
    keys: Vec<(String, usize)>,
    /// Secrets of the present write.
    secrets: Vec<(Pointer, usize)>,
}

impl Known {
    /// A path as a word of the shell.
    fn path(&self, path: &str) -> String {
        let mut word = Word::default();
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            word.literal("/");
            match self.keys.iter().find(|(key, _)| encoded(key) == segment) {
                Some((_, number)) => word.variable(&format!("key_{number}")),
                None => word.literal(segment),
            }
        }
        word.finished()
    }

    /// A content as JSON in a word of the shell. It is written part by part, so that nothing in the content can be taken
    /// for a variable.
    fn write(&self, value: &Value, at: &Pointer, word: &mut Word) {
        match value {
            Value::Null => match self.secrets.iter().find(|(place, _)| place == at) {
                Some((_, number)) => word.text_variable(&format!("secret_{number}")),
                None => word.literal("null"),
            },
            Value::String(text) => match self.keys.iter().find(|(key, _)| key == text) {
                Some((_, number)) => word.text_variable(&format!("key_{number}")),
                None => word.literal(&value.to_string()),
            },
            Value::Array(items) => {
                word.literal("[");
                for (position, item) in items.iter().enumerate() {
                    word.literal(if position == 0 { "" } else { "," });
                    self.write(item, &at.child(&position.to_string()), word);
                }
                word.literal("]");
            }
            Value::Object(members) => {
                word.literal("{");
                for (position, (name, member)) in members.iter().enumerate() {
                    word.literal(if position == 0 { "" } else { "," });
                    word.literal(&Value::from(name.as_str()).to_string());
                    word.literal(":");
                    self.write(member, &at.child(name), word);
                }
                word.literal("}");
            }
            scalar => word.literal(&scalar.to_string()),
        }
    }
}

/// One word of the shell: single-quoted, with variables in double quotes between.
#[derive(Default)]
struct Word {
    made: String,
    open: String,
}

impl Word {
    fn literal(&mut self, text: &str) {
        self.open += text;
    }

    fn variable(&mut self, name: &str) {
        if !self.open.is_empty() {
            self.made += &quoted(&self.open);
            self.open.clear();
        }
        self.made += &format!("\"${{{name}}}\"");
    }

    /// A variable as a text of JSON.
    fn text_variable(&mut self, name: &str) {
        self.literal("\"");
        self.variable(name);
        self.literal("\"");
    }

    fn finished(self) -> String {
        if self.open.is_empty() && !self.made.is_empty() {
            self.made
        } else {
            self.made + &quoted(&self.open)
        }
    }
}

/// A single-quoted word: nothing in it means anything to the shell.
fn quoted(text: &str) -> String {
    // A shell cannot hold a NUL; JSON and percent-encoded paths have none.
    format!("'{}'", text.replace('\0', "").replace('\'', "'\\''"))
}

/// A text for a comment or a question: one line of printable ASCII.
fn comment(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == ' ' || c.is_ascii_graphic() {
                c
            } else {
                '?'
            }
        })
        .take(200)
        .collect()
}

/// Characters that a path of a URL cannot hold; `%` stays, for the path is encoded already.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

fn encoded(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}
