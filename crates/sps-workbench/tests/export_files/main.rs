//! Changes as a file: no secret leaves, and nothing hostile comes in or gets through.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod loaded;
#[path = "../support/mod.rs"]
mod support;
mod tables;

use proptest::prelude::*;
use serde_json::{Value, json};
use sps_workbench::export::{LoadProblem, WriteProblem, load, save};
use sps_workbench::undo::{Verb, Write};

const ROOT: &str = "/api/configuration";

fn put(path: &str, body: Value) -> Write {
    Write {
        verb: Verb::Put,
        path: path.to_owned(),
        body: Some(body),
    }
}

#[test]
fn what_was_saved_is_loaded_without_its_secrets() {
    let writes = [
        put(
            &format!("{ROOT}/management/snmp/trap"),
            json!({ "enabled": true, "community": "hunter2" }),
        ),
        Write {
            verb: Verb::Post,
            path: format!("{ROOT}/passwords"),
            body: Some(json!({ "plain": "hunter2" })),
        },
        Write {
            verb: Verb::Delete,
            path: format!("{ROOT}/ssh/hosts/a%3A22"),
            body: None,
        },
        put(
            &format!("{ROOT}/datetime/timezone"),
            json!("Europe/Budapest"),
        ),
    ];
    let file = save("sps1", 1_700_000_000_000, &writes);
    assert!(file.left_out.is_empty());
    let text = file.text;
    assert!(!text.contains("hunter2"), "{text}");
    let loaded = load(&text).unwrap();
    assert_eq!(
        (loaded.appliance.as_str(), loaded.saved_at_ms),
        ("sps1", 1_700_000_000_000)
    );
    assert_eq!(
        loaded.writes[0].body,
        Some(json!({ "enabled": true, "community": null }))
    );
    assert_eq!(loaded.writes[1].body, Some(json!({ "plain": null })));
    assert_eq!(loaded.writes[2..], writes[2..]);
    let missing: Vec<_> = loaded
        .missing
        .iter()
        .map(|(number, place)| format!("{number} {place}"))
        .collect();
    assert_eq!(missing, ["0 /community", "1 /plain"]);
    assert_eq!(load(&format!("\u{feff}{text}")).unwrap(), loaded);
    assert_eq!(
        save(&loaded.appliance, loaded.saved_at_ms, &loaded.writes[2..]),
        save("sps1", 1_700_000_000_000, &writes[2..])
    );
}

fn file(writes: &Value) -> String {
    json!({ "format": "sps-console changes", "version": 1, "appliance": "a", "saved_at_ms": 1, "writes": writes }).to_string()
}

#[test]
fn damaged_and_foreign_files_say_what_is_wrong() {
    let whole = save("a", 1, &[put(&format!("{ROOT}/x/y"), json!({}))]).text;
    let cut = &whole[..whole.len() / 2];
    assert!(matches!(load(cut), Err(LoadProblem::NotJson { line, .. }) if line > 1));
    assert!(matches!(load(""), Err(LoadProblem::NotJson { .. })));
    assert!(
        matches!(load(&"[".repeat(100_000)), Err(LoadProblem::NotJson { .. })),
        "depth is limited"
    );
    assert_eq!(
        load(&" ".repeat(9 * 1024 * 1024)),
        Err(LoadProblem::TooLarge)
    );
    for foreign in [
        "{}",
        "[]",
        "null",
        "1",
        "\"text\"",
        r#"{"format":"sps-appliance state 1"}"#,
    ] {
        assert_eq!(load(foreign), Err(LoadProblem::OtherFormat), "{foreign}");
    }
    let good = file(&json!([]));
    assert!(load(&good).unwrap().writes.is_empty());
    assert_eq!(
        load(&good.replace("\"version\":1", "\"version\":2")),
        Err(LoadProblem::NewerVersion(2))
    );
    for wrong in [
        "\"version\":0",
        "\"version\":-1",
        "\"version\":\"1\"",
        "\"v\":1",
    ] {
        assert_eq!(
            load(&good.replace("\"version\":1", wrong)),
            Err(LoadProblem::OtherFormat),
            "{wrong}"
        );
    }
    assert_eq!(
        load(&good.replace("\"writes\":[]", "\"writes\":{}")),
        Err(LoadProblem::OtherFormat)
    );
    assert_eq!(
        load(&good.replace("\"saved_at_ms\":1", "\"saved_at_ms\":1.5")),
        Err(LoadProblem::OtherFormat)
    );
    let many: Value = (0..5001)
        .map(|_| json!({ "method": "DELETE", "path": format!("{ROOT}/x/y") }))
        .collect();
    assert_eq!(load(&file(&many)), Err(LoadProblem::TooMany));
}

