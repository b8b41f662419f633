//! Search over what was read, and what refers to what.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

use std::time::Instant;

use serde_json::json;
use sps_client::Item;
use sps_workbench::catalogue::Catalogue;
use sps_workbench::find::{Held, Hit, Index, by_resource, excerpt, ranked};

const OFFICE: &str = "/api/configuration/policies/time_policies/8348340645707e2575e3c6";
const CONNECTION: &str = "/api/configuration/ssh/connections/5a1";

fn note(index: &mut Index, path: &str, content: &serde_json::Value) {
    index.note(path, content, &Catalogue::default());
}

fn index() -> Index {
    let mut index = Index::default();
    note(
        &mut index,
        OFFICE,
        &json!({ "name": "Office", "Mon": [["8:00", "17:00"]] }),
    );
    note(
        &mut index,
        CONNECTION,
        &json!({
            "name": "jump", "port": 2222, "community": "canary", "password": { "plain": "canary" },
            "time_policy": { "key": "8348340645707e2575e3c6", "meta": { "href": OFFICE } },
            "targets": [{ "host_name": "db.example.org" }],
            "key": "-----BEGIN PRIVATE KEY-----canary",
        }),
    );
    index
}

fn found(index: &Index, words: &str) -> Vec<(String, String)> {
    let hits = index.search(words, 0, usize::MAX);
    let pair = |hit: Hit| (hit.path, hit.at.to_string());
    hits.into_iter().map(pair).collect()
}

#[test]
fn names_keys_labels_and_values_are_found() {
    let index = index();
    let table: [(&str, &str, &str); 8] = [
        ("office", OFFICE, ""),
        ("TIME_POLICIES", OFFICE, ""),
        ("8:00", OFFICE, "/Mon/0/0"),
        ("2222", CONNECTION, "/port"),
        ("host name", CONNECTION, "/targets/0/host_name"),
        ("DB.example", CONNECTION, "/targets/0/host_name"),
        ("jump 2222", CONNECTION, "/port"),
        ("ssh/connections jump", CONNECTION, ""),
    ];
    for (words, path, at) in table {
        assert!(
            found(&index, words).contains(&(path.to_owned(), at.to_owned())),
            "{words}: {:?}",
            found(&index, words)
        );
    }
    for words in ["", "   ", "nothing-here", "office 2222"] {
        assert_eq!(found(&index, words), [], "{words}");
    }
}

#[test]
fn secrets_are_not_found() {
    assert_eq!(found(&index(), "canary"), []);
    assert!(!format!("{:?}", index()).contains("canary"));
}

#[test]
fn a_secret_is_found_by_its_name_and_says_nothing() {
    let hits = index().search("community", 0, usize::MAX);
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].at.to_string(), "/community");
    assert_eq!(hits[0].held, Held::Secret);
}

#[test]
fn values_are_told_as_they_stand() {
    let hits = index().search("DB.EXAMPLE", 0, usize::MAX);
    assert_eq!(hits[0].held, Held::Text("db.example.org".to_owned()));
}

#[test]
fn labels_of_the_documents_are_found() {
    let catalogue = Catalogue::parse(include_str!("../../../public/catalogue.json")).unwrap();
    let mut index = Index::default();
    let path = "/api/configuration/management/disk_fillup_prevention";
    index.note(path, &json!({ "used_space_ratio_limit": 80 }), &catalogue);
    for words in ["stop new connections", "fill-up prevention"] {
        let hits = index.search(words, 0, usize::MAX);
        assert_eq!(hits.len(), 1, "{words}");
        assert_eq!(hits[0].path, path);
    }
    let hits = index.search("stop new connections", 0, usize::MAX);
    assert_eq!(hits[0].label.as_deref(), Some("Stop new connections at"));
    assert_eq!(hits[0].held, Held::Text("80".to_owned()));
}

#[test]
fn names_come_before_places_and_places_before_values() {
    let mut index = Index::default();
    let list = "/api/configuration/x/";
    for (key, content) in [
        ("mentioned", json!({ "comment": "not at the office" })),
        ("called", json!({ "office": true })),
        ("valued", json!({ "site": "Office" })),
        ("inside", json!({ "name": "back-office" })),
        ("begins", json!({ "name": "office-2" })),
        ("same", json!({ "name": "OFFICE" })),
        ("office", json!({ "n": 1 })),
    ] {
        note(&mut index, &format!("{list}{key}"), &content);
    }
    note(
        &mut index,
        "/api/configuration/office/x",
        &json!({ "n": 1 }),
    );
    let keys: Vec<String> = ranked(index.search("office", 0, usize::MAX))
        .into_iter()
        .map(|hit| hit.path.rsplit('/').next().unwrap().to_owned())
        .collect();
    assert_eq!(
        keys,
        [
            "same",
            "office",
            "begins",
            "inside",
            "x",
            "valued",
            "mentioned",
            "called"
        ]
    );
    // Whole words of a name count more than their parts spread over others.
    note(
        &mut index,
        "/api/configuration/x/two",
        &json!({ "name": "Main office" }),
    );
    assert_eq!(
        ranked(index.search("main office", 0, usize::MAX))[0].rank,
        0
    );
}

