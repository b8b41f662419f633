//! Fields inferred from the documented shapes.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use serde_json::{Value, json};
use sps_workbench::{Field, FieldKind, Pointer, cut_references, fields, masked_json};

/// The field at a pointer.
fn at(content: &Value, pointer: &str) -> Field {
    fn search(field: &Field, pointer: &Pointer) -> Option<Field> {
        if field.pointer == *pointer {
            return Some(field.clone());
        }
        match &field.kind {
            FieldKind::Object(fields) | FieldKind::List(fields) => {
                fields.iter().find_map(|field| search(field, pointer))
            }
            _ => None,
        }
    }
    let place = Pointer::parse(pointer).expect("a pointer");
    search(&fields(content), &place).unwrap_or_else(|| panic!("no field at {pointer}"))
}

fn names(content: &Value, pointer: &str) -> Vec<String> {
    match at(content, pointer).kind {
        FieldKind::Object(fields) | FieldKind::List(fields) => {
            fields.into_iter().map(|field| field.name).collect()
        }
        other => panic!("{other:?} has no fields"),
    }
}

#[test]
fn scalars_keep_their_exact_text() {
    let table = [
        (json!(true), FieldKind::Boolean(true)),
        (
            json!(i64::MIN),
            FieldKind::Integer("-9223372036854775808".to_owned()),
        ),
        (
            json!(u64::MAX),
            FieldKind::Integer("18446744073709551615".to_owned()),
        ),
        (json!(0.1), FieldKind::Number("0.1".to_owned())),
        (
            json!("Europe/Budapest"),
            FieldKind::Text("Europe/Budapest".to_owned()),
        ),
        (json!(""), FieldKind::Text(String::new())),
        (json!(null), FieldKind::Null),
        (json!({}), FieldKind::Object(vec![])),
        (json!([]), FieldKind::List(vec![])),
    ];
    for (content, kind) in table {
        assert_eq!(fields(&content).kind, kind, "{content}");
        assert_eq!(at(&json!({ "member": content }), "/member").kind, kind);
    }
}

#[test]
fn only_key_and_meta_with_href_is_a_reference() {
    let reference = json!({ "key": "-100", "meta": { "href": "/api/x/-100" } });
    assert_eq!(
        fields(&reference).kind,
        FieldKind::Reference {
            key: "-100".to_owned(),
            href: Some("/api/x/-100".to_owned())
        }
    );
    for content in [
        json!({ "key": "-100" }),
        json!({ "key": 100, "meta": { "href": "/api/x" } }),
        json!({ "key": "-100", "meta": {} }),
        json!({ "key": "-100", "meta": "/api/x" }),
        json!({ "key": "-100", "meta": { "href": "/api/x", "parent": "/api" } }),
        json!({ "key": "-100", "meta": { "href": "/api/x" }, "body": {} }),
    ] {
        assert!(
            matches!(fields(&content).kind, FieldKind::Object(_)),
            "{content}"
        );
        assert_eq!(cut_references(&content), content);
    }
}

#[test]
fn a_text_with_the_name_of_a_secret_is_a_secret_and_a_reference_stays_one() {
    let secrets = [
        "password",
        "Password",
        "root_password",
        "passwords",
        "adminPassword",
        "shared-secret",
        "token",
        "passphrase",
        "community",
        "private_key",
        "privateKey",
        "password_hash",
    ];
    for name in secrets {
        for (text, is_set) in [("hunter2", true), ("", false)] {
            let content = json!({ name: text });
            assert_eq!(
                at(&content, &format!("/{name}")).kind,
                FieldKind::Secret { is_set },
                "{name}"
            );
        }
        assert_eq!(
            at(&json!({ name: null }), &format!("/{name}")).kind,
            FieldKind::Secret { is_set: false }
        );
        let reference =
            json!({ name: { "key": "k", "meta": { "href": "/api/configuration/passwords/k" } } });
        assert!(
            matches!(
                at(&reference, &format!("/{name}")).kind,
                FieldKind::Reference { .. }
            ),
            "{name}"
        );
        assert_eq!(
            at(&json!({ name: 3 }), &format!("/{name}")).kind,
            FieldKind::Integer("3".to_owned())
        );
    }
    for name in [
        "minimum_password_strength",
        "name",
        "title",
        "timeout",
        "href",
        "keyboard",
    ] {
        let content = json!({ name: "good" });
        assert_eq!(
            at(&content, &format!("/{name}")).kind,
            FieldKind::Text("good".to_owned()),
            "{name}"
        );
    }
}

#[test]
fn secrets_are_found_below_their_name_and_by_their_union() {
    let content = json!({
        "version": { "selection": "2c", "value": { "community": "public" } },
        "credential": { "selection": "password", "value": "hunter2" },
        "password": { "selection": "plain", "value": "hunter2", "note": ["hunter2"] },
        "certificate": "-----BEGIN PRIVATE KEY-----\nMII"
    });
    let secret = FieldKind::Secret { is_set: true };
    for pointer in [
        "/version/value/community",
        "/credential/value",
        "/password/value",
        "/password/note/0",
        "/certificate",
    ] {
        assert_eq!(at(&content, pointer).kind, secret, "{pointer}");
    }
    assert_eq!(
        at(&content, "/password/selection").kind,
        FieldKind::Text("plain".to_owned())
    );
    assert!(!format!("{:?}", fields(&content)).contains("hunter2"));
}

#[test]
fn an_ordered_map_shows_its_own_order_and_no_order_member() {
    let content =
        json!({ "addresses": { "2": "b", "@order": ["1", "2"], "stray": "c", "1": "a" } });
    assert_eq!(names(&content, "/addresses"), ["1", "2", "stray"]);
    assert_eq!(names(&json!({ "z": 1, "a": 2 }), ""), ["z", "a"]);
}

#[test]
fn references_are_cut_at_any_depth_and_everything_else_stays() {
    let content = json!({
        "listen": [{ "address": { "key": "nic1.interfaces.x.addresses.1", "meta": { "href": "/api/n#i" } }, "port": 22 }],
        "certificates": [], "empty": {}, "@order": ["b", "a"], "nothing": null
    });
    assert_eq!(
        cut_references(&content).to_string(),
        r#"{"listen":[{"address":"nic1.interfaces.x.addresses.1","port":22}],"certificates":[],"empty":{},"@order":["b","a"],"nothing":null}"#
    );
}

#[test]
fn the_raw_view_masks_secrets_and_keeps_everything_else() {
    let content = json!({
        "name": "trap", "community": "hunter2", "empty": { "password": "" }, "port": 162,
        "password": { "key": "u1", "meta": { "href": "/api/configuration/passwords/u1" } }
    });
    let raw = masked_json(&content);
    assert!(!raw.contains("hunter2"), "{raw}");
    let read: Value = serde_json::from_str(&raw).expect("JSON");
    for member in ["name", "empty", "port", "password"] {
        assert_eq!(read[member], content[member]);
    }
    assert!(raw.starts_with("{\n  \"name\""), "{raw}");
}
