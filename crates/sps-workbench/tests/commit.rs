//! The commit: sent once, and its outcome told from what the transaction says.

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
use sps_workbench::{CommitOutcome, Finding, commit, find_out};
use support::{Step, client, lost, refusal, step, transaction};

const TRANSACTION: &str = "/api/transaction";

fn accepted() -> Step {
    step(
        "PUT",
        TRANSACTION,
        200,
        json!({ "meta": { "href": TRANSACTION } }),
    )
}

fn refused(status: u16, kind: &str) -> Step {
    step("PUT", TRANSACTION, status, refusal(kind))
}

fn state(status: &str, rule: &str) -> Step {
    step(
        "GET",
        TRANSACTION,
        200,
        json!({ "body": { "status": status, "commit_message": rule } }),
    )
}

/// Plays the script to its end; the commit is in it exactly once.
fn outcome(script: impl IntoIterator<Item = Step>, message: Option<&str>) -> CommitOutcome {
    let client = client(script);
    let outcome = block_on(commit(&client, message));
    assert!(client.transport().is_finished(), "{outcome:?}");
    assert_eq!(
        client.transport().count("PUT", TRANSACTION),
        1,
        "a commit is sent once"
    );
    outcome
}

#[test]
fn success_is_proved_by_the_closed_transaction() {
    assert_eq!(
        outcome([accepted(), transaction("closed")], Some("why")),
        CommitOutcome::Committed
    );
    let client = client([accepted(), transaction("closed")]);
    block_on(commit(&client, Some("why")));
    assert_eq!(
        client.transport().sent()[0].body,
        json!({ "status": "commit", "message": "why" })
    );
}

#[test]
fn an_accepted_commit_that_ended_the_session_is_done() {
    let ended = step("GET", TRANSACTION, 401, refusal("Unauthenticated"));
    assert_eq!(outcome([accepted(), ended], None), CommitOutcome::Committed);
}

#[test]
fn an_accepted_commit_without_proof_is_not_called_done() {
    for (after, expected) in [
        (transaction("open"), Finding::NotCommitted),
        (transaction("committing"), Finding::CannotTell),
        (lost("GET", TRANSACTION), Finding::CannotTell),
        (
            step("GET", TRANSACTION, 503, Value::Null),
            Finding::CannotTell,
        ),
    ] {
        let outcome = outcome([accepted(), after], None);
        assert!(
            matches!(&outcome, CommitOutcome::Unknown { finding, .. } if *finding == expected),
            "{outcome:?}"
        );
    }
}

#[test]
fn a_lost_answer_is_settled_by_reading_and_never_by_a_second_commit() {
    let failures = || {
        [
            lost("PUT", TRANSACTION),
            refused(500, "Internal"),
            refused(504, "UpstreamTimeout"),
        ]
    };
    for (read, expected) in [
        (|| transaction("open"), Finding::NotCommitted),
        (|| transaction("closed"), Finding::Committed),
        (|| transaction("merging"), Finding::CannotTell),
        (|| lost("GET", TRANSACTION), Finding::CannotTell),
        (
            || step("GET", TRANSACTION, 401, refusal("Unauthenticated")),
            Finding::CannotTell,
        ),
    ] as [(fn() -> Step, Finding); 5]
    {
        for failure in failures() {
            let outcome = outcome([failure, read()], Some("why"));
            assert!(
                matches!(&outcome, CommitOutcome::Unknown { finding, .. } if *finding == expected),
                "{outcome:?}"
            );
        }
    }
}

#[test]
fn the_outcome_can_be_asked_for_again_without_writing() {
    let client = client([lost("GET", TRANSACTION), transaction("closed")]);
    assert_eq!(block_on(find_out(&client)), Finding::CannotTell);
    assert_eq!(block_on(find_out(&client)), Finding::Committed);
    assert_eq!(client.transport().count("PUT", TRANSACTION), 0);
}

#[test]
fn refusals_are_told_apart_by_status_and_a_telling_type() {
    use CommitOutcome::{Conflict, Locked, Refused, SessionEnded};
    type Outcome = fn(Error) -> CommitOutcome;
    let table: [(u16, &str, Outcome); 12] = [
        (401, "Unauthenticated", SessionEnded),
        (423, "Anything", Locked),
        (409, "ConfigurationLocked", Locked),
        (403, "ConfigurationLocked", Locked),
        (400, "LockedByOther", Locked),
        (409, "MergeConflict", Conflict),
        (409, "Anything", Conflict),
        (400, "MergeFailed", Conflict),
        (400, "SemanticError", Refused),
        (403, "Unauthorized", Refused),
        (404, "NotFound", Refused),
        (405, "MethodNotAllowed", Refused),
    ];
    for (status, kind, expected) in table {
        let outcome = outcome([refused(status, kind)], Some("why"));
        let error = match &outcome {
            SessionEnded(error) | Locked(error) | Conflict(error) | Refused(error) => error.clone(),
            other => panic!("{status} {kind}: {other:?}"),
        };
        assert_eq!(outcome, expected(error), "{status} {kind}");
    }
}

#[test]
fn a_missing_message_is_recognised_by_the_type_or_by_the_transaction() {
    let by_type = outcome([refused(400, "CommitMessageRequired")], None);
    assert!(
        matches!(by_type, CommitOutcome::MessageRequired(_)),
        "{by_type:?}"
    );
    for status in [400, 403, 409] {
        for message in [None, Some(""), Some("  ")] {
            let by_state = outcome(
                [refused(status, "SemanticError"), state("open", "required")],
                message,
            );
            assert!(
                matches!(by_state, CommitOutcome::MessageRequired(_)),
                "{by_state:?}"
            );
        }
    }
    let other = outcome(
        [refused(400, "SemanticError"), state("open", "optional")],
        None,
    );
    assert!(matches!(other, CommitOutcome::Refused(_)), "{other:?}");
    let unread = outcome(
        [refused(400, "SemanticError"), lost("GET", TRANSACTION)],
        None,
    );
    assert!(matches!(unread, CommitOutcome::Refused(_)), "{unread:?}");
    let with_message = outcome([refused(400, "SemanticError")], Some("why"));
    assert!(
        matches!(with_message, CommitOutcome::Refused(_)),
        "{with_message:?}"
    );
}
