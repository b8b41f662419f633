//! The changelog told: every kind of entry, per leaf and per object.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use serde_json::json;
use sps_workbench::{Effect, Shown};
use support::telling::{leaf, leaves, one, plain, told};

#[test]
fn a_replaced_object_is_told_leaf_by_leaf() {
    let told = told(json!({
        "type": "replace", "path": "/api/configuration/management/email",
        "old_value": { "admin_address": "a@x", "smtp_auth": { "enabled": false }, "sender_address": null,
                       "smtp_encryption": { "selection": "disabled" }, "tags": ["a"], "same": { "deep": [1] },
                       "server": { "key": "k1", "meta": { "href": "/api/x" } }, "gone": "x" },
        "new_value": { "admin_address": "b@x", "smtp_auth": { "enabled": true, "user": "u" }, "sender_address": "s@x",
                       "smtp_encryption": { "selection": "disabled" }, "tags": ["a", "b"], "same": { "deep": [1] },
                       "server": { "key": "k2", "meta": { "href": "/api/y" } } }
    }));
    let place = "management/email";
    assert_eq!(
        leaves(&told),
        [
            leaf(place, "admin_address", plain("a@x"), plain("b@x")),
            leaf(place, "smtp_auth/enabled", plain("false"), plain("true")),
            leaf(place, "smtp_auth/user", Shown::Nothing, plain("u")),
            leaf(place, "sender_address", Shown::Nothing, plain("s@x")),
            leaf(place, "tags", plain(r#"["a"]"#), plain(r#"["a","b"]"#)),
            leaf(place, "server", plain("k1"), plain("k2")),
            leaf(place, "gone", plain("x"), Shown::Nothing),
        ]
    );
    assert!(
        told.iter()
            .all(|told| told.path == "/api/configuration/management/email")
    );
}

#[test]
fn both_granularities_tell_the_same() {
    let by_leaf = told(json!({
        "type": "replace", "path": "/api/configuration/management/webinterface/timeout", "old_value": 10, "new_value": 20
    }));
    let by_object = told(json!({
        "type": "replace", "path": "/api/configuration/management/webinterface",
        "old_value": { "timeout": 10, "x": 1 }, "new_value": { "timeout": 20, "x": 1 }
    }));
    let written_out = told(json!({
        "type": "replace", "path": "/api/configuration/management/webinterface",
        "old_value": "{\"timeout\":10}", "new_value": "{\"timeout\":20}"
    }));
    assert_eq!(
        leaves(&by_leaf),
        [leaf(
            "management/webinterface",
            "timeout",
            plain("10"),
            plain("20")
        )]
    );
    assert_eq!(leaves(&by_leaf), leaves(&by_object));
    assert_eq!(leaves(&by_leaf), leaves(&written_out));
}

#[test]
fn lists_of_objects_of_one_length_are_told_item_by_item() {
    let told = told(json!({
        "type": "replace", "path": "/api/configuration/aaa/acls",
        "old_value": [{ "group": "a", "permission": "read" }, { "group": "b", "permission": "read" }],
        "new_value": [{ "group": "a", "permission": "read" }, { "group": "b", "permission": "write" }]
    }));
    assert_eq!(
        leaves(&told),
        [leaf(
            "aaa/acls",
            "1/permission",
            plain("read"),
            plain("write")
        )]
    );
}

#[test]
fn an_object_that_came_is_told_in_its_list_with_its_name() {
    let told = one(json!({
        "type": "create", "path": "/api/configuration/policies/time_policies/99ab12cd34ef56ab78cd90",
        "new_value": { "name": "nights", "Mon": [["20:00", "23:59"]] }
    }));
    assert_eq!(told.place, ["policies", "time_policies"]);
    assert_eq!(
        told.path,
        "/api/configuration/policies/time_policies/99ab12cd34ef56ab78cd90"
    );
    assert_eq!(
        told.effect,
        Effect::Added {
            name: Some("nights".to_owned()),
            value: plain(r#"{"name":"nights","Mon":[["20:00","23:59"]]}"#),
        }
    );
}

#[test]
fn an_object_that_went_is_told_by_its_key_if_it_has_no_name() {
    for old_value in [json!(null), json!({ "members": [] }), json!("text")] {
        let told = one(json!({
            "type": "delete", "path": "aaa/local_database/groups/ca2dc8573000082ee6b5c8", "old_value": old_value
        }));
        assert_eq!(told.place, ["aaa", "local_database", "groups"]);
        let Effect::Removed { name, .. } = told.effect else {
            panic!("removed")
        };
        assert_eq!(name.as_deref(), Some("ca2dc8573000082ee6b5c8"));
    }
    let told = one(json!({ "type": "delete", "path": "/api/user/api_keys/2dde93c0" }));
    assert_eq!(told.place, ["user", "api_keys"]);
    assert_eq!(
        told.effect,
        Effect::Removed {
            name: Some("2dde93c0".to_owned()),
            value: Shown::Nothing
        }
    );
}

#[test]
fn a_member_that_came_or_went_is_a_change_of_its_resource() {
    let path = "/api/configuration/rdp/options/channel_database_cleanup/days";
    let came = told(json!({ "type": "create", "path": path, "new_value": 30 }));
    assert_eq!(
        leaves(&came),
        [leaf(
            "rdp/options",
            "channel_database_cleanup/days",
            Shown::Nothing,
            plain("30")
        )]
    );
    let went = told(json!({ "type": "delete", "path": path, "old_value": 30 }));
    assert_eq!(
        leaves(&went),
        [leaf(
            "rdp/options",
            "channel_database_cleanup/days",
            plain("30"),
            Shown::Nothing
        )]
    );
    let object = told(
        json!({ "type": "create", "path": "rdp/options#service", "new_value": { "a": 1, "b": {} } }),
    );
    assert_eq!(
        leaves(&object),
        [
            leaf("rdp/options", "service/a", Shown::Nothing, plain("1")),
            leaf("rdp/options", "service/b", Shown::Nothing, plain("{}")),
        ]
    );
}

#[test]
fn unknown_kinds_and_missing_members_still_render() {
    let told = one(
        json!({ "type": "rename", "path": "/api/configuration/ssh/connections/k1", "to": "x" }),
    );
    assert_eq!(
        told.effect,
        Effect::Other {
            kind: "rename".to_owned()
        }
    );
    assert_eq!(told.place, ["ssh", "connections", "k1"]);
    assert_eq!(told.raw["to"], "x");
    for entry in [
        json!({}),
        json!({ "type": "create" }),
        json!({ "type": "delete", "path": "/" }),
        json!({ "type": "replace" }),
        json!({ "type": "reorder", "path": "/api" }),
        json!(null),
        json!([1]),
    ] {
        let told = one(entry.clone());
        assert!(told.place.is_empty());
        assert_eq!(told.raw, entry);
    }
}

#[test]
fn a_change_that_is_none_is_reported_with_equal_sides() {
    let none = told(
        json!({ "type": "replace", "path": "management/webinterface", "old_value": { "timeout": 10 }, "new_value": { "timeout": 10 } }),
    );
    let shown = plain(r#"{"timeout":10}"#);
    assert_eq!(
        leaves(&none),
        [leaf("management/webinterface", "", shown.clone(), shown)]
    );
}
