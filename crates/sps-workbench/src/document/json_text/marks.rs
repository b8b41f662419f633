//! What stands in a text for a part that is folded away: `{⋯12⋯}` for an object, `[⋯12⋯]` for a list, where 12 is the
//! number of the part.

/// What a mark may be made of; the first that a document does not have is taken.
const MAY_MARK: [char; 4] = ['\u{22ef}', '\u{22ee}', '\u{205e}', '\u{e000}'];

/// A mark in a text, by its bytes, and the number of its part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) part: usize,
}

/// A character for the marks of a document; `None` if it has them all, and then nothing is folded.
pub(super) fn free_character(text: &str) -> Option<char> {
    MAY_MARK
        .into_iter()
        .find(|character| !text.contains(*character))
}

/// The mark of a part.
pub(super) fn written(part: usize, is_list: bool, character: char) -> String {
    let (open, close) = if is_list { ('[', ']') } else { ('{', '}') };
    let number = part.to_string();
    [open, character]
        .into_iter()
        .chain(number.chars())
        .chain([character, close])
        .collect()
}

/// The mark that begins at a byte of a text.
pub(super) fn mark_at(text: &str, start: usize, character: char) -> Option<Mark> {
    let rest = text.get(start..)?;
    let close = match rest.as_bytes().first()? {
        b'{' => '}',
        b'[' => ']',
        _ => return None,
    };
    let inside = rest.get(1..)?.strip_prefix(character)?;
    let (number, behind) = inside.split_once(character)?;
    let is_number =
        !number.is_empty() && number.len() < 9 && number.bytes().all(|byte| byte.is_ascii_digit());
    let behind = behind.strip_prefix(close).filter(|_| is_number)?;
    Some(Mark {
        start,
        end: text.len() - behind.len(),
        part: number.parse().ok()?,
    })
}

/// The marks of a text that stand for one of the first `parts` parts, in their order.
pub(super) fn marks(text: &str, parts: usize, character: char) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(character)) {
        let at = from + at;
        let mark = at
            .checked_sub(1)
            .and_then(|start| mark_at(text, start, character))
            .filter(|mark| mark.part < parts);
        from = match mark {
            Some(mark) => mark.end,
            None => at + character.len_utf8(),
        };
        found.extend(mark);
    }
    found
}
