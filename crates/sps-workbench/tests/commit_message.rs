//! Whether a commit message is needed, and the first version of one.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use serde_json::{Value, json};
use sps_client::{Change, MessageRule, TransactionState, TransactionStatus};
use sps_workbench::changes::Siblings;
use sps_workbench::commit::draft_message_with;
use sps_workbench::{MessageNeed, draft_message, message_need};
use support::change;

#[test]
fn the_transaction_is_believed_before_the_setting() {
    use MessageNeed::{Optional, Required, Unknown};
    let table = [
        (MessageRule::Required, Some(false), Required),
        (MessageRule::Required, None, Required),
        (MessageRule::Optional, Some(true), Optional),
        (MessageRule::Unknown, Some(true), Required),
        (MessageRule::Unknown, Some(false), Optional),
        (MessageRule::Unknown, None, Unknown),
    ];
    for (commit_message, setting, need) in table {
        let state = TransactionState {
            status: TransactionStatus::Open,
            commit_message,
            has_changes_link: true,
        };
        assert_eq!(
            message_need(&state, setting),
            need,
            "{commit_message:?} {setting:?}"
        );
    }
}

fn changes(entries: impl IntoIterator<Item = Value>) -> Vec<Change> {
    entries.into_iter().map(change).collect()
}

#[test]
fn the_draft_says_what_changes() {
    let table = [
        (vec![], ""),
        (
            vec![
                json!({ "type": "replace", "path": "/api/configuration/management/webinterface/timeout", "old_value": 10, "new_value": 20 }),
            ],
            "Change management/webinterface: timeout from 10 to 20",
        ),
        (
            vec![
                json!({ "type": "create", "path": "policies/time_policies/99ab", "new_value": { "name": "nights" } }),
                json!({ "type": "delete", "path": "policies/time_policies/99ac", "old_value": { "name": "days" } }),
                json!({ "type": "reorder", "path": "ssh/connections", "old_order": ["a", "b"], "new_order": ["b", "a"] }),
            ],
            "Add nights, remove days: policies/time_policies; move b above a: ssh/connections",
        ),
        (
            vec![
                json!({ "type": "replace", "path": "ssh/connections/8348340645707e2575e3c6",
                "old_value": { "name": "prod", "active": true }, "new_value": { "name": "prod", "active": false } }),
            ],
            "Change connections/prod: active off",
        ),
        (
            vec![
                json!({ "type": "replace", "path": "aaa/settings", "old_value": { "a": 1, "b": 1, "c": 1, "d": "x", "e": 1 },
                "new_value": { "a": 2, "b": 2, "c": 2, "d": "y", "e": 2 } }),
            ],
            "Change aaa/settings: a from 1 to 2, b from 1 to 2, c from 1 to 2 and 2 more",
        ),
        (
            vec![
                json!({ "type": "replace", "path": "aaa/local_database/users/u1/password", "old_value": "a", "new_value": "b" }),
            ],
            "Change users/u1: password replaced",
        ),
        (
            vec![
                json!({ "type": "replace", "path": "datetime/timezone", "old_value": "UTC", "new_value": "Europe/Budapest" }),
            ],
            "Change datetime/timezone: value from UTC to Europe/Budapest",
        ),
    ];
    for (entries, message) in table.into_iter().chain(moves_and_switches()) {
        assert_eq!(draft_message(&changes(entries)), message);
    }
}

#[test]
fn names_that_the_caller_knows_stand_for_keys() {
    let (one, other) = ("8348340645707e2575e3c6", "8348340645707e2575e3c7");
    let names = [
        (one.to_owned(), "default".to_owned()),
        (other.to_owned(), "ops".to_owned()),
    ];
    let siblings = [Siblings {
        path: "/api/configuration/rdp/connections",
        names: &names,
    }];
    let entries = changes([
        json!({ "type": "reorder", "path": "rdp/connections", "old_order": [one, other], "new_order": [other, one] }),
        json!({ "type": "replace", "path": format!("rdp/connections/{one}/active"), "old_value": true, "new_value": false }),
    ]);
    assert_eq!(
        draft_message_with(&entries, &siblings),
        "Move ops above default: rdp/connections; change connections/default: active off"
    );
}

fn moves_and_switches() -> Vec<(Vec<Value>, &'static str)> {
    let reorder = |old: &[&str], new: &[&str]| {
        vec![
            json!({ "type": "reorder", "path": "rdp/connections", "old_order": old, "new_order": new }),
        ]
    };
    vec![
        (
            vec![
                json!({ "type": "replace", "path": "aaa/settings/backend/cracklib_enabled", "old_value": false, "new_value": true }),
                reorder(&["default", "ops"], &["ops", "default"]).remove(0),
            ],
            "Change aaa/settings: backend.cracklib_enabled on; move ops above default: rdp/connections",
        ),
        (
            reorder(&["a", "b", "c"], &["b", "c", "a"]),
            "Move a below c: rdp/connections",
        ),
        (
            reorder(&["a", "b", "c"], &["c", "b", "a"]),
            "Reorder: rdp/connections",
        ),
        (
            reorder(
                &["8348340645707e2575e3c6", "8348340645707e2575e3c7"],
                &["8348340645707e2575e3c7", "8348340645707e2575e3c6"],
            ),
            "Reorder: rdp/connections",
        ),
        (
            vec![
                json!({ "type": "replace", "path": "policies/user_lists/u1/users", "old_value": ["a", "b"], "new_value": ["b", "a"] }),
            ],
            "Change user_lists/u1: users move b above a",
        ),
        (
            vec![
                json!({ "type": "replace", "path": "ssh/options/service/enabled", "old_value": null, "new_value": false }),
                json!({ "type": "replace", "path": "ssh/options/days", "old_value": 3, "new_value": 3 }),
            ],
            "Change ssh/options: service.enabled off, days unchanged",
        ),
    ]
}

#[test]
fn the_draft_is_one_line_of_at_most_200_characters() {
    let many = changes((0..500).map(|number| {
        json!({ "type": "replace", "path": format!("ssh/connections/k{number}/name"), "old_value": "a", "new_value": "b\nc" })
    }));
    let message = draft_message(&many);
    assert!(message.chars().count() <= 200, "{message}");
    assert!(!message.contains(char::is_control), "{message}");
    let told = message.matches("name from").count();
    assert!(
        told > 1 && message.ends_with(&format!("; {} more changes", 500 - told)),
        "{message}"
    );

    let long = changes([
        json!({ "type": "create", "path": "ssh/connections/k", "new_value": { "name": "é".repeat(300) } }),
    ]);
    assert_eq!(draft_message(&long).chars().count(), 200);
    let both: Vec<Change> = long.into_iter().chain(many).collect();
    let message = draft_message(&both);
    assert!(
        message.chars().count() <= 200 && message.ends_with("; 500 more changes"),
        "{message}"
    );
}

#[test]
fn only_a_first_phrase_is_ever_cut() {
    for width in 1..60 {
        let value = "v".repeat(width);
        let many = changes((0..20).map(|number| {
            json!({ "type": "create", "path": format!("list{number}/items/k"), "new_value": { "name": value } })
        }));
        let message = draft_message(&many);
        assert!(!message.contains('…'), "{message}");
        assert!(
            message.chars().count() <= 200 && message.contains("more change"),
            "{message}"
        );
    }
}