#[test]
fn a_write_that_is_none_is_named() {
    let good = json!({ "method": "DELETE", "path": format!("{ROOT}/x/y") });
    let path = format!("{ROOT}/x/y");
    let table = [
        (json!(1), WriteProblem::Shape),
        (json!({}), WriteProblem::Shape),
        (json!({ "method": "PUT" }), WriteProblem::Shape),
        (json!({ "method": "GET", "path": path }), WriteProblem::Verb),
        (
            json!({ "method": "put", "path": path, "body": {} }),
            WriteProblem::Verb,
        ),
        (json!({ "method": "PUT", "path": path }), WriteProblem::Body),
        (
            json!({ "method": "DELETE", "path": path, "body": {} }),
            WriteProblem::Body,
        ),
        (
            json!({ "method": "PUT", "path": path, "body": {}, "secrets": {} }),
            WriteProblem::Shape,
        ),
        (
            json!({ "method": "PUT", "path": path, "body": {}, "secrets": [1] }),
            WriteProblem::Shape,
        ),
        (
            json!({ "method": "PUT", "path": path, "body": {}, "secrets": ["x"] }),
            WriteProblem::Shape,
        ),
        (
            json!({ "method": "PUT", "path": path, "body": { "a": 1 }, "secrets": ["/a"] }),
            WriteProblem::Shape,
        ),
        (
            json!({ "method": "PUT", "path": path, "body": {}, "secrets": ["/b"] }),
            WriteProblem::Shape,
        ),
    ];
    for (wrong, what) in table {
        assert_eq!(
            load(&file(&json!([good, wrong]))),
            Err(LoadProblem::Write { number: 2, what }),
            "{wrong}"
        );
    }
    for address in [
        "",
        "/",
        "x",
        "/api/transaction",
        "/api/authentication",
        "/api/configuration",
        "/api/configuration/",
        "/api/configuration/../transaction",
        "/api/configuration/x/%2e%2E/y",
        "/api/configuration/x//y",
        "/api/configuration/./x",
        "/api/configuration/x%2fy",
        "/api/configuration/x?y",
        "/api/configuration/x#y",
        "/api/configuration/x\\y",
        "/api/configuration/x y",
        "/api/configuration/x\n",
        "/api/configuration/é",
        "/api/configuration/%zz",
        "/api/configuration/x%2",
        "//evil.example/api/configuration/x",
        "https://evil.example/api/configuration/x",
        "/api/configuration@evil/x",
        "/api/configuration/%00",
    ] {
        assert_eq!(
            load(&file(&json!([{ "method": "DELETE", "path": address }]))),
            Err(LoadProblem::Write {
                number: 1,
                what: WriteProblem::Address
            }),
            "{address}"
        );
    }
    for address in [
        "/api/configuration/starling",
        "/api/configuration/ssh/hosts/ssh-rsa-10.0.0.1%3A22",
        "/api/user/api_keys/2dde-1",
    ] {
        assert!(
            load(&file(&json!([{ "method": "DELETE", "path": address }]))).is_ok(),
            "{address}"
        );
    }
}

#[test]
fn what_could_not_be_loaded_again_is_left_out_and_named() {
    let writes = [
        Write {
            verb: Verb::Post,
            path: "/api/user/api_keys".to_owned(),
            body: Some(json!({ "name": "ci" })),
        },
        put(&format!("{ROOT}/x/y"), json!({ "a": 1 })),
        put("/api/transaction", json!({ "status": "commit" })),
    ];
    let file = save("a", 1, &writes);
    assert_eq!(file.left_out, [0, 2]);
    assert_eq!(load(&file.text).unwrap().writes, writes[1..2]);
}

#[test]
fn a_secret_in_a_file_made_by_hand_is_not_taken_on() {
    let by_hand = file(
        &json!([{ "method": "PUT", "path": format!("{ROOT}/x/y"), "body": { "password": "hunter2" } }]),
    );
    let loaded = load(&by_hand).unwrap();
    assert_eq!(loaded.writes[0].body, Some(json!({ "password": null })));
    assert_eq!(loaded.missing.len(), 1);
}

proptest! {
    #[test]
    fn what_was_saved_can_always_be_loaded(path in "/api/configuration/\\PC{0,12}", name in any::<String>(), value in any::<String>()) {
        let writes = [put(&path, json!({ name: value }))];
        let file = save("a", 1, &writes);
        let loaded = load(&file.text).unwrap();
        prop_assert_eq!(loaded.writes.len() + file.left_out.len(), 1);
        if let Some(write) = loaded.writes.first().filter(|_| loaded.missing.is_empty()) {
            prop_assert_eq!(write, &writes[0]);
        }
    }

    #[test]
    fn whatever_is_loaded_nothing_breaks(text in any::<String>(), path in "/api/configuration/\\PC{0,20}") {
        let _ = load(&text);
        if let Ok(loaded) = load(&file(&json!([{ "method": "DELETE", "path": path }]))) {
            prop_assert!(loaded.writes[0].path.is_ascii() && loaded.writes[0].path.split('/').all(|segment| segment != ".."));
        }
    }
}
