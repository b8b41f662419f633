//! Refusals of opening and committing: no guide tells their status, so the words refine it.

use pollster::block_on;
use sps_client::{Error, Outcome, TransportError};

use crate::script::{client, json, ok, raw, refusal, with_header};

fn variant(error: &Error) -> &'static str {
    match error {
        Error::Locked(_) => "Locked",
        Error::Conflict(_) => "Conflict",
        Error::MessageRequired(_) => "MessageRequired",
        Error::LacksRight(_) => "LacksRight",
        Error::NotFound(_) => "NotFound",
        Error::Refused(_) => "Refused",
        Error::SessionEnded(_) => "SessionEnded",
        Error::ApplianceFault(_) => "ApplianceFault",
        _ => "another",
    }
}

#[test]
fn a_commit_without_a_message_is_told_by_type() {
    let table = [
        (400, "ConfigurationLocked", "Locked"),
        (403, "LockedByAnotherUser", "Locked"),
        (409, "CONFIG_LOCK", "Locked"),
        (400, "MergeConflict", "Conflict"),
        (422, "TransactionConflict", "Conflict"),
        (400, "CommitMessageRequired", "MessageRequired"),
        (403, "CommitLogMissing", "MessageRequired"),
        (409, "", "Conflict"),
        (403, "Unauthorized", "LacksRight"),
        // No lock at all.
        (400, "ClockSkew", "Refused"),
        (403, "Blocked", "LacksRight"),
        // These statuses mean what they mean.
        (401, "ConfigurationLocked", "SessionEnded"),
        (404, "LockNotFound", "NotFound"),
        (500, "ConfigurationLocked", "ApplianceFault"),
    ];
    for (status, kind, expected) in table {
        let error = block_on(client([refusal(status, kind)]).commit(None)).unwrap_err();
        assert_eq!(variant(&error), expected, "{status} {kind}");
    }
    // A message was sent: whatever is wrong, it is not missing.
    let answer = refusal(400, "CommitMessageRequired");
    let error = block_on(client([answer]).commit(Some("why"))).unwrap_err();
    assert_eq!(variant(&error), "Refused");
}

#[test]
fn a_message_tells_where_the_type_does_not() {
    let said = |text: &str| {
        let body = format!(r#"{{"error":{{"type":"SemanticError","message":"{text}"}}}}"#);
        block_on(client([json(400, &body)]).commit(None)).unwrap_err()
    };
    assert_eq!(
        variant(&said("The configuration is locked by jdoe.")),
        "Locked"
    );
    assert_eq!(
        variant(&said("A commit message must be given.")),
        "MessageRequired"
    );
    assert_eq!(
        variant(&said("The changes could not be merged.")),
        "Conflict"
    );
    assert_eq!(variant(&said("timeout: out of range")), "Refused");
}

#[test]
fn what_broke_off_is_worth_another_read() {
    for (answer, expected) in [
        (raw(200, Some("application/json"), b"{"), true),
        (refusal(504, "UpstreamTimeout"), true),
        (raw(504, Some("text/html"), b"<html>"), true),
        (refusal(502, "UpstreamBroken"), true),
        (refusal(502, "UpstreamDown"), false),
        (refusal(500, "InternalError"), false),
        (refusal(429, "TooManyRequests"), false),
        (Err(TransportError::TimedOut), false),
        (Err(TransportError::Aborted), false),
    ] {
        let error = block_on(client([answer]).resource("/api/x")).unwrap_err();
        assert_eq!(error.is_worth_repeating(), expected, "{error}");
    }
}

#[test]
fn a_refusal_is_not_done_and_a_lost_answer_is_unknown() {
    let refused = block_on(client([refusal(400, "SemanticError")]).commit(None)).unwrap_err();
    assert_eq!(refused.outcome(), Outcome::NotDone);
    for answer in [
        refusal(408, "Timeout"),
        refusal(500, "InternalError"),
        raw(504, Some("text/html"), b"<html>"),
        raw(200, Some("text/html"), b"<html>"),
        raw(302, None, b""),
        Err(TransportError::TimedOut),
    ] {
        let error = block_on(client([answer]).commit(None)).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
    }
}

#[test]
fn too_large_and_too_many_are_told() {
    let large = block_on(client([refusal(413, "X")]).delete("/api/x")).unwrap_err();
    assert!(matches!(large, Error::TooLarge(_)), "{large:?}");

    let dated = |answer| with_header(answer, "date", "Sat, 03 Dec 2022 02:27:48 GMT");
    let client = client([
        with_header(refusal(429, "Quota"), "retry-after", "300"),
        dated(with_header(
            refusal(503, "Starting"),
            "retry-after",
            "Sat, 03 Dec 2022 02:28:18 GMT",
        )),
        with_header(refusal(429, "Quota"), "retry-after", "soon"),
        ok("{}"),
    ]);
    for expected in [Some(300), Some(30), None, None] {
        let _outcome = block_on(client.resource("/api/audit/sessions?q=x"));
        assert_eq!(client.retry_after_seconds("/api/audit/sessions"), expected);
    }
}
