//! A JSON text with parts folded away, so that a long one can be read and edited: what is typed beside a folded part
//! never touches it, and nothing is lost by folding and unfolding.

use serde_json::Value;

use super::marks::{Mark, free_character, mark_at, marks, written};
use super::scan::scan_with;
use super::token::{Fold, folds};
use super::{JsonProblem, JsonText, Token};
use crate::document::Draft;

/// What is shown, and what is folded away.
///
/// No `Debug`: it holds the secrets that stand as dots in the text.
#[derive(Clone, PartialEq)]
pub struct Folded {
    shown: String,
    /// Every part that was ever folded: an undo in the text field may bring its mark back. A part holds only marks of
    /// parts before it.
    parts: Vec<Part>,
    /// What marks are made of.
    mark: Option<char>,
    secrets: Vec<String>,
}

#[derive(Clone, PartialEq)]
struct Part {
    text: String,
    value: Value,
    /// How many lines are hidden by its mark.
    lines: usize,
    /// How many levels it has.
    depth: usize,
}

/// An edit that would have broken the mark of a folded part: the part was unfolded, the edit was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfolding;

impl Folded {
    /// A text with nothing folded.
    pub fn new(text: &JsonText) -> Self {
        Self {
            mark: free_character(&text.text),
            shown: text.text.clone(),
            parts: Vec::new(),
            secrets: text.secrets.clone(),
        }
    }

    /// The text as it is shown, with marks for what is folded.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The whole text.
    pub fn full(&self) -> String {
        self.expanded(&self.shown, self.parts.len())
    }

    /// The parts of the shown text up to its first problem, and the value of the whole; lines count in the shown text.
    pub fn scan(&self) -> (Vec<Token>, Result<Value, JsonProblem>) {
        scan_with(&self.shown, &self.secrets, self)
    }

    /// The value behind a mark that begins at a byte of a text, the byte behind the mark, and the levels of the value.
    pub(super) fn value_at(&self, text: &str, at: usize) -> Option<(&Value, usize, usize)> {
        let mark = mark_at(text, at, self.mark?)?;
        let part = self.parts.get(mark.part)?;
        Some((&part.value, mark.end, part.depth))
    }

    /// Takes the shown text as it was edited.
    ///
    /// # Errors
    /// [`Unfolding`] if the edit touched the inside of a mark.
    pub fn typed(&mut self, shown: &str) -> Result<(), Unfolding> {
        let (old, new) = (self.shown.as_bytes(), shown.as_bytes());
        let shorter = old.len().min(new.len());
        let before = common(old.iter(), new.iter());
        let behind = common(old.iter().rev(), new.iter().rev());
        // Where the same characters stand side by side, an edit reads in two ways: `[` typed before `[⋯0⋯]`.
        let late = (before, old.len() - behind.min(shorter - before));
        let early = (before.min(shorter - behind), old.len() - behind);
        let marks = self.marks();
        let broken = |(from, to): (usize, usize)| -> Vec<Mark> {
            let is_broken = |mark: &&Mark| {
                let is_beside = to <= mark.start || mark.end <= from;
                let is_gone = from <= mark.start && mark.end <= to;
                !is_beside && !is_gone
            };
            marks.iter().filter(is_broken).copied().collect()
        };
        let mut broken_marks = broken(late);
        if !broken_marks.is_empty() && broken(early).is_empty() {
            broken_marks.clear();
        }
        if broken_marks.is_empty() {
            shown.clone_into(&mut self.shown);
            return Ok(());
        }
        self.unfold(&broken_marks);
        Err(Unfolding)
    }

    /// What can be folded in the shown text, outermost first where several begin in a line.
    pub fn folds(&self) -> Vec<Fold> {
        folds(&self.scan().0)
    }

    /// Folds the object or list that begins in a shown line, counted from 0; false if there is none.
    pub fn fold_line(&mut self, line: usize) -> bool {
        let fold = self.folds().into_iter().find(|fold| fold.line == line);
        fold.is_some_and(|fold| self.fold(&[fold]) > 0)
    }

    /// Folds everything over several lines that lies directly in the document.
    pub fn fold_all(&mut self) -> usize {
        self.fold_longer_than(0)
    }

