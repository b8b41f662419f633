//! API keys deleted and committed in one go, and the guard that counts what else a commit would activate.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use pollster::block_on;
use serde_json::{Value, json};
use sps_client::Error;
use sps_workbench::{CommitOutcome, Finding, delete_and_activate, own_changes_only};
use support::{Step, change, client, lost, refusal, step, transaction};

const KEYS: &str = "/api/user/api_keys";
const KEY: &str = "/api/user/api_keys/2dde93c0";
const TRANSACTION: &str = "/api/transaction";

fn opened() -> Step {
    step("POST", TRANSACTION, 200, json!({ "meta": {} }))
}

fn committed() -> Step {
    step("PUT", TRANSACTION, 200, json!({ "meta": {} }))
}

fn listed(keys: &[&str]) -> Step {
    let items: Vec<Value> = keys
        .iter()
        .map(|key| json!({ "key": key, "body": { "name": "n" }, "meta": {} }))
        .collect();
    step("GET", KEYS, 200, json!({ "items": items, "meta": {} }))
}

#[test]
fn a_deleted_key_is_gone_after_the_commit() {
    let deleted = || step("DELETE", KEY, 200, json!({ "meta": {} }));
    let run = |script: Vec<Step>| {
        let client = client(script);
        let outcome = block_on(delete_and_activate(&client, "2dde93c0", None, |_| {}));
        assert!(client.transport().is_finished());
        assert!(client.transport().count("PUT", TRANSACTION) <= 1);
        assert!(client.transport().count("DELETE", KEY) <= 1);
        outcome
    };
    let outcome = run(vec![
        transaction("closed"),
        opened(),
        deleted(),
        transaction("open"),
        committed(),
        transaction("closed"),
    ]);
    assert_eq!(outcome, Ok(CommitOutcome::Committed));
    let outcome = run(vec![
        transaction("open"),
        deleted(),
        transaction("closed"),
        listed(&[]),
    ]);
    assert_eq!(outcome, Ok(CommitOutcome::Committed));
    let outcome = run(vec![
        transaction("open"),
        deleted(),
        transaction("closed"),
        listed(&["2dde93c0"]),
    ]);
    assert!(
        matches!(
            outcome,
            Ok(CommitOutcome::Unknown {
                finding: Finding::NotCommitted,
                ..
            })
        ),
        "{outcome:?}"
    );
    let outcome = run(vec![
        transaction("open"),
        step("DELETE", KEY, 404, refusal("NotFound")),
    ]);
    assert!(matches!(outcome, Err(Error::NotFound(_))), "{outcome:?}");
    let outcome = run(vec![transaction("open"), lost("DELETE", KEY)]);
    assert!(matches!(outcome, Err(Error::Transport(_))), "{outcome:?}");
}

#[test]
fn everything_that_is_no_api_key_counts_as_other_work() {
    let paths = [
        ("/api/user/api_keys/k", 0),
        ("user/api_keys/k", 0),
        ("/user/api_keys#k", 0),
        ("/api/user/api_keys", 0),
        ("/api/user/password", 1),
        ("/api/configuration/user/api_keys/k", 1),
        ("/api/configuration/ssh/connections/k", 1),
        ("/api/user/api_keys_of_others/k", 1),
        ("", 1),
    ];
    for (path, others) in paths {
        assert_eq!(
            own_changes_only(&[change(json!({ "type": "create", "path": path }))]),
            others,
            "{path}"
        );
    }
    let all: Vec<_> = paths
        .iter()
        .map(|(path, _)| change(json!({ "type": "create", "path": path })))
        .collect();
    assert_eq!(own_changes_only(&all), 5);
}