#[test]
fn the_place_that_has_all_the_words_is_shown() {
    let mut index = Index::default();
    note(
        &mut index,
        CONNECTION,
        &json!({ "a": "blue", "b": "green", "c": "blue and green" }),
    );
    let hits = index.search("blue green", 0, usize::MAX);
    assert_eq!(hits[0].at.to_string(), "/c");
}

#[test]
fn children_of_a_list_are_known_before_they_are_read() {
    let mut index = Index::default();
    let list = "/api/configuration/policies/time_policies";
    let mut item = Item {
        key: "5".to_owned(),
        href: None,
        body: None,
    };
    index.note_item(list, &item, &Catalogue::default());
    assert_eq!((index.len(), index.read()), (1, 0));
    assert_eq!(found(&index, "time_policies")[0].0, format!("{list}/5"));
    item.body = Some(json!({ "name": "Night" }));
    index.note_item(list, &item, &Catalogue::default());
    assert_eq!((index.len(), index.read()), (1, 1));
    // Older lists hold no content; what is known stays.
    item.body = None;
    index.note_item(list, &item, &Catalogue::default());
    assert_eq!(index.name(&format!("{list}/5")), Some("Night"));
    index.forget(&format!("{list}/5"));
    assert_eq!(index.read(), 0);
}

#[test]
fn what_is_noted_again_or_forgotten_replaces_what_was_known() {
    let mut index = index();
    note(&mut index, OFFICE, &json!({ "name": "Night" }));
    assert_eq!(found(&index, "8:00"), []);
    assert_eq!(found(&index, "night").len(), 1);
    index.forget(OFFICE);
    assert_eq!(found(&index, "night"), []);
    note(&mut index, OFFICE, &json!({ "name": "Again" }));
    assert_eq!((found(&index, "again").len(), index.len()), (1, 2));
}

#[test]
fn a_reference_leads_back() {
    let mut index = index();
    note(
        &mut index,
        "/api/configuration/local_services/ssh",
        &json!({ "listen": [{ "address": {
            "key": "nic1.addresses.1",
            "meta": { "href": "/api/configuration/network/nics/nic1#addresses/1" },
        } }] }),
    );
    let used = index.used_by(OFFICE);
    assert_eq!(used.len(), 1);
    assert_eq!(used[0].path, CONNECTION);
    assert_eq!(used[0].name.as_deref(), Some("jump"));
    assert_eq!(used[0].at.to_string(), "/time_policy");
    let nic = index.used_by("/api/configuration/network/nics/nic1");
    assert_eq!(nic[0].at.to_string(), "/listen/0/address");
    assert_eq!(index.used_by(CONNECTION), []);
    let rule = |key: &str| json!({ "key": key, "meta": { "href": OFFICE } });
    note(
        &mut index,
        "/api/configuration/ssh/channel_policies/1",
        &json!({ "rules": [{ "time_policy": rule("a") }, { "time_policy": rule("b") }] }),
    );
    let groups = by_resource(index.used_by(OFFICE));
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    assert_eq!(sizes, [1, 2]);
}

#[test]
fn a_hundred_thousand_objects_are_searched_in_slices() {
    let mut index = Index::default();
    let start = Instant::now();
    for number in 0..100_000_u32 {
        let path = format!("/api/configuration/policies/time_policies/{number}");
        note(
            &mut index,
            &path,
            &json!({ "name": format!("policy-{number}"), "n": number }),
        );
    }
    let mut hits = Vec::new();
    let mut from = 0;
    while from < index.len() {
        hits.extend(index.search("policy-99999", from, 5_000));
        from += 5_000;
    }
    assert_eq!(hits.len(), 1);
    // Quadratic work would take minutes; the limit only tells the two apart on a slow machine.
    assert!(start.elapsed().as_secs() < 60);
}

#[test]
fn an_excerpt_shows_the_words_where_they_stand() {
    let shown = |text: &str, words: &str| {
        let parts = excerpt(text, words);
        let parts = parts.into_iter().map(|part| {
            if part.is_hit {
                format!("[{}]", part.text)
            } else {
                part.text
            }
        });
        parts.collect::<String>()
    };
    assert_eq!(shown("DB.Example.org", "example db"), "[DB].[Example].org");
    assert_eq!(shown("nothing", "else"), "nothing");
    assert_eq!(shown("ügyelő \u{1f600} x", "x"), "ügyelő \u{1f600} [x]");
    let long = format!("{}needle{}", "ü".repeat(300), "ő".repeat(300));
    let found = shown(&long, "needle");
    assert!(found.starts_with("…ü") && found.ends_with("ő…"), "{found}");
    assert!(found.contains("[needle]") && found.chars().count() < 200);
    let found = shown(&"long ".repeat(100), "other");
    assert!(found.ends_with('…') && found.chars().count() < 200);
}
