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
    /// The mark of a folded part.
    Folded,
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

/// An object or list over several lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    /// The line it begins in, counted from 0.
    pub line: usize,
    /// The line it ends in.
    pub last_line: usize,
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
    /// In how many others it lies.
    pub depth: usize,
    /// The bytes of its name, quotes included, if it is the member of an object.
    pub name: Option<(usize, usize)>,
}

/// What can be folded, in the order it begins.
pub fn folds(tokens: &[Token]) -> Vec<Fold> {
    let mut open = Vec::new();
    let mut found: Vec<Fold> = Vec::new();
    for (number, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Open => {
                // A name, a colon, the bracket.
                let name = number.checked_sub(2).and_then(|at| tokens.get(at));
                let name = name.filter(|name| name.kind == TokenKind::Name);
                found.push(Fold {
                    line: token.line,
                    last_line: token.line,
                    start: token.start,
                    end: token.start,
                    depth: open.len(),
                    name: name.map(|name| (name.start, name.end)),
                });
                open.push(found.len() - 1);
            }
            TokenKind::Close => {
                let fold = open.pop().and_then(|at: usize| found.get_mut(at));
                if let Some(fold) = fold {
                    fold.last_line = token.line;
                    fold.end = token.end;
                }
            }
            _ => {}
        }
    }
    found.retain(|fold| fold.line < fold.last_line);
    found
}