    /// Folds what lies directly in the document and has more than so many lines. Answers how many were folded.
    pub fn fold_longer_than(&mut self, lines: usize) -> usize {
        let all = self.folds();
        let mut behind = 0;
        let mut outer = Vec::new();
        for fold in all.iter().filter(|fold| fold.depth > 0) {
            if fold.start >= behind {
                behind = fold.end;
                if fold.last_line - fold.line > lines {
                    outer.push(*fold);
                }
            }
        }
        self.fold(&outer)
    }

    /// Folds parts that do not overlap, in their order; answers how many.
    fn fold(&mut self, folds: &[Fold]) -> usize {
        let Some(character) = self.mark else { return 0 };
        let mut shown = String::new();
        let mut done = 0;
        let mut count = 0;
        for fold in folds {
            let Some(part) = self.part(fold) else {
                continue;
            };
            let is_list = self.shown.as_bytes().get(fold.start) == Some(&b'[');
            shown.push_str(self.shown.get(done..fold.start).unwrap_or_default());
            shown.push_str(&written(part, is_list, character));
            done = fold.end;
            count += 1;
        }
        shown.push_str(self.shown.get(done..).unwrap_or_default());
        self.shown = shown;
        count
    }

    /// The number of the part that holds what is to be folded.
    fn part(&mut self, fold: &Fold) -> Option<usize> {
        let text = self.shown.get(fold.start..fold.end)?.to_owned();
        let value = scan_with(&text, &self.secrets, self).1.ok()?;
        let inner = self.marks_of(&text, self.parts.len());
        let hidden: usize = inner.iter().map(|mark| self.lines_of(mark)).sum();
        self.parts.push(Part {
            lines: hidden + text.bytes().filter(|byte| *byte == b'\n').count(),
            depth: depth(&value),
            text,
            value,
        });
        Some(self.parts.len() - 1)
    }

    /// Unfolds the first folded part of a shown line, counted from 0; false if there is none.
    pub fn unfold_line(&mut self, line: usize) -> bool {
        let marks = self.marks();
        let in_line = |mark: &&Mark| line_of(&self.shown, mark.start) == line;
        let Some(mark) = marks.iter().find(in_line).copied() else {
            return false;
        };
        self.unfold(&[mark]);
        true
    }

    /// Unfolds everything.
    pub fn unfold_all(&mut self) {
        self.shown = self.full();
    }

    pub(super) fn unfold(&mut self, marks: &[Mark]) {
        for mark in marks.iter().rev() {
            if let Some(part) = self.parts.get(mark.part) {
                self.shown.replace_range(mark.start..mark.end, &part.text);
            }
        }
    }

    pub(super) fn marks(&self) -> Vec<Mark> {
        self.marks_of(&self.shown, self.parts.len())
    }

    fn marks_of(&self, text: &str, parts: usize) -> Vec<Mark> {
        match self.mark {
            Some(character) if parts > 0 => marks(text, parts, character),
            _ => Vec::new(),
        }
    }

    pub(super) fn lines_of(&self, mark: &Mark) -> usize {
        self.parts.get(mark.part).map_or(0, |part| part.lines)
    }

    pub(super) fn length_of(&self, mark: &Mark) -> usize {
        self.parts
            .get(mark.part)
            .map_or(0, |part| self.expanded(&part.text, mark.part).len())
    }

    fn expanded(&self, text: &str, parts: usize) -> String {
        let mut full = String::with_capacity(text.len());
        let mut done = 0;
        for mark in self.marks_of(text, parts) {
            full.push_str(text.get(done..mark.start).unwrap_or_default());
            if let Some(part) = self.parts.get(mark.part) {
                full.push_str(&self.expanded(&part.text, mark.part));
            }
            done = mark.end;
        }
        full + text.get(done..).unwrap_or_default()
    }
}

impl Draft {
    /// Takes a text with folded parts, and tells the parts of what is shown. A text that is no JSON changes nothing.
    pub fn take_folded(&mut self, text: &Folded) -> (Vec<Token>, Result<(), JsonProblem>) {
        let (tokens, value) = text.scan();
        (tokens, value.map(|content| self.take_content(content)))
    }
}

fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    before.filter(|byte| **byte == b'\n').count()
}

fn common<'a>(one: impl Iterator<Item = &'a u8>, other: impl Iterator<Item = &'a u8>) -> usize {
    one.zip(other)
        .take_while(|(one, other)| one == other)
        .count()
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Value::Object(members) => {
            1 + members
                .iter()
                .map(|(_, member)| depth(member))
                .max()
                .unwrap_or_default()
        }
        _ => 0,
    }
}
