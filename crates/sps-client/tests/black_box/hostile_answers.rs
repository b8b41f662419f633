//! Answers that are not the API: pages, wrong types, broken text, bottomless JSON.

use pollster::block_on;
use sps_client::{Content, Error, TransportError};

use crate::script::{client, json, raw};

/// What is reported for a body that cannot be an answer.
fn not_the_api(status: u16, content_type: Option<&str>, body: &[u8]) -> (u16, Option<String>) {
    let client = client([raw(status, content_type, body)]);
    match block_on(client.resource("/api/x")) {
        Err(Error::NotTheApi {
            status,
            content_type,
            detail,
        }) => {
            assert!(!detail.contains("canary"), "{detail}");
            (status, content_type)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_page_in_html_is_not_the_api_with_200_and_with_503() {
    let page = b"<html>canary: the appliance is starting</html>";
    let html = Some("text/html; charset=utf-8");
    for status in [200, 502, 503] {
        let reported = not_the_api(status, html, page);
        assert_eq!(reported, (status, html.map(str::to_owned)));
    }
}

#[test]
fn json_under_another_type_is_not_the_api() {
    for content_type in [None, Some("text/plain"), Some("text/json"), Some("")] {
        not_the_api(200, content_type, br#"{"body":"canary"}"#);
    }
}

#[test]
fn spellings_of_the_json_type_are_accepted() {
    for content_type in [
        "application/json",
        "Application/JSON; charset=UTF-8",
        "application/json;charset=utf-8",
        "application/hal+json",
    ] {
        let client = client([raw(200, Some(content_type), br#"{"body":1}"#)]);
        assert!(
            block_on(client.resource("/api/x")).is_ok(),
            "{content_type}"
        );
    }
}

#[test]
fn broken_utf8_is_not_the_api() {
    let json = Some("application/json");
    not_the_api(200, json, b"{\"body\":\"canary \xff\"}");
    // Latin-1, an encoded surrogate, an overlong slash.
    not_the_api(200, json, b"{\"body\":\"M\xfcller\"}");
    not_the_api(200, json, b"{\"body\":\"\xed\xa0\x80\"}");
    not_the_api(200, json, b"{\"body\":\"\xc0\xaf\"}");
    not_the_api(503, json, b"\xff");
}

#[test]
fn json_that_ends_too_early_is_an_incomplete_answer() {
    let whole = r#"{"key":"ő","body":{"name":"canary","list":[1,true]}}"#;
    for end in 1..whole.len() {
        let client = client([raw(200, Some("application/json"), &whole.as_bytes()[..end])]);
        match block_on(client.resource("/api/x")) {
            Err(Error::Transport(TransportError::Cut { detail })) => {
                assert!(!detail.contains("canary"), "{detail}");
            }
            other => panic!("{end}: {other:?}"),
        }
    }
    not_the_api(500, Some("application/json"), br#"{"error":{"type":"#);
    // What follows a whole answer is no part of it.
    not_the_api(200, Some("application/json"), b"{}{}");
}

#[test]
fn bottomless_json_is_refused_and_does_not_overflow() {
    let deep = |depth: usize| format!(r#"{{"body":{}1{}}}"#, "[".repeat(depth), "]".repeat(depth));
    not_the_api(200, Some("application/json"), deep(100_000).as_bytes());
    not_the_api(
        200,
        Some("application/json"),
        "{\"a\":".repeat(200_000).as_bytes(),
    );
    let client = client([json(200, &deep(100))]);
    let resource = block_on(client.resource("/api/x")).unwrap();
    assert!(matches!(resource.content, Content::Body(_)));
}

#[test]
fn json_that_is_no_object_is_not_the_api() {
    for body in ["[]", "null", "1", "\"text\"", "true"] {
        not_the_api(200, Some("application/json"), body.as_bytes());
    }
}

#[test]
fn an_empty_body_is_fine_whatever_its_type() {
    for (content_type, body) in [
        (None, b"".as_slice()),
        (Some("application/json"), b"".as_slice()),
        (Some("text/html"), b" \r\n".as_slice()),
    ] {
        let client = client([raw(200, content_type, body)]);
        let resource = block_on(client.resource("/api/x")).unwrap();
        assert_eq!(resource.content, Content::Empty);
    }
}
