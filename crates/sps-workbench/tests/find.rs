//! Search over what was read, and what refers to what.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

use std::time::Instant;

use serde_json::json;
use sps_workbench::find::Index;

const OFFICE: &str = "/api/configuration/policies/time_policies/8348340645707e2575e3c6";
const CONNECTION: &str = "/api/configuration/ssh/connections/5a1";

fn index() -> Index {
    let mut index = Index::default();
    index.note(
        OFFICE,
        &json!({ "name": "Office", "Mon": [["8:00", "17:00"]] }),
    );
    index.note(
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
    let pair = |hit: sps_workbench::find::Hit| (hit.path, hit.at.to_string());
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
fn what_is_noted_again_or_forgotten_replaces_what_was_known() {
    let mut index = index();
    index.note(OFFICE, &json!({ "name": "Night" }));
    assert_eq!(found(&index, "8:00"), []);
    assert_eq!(found(&index, "night").len(), 1);
    index.forget(OFFICE);
    assert_eq!(found(&index, "night"), []);
    index.note(OFFICE, &json!({ "name": "Again" }));
    assert_eq!((found(&index, "again").len(), index.len()), (1, 2));
}

#[test]
fn a_reference_leads_back() {
    let mut index = index();
    index.note(
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
}

#[test]
fn a_hundred_thousand_objects_are_searched_in_slices() {
    let mut index = Index::default();
    let start = Instant::now();
    for number in 0..100_000_u32 {
        let path = format!("/api/configuration/policies/time_policies/{number}");
        index.note(
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
