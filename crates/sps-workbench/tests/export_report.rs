//! A review as a page of its own: it reads like the review, without markup of others, without secrets.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use proptest::prelude::*;
use serde_json::json;
use sps_workbench::changes::{by_place, review, rows};
use sps_workbench::export::{ReportWords, csv, report, tsv};
use support::{change, fixtures::read_all};

const WORDS: ReportWords<'_> = ReportWords {
    language: "en",
    title: "Changes on <sps1>",
    lines: &["2026-11-23 & later", "\"message\""],
    added: "Added",
    removed: "Removed",
    changed: "Changed",
    moved: "Moved",
    other: "Other change",
    was: "was",
    now: "now",
    nothing: "not set",
    secret: "secret",
    secret_set: "secret set",
    secret_replaced: "secret replaced",
    secret_unchanged: "secret unchanged",
    secret_emptied: "secret now empty",
    secret_hidden: "hidden by the appliance",
    unchanged: "no change",
    untold: "not told",
    from_to: "from {from} to {to}",
    now_before: "now evaluated before {items}",
    now_after: "now evaluated after {items}",
    and_more: "{items} and {count} more",
};

/// Every tag of a report.
const KNOWN: [&str; 24] = [
    "!doctype", "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p",
    "section", "small", "ul", "li", "b", "bdi", "del", "ins", "/del", "/ins", "/b", "/bdi", "/li",
];

/// The tags of a page, and its text; fails where a tag does not end.
fn parsed(html: &str) -> (Vec<String>, String) {
    let (mut tags, mut text, mut rest) = (Vec::new(), String::new(), html);
    while let Some((before, after)) = rest.split_once('<') {
        text += before;
        let (tag, after) = after.split_once('>').expect("a tag ends");
        let name = tag
            .trim_start_matches('/')
            .split([' ', '>'])
            .next()
            .unwrap();
        tags.push(name.to_owned());
        rest = after;
    }
    (tags, text + rest)
}

#[test]
fn a_report_reads_like_the_review() {
    let changes = [
        json!({ "type": "replace", "path": "management/webinterface/timeout", "old_value": 10, "new_value": 20 }),
        json!({ "type": "reorder", "path": "ssh/connections", "old_order": ["a", "b", "c"], "new_order": ["c", "a", "b"] }),
        json!({ "type": "replace", "path": "management/snmp/trap/community", "old_value": "hunter2", "new_value": "hunter3" }),
    ]
    .map(change);
    let html = report(&WORDS, &by_place(review(&changes, &[])));
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">") && html.ends_with("</html>\n"));
    assert!(html.contains("<title>Changes on &lt;sps1&gt;</title>"));
    assert!(html.contains("Changed <b><bdi>timeout</bdi></b> <del title=\"was\">− <bdi>10</bdi></del> → <ins title=\"now\">+ <bdi>20</bdi></ins>"), "{html}");
    assert!(
        html.contains("from 3 to 1 – now evaluated before a, b"),
        "{html}"
    );
    assert!(html.contains("secret replaced") && !html.contains("hunter"));
    assert!(html.contains("default-src 'none'") && html.contains("@media print"));
}

#[test]
fn no_fixture_gets_markup_or_secrets_into_a_report() {
    for (_, fixtures) in read_all() {
        for fixture in fixtures {
            let html = report(&WORDS, &by_place(review(&fixture.changes, &[])));
            let (tags, text) = parsed(&html);
            assert!(
                tags.iter().all(|tag| KNOWN.contains(&tag.as_str())),
                "{}: {tags:?}",
                fixture.name
            );
            assert!(!html.contains("S3CRET"), "{}", fixture.name);
            assert!(
                !text.contains(['\u{202e}', '\0', '\u{1b}']),
                "{}",
                fixture.name
            );
            let table = csv(&rows(&fixture.changes)) + &tsv(&rows(&fixture.changes));
            assert!(!table.contains("S3CRET"), "{}", fixture.name);
        }
    }
}

proptest! {
    #[test]
    fn a_report_escapes_everything(name in any::<String>(), old in "[<>&\"'/a-z= ]{0,20}", kind in "[<>&\"'a-z]{0,8}") {
        let plain = |name: &str| json!({ "type": "create", "path": "x/y/z", "new_value": { "name": name } });
        let changes = |name: &str, old: &str, kind: &str| [
            change(plain(name)),
            change(json!({ "type": "replace", "path": "x/y", "old_value": { "<b>": old, "l": [old] }, "new_value": { "<b>": 1, "l": ["n", old] } })),
            change(json!({ "type": "reorder", "path": "ssh/connections", "old_order": [old, "<i>"], "new_order": ["<i>", old] })),
            change(json!({ "type": kind, "path": "x/y" })),
        ];
        let page = |changes: &[sps_client::Change]| report(&WORDS, &by_place(review(changes, &[])));
        let html = page(&changes(&name, &old, &format!("!{kind}")));
        let (tags, _) = parsed(&html);
        prop_assert!(tags.iter().all(|tag| KNOWN.contains(&tag.as_str())), "{tags:?}");
    }
}
