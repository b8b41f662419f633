//! In which sequence the writes of an undo are sent, and what becomes of keys, names and orders.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use serde_json::json;
use sps_workbench::undo::{KeyMap, Limits, Read, Reading, Reason, Verdict, Write, prepare, reads};
use support::change;
use support::edits::ROOT;
use support::preparing::{inexact, undo, verdicts, writes};

#[test]
fn what_was_made_is_deleted_last_and_in_the_right_sequence() {
    let (policy, connection) = ("a0000000000000000001", "a0000000000000000002");
    let entries = [
        json!({ "type": "create", "path": format!("ssh/channel_policies/{policy}"), "new_value": { "name": "p" } }),
        json!({ "type": "create", "path": format!("ssh/connections/{connection}"), "new_value": { "name": "c", "channel_policy": policy } }),
        json!({ "type": "replace", "path": "ssh/connections/k1/channel_policy", "old_value": "old0000000000000001", "new_value": policy }),
    ];
    let now =
        json!({ "name": "k1", "channel_policy": { "key": policy, "meta": { "href": "/x" } } });
    let undo = undo(&entries, &[("ssh/connections/k1", now)]);
    assert!(undo.is_exact());
    assert_eq!(
        writes(&undo),
        [
            "PUT ssh/connections/k1".to_owned(),
            format!("DELETE ssh/connections/{connection}"),
            format!("DELETE ssh/channel_policies/{policy}"),
        ]
    );
}

#[test]
fn what_was_deleted_is_made_before_it_is_referred_to_and_gets_a_new_key() {
    let key = "a0000000000000000001";
    let entries = [
        json!({ "type": "replace", "path": "ssh/connections/k1/channel_policy", "old_value": key, "new_value": "other" }),
        json!({ "type": "delete", "path": format!("ssh/channel_policies/{key}"), "old_value": { "name": "p", "time_policy": { "key": "-100", "meta": { "href": "/x" } } } }),
        json!({ "type": "delete", "path": "ssh/connections/b0000000000000000001", "old_value": { "name": "c", "channel_policy": key } }),
    ];
    let undo = undo(
        &entries,
        &[("ssh/connections/k1", json!({ "channel_policy": "other" }))],
    );
    let new_key = Limits {
        new_key: true,
        ..Limits::default()
    };
    assert_eq!(
        verdicts(&undo),
        [
            inexact(new_key.clone()),
            inexact(new_key),
            // Connections are matched from the top: where it stood is not known.
            inexact(Limits {
                new_key: true,
                loses_place: true,
                ..Limits::default()
            }),
        ]
    );
    assert_eq!(
        writes(&undo),
        [
            "POST ssh/channel_policies",
            "POST ssh/connections",
            "PUT ssh/connections/k1"
        ]
    );
    assert_eq!(
        undo.steps[0].write.body,
        Some(json!({ "name": "p", "time_policy": "-100" }))
    );
    let mut keys = KeyMap::default();
    keys.learn(&undo.steps[0], "NEW");
    assert_eq!(keys.new_key(key), Some("NEW"));
    let mapped: Write = keys.applied(&undo.steps[2].write);
    assert_eq!(mapped.body, Some(json!({ "channel_policy": "NEW" })));
}

#[test]
fn a_name_is_given_when_it_is_free() {
    let entries = [
        json!({ "type": "delete", "path": "policies/user_lists/a0000000000000000001", "old_value": { "name": "n" } }),
        json!({ "type": "create", "path": "policies/user_lists/a0000000000000000002", "new_value": { "name": "n" } }),
        json!({ "type": "replace", "path": "policies/user_lists/a0000000000000000003", "old_value": { "name": "m" }, "new_value": { "name": "k" } }),
        json!({ "type": "create", "path": "policies/user_lists/a0000000000000000004", "new_value": { "name": "m" } }),
    ];
    let undone = undo(
        &entries,
        &[(
            "policies/user_lists/a0000000000000000003",
            json!({ "name": "k" }),
        )],
    );
    let order = writes(&undone);
    let place = |text: &str| order.iter().position(|write| write.contains(text)).unwrap();
    assert!(
        place("DELETE policies/user_lists/a0000000000000000002") < place("POST"),
        "{order:?}"
    );
    assert!(
        place("DELETE policies/user_lists/a0000000000000000004") < place("PUT"),
        "{order:?}"
    );
    // Two objects that swapped their names wait for each other.
    let swapped = [
        json!({ "type": "replace", "path": "policies/user_lists/a1/name", "old_value": "x", "new_value": "y" }),
        json!({ "type": "replace", "path": "policies/user_lists/a2/name", "old_value": "y", "new_value": "x" }),
    ];
    let undone = undo(
        &swapped,
        &[
            ("policies/user_lists/a1", json!({ "name": "y" })),
            ("policies/user_lists/a2", json!({ "name": "x" })),
        ],
    );
    assert_eq!(
        verdicts(&undone),
        [
            Verdict::Cannot(Reason::Circular),
            Verdict::Cannot(Reason::Circular)
        ]
    );
    assert!(undone.steps.is_empty());
}

