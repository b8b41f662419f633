//! Answers that were lost: what is read afterwards, and what may be said then. Nothing is sent again.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use pollster::block_on;
use serde_json::{Value, json};
use sps_client::{Change, Client, Error, Transport};
use sps_workbench::commit::settle;
use sps_workbench::stage::{DraftStaged, Staged, stage_draft};
use sps_workbench::{Draft, Finding, Pointer, StageError, roll_back};
use support::{Step, client, lost, refusal, step, transaction};

const TRANSACTION: &str = "/api/transaction";
const DNS: &str = "/api/configuration/network/dns";
const POLICIES: &str = "/api/configuration/policies/time_policies";

fn changes(entries: Value) -> Vec<Change> {
    let body = json!({ "changes": entries });
    let client = client([step("GET", "/api/transaction/changes", 200, body)]);
    block_on(client.changes()).unwrap()
}

/// Primary changes from .1 to .2, secondary from .3 to .4.
fn two() -> Vec<Change> {
    changes(json!([
        { "type": "replace", "path": format!("{DNS}/primary"), "old_value": "192.0.2.1", "new_value": "192.0.2.2" },
        { "type": "replace", "path": format!("{DNS}/secondary"), "old_value": "192.0.2.3", "new_value": "192.0.2.4" },
    ]))
}

fn dns(primary: &str, secondary: &str) -> Step {
    let body = json!({ "key": "dns", "body": { "primary": primary, "secondary": secondary }, "meta": { "href": DNS } });
    step("GET", DNS, 200, body)
}

fn settled(changes: &[Change], same: bool, script: impl IntoIterator<Item = Step>) -> Finding {
    let client = client(script);
    let found = block_on(settle(&client, changes, same)).unwrap();
    assert!(client.transport().is_finished(), "{found:?}");
    let sent = client.transport().sent();
    assert!(
        sent.iter().all(|sent| sent.method == "GET"),
        "nothing is written: {sent:?}"
    );
    found
}

#[test]
fn in_the_same_session_the_transaction_decides_and_values_may_contradict() {
    let changes = two();
    assert_eq!(
        settled(&changes, true, [transaction("open")]),
        Finding::NotCommitted
    );
    let done = [transaction("closed"), dns("192.0.2.2", "192.0.2.4")];
    assert_eq!(settled(&changes, true, done), Finding::Committed);
    // Closed, and everything is as before: it was not the commit that closed it.
    let as_before = [transaction("closed"), dns("192.0.2.1", "192.0.2.3")];
    assert_eq!(settled(&changes, true, as_before), Finding::NotCommitted);
    // Somebody changed one of them since: the closed transaction is the better witness.
    let moved = [transaction("closed"), dns("198.51.100.9", "192.0.2.4")];
    assert_eq!(settled(&changes, true, moved), Finding::Committed);
    let unread = [
        transaction("closed"),
        step("GET", DNS, 403, refusal("Unauthorized")),
    ];
    assert_eq!(settled(&changes, true, unread), Finding::Committed);
}

#[test]
fn in_another_session_a_closed_transaction_proves_nothing() {
    let changes = two();
    for (live, expected) in [
        (dns("192.0.2.2", "192.0.2.4"), Finding::Committed),
        (dns("192.0.2.1", "192.0.2.3"), Finding::NotCommitted),
        (dns("192.0.2.1", "192.0.2.4"), Finding::CannotTell),
        (dns("198.51.100.9", "198.51.100.9"), Finding::CannotTell),
        (
            step("GET", DNS, 403, refusal("Unauthorized")),
            Finding::CannotTell,
        ),
    ] {
        assert_eq!(
            settled(&changes, false, [transaction("closed"), live]),
            expected
        );
    }
    // Inside of another transaction nothing live can be read.
    assert_eq!(
        settled(&changes, false, [transaction("open")]),
        Finding::CannotTell
    );
}

#[test]
fn objects_that_came_and_went_tell() {
    let changes = changes(json!([
        { "type": "create", "path": format!("{POLICIES}/new"), "new_value": { "name": "night" } },
        { "type": "delete", "path": format!("{POLICIES}/old"), "old_value": { "name": "day" } },
    ]));
    let there = |key: &'static str| {
        let path: &'static str = format!("{POLICIES}/{key}").leak();
        step(
            "GET",
            path,
            200,
            json!({ "key": key, "body": { "name": key } }),
        )
    };
    let gone = |key: &'static str| {
        let path: &'static str = format!("{POLICIES}/{key}").leak();
        step("GET", path, 404, refusal("NotFound"))
    };
    let closed = || transaction("closed");
    assert_eq!(
        settled(&changes, false, [closed(), there("new"), gone("old")]),
        Finding::Committed
    );
    assert_eq!(
        settled(&changes, false, [closed(), gone("new"), there("old")]),
        Finding::NotCommitted
    );
    assert_eq!(
        settled(&changes, false, [closed(), there("new"), there("old")]),
        Finding::CannotTell
    );
}

