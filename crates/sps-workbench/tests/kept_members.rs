//! Members that were sent and not kept.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use serde_json::json;
use sps_workbench::ignored_members;

#[test]
fn members_that_did_not_stick_are_named() {
    let reference = json!({ "key": "-100", "meta": { "href": "/api/p/-100" } });
    let table = [
        (json!({ "a": 1 }), json!({ "a": 1, "added": 2 }), vec![]),
        (
            json!({ "a": 1, "typo": 2 }),
            json!({ "a": 1 }),
            vec!["/typo"],
        ),
        (
            json!({ "a": { "b": 1, "c": 2 } }),
            json!({ "a": { "b": 1 } }),
            vec!["/a/c"],
        ),
        (json!({ "a": "1" }), json!({ "a": "2" }), vec!["/a"]),
        (json!({ "a": 1 }), json!({ "a": 1.0 }), vec![]),
        (json!({ "a": null }), json!({}), vec![]),
        (json!({ "a": [1, 2] }), json!({ "a": [1] }), vec!["/a"]),
        (
            json!({ "a": [{ "b": 1 }, { "b": 2 }] }),
            json!({ "a": [{ "b": 1 }, {}] }),
            vec!["/a/1/b"],
        ),
        (
            json!({ "policy": "-100" }),
            json!({ "policy": reference }),
            vec![],
        ),
        (
            json!({ "policy": reference }),
            json!({ "policy": "-100" }),
            vec![],
        ),
        (
            json!({ "policy": "-200" }),
            json!({ "policy": reference }),
            vec!["/policy"],
        ),
        (
            json!({ "password": "x" }),
            json!({ "password": "****" }),
            vec![],
        ),
        (
            json!({ "password": "x" }),
            json!({ "password": reference }),
            vec![],
        ),
        (json!({ "password": "x" }), json!({}), vec!["/password"]),
        (
            json!({ "password": "x" }),
            json!({ "password": null }),
            vec!["/password"],
        ),
        (json!("Europe/Budapest"), json!("Europe/Budapest"), vec![]),
        (json!("Europe/Budapest"), json!("UTC"), vec![""]),
    ];
    for (sent, read, expected) in table {
        let found: Vec<String> = ignored_members(&sent, &read)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, expected, "sent {sent}, read {read}");
    }
}
