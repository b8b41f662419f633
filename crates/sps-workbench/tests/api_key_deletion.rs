//! API keys deleted and committed in one go.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use pollster::block_on;
use serde_json::json;
use sps_client::Error;
use sps_workbench::{CommitOutcome, Finding, delete_and_activate};
use support::keys::{KEY, TRANSACTION, changes, committed, listed, opened};
use support::{Step, client, lost, refusal, step, transaction};

#[test]
fn a_deleted_key_is_gone_after_the_commit() {
    let deleted = || step("DELETE", KEY, 200, json!({ "meta": {} }));
    let run = |script: Vec<Step>| {
        let client = client(script);
        let outcome = block_on(delete_and_activate(&client, "2dde93c0", None));
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
        changes(&[KEY]),
        committed(),
        transaction("closed"),
    ]);
    assert_eq!(outcome, Ok(Some(CommitOutcome::Committed)));
    // Another tab staged something meanwhile: it is not activated in passing.
    let outcome = run(vec![
        transaction("open"),
        deleted(),
        transaction("open"),
        changes(&[KEY, "/api/configuration/aaa/settings"]),
    ]);
    assert_eq!(outcome, Ok(None));
    let outcome = run(vec![
        transaction("open"),
        deleted(),
        transaction("closed"),
        listed(&[]),
    ]);
    assert_eq!(outcome, Ok(Some(CommitOutcome::Committed)));
    let outcome = run(vec![
        transaction("open"),
        deleted(),
        transaction("closed"),
        listed(&["2dde93c0"]),
    ]);
    assert!(
        matches!(
            outcome,
            Ok(Some(CommitOutcome::Unknown {
                finding: Finding::NotCommitted,
                ..
            }))
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