#[test]
fn secrets_tell_nothing() {
    let changes = changes(json!([
        { "type": "replace", "path": format!("{DNS}/password"), "old_value": "****", "new_value": "****" },
    ]));
    let read = step(
        "GET",
        DNS,
        200,
        json!({ "key": "dns", "body": { "password": "****" } }),
    );
    let script = [transaction("closed"), read];
    assert_eq!(settled(&changes, false, script), Finding::CannotTell);
}

#[test]
fn without_an_answer_nothing_is_said() {
    let client = client([transaction("closed"), lost("GET", DNS)]);
    let found = block_on(settle(&client, &two(), true));
    assert!(matches!(found, Err(Error::Transport(_))), "{found:?}");
}

/// An edit of `base` to `body`.
fn staged<T: Transport>(
    client: &Client<T>,
    base: &Value,
    body: &Value,
) -> Result<Staged, StageError> {
    let mut draft = Draft::new(base.clone());
    assert!(draft.set(&Pointer::root(), body.clone()));
    match block_on(stage_draft(client, DNS, &draft, false))? {
        DraftStaged::Staged { staged, .. } => Ok(*staged),
        DraftStaged::Moved(_) => panic!("nobody else changed it"),
    }
}

#[test]
fn a_lost_answer_to_a_write_is_found_out_by_reading() {
    let base = json!({ "primary": "192.0.2.1", "secondary": "192.0.2.3" });
    let body = json!({ "primary": "192.0.2.2", "secondary": "192.0.2.3" });
    let play = |after: Vec<Step>| {
        let mut script = vec![dns("192.0.2.1", "192.0.2.3"), lost("PUT", DNS)];
        script.extend(after);
        let client = client(script);
        let staged = staged(&client, &base, &body);
        assert!(client.transport().is_finished(), "{staged:?}");
        assert_eq!(
            client.transport().count("PUT", DNS),
            1,
            "a write is sent once"
        );
        staged
    };
    let staged = play(vec![transaction("open"), dns("192.0.2.2", "192.0.2.3")]);
    assert!(staged.unwrap().ignored.is_empty());
    let not = play(vec![transaction("open"), dns("192.0.2.1", "192.0.2.3")]);
    assert!(
        matches!(not, Err(StageError::NotStaged(Error::Transport(_)))),
        "{not:?}"
    );
    let gone = play(vec![transaction("closed")]);
    assert!(matches!(gone, Err(StageError::NotStaged(_))), "{gone:?}");
    let other = play(vec![transaction("open"), dns("198.51.100.9", "192.0.2.3")]);
    assert!(matches!(other, Err(StageError::Unknown(_))), "{other:?}");
    let silent = play(vec![lost("GET", TRANSACTION)]);
    assert!(matches!(silent, Err(StageError::Unknown(_))), "{silent:?}");
}

#[test]
fn what_was_taken_out_is_not_called_staged_while_it_is_there() {
    let base = json!({ "primary": "192.0.2.1", "secondary": "192.0.2.3" });
    let body = json!({ "primary": "192.0.2.1" });
    let client = client([
        dns("192.0.2.1", "192.0.2.3"),
        lost("PUT", DNS),
        transaction("open"),
        dns("192.0.2.1", "192.0.2.3"),
    ]);
    let not = staged(&client, &base, &body);
    assert!(matches!(not, Err(StageError::NotStaged(_))), "{not:?}");
}

#[test]
fn a_refused_write_is_not_looked_into() {
    let client = client([
        dns("192.0.2.1", "192.0.2.3"),
        step("PUT", DNS, 400, refusal("SemanticError")),
    ]);
    let base = json!({ "primary": "192.0.2.1", "secondary": "192.0.2.3" });
    let refused = staged(&client, &base, &json!({ "primary": "x" }));
    assert!(matches!(refused, Err(StageError::Write(_))), "{refused:?}");
    assert!(client.transport().is_finished());
}

#[test]
fn a_lost_answer_to_a_roll_back_is_found_out_too() {
    let play = |script: Vec<Step>| {
        let client = client(script);
        let rolled_back = block_on(roll_back(&client));
        assert!(client.transport().is_finished(), "{rolled_back:?}");
        assert_eq!(client.transport().count("DELETE", TRANSACTION), 1);
        rolled_back
    };
    assert!(play(vec![lost("DELETE", TRANSACTION), transaction("closed")]).is_ok());
    assert!(play(vec![lost("DELETE", TRANSACTION), transaction("open")]).is_err());
    assert!(play(vec![lost("DELETE", TRANSACTION), lost("GET", TRANSACTION)]).is_err());
    let refused = step("DELETE", TRANSACTION, 404, refusal("NoTransaction"));
    assert!(matches!(play(vec![refused]), Err(Error::NotFound(_))));
}
