//! The error table: status and type on one side, what a caller can do on the other.

use pollster::block_on;
use serde_json::json as value;
use sps_client::{Error, TransportError};

use crate::script::{client, empty, json, raw, refusal};

/// The name of the variant, for a table one can read.
fn variant(error: &Error) -> &'static str {
    match error {
        Error::SessionEnded(_) => "SessionEnded",
        Error::LacksRight(_) => "LacksRight",
        Error::NotFound(_) => "NotFound",
        Error::NotAllowed(_) => "NotAllowed",
        Error::Locked(_) => "Locked",
        Error::Conflict(_) => "Conflict",
        Error::Refused(_) => "Refused",
        Error::ApplianceFault(_) => "ApplianceFault",
        _ => "another",
    }
}

#[test]
fn status_and_type_decide_the_variant() {
    let table = [
        (401, "Unauthenticated", "SessionEnded"),
        (401, "AuthenticationFailure", "SessionEnded"),
        (403, "Unauthorized", "LacksRight"),
        // The gateway's own: no privilege helps.
        (403, "CrossSiteRefused", "Refused"),
        (403, "NotFromConsole", "Refused"),
        (403, "CookieRefused", "Refused"),
        (404, "NodeNotFound", "NotFound"),
        (404, "NotFound", "NotFound"),
        (405, "MethodNotAllowed", "NotAllowed"),
        (409, "ConfigurationLocked", "Locked"),
        (409, "LockError", "Locked"),
        (409, "MergeConflict", "Conflict"),
        (409, "", "Conflict"),
        (423, "Anything", "Locked"),
        (400, "SyntacticError", "Refused"),
        (400, "SemanticError", "Refused"),
        (400, "CommitMessageRequired", "Refused"),
        (422, "New", "Refused"),
        (429, "TooMany", "Refused"),
        (500, "InternalError", "ApplianceFault"),
        (503, "Starting", "ApplianceFault"),
        // A status decides even against a well-known type.
        (403, "ConfigurationLocked", "LacksRight"),
        (500, "NodeNotFound", "ApplianceFault"),
    ];
    for (status, kind, expected) in table {
        let client = client([refusal(status, kind)]);
        let error = block_on(client.replace("/api/x?a=b", &value!({}))).unwrap_err();
        assert_eq!(variant(&error), expected, "{status} {kind}");
        let refusal = error.refusal().unwrap();
        assert_eq!(refusal.status, status);
        assert_eq!(refusal.kind.as_deref(), Some(kind));
        assert_eq!(refusal.message.as_deref(), Some("Said so."));
        assert_eq!(refusal.details, Some(value!({"path": "p"})));
        assert_eq!(refusal.method, "PUT");
        assert_eq!(refusal.path, "/api/x");
    }
}

#[test]
fn the_status_is_enough_where_nothing_else_can_be_read() {
    let statuses = [
        (401, "SessionEnded"),
        (403, "LacksRight"),
        (404, "NotFound"),
        (405, "NotAllowed"),
        (409, "Conflict"),
        (411, "Refused"),
        (417, "Refused"),
        (423, "Locked"),
    ];
    for (status, expected) in statuses {
        let answers = [
            empty(status),
            raw(status, Some("text/plain"), b"Length Required"),
            raw(status, Some("text/html"), b"<html>no</html>"),
            raw(status, Some("application/json"), b"{\"error\":{\"ty"),
            raw(status, Some("application/json"), b"\xff\xfe"),
            json(status, r#"{"meta":{}}"#),
            json(status, r#"{"error":null}"#),
            json(status, "[]"),
        ];
        for answer in answers {
            let error = block_on(client([answer]).resource("/api/x")).unwrap_err();
            assert_eq!(variant(&error), expected, "{status}");
            let refusal = error.refusal().unwrap();
            assert_eq!(refusal.kind, None);
            assert_eq!(refusal.message, None);
            assert_eq!(refusal.details, None);
        }
    }
}

#[test]
fn a_fault_without_a_body_is_the_appliances() {
    let error = block_on(client([empty(502)]).resource("/api/x")).unwrap_err();
    assert_eq!(variant(&error), "ApplianceFault");
}

#[test]
fn odd_envelopes_are_read_as_far_as_they_go() {
    let bare = json(400, r#"{"error":"No."}"#);
    let error = block_on(client([bare]).resource("/api/x")).unwrap_err();
    assert_eq!(error.refusal().unwrap().message.as_deref(), Some("No."));

    let odd = json(400, r#"{"error":{"type":7,"details":[{"a":{"b":[1]}}]}}"#);
    let error = block_on(client([odd]).resource("/api/x")).unwrap_err();
    let refusal = error.refusal().unwrap();
    assert_eq!(refusal.kind, None);
    assert_eq!(refusal.details, Some(value!([{"a": {"b": [1]}}])));
}

#[test]
fn every_transport_error_passes_unchanged() {
    let errors = [
        TransportError::Unreachable {
            detail: "offline".to_owned(),
        },
        TransportError::TimedOut,
        TransportError::Aborted,
        TransportError::Cut {
            detail: "half".to_owned(),
        },
        TransportError::TooLarge { limit_bytes: 9 },
    ];
    for error in errors {
        let client = client([Err(error.clone())]);
        let outcome = block_on(client.commit(None)).unwrap_err();
        assert_eq!(outcome, Error::Transport(error.clone()));
        assert_eq!(outcome.refusal(), None);
        assert_eq!(outcome.to_string(), error.to_string());
        assert_eq!(client.transport().asked().len(), 1);
    }
}

#[test]
fn a_refusal_is_told_in_one_line_without_its_details() {
    let body =
        r#"{"error":{"type":"SemanticError","message":"Bad value","details":{"value":"canary"}}}"#;
    let error = block_on(client([json(400, body)]).delete("/api/x")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the appliance refused the request (DELETE /api/x answered 400 SemanticError: Bad value)"
    );
    assert!(!format!("{error:?}").contains("canary"));
}
