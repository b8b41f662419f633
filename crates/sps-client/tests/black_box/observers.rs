//! What every reply says about the session.

use std::cell::RefCell;
use std::rc::Rc;

use pollster::block_on;
use sps_client::{Client, ReplyFacts, TransportError};

use crate::script::{Script, client, empty, json, ok, raw, with_header};

/// Everything a client's observer was told.
fn watch(client: &Client<Script>) -> Rc<RefCell<Vec<ReplyFacts>>> {
    let told = Rc::new(RefCell::new(Vec::new()));
    let keep = Rc::clone(&told);
    client.on_reply(move |facts| keep.borrow_mut().push(facts.clone()));
    told
}

#[test]
fn success_and_error_are_told_with_seconds_status_and_date() {
    let date = "Sat, 03 Dec 2022 02:27:48 GMT";
    let client = client([
        with_header(ok(r#"{"meta":{"remaining_seconds":600}}"#), "date", date),
        json(403, r#"{"error":{},"meta":{"remaining_seconds":43200}}"#),
        empty(401),
        raw(503, Some("text/html"), b"<html>"),
        Err(TransportError::TimedOut),
    ]);
    let told = watch(&client);
    for _ in 0..5 {
        // The outcome is not what this test is about.
        drop(block_on(client.resource("/api/x")));
    }
    let facts = |status, remaining_seconds, date: Option<&str>| ReplyFacts {
        remaining_seconds,
        status,
        date: date.map(str::to_owned),
    };
    assert_eq!(
        *told.borrow(),
        [
            facts(200, Some(600), Some(date)),
            facts(403, Some(43200), None),
            facts(401, None, None),
            facts(503, None, None),
        ]
    );
}

#[test]
fn only_the_appliances_own_answers_tell_its_time() {
    let gateway = r#"{"error":{"type":"TooManyRequests","details":{"request_id":"a-1"}}}"#;
    let own = r#"{"error":{"type":"NodeNotFound","details":{"path":"x"}}}"#;
    for (answer, is_told) in [
        (ok("{}"), true),
        (empty(204), true),
        (json(404, own), true),
        (json(500, own), true),
        (json(429, gateway), false),
        (json(502, gateway), false),
        // Some versions tell their errors so.
        (raw(404, Some("text/html"), b"<html>"), true),
        (raw(503, Some("text/html"), b"<html>"), false),
        (empty(502), false),
    ] {
        let status = answer.as_ref().unwrap().status();
        let date = "Sat, 03 Dec 2022 02:27:48 GMT";
        let client = client([with_header(answer, "date", date)]);
        let told = watch(&client);
        drop(block_on(client.resource("/api/x")));
        let date = told.borrow()[0].date.clone();
        assert_eq!(date.is_some(), is_told, "{status}");
    }
}

#[test]
fn odd_numbers_of_seconds_do_not_stop_the_clock() {
    let cases = [
        ("0", Some(0)),
        ("588.9", Some(588)),
        ("-3", Some(0)),
        ("null", None),
        ("\"600\"", None),
    ];
    for (seconds, expected) in cases {
        let client = client([ok(&format!(
            r#"{{"meta":{{"remaining_seconds":{seconds}}}}}"#
        ))]);
        let told = watch(&client);
        let resource = block_on(client.resource("/api")).unwrap();
        assert_eq!(told.borrow()[0].remaining_seconds, expected, "{seconds}");
        assert_eq!(resource.meta.remaining_seconds, expected);
    }
}

#[test]
fn every_request_of_one_call_is_told() {
    let client = client([json(404, "{}"), ok(r#"{"user":{"name":"a"}}"#)]);
    let told = watch(&client);
    block_on(client.user_info()).unwrap();
    let statuses: Vec<u16> = told.borrow().iter().map(|facts| facts.status).collect();
    assert_eq!(statuses, [404, 200]);
}

#[test]
fn several_observers_and_one_that_uses_the_client() {
    let client = Rc::new(client([ok("{}"), ok("{}")]));
    let first = watch(&client);
    let inside = Rc::downgrade(&client);
    client.on_reply(move |_| {
        if let Some(client) = inside.upgrade() {
            client.forget();
            client.on_reply(|_| {});
        }
    });
    block_on(client.resource("/api")).unwrap();
    block_on(client.resource("/api")).unwrap();
    assert_eq!(first.borrow().len(), 2);
}
