//! The review of many changelogs, in sentences and as a table, compared with what is checked in under
//! `fixtures/golden`. `UPDATE_GOLDEN=1` writes those files anew: look at the difference before keeping it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;
use sps_workbench::changes::{
    Group, ItemEdit, Move, Passed, Sentence, Shown, Siblings, Side, ValueChange, What, by_place,
    counts, raw_json, review, rows,
};
use support::fixtures::{Fixture, folder, read_all};

fn shown(value: &Shown) -> String {
    match value {
        Shown::Nothing => "(nothing)".to_owned(),
        Shown::Secret => "(secret)".to_owned(),
        Shown::Plain(text) if text.chars().count() > 200 => {
            format!(
                "{:?}… {} bytes",
                text.chars().take(40).collect::<String>(),
                text.len()
            )
        }
        Shown::Plain(text) => format!("{text:?}"),
    }
}

fn passed(words: &str, passed: &Passed) -> String {
    if passed.is_empty() {
        return String::new();
    }
    let more = match passed.more {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(", now {words} {}{more}", passed.names.join(", "))
}

fn moved(found: &Move) -> String {
    format!(
        "move {} from {} to {}{}{}",
        found.item,
        found.from,
        found.to,
        passed("before", &found.now_before),
        passed("after", &found.now_after)
    )
}

fn value_change(value: &ValueChange) -> String {
    match value {
        ValueChange::Scalar { old, new } => format!("{} -> {}", shown(old), shown(new)),
        ValueChange::Secret(fate) => format!("secret {fate:?}"),
        ValueChange::Untold => "(not told)".to_owned(),
        ValueChange::Nothing(value) => format!("no change: {}", shown(value)),
        ValueChange::Text(pieces) => pieces
            .iter()
            .map(|piece| {
                let text = shown(&Shown::Plain(piece.text.clone()));
                match piece.side {
                    Side::Both => text,
                    Side::Old => format!("-{text}"),
                    Side::New => format!("+{text}"),
                }
            })
            .collect::<Vec<_>>()
            .join(" "),
    }
}

fn sentence(sentence: &Sentence) -> Vec<String> {
    let named = |name: &Option<String>| name.clone().unwrap_or_else(|| "(no name)".to_owned());
    match &sentence.what {
        What::Added { name, value } => vec![format!("added {}: {}", named(name), shown(value))],
        What::Removed { name, value } => vec![format!("removed {}: {}", named(name), shown(value))],
        What::Changed { member, value } => {
            vec![format!(
                "changed {}: {}",
                member.join("."),
                value_change(value)
            )]
        }
        What::Items {
            member,
            edits,
            is_evaluated,
        } => {
            let list = member.join(".");
            let note = if *is_evaluated { " (evaluated)" } else { "" };
            edits
                .iter()
                .map(|edit| match edit {
                    ItemEdit::Inserted { at, item } => {
                        format!("list {list}{note}: insert {} at {at}", shown(item))
                    }
                    ItemEdit::Removed { from, item } => {
                        format!("list {list}{note}: remove {} from {from}", shown(item))
                    }
                    ItemEdit::Moved(found) => format!("list {list}{note}: {}", moved(found)),
                })
                .collect()
        }
        What::Moved {
            member,
            moves,
            order,
            is_evaluated,
        } => {
            let note = if *is_evaluated { " (evaluated)" } else { "" };
            let mut lines: Vec<String> = vec![format!(
                "moved {}{note}: {} of {}",
                member.join("."),
                moves.len(),
                order.len()
            )];
            lines.extend(moves.iter().map(|found| format!("  {}", moved(found))));
            lines
        }
        What::Other { kind } => vec![format!("other {kind:?}")],
    }
}

fn rendered(fixture: &Fixture) -> String {
    let names: Vec<Siblings<'_>> = fixture
        .siblings
        .iter()
        .map(|(path, names)| Siblings { path, names })
        .collect();
    let sentences = review(&fixture.changes, &names);
    let mut text = format!("## {}\n", fixture.name);
    let counted: Vec<String> = counts(&sentences)
        .iter()
        .map(|(kind, count)| format!("{count} {kind:?}"))
        .collect();
    writeln!(text, "counts {}", counted.join(", ")).unwrap();
    for Group {
        place,
        path,
        changes,
    } in by_place(sentences)
    {
        writeln!(text, "at {} <{path}>", place.join(" > ")).unwrap();
        for change in &changes {
            for line in sentence(change) {
                writeln!(text, "  {}: {line}", change.entry).unwrap();
            }
        }
    }
    for row in rows(&fixture.changes) {
        let (old, new) = (shown(&row.old), shown(&row.new));
        let word = row.operation.word();
        writeln!(
            text,
            "| {} | {word} | {} | {old} | {new} |",
            row.entry, row.path
        )
        .unwrap();
    }
    text
}

fn golden_file(name: &str) -> PathBuf {
    folder().join("golden").join(format!("{name}.txt"))
}

#[test]
fn every_fixture_is_told_as_checked_in() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    for (file, fixtures) in read_all() {
        let told: String = fixtures
            .iter()
            .map(|fixture| rendered(fixture) + "\n")
            .collect();
        let path = golden_file(&file);
        if update {
            std::fs::write(&path, &told).expect("the golden folder can be written");
        }
        let expected = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let differs = expected
            .lines()
            .zip(told.lines())
            .enumerate()
            .find(|(_, (expected, told))| expected != told);
        if let Some((line, (expected, told))) = differs {
            panic!(
                "{}:{}\nexpected {expected}\n    told {told}",
                path.display(),
                line + 1
            );
        }
        assert_eq!(
            expected.len(),
            told.len(),
            "{} has another end",
            path.display()
        );
    }
}

#[test]
fn there_are_enough_fixtures_and_no_golden_without_one() {
    let all = read_all();
    let mut names: Vec<String> = all
        .iter()
        .flat_map(|(file, fixtures)| {
            fixtures
                .iter()
                .map(move |fixture| format!("{file}: {}", fixture.name))
        })
        .collect();
    assert!(names.len() >= 60, "{}", names.len());
    names.sort();
    let before = names.len();
    names.dedup();
    assert_eq!(names.len(), before, "two fixtures have one name");
    let goldens = std::fs::read_dir(folder().join("golden")).unwrap().count();
    assert_eq!(goldens, all.len());
}

#[test]
fn no_view_of_a_fixture_shows_a_secret() {
    let mut seen = 0;
    for (file, fixtures) in read_all() {
        for fixture in &fixtures {
            let sent = fixture
                .changes
                .iter()
                .map(|change| change.raw.to_string())
                .collect::<String>();
            seen += usize::from(sent.contains("S3CRET"));
            let told = rendered(fixture) + &raw_json(&fixture.changes);
            let all = format!("{told}{:?}", review(&fixture.changes, &[]));
            assert!(!all.contains("S3CRET"), "{file}: {}\n{all}", fixture.name);
        }
    }
    assert!(seen > 10, "{seen} fixtures hold secrets");
}

#[test]
fn the_raw_view_is_the_changelog_itself() {
    for (file, fixtures) in read_all() {
        for fixture in fixtures.iter().filter(|_| file != "secrets") {
            let raw: Value = serde_json::from_str(&raw_json(&fixture.changes)).expect("JSON");
            let sent: Value = fixture
                .changes
                .iter()
                .map(|change| change.raw.clone())
                .collect();
            assert_eq!(raw, sent, "{file}: {}", fixture.name);
        }
    }
}
