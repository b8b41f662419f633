//! The appliance's reasons come to the fields they are about, whatever form its details have.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use serde_json::{Value, json};
use sps_client::Refusal;
use sps_workbench::reasons::{Reasons, reasons};

const PATH: &str = "/api/configuration/ssh/connections/e2b0";

fn refusal(details: Value) -> Refusal {
    Refusal {
        status: 400,
        kind: Some("SemanticError".to_owned()),
        message: Some("the whole".to_owned()),
        details: Some(details).filter(|details| !details.is_null()),
        method: "PUT".to_owned(),
        path: PATH.to_owned(),
    }
}

fn sent() -> Value {
    json!({
        "name": "office",
        "timeout": -1,
        "listen": [{ "port": 22 }, { "port": 70000 }],
        "network": { "targets": ["x"] },
        "policies": { "audit_policy": "gone" },
        "nic1.main": { "mtu": 9 },
    })
}

fn found(details: Value) -> Reasons {
    reasons(&refusal(details), &sent())
}

fn fields(details: Value) -> Vec<(String, String)> {
    let fields = found(details).fields.into_iter();
    fields.map(|(at, words)| (at.to_string(), words)).collect()
}

#[test]
fn every_form_of_details_leads_to_the_same_field() {
    let forms = [
        json!({ "property": "listen.1.port", "value": 70000, "reason": "too great" }),
        json!({ "property": "listen[1].port", "reason": "too great" }),
        json!({ "property": "/listen/1/port", "reason": "too great" }),
        json!({ "field": "#listen/1/port", "message": "too great" }),
        json!({ "pointer": "$.listen[1].port", "detail": "too great" }),
        json!({ "errors": [{ "message": "too great", "paths": ["listen.1.port"] }] }),
        json!({ "errors": [{ "message": "too great", "paths": [format!("{PATH}#listen.1.port")] }] }),
        json!({ "errors": [{ "message": "too great", "paths": [format!("{PATH}/listen/1/port")] }] }),
        json!({ "errors": [{ "message": "too great", "paths": ["ssh/connections/e2b0#listen/1/port"] }] }),
        json!({ "errors": { "listen.1.port": ["too great"] } }),
        json!({ "response": { "Code": 60657, "Message": "other", "InnerError":
            { "Errors": [{ "Message": "too great", "Paths": ["listen.1.port"] }] } } }),
    ];
    for form in forms {
        let expected = vec![("/listen/1/port".to_owned(), "too great".to_owned())];
        assert_eq!(fields(form.clone()), expected, "{form}");
    }
}

#[test]
fn words_come_from_the_nearest_place_around() {
    let details = json!({ "message": "around", "errors": [
        { "paths": ["timeout"] },
        { "paths": ["name"], "message": "its own" },
    ] });
    let expected = [("/timeout", "around"), ("/name", "its own")]
        .map(|(at, words)| (at.to_owned(), words.to_owned()));
    assert_eq!(fields(details), expected);
    let whole = [("/timeout".to_owned(), "the whole".to_owned())];
    assert_eq!(fields(json!({ "path": "timeout" })), whole);
}

#[test]
fn what_names_no_place_is_left_to_the_refusal_as_a_whole() {
    for details in [
        Value::Null,
        json!({}),
        json!("no"),
        json!({ "path": PATH }),
        json!({ "path": "ssh/connections/e2b0" }),
        json!({ "property": "", "reason": "must be an object" }),
        json!({ "property": "unheard_of", "reason": "is missing" }),
        json!({ "reason": "timeout" }),
        // An echo of what was sent is no reason.
        json!({ "body": { "name": "office", "timeout": -1 } }),
        json!({ "value": "listen" }),
    ] {
        assert_eq!(found(details.clone()), Reasons::default(), "{details}");
    }
}

#[test]
fn a_missing_member_is_told_where_it_is_missing() {
    let details = json!({ "property": "listen.0.address", "reason": "is missing" });
    let expected = [("/listen/0".to_owned(), "is missing".to_owned())];
    assert_eq!(fields(details), expected);
}

#[test]
fn names_with_separators_are_found_and_parts_of_names_are_not() {
    let mtu = json!({ "property": "nic1.main.mtu", "reason": "r" });
    assert_eq!(fields(mtu), [("/nic1.main/mtu".to_owned(), "r".to_owned())]);
    assert_eq!(fields(json!({ "property": "time", "reason": "r" })), []);
    assert_eq!(
        fields(json!({ "property": "listen.01.port", "reason": "r" })),
        [("/listen".to_owned(), "r".to_owned())]
    );
}

#[test]
fn other_resources_are_named_with_their_address() {
    let details = json!({ "errors": [{ "message": "in use", "paths": [
        "/api/configuration/ssh/channel_policies/1036",
        "/api/configuration/rdp/connections/9#policies",
        // Begins like a member of what was sent, and is the address of another resource.
        "policies/time_policies/8348",
    ] }] });
    let reasons = found(details);
    assert_eq!(reasons.fields, []);
    let expected = [
        "/api/configuration/ssh/channel_policies/1036",
        "/api/configuration/rdp/connections/9",
        "/api/configuration/policies/time_policies/8348",
    ];
    assert_eq!(
        reasons.elsewhere,
        expected.map(|path| (path.to_owned(), "in use".to_owned()))
    );
}

#[test]
fn a_deletion_has_no_fields_and_names_its_users() {
    let details =
        json!({ "errors": [{ "message": "m", "paths": ["/api/configuration/a/b", PATH] }] });
    let reasons = reasons(&refusal(details), &Value::Null);
    assert_eq!(reasons.fields, []);
    assert_eq!(
        reasons.elsewhere,
        [("/api/configuration/a/b".to_owned(), "m".to_owned())]
    );
}

#[test]
fn bottomless_details_end() {
    let mut details = json!({ "property": "timeout", "reason": "r" });
    for _ in 0..100 {
        details = json!({ "inner": details });
    }
    assert_eq!(found(details), Reasons::default());
}
