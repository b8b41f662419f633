//! Reads a JSON text into its parts and its value, and says exactly where it is wrong.
//!
//! `serde_json` reads a document; it neither tells the parts for colouring nor minds a name that is there twice.

use serde_json::{Map, Number, Value};

use super::{Folded, JsonProblem, JsonProblemKind as Kind, Token, TokenKind};
use crate::document::Pointer;
use crate::secret::MASK;

/// As deep as `serde_json` reads replies.
const DEEPEST: usize = 128;

/// The parts of a text up to its first problem, and its value. `secrets` are what dots and numbers stand for.
pub fn scan(text: &str, secrets: &[String]) -> (Vec<Token>, Result<Value, JsonProblem>) {
    scanned(text, secrets, None)
}

/// As [`scan`], of a text in which marks stand for folded parts.
pub(super) fn scan_with(
    text: &str,
    secrets: &[String],
    folded: &Folded,
) -> (Vec<Token>, Result<Value, JsonProblem>) {
    scanned(text, secrets, Some(folded))
}

fn scanned(
    text: &str,
    secrets: &[String],
    folded: Option<&Folded>,
) -> (Vec<Token>, Result<Value, JsonProblem>) {
    let mut scan = Scan {
        text,
        secrets,
        folded,
        position: 0,
        line: 0,
        tokens: Vec::new(),
        at: Vec::new(),
    };
    let value = scan.document().map_err(|(kind, position)| {
        let before = text.get(..position).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        JsonProblem {
            kind,
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            at: scan
                .at
                .iter()
                .fold(Pointer::root(), |at, name| at.child(name)),
        }
    });
    (scan.tokens, value)
}

/// What is wrong, and at which byte.
type Wrong = (Kind, usize);

struct Scan<'a> {
    text: &'a str,
    secrets: &'a [String],
    folded: Option<&'a Folded>,
    position: usize,
    line: usize,
    tokens: Vec<Token>,
    /// The way to the value being read.
    at: Vec<String>,
}

impl Scan<'_> {
    fn document(&mut self) -> Result<Value, Wrong> {
        let value = self.value()?;
        match self.peek() {
            None => Ok(value),
            Some(_) => self.wrong(Kind::Behind),
        }
    }

    /// The next byte behind white space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.position)?;
            match byte {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' => {}
                _ => return Some(byte),
            }
            self.position += 1;
        }
    }

    fn wrong<T>(&self, kind: Kind) -> Result<T, Wrong> {
        Err((kind, self.position))
    }

    fn take(&mut self, kind: TokenKind, end: usize) -> &str {
        let start = self.position;
        self.tokens.push(Token {
            kind,
            start,
            end,
            line: self.line,
        });
        self.position = end;
        self.text.get(start..end).unwrap_or_default()
    }

    fn value(&mut self) -> Result<Value, Wrong> {
        let next = self.peek();
        if matches!(next, Some(b'{' | b'['))
            && let Some(folded) = self.folded
            && let Some((value, end, depth)) = folded.value_at(self.text, self.position)
        {
            if self.at.len() + depth > DEEPEST {
                return self.wrong(Kind::TooDeep);
            }
            self.take(TokenKind::Folded, end);
            return Ok(value.clone());
        }
        match next {
            Some(b'{') => self.object(),
            Some(b'[') => self.list(),
            Some(b'"') => self.text(TokenKind::Text).map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't' | b'f' | b'n') => self.literal(),
            _ => self.wrong(Kind::ValueMissing),
        }
    }

    fn open(&mut self) -> Result<(), Wrong> {
        if self.at.len() >= DEEPEST {
            return self.wrong(Kind::TooDeep);
        }
        self.take(TokenKind::Open, self.position + 1);
        Ok(())
    }

    fn close(&mut self) {
        self.take(TokenKind::Close, self.position + 1);
    }

    /// `,` and there is more, or the closing bracket.
    fn more(&mut self, end: u8) -> Result<bool, Wrong> {
        match self.peek() {
            Some(b',') => {
                self.take(TokenKind::Mark, self.position + 1);
                Ok(true)
            }
            Some(byte) if byte == end => {
                self.close();
                Ok(false)
            }
            _ => self.wrong(Kind::CommaOrEndMissing),
        }
    }

    fn object(&mut self) -> Result<Value, Wrong> {
        self.open()?;
        let mut members = Map::new();
        if self.peek() == Some(b'}') {
            self.close();
            return Ok(Value::Object(members));
        }
        loop {
            if self.peek() != Some(b'"') {
                return self.wrong(Kind::NameMissing);
            }
            let start = self.position;
            let name = self.text(TokenKind::Name)?;
            if members.contains_key(&name) {
                return Err((Kind::DoubleName, start));
            }
            if self.peek() != Some(b':') {
                return self.wrong(Kind::ColonMissing);
            }
            self.take(TokenKind::Mark, self.position + 1);
            self.at.push(name.clone());
            members.insert(name, self.value()?);
            self.at.pop();
            if !self.more(b'}')? {
                return Ok(Value::Object(members));
            }
        }
    }

    fn list(&mut self) -> Result<Value, Wrong> {
        self.open()?;
        let mut items = Vec::new();
        if self.peek() == Some(b']') {
            self.close();
            return Ok(Value::Array(items));
        }
        loop {
            self.at.push(items.len().to_string());
            items.push(self.value()?);
            self.at.pop();
            if !self.more(b']')? {
                return Ok(Value::Array(items));
            }
        }
    }

    fn text(&mut self, kind: TokenKind) -> Result<String, Wrong> {
        let start = self.position;
        let bytes = self.text.as_bytes();
        let mut end = start + 1;
        loop {
            match bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => end += 2,
                Some(0x20..) => end += 1,
                _ => return Err((Kind::OpenText, start)),
            }
        }
        let quoted = self.take(kind, end + 1);
        let text: String = serde_json::from_str(quoted).map_err(|_| (Kind::Escape, start))?;
        match text.strip_prefix(MASK).map(str::parse::<usize>) {
            Some(Ok(number)) if kind == TokenKind::Text => self
                .secrets
                .get(number.wrapping_sub(1))
                .cloned()
                .ok_or((Kind::NoSuchSecret, start)),
            _ => Ok(text),
        }
    }

    fn number(&mut self) -> Result<Value, Wrong> {
        let start = self.position;
        let words = self.take(TokenKind::Number, self.end_of_word());
        serde_json::from_str::<Number>(words)
            .map(Value::Number)
            .map_err(|_| (Kind::Number, start))
    }

    fn literal(&mut self) -> Result<Value, Wrong> {
        let start = self.position;
        match self.take(TokenKind::Literal, self.end_of_word()) {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            "null" => Ok(Value::Null),
            _ => Err((Kind::ValueMissing, start)),
        }
    }

    /// The end of the run of characters that numbers and literals are made of.
    fn end_of_word(&self) -> usize {
        let rest = self.text.get(self.position..).unwrap_or_default();
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
            .count();
        self.position + length
    }
}