#[test]
fn an_order_is_written_last_and_names_what_is_there() {
    let entries = [
        json!({ "type": "delete", "path": "ssh/connections/a0000000000000000009", "old_value": { "name": "nine" } }),
        json!({ "type": "create", "path": "ssh/connections/a0000000000000000008", "new_value": { "name": "eight" } }),
        json!({ "type": "reorder", "path": "ssh/connections", "old_order": ["k1", "k2", "k3"], "new_order": ["k3", "k1", "k2"] }),
    ];
    let changes = entries.map(change);
    let list = format!("{ROOT}/ssh/connections");
    assert_eq!(reads(&changes), [Read::List(list.clone())]);
    let keys = ["k3", "a0000000000000000008", "k1", "theirs", "k2"]
        .map(ToOwned::to_owned)
        .to_vec();
    let reading = |can_order| {
        [Reading::List {
            path: list.clone(),
            keys: keys.clone(),
            can_order,
        }]
    };
    let undo = prepare(&changes, &reading(true));
    assert_eq!(
        writes(&undo),
        [
            "POST ssh/connections",
            "DELETE ssh/connections/a0000000000000000008",
            "PUT ssh/connections"
        ]
    );
    assert_eq!(
        undo.steps[2].write.body,
        Some(json!({ "@order": ["k1", "k2", "theirs", "k3", "a0000000000000000009"] }))
    );
    assert_eq!(undo.items[2].verdict, Verdict::Exact);
    let fixed = prepare(&changes, &reading(false));
    assert_eq!(fixed.items[2].verdict, Verdict::Cannot(Reason::OrderFixed));
    assert_eq!(fixed.steps.len(), 2);
}

#[test]
fn what_comes_back_into_an_ordered_map_may_lose_its_place() {
    let path = "network/nics/nic1";
    let now = json!({ "interfaces": { "@order": ["a", "c"], "a": 1, "c": 3 } });
    let per_leaf =
        json!({ "type": "delete", "path": format!("{path}/interfaces/b"), "old_value": 2 });
    let undone = undo(&[per_leaf], &[(path, now.clone())]);
    assert_eq!(
        verdicts(&undone),
        [inexact(Limits {
            loses_place: true,
            ..Limits::default()
        })]
    );
    assert_eq!(
        undone.steps[0].write.body,
        Some(json!({ "interfaces": { "@order": ["a", "c", "b"], "a": 1, "c": 3, "b": 2 } }))
    );
    let per_object = json!({ "type": "replace", "path": path,
        "old_value": { "interfaces": { "@order": ["a", "b", "c"], "a": 1, "b": 2, "c": 3 } }, "new_value": now });
    let undone = undo(&[per_object], &[(path, now)]);
    assert!(undone.is_exact());
    assert_eq!(
        undone.steps[0].write.body.as_ref().unwrap()["interfaces"]["@order"],
        json!(["a", "b", "c"])
    );
}

#[test]
fn keys_in_paths_stay_encoded() {
    let entry = json!({ "type": "create", "path": "/api/configuration/ssh/hosts/ssh-rsa%2010.0.0.1%3A22", "new_value": {} });
    assert_eq!(
        writes(&undo(&[entry], &[])),
        ["DELETE ssh/hosts/ssh-rsa%2010.0.0.1%3A22"]
    );
}
