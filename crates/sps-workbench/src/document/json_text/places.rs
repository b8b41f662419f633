//! Places in a text with folded parts: bytes and lines of what is shown and of the whole.

use super::Folded;
use super::marks::Mark;

impl Folded {
    /// The byte of the whole text at a byte of the shown one; inside a mark, where its part begins.
    pub fn full_offset(&self, shown: usize) -> usize {
        // A mark may be longer than what it stands for.
        let (mut marked, mut hidden) = (0, 0);
        for mark in self.marks() {
            if shown < mark.end {
                return shown.min(mark.start) + hidden - marked;
            }
            marked += mark.end - mark.start;
            hidden += self.length_of(&mark);
        }
        shown + hidden - marked
    }

    /// The byte of the shown text at a byte of the whole one; inside a folded part, where its mark begins.
    pub fn shown_offset(&self, full: usize) -> usize {
        self.find(full).unwrap_or_else(|mark| mark.start)
    }

    /// Unfolds what a byte of the whole text lies in, and answers where it is shown.
    pub fn reveal(&mut self, full: usize) -> usize {
        loop {
            match self.find(full) {
                Ok(shown) => return shown,
                Err(mark) => self.unfold(&[mark]),
            }
        }
    }

    fn find(&self, full: usize) -> Result<usize, Mark> {
        let (mut marked, mut hidden) = (0, 0);
        for mark in self.marks() {
            let start = mark.start + hidden - marked;
            if full <= start {
                break;
            }
            marked += mark.end - mark.start;
            let length = self.length_of(&mark);
            hidden += length;
            if full < start + length {
                return Err(mark);
            }
        }
        Ok(full + marked - hidden)
    }

    /// For every shown line, its number in the whole text, counted from 1.
    pub fn line_numbers(&self) -> Vec<usize> {
        let marks = self.marks();
        let mut marks = marks.iter().peekable();
        let mut number = 1;
        let mut end = 0;
        let mut numbers = Vec::new();
        for line in self.shown().split_inclusive('\n') {
            numbers.push(number);
            end += line.len();
            number += 1;
            while let Some(mark) = marks.next_if(|mark| mark.start < end) {
                number += self.lines_of(mark);
            }
        }
        if self.shown().is_empty() || self.shown().ends_with('\n') {
            numbers.push(number);
        }
        numbers
    }

    /// Which shown lines, counted from 0, have a folded part.
    pub fn folded_lines(&self) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        let (mut line, mut done) = (0, 0);
        for mark in self.marks() {
            let between = self.shown().as_bytes().get(done..mark.start);
            line += between
                .into_iter()
                .flatten()
                .filter(|byte| **byte == b'\n')
                .count();
            done = mark.start;
            if found.last() != Some(&line) {
                found.push(line);
            }
        }
        found
    }
}
