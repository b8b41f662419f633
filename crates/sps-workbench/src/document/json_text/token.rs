//! The parts of a JSON text, for colours, folding and places, and what can be wrong with one.

use crate::document::Pointer;

/// What a part of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// The name of a member.
    Name,
    /// A text.
    Text,
    /// A number.
    Number,
    /// `true`, `false` or `null`.
    Literal,
    /// `{` or `[`.
    Open,
    /// `}` or `]`.
    Close,
    /// `,` or `:`.
    Mark,
}

/// A part of the text; what lies between two parts is white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
    /// The line it begins in, counted from 0.
    pub line: usize,
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonProblemKind {
    /// Here a value is missing.
    ValueMissing,
    /// Here a name in quotes is missing.
    NameMissing,
    /// Behind a name, `:` is missing.
    ColonMissing,
    /// Here `,` or the closing bracket is missing.
    CommaOrEndMissing,
    /// A text without its closing quote, or with a line break in it.
    OpenText,
    /// A `\` that JSON does not know.
    Escape,
    /// Not a number as JSON writes them.
    Number,
    /// A name that this object has already; one of the two would be lost.
    DoubleName,
    /// Something behind the end of the document.
    Behind,
    /// More than 128 levels.
    TooDeep,
    /// Dots and a number that stand for no secret of this document.
    NoSuchSecret,
}

/// The first place of a text that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonProblem {
    /// What is wrong.
    pub kind: JsonProblemKind,
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
    /// The value it is in, as far as it was read.
    pub at: Pointer,
}

/// What can be folded: the first and the last line, counted from 0, of every object and list over several lines.
pub fn folds(tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for token in tokens {
        match token.kind {
            TokenKind::Open => open.push((found.len(), token.line)),
            TokenKind::Close => {
                if let Some((position, line)) = open.pop()
                    && line < token.line
                {
                    // In the order of their first lines.
                    found.insert(position, (line, token.line));
                }
            }
            _ => {}
        }
    }
    found
}
