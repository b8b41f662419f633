//! Looking for somebody else's lock without keeping it, and our own lock in the others' eyes.

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
use sps_workbench::Moment;
use sps_workbench::lock::{LockAt, Look, look, opening_locks, others_may_wait};
use support::{Step, client, lost, refusal, step, transaction};

const TRANSACTION: &str = "/api/transaction";

fn ok(method: &'static str, path: &'static str, body: Value) -> Step {
    step(method, path, 200, body)
}

/// Looks once with these answers; every one of them is asked for.
fn found(at: LockAt, script: impl IntoIterator<Item = Step>) -> Result<Look, Error> {
    let client = client(script);
    let found = block_on(look(&client, at));
    assert!(client.transport().is_finished(), "{found:?}");
    assert_eq!(
        client.transport().count("PUT", TRANSACTION),
        0,
        "nothing is committed"
    );
    found
}

#[test]
fn where_opening_locks_an_empty_transaction_is_opened_and_let_go() {
    let free = found(
        LockAt::Opening,
        [
            transaction("closed"),
            ok("POST", TRANSACTION, json!({})),
            ok("GET", "/api/transaction/changes", json!({ "changes": [] })),
            ok("DELETE", TRANSACTION, json!({})),
        ],
    );
    assert_eq!(free.unwrap(), Look::Free);
    let held = found(
        LockAt::Opening,
        [
            transaction("closed"),
            step("POST", TRANSACTION, 409, refusal("ConfigurationLocked")),
        ],
    );
    assert_eq!(held.unwrap(), Look::Held);
}

#[test]
fn what_another_tab_staged_meanwhile_is_not_rolled_back() {
    let change =
        json!({ "type": "replace", "path": "network/dns", "old_value": 1, "new_value": 2 });
    let free = found(
        LockAt::Opening,
        [
            transaction("closed"),
            ok("POST", TRANSACTION, json!({})),
            ok(
                "GET",
                "/api/transaction/changes",
                json!({ "changes": [change] }),
            ),
        ],
    );
    assert_eq!(free.unwrap(), Look::Free);
    // A transaction of this session is the lock itself.
    let own = found(LockAt::Opening, [transaction("open")]);
    assert_eq!(own.unwrap(), Look::Free);
}

#[test]
fn where_the_commit_locks_a_look_only_reads_and_cannot_tell() {
    for status in ["open", "closed", "committing"] {
        let found = found(LockAt::Commit, [transaction(status)]);
        assert_eq!(found.unwrap(), Look::Unknown, "{status}");
    }
    let ended = step("GET", TRANSACTION, 401, refusal("Unauthenticated"));
    assert!(matches!(
        found(LockAt::Commit, [ended]),
        Err(Error::SessionEnded(_))
    ));
    let none = [transaction("closed"), lost("POST", TRANSACTION)];
    assert!(matches!(
        found(LockAt::Opening, none),
        Err(Error::Transport(_))
    ));
}

#[test]
fn old_versions_lock_when_a_transaction_is_opened_and_others_show_it() {
    for (version, locks) in [
        (Some("5.7.0"), true),
        (Some("6.0.5"), true),
        (Some("6.9.2"), false),
        (Some("6.13.1"), false),
        (Some("8.0.0"), false),
        (Some("60.0"), false),
        (Some("five"), false),
        (None, false),
    ] {
        assert_eq!(opening_locks(version, false), locks, "{version:?}");
        assert!(opening_locks(version, true), "{version:?}");
    }
}

#[test]
fn after_five_minutes_without_a_change_others_are_thought_of() {
    let change = Moment(1_000.0);
    assert!(!others_may_wait(change, Moment(300_999.0)));
    assert!(others_may_wait(change, Moment(301_000.0)));
    assert!(!others_may_wait(change, Moment(0.0)));
}
