//! The table of a review as a file for a spreadsheet, in which no cell can become a formula (product M6.10).

use crate::changes::Row;

/// The rows as CSV (RFC 4180): a header, every cell in quotes, lines ended by CR LF.
pub fn csv(rows: &[Row]) -> String {
    let quoted = |cell: &str| format!("\"{}\"", harmless(cell).replace('"', "\"\""));
    lines(rows, ",", "\r\n", quoted)
}

/// The rows as tab-separated text for the clipboard: tabs and line ends inside a cell become spaces.
pub fn tsv(rows: &[Row]) -> String {
    let flat = |cell: &str| {
        let flat: String = cell
            .chars()
            .map(|c| {
                if c.is_control() || is_line_end(c) {
                    ' '
                } else {
                    c
                }
            })
            .collect();
        // A quotation mark at the start would swallow the cells behind it.
        match flat.strip_prefix('"') {
            Some(rest) => harmless(&format!("\u{201d}{rest}")),
            None => harmless(&flat),
        }
    };
    lines(rows, "\t", "\n", flat)
}

fn lines(rows: &[Row], separator: &str, end: &str, cell: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    let mut line = |cells: [&str; 4]| {
        text += &cells.map(&cell).join(separator);
        text += end;
    };
    line(["path", "operation", "old", "new"]);
    for row in rows {
        line([
            &row.path,
            row.operation.word(),
            row.old.text(),
            row.new.text(),
        ]);
    }
    text
}

/// The cell with an apostrophe in front if a spreadsheet could take it for a formula: `=`, `+`, `-`, `@` and their wide
/// forms, also behind white space. Programs that read the file take the apostrophe off.
fn harmless(cell: &str) -> String {
    let first = cell
        .chars()
        .find(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{feff}' && *c != '\u{200b}');
    let is_formula = first
        .is_some_and(|c| "=+-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}\u{2212}|%".contains(c))
        || cell.starts_with(['\t', '\r', '\n']);
    if is_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}
