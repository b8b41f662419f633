//! Changes as a table: nothing in it is a formula to a spreadsheet.

use proptest::prelude::*;
use serde_json::json;
use sps_workbench::changes::rows;
use sps_workbench::export::{csv, tsv};

use crate::support::change;

/// The cells of a CSV text as RFC 4180 reads it.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut lines, mut line, mut cell, mut quoted) =
        (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => line.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(characters.next(), Some('\n'));
                line.push(std::mem::take(&mut cell));
                lines.push(std::mem::take(&mut line));
            }
            c => cell.push(c),
        }
    }
    assert!(
        !quoted && cell.is_empty() && line.is_empty(),
        "the last line ends"
    );
    lines
}

fn is_formula(cell: &str) -> bool {
    let trimmed = cell.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_control() || c == '\u{feff}' || c == '\u{200b}'
    });
    trimmed.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

proptest! {
    #[test]
    fn no_cell_is_a_formula(old in "[ \t\n\r=+@\u{feff}＝-]{0,3}(cmd|1\\+1|\"a\",b|\\PC{0,5})", new in any::<String>(), path in "[=+@a-c/-]{1,6}") {
        let changes = [change(json!({ "type": "replace", "path": path, "old_value": old, "new_value": new }))];
        let rows = rows(&changes);
        let cells = read_csv(&csv(&rows));
        prop_assert_eq!(cells.len(), 1 + rows.len());
        for line in &cells {
            prop_assert_eq!(line.len(), 4);
            for cell in line {
                prop_assert!(!is_formula(cell), "{cell:?}");
            }
        }
        // Nothing is lost but the apostrophe.
        prop_assert_eq!(cells[1][3].trim_start_matches('\''), rows[0].new.text().trim_start_matches('\''));
        let tabbed = tsv(&rows);
        let lines: Vec<Vec<&str>> = tabbed.split_terminator('\n').map(|line| line.split('\t').collect()).collect();
        prop_assert_eq!(lines.len(), 1 + rows.len());
        for cell in lines.iter().flatten() {
            prop_assert!(!is_formula(cell) && !cell.starts_with('"'), "{cell:?}");
        }
        prop_assert!(lines.iter().all(|line| line.len() == 4));
    }
}
