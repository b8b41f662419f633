//! Where the changelog's entries belong: every spelling of a path, the end of a resource, groups by place.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use serde_json::json;
use sps_workbench::{by_place, tell};
use support::change;
use support::telling::{leaf, leaves, one, plain, told};

#[test]
fn every_spelling_of_a_path_means_the_same_place() {
    for path in [
        "/api/configuration/aaa/settings/backend/expiration_days",
        "api/configuration/aaa/settings/backend/expiration_days",
        "/configuration/aaa/settings/backend/expiration_days",
        "configuration/aaa/settings/backend/expiration_days",
        "/aaa/settings/backend/expiration_days",
        "aaa/settings/backend/expiration_days",
        "/api/configuration/aaa/settings#backend/expiration_days",
        "/api/configuration/aaa/settings#/backend/expiration_days",
        "aaa/settings#backend/expiration_days",
        "#aaa/settings/backend/expiration_days",
    ] {
        let told = one(json!({ "type": "replace", "path": path, "old_value": 0, "new_value": 30 }));
        assert_eq!(told.path, "/api/configuration/aaa/settings", "{path}");
        assert_eq!(
            leaves(&[told]),
            [leaf(
                "aaa/settings",
                "backend/expiration_days",
                plain("0"),
                plain("30")
            )],
            "{path}"
        );
    }
}

#[test]
fn the_documented_tree_tells_where_a_resource_ends() {
    // (path, place, member)
    let table = [
        (
            "/api/configuration/management/webinterface/timeout",
            "management/webinterface",
            "timeout",
        ),
        (
            "/api/configuration/management/snmp/trap/version/value/server/value",
            "management/snmp/trap",
            "version/value/server/value",
        ),
        (
            "/api/configuration/datetime/timezone",
            "datetime/timezone",
            "",
        ),
        (
            "/api/configuration/aaa/acls/0/permission",
            "aaa/acls",
            "0/permission",
        ),
        (
            "/api/configuration/policies/time_policies/-100/Mon",
            "policies/time_policies/-100",
            "Mon",
        ),
        (
            "/api/configuration/ssh/connections/k1/rate_limit/enabled",
            "ssh/connections/k1",
            "rate_limit/enabled",
        ),
        (
            "/api/configuration/rdp/options/service/enabled",
            "rdp/options",
            "service/enabled",
        ),
        (
            "/api/configuration/network/nics/nic1#interfaces/i1/addresses/1",
            "network/nics/nic1",
            "interfaces/i1/addresses/1",
        ),
        (
            "/api/configuration/new_feature/limits/most",
            "new_feature/limits",
            "most",
        ),
        (
            "/api/configuration/ssh/connections/ssh-rsa-10.40.0.28%3A22/name",
            "ssh/connections/ssh-rsa-10.40.0.28:22",
            "name",
        ),
        ("/api/cluster/interface/role", "cluster/interface", "role"),
        ("cluster/nodes/6d0f-1/role", "cluster/nodes/6d0f-1", "role"),
    ];
    for (path, place, member) in table {
        let told =
            told(json!({ "type": "replace", "path": path, "old_value": "a", "new_value": "b" }));
        assert_eq!(
            leaves(&told),
            [leaf(place, member, plain("a"), plain("b"))],
            "{path}"
        );
    }
    let told = one(
        json!({ "type": "replace", "path": "/api/configuration/ssh/connections/a%3A22/name", "old_value": "a", "new_value": "b" }),
    );
    assert_eq!(
        told.path, "/api/configuration/ssh/connections/a%3A22",
        "the address keeps its escapes"
    );
}

#[test]
fn places_come_in_the_order_of_their_first_change_and_nothing_is_lost() {
    let entries = [
        json!({ "type": "replace", "path": "/api/configuration/management/webinterface/timeout", "old_value": 10, "new_value": 20 }),
        json!({ "type": "create", "path": "/api/configuration/ssh/connections/k3", "new_value": { "name": "three" } }),
        json!({ "type": "replace", "path": "management/webinterface#banner", "old_value": "", "new_value": "x" }),
        json!({ "type": "reorder", "path": "/api/configuration/ssh/connections", "old_order": ["k1"], "new_order": ["k1"] }),
        json!({ "type": "create", "path": "/api/user/api_keys/u1", "new_value": { "name": "ci" } }),
    ];
    let changes: Vec<_> = entries.into_iter().map(change).collect();
    let groups = by_place(tell(&changes));
    let summary: Vec<_> = groups
        .iter()
        .map(|group| {
            (
                group.path.as_str(),
                group.place.join("/"),
                group.changes.len(),
            )
        })
        .collect();
    assert_eq!(
        summary,
        [
            (
                "/api/configuration/management/webinterface",
                "management/webinterface".to_owned(),
                2
            ),
            (
                "/api/configuration/ssh/connections",
                "ssh/connections".to_owned(),
                2
            ),
            ("/api/user/api_keys", "user/api_keys".to_owned(), 1),
        ]
    );
}
