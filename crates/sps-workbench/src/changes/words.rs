//! Long texts compared word by word.

/// A part of a text that was compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// On which side it stands.
    pub side: Side,
    /// The part itself; all parts of one side, put together, are that side's whole text.
    pub text: String,
}

/// Where a part of a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In both texts.
    Both,
    /// Only in the old one.
    Old,
    /// Only in the new one.
    New,
}

/// So many pairs of words are compared at most: 1 MB of memory and a millisecond, also where a review has hundreds of
/// texts. Longer texts that differ over a long stretch get that stretch as one part.
const MOST_PAIRS: usize = 250_000;

/// What differs between two texts, word by word; the white space between words is a part of its own.
pub fn word_diff(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (words(old), words(new));
    let head = common(old.iter().zip(&new));
    let tail = common(
        old.get(head..)
            .unwrap_or_default()
            .iter()
            .rev()
            .zip(new.get(head..).unwrap_or_default().iter().rev()),
    );
    let part = |words: &[&'_ str], from: usize, to: usize| -> String {
        words.get(from..to).unwrap_or_default().concat()
    };
    let middle_old = old.get(head..old.len() - tail).unwrap_or_default();
    let middle_new = new.get(head..new.len() - tail).unwrap_or_default();
    let mut pieces = Vec::new();
    add(&mut pieces, Side::Both, &part(&old, 0, head));
    if middle_old.len().saturating_mul(middle_new.len()) > MOST_PAIRS {
        add(&mut pieces, Side::Old, &middle_old.concat());
        add(&mut pieces, Side::New, &middle_new.concat());
    } else {
        middle(middle_old, middle_new, &mut pieces);
    }
    add(
        &mut pieces,
        Side::Both,
        &part(&old, old.len() - tail, old.len()),
    );
    pieces
}

/// Words, and what is between them.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_space = is_space(first);
        let end = rest
            .char_indices()
            .find(|(_, c)| self::is_space(*c) != is_space)
            .map_or(rest.len(), |(at, _)| at);
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

fn is_space(c: char) -> bool {
    // The table of all other alphabets' spaces is not worth its weight here.
    c.is_ascii_whitespace() || c == '\u{a0}'
}

fn common<'a>(pairs: impl Iterator<Item = (&'a &'a str, &'a &'a str)>) -> usize {
    pairs.take_while(|(old, new)| old == new).count()
}

/// The longest common subsequence of words, from a table of lengths of the rests.
fn middle(old: &[&str], new: &[&str], pieces: &mut Vec<Piece>) {
    let width = new.len() + 1;
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    let at = |lengths: &[u32], row: usize, column: usize| {
        lengths.get(row * width + column).copied().unwrap_or(0)
    };
    for (row, word) in old.iter().enumerate().rev() {
        for (column, other) in new.iter().enumerate().rev() {
            let length = if word == other {
                at(&lengths, row + 1, column + 1) + 1
            } else {
                at(&lengths, row + 1, column).max(at(&lengths, row, column + 1))
            };
            if let Some(place) = lengths.get_mut(row * width + column) {
                *place = length;
            }
        }
    }
    let (mut row, mut column) = (0, 0);
    loop {
        match (old.get(row), new.get(column)) {
            (Some(word), Some(other)) if word == other => {
                add(pieces, Side::Both, word);
                row += 1;
                column += 1;
            }
            (Some(word), other)
                if other.is_none()
                    || at(&lengths, row + 1, column) >= at(&lengths, row, column + 1) =>
            {
                add(pieces, Side::Old, word);
                row += 1;
            }
            (_, Some(word)) => {
                add(pieces, Side::New, word);
                column += 1;
            }
            (_, None) => return,
        }
    }
}

/// Adds a part. Between two places that both texts share, the old words stand before the new ones.
fn add(pieces: &mut Vec<Piece>, side: Side, text: &str) {
    if text.is_empty() {
        return;
    }
    let since_both = pieces
        .iter()
        .rposition(|piece| piece.side == Side::Both)
        .map_or(0, |at| at + 1);
    let open = if side == Side::Both {
        pieces.last_mut().filter(|piece| piece.side == Side::Both)
    } else {
        pieces
            .get_mut(since_both..)
            .and_then(|open| open.iter_mut().find(|piece| piece.side == side))
    };
    match open {
        Some(piece) => piece.text += text,
        None => {
            let piece = Piece {
                side,
                text: text.to_owned(),
            };
            if side == Side::Old {
                pieces.insert(since_both, piece);
            } else {
                pieces.push(piece);
            }
        }
    }
}
