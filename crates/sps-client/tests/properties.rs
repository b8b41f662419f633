//! Properties: whatever comes as a reply, and whatever is in a document.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

#[path = "support/any_reply.rs"]
mod any_reply;

use any_reply::{AnyReply, check};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use sps_client::document::{cut_references, ignored_members};
use sps_client::{Transport, TransportError, parse_http_date, paths};

/// JSON as an appliance may have it: references, ordered maps, empty members among the rest.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        "[-0-9a-f]{1,6}".prop_map(
            |key| json!({"key": key, "meta": {"href": format!("/api/configuration/x/{key}")}})
        ),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        let name = "@order|key|meta|body|items|href|__proto__|password|[a-z]{1,4}";
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Answers that are nearly right: the members the client looks for, with anything in them.
fn nearly_right() -> impl Strategy<Value = Vec<u8>> {
    let names = [
        "body",
        "items",
        "key",
        "meta",
        "user",
        "endpoints",
        "changes",
        "login_methods",
        "types",
        "status",
        "transaction",
        "error",
        "token",
        "next",
        "href",
        "login_method",
        "name",
    ];
    prop::collection::vec((prop::sample::select(names.to_vec()), any_json()), 0..6).prop_map(
        |members| {
            let members = members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value));
            Value::Object(members.collect()).to_string().into_bytes()
        },
    )
}

fn any_reply() -> impl Strategy<Value = AnyReply> {
    let body = prop_oneof![
        2 => prop::collection::vec(any::<u8>(), 0..64),
        4 => nearly_right(),
        1 => nearly_right().prop_map(|bytes| bytes[..bytes.len() / 2].to_vec()),
        1 => any_json().prop_map(|json| json.to_string().into_bytes()),
        1 => Just(b"<html><body>busy</body></html>".to_vec()),
        1 => Just(Vec::new()),
    ];
    let content_type = prop_oneof![
        4 => Just(Some("application/json".to_owned())),
        1 => Just(None),
        1 => Just(Some("text/html".to_owned())),
        1 => ".{0,12}".prop_map(Some),
    ];
    let name = prop::sample::select(vec![
        "allow",
        "date",
        "location",
        "retry-after",
        "set-cookie",
        "x-token",
    ]);
    let value = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..16),
        Just(b"DELETE, GET".to_vec()),
        Just(b"Sat, 03 Dec 2022 02:27:48 GMT".to_vec()),
        Just(b"18446744073709551616".to_vec()),
        Just(b"//evil.example/api".to_vec()),
    ];
    let status = prop_oneof![
        4 => Just(200_u16),
        4 => prop::sample::select(vec![
            201, 202, 204, 302, 303, 400, 401, 403, 404, 405, 408, 409, 411, 413, 417, 423, 429,
            500, 502, 503, 504,
        ]),
        1 => 100..=999_u16,
    ];
    let headers = prop::collection::vec((name, value), 0..4);
    (status, content_type, headers, body).prop_map(|(status, content_type, headers, body)| {
        AnyReply {
            status,
            content_type,
            headers,
            body,
        }
    })
}

/// Answers with this content as a resource.
struct Holding(Value);

impl Transport for Holding {
    async fn send(
        &self,
        _request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, TransportError> {
        let answer = json!({ "key": "held", "body": self.0, "meta": {} });
        let response = http::Response::builder().header("content-type", "application/json");
        Ok(response.body(answer.to_string().into_bytes()).unwrap())
    }
}

fn names_in_order(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, member)| [vec![name.clone()], names_in_order(member)].concat())
            .collect(),
        Value::Array(items) => items.iter().flat_map(names_in_order).collect(),
        _ => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn any_reply_to_any_operation_is_told_for_what_it_is(reply in any_reply()) {
        check(&reply);
    }

    #[test]
    fn a_put_body_keeps_what_was_not_edited(content in any_json(), edited in any::<i64>()) {
        let client = sps_client::Client::new(Holding(content.clone()));
        let resource = pollster::block_on(client.resource("/api/configuration/x")).unwrap();
        let mut body = resource.put_body().unwrap();
        // The way over the wire changes nothing but the notation of numbers.
        let content: Value = serde_json::from_str(&content.to_string()).unwrap();
        prop_assert_eq!(&body, &cut_references(&content));
        prop_assert_eq!(cut_references(&body), body.clone());
        prop_assert_eq!(ignored_members(&body, &content), Vec::<String>::new());
        let before = names_in_order(&body);
        if let Value::Object(members) = &mut body {
            let others = members.clone();
            if let Some((name, value)) = members.iter_mut().next() {
                let name = name.clone();
                *value = json!(edited);
                for (other, value) in &others {
                    prop_assert!(*other == name || members.get(other) == Some(value));
                }
                prop_assert_eq!(members.keys().collect::<Vec<_>>(), others.keys().collect::<Vec<_>>());
            }
        } else {
            prop_assert_eq!(before, names_in_order(&cut_references(&content)));
        }
    }

    #[test]
    fn a_link_that_is_followed_stays_in_the_api(link in any_link()) {
        if let Some(path) = paths::followable(&link) {
            let uri: http::Uri = path.parse().unwrap();
            prop_assert_eq!(uri.host(), None);
            prop_assert!(uri.path() == "/api" || uri.path().starts_with("/api/"));
            prop_assert!(!uri.path().split('/').any(|segment| segment == ".." || segment == "."));
        }
    }

    #[test]
    fn a_date_is_read_or_not(text in ".{0,40}", day in 1..=28_u32, year in 0..=9999_u32) {
        let _ = parse_http_date(&text);
        let date = format!("Mon, {day:02} Feb {year:04} 00:00:00 GMT");
        let next = format!("Mon, {day:02} Feb {year:04} 00:01:01 GMT");
        prop_assert_eq!(parse_http_date(&next).unwrap() - parse_http_date(&date).unwrap(), 61);
    }
}

fn any_link() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "/",
        "//",
        "api",
        "/api",
        "/api/",
        "..",
        ".",
        "%2e%2e",
        "%2f",
        "%252e%252e",
        ";",
        "#",
        "?",
        "\\",
        "%",
        "%zz",
        "https:",
        "javascript:",
        "evil.example",
        "@",
        ":443",
        " ",
        "\r\n",
        "\0",
        "é",
        "\u{202e}",
        "configuration",
        "console",
    ]);
    prop_oneof![
        prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat()),
        ".{0,20}",
        ".{0,20}".prop_map(|rest| format!("/api/{rest}")),
    ]
}

#[test]
fn known_days_are_right() {
    for (text, seconds) in [
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
        ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
        ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
    ] {
        assert_eq!(parse_http_date(text), Some(seconds), "{text}");
    }
    for text in [
        "",
        "Sat, 03 Dec 2022 02:27:48",
        "Sat, 03 Dec 2022 02:27:48 CET",
        "Sat, 3 Dec 2022 02:27:48 GMT",
        "Saturday, 03-Dec-22 02:27:48 GMT",
        "Sat Dec  3 02:27:48 2022",
        "Tue, 29 Feb 2100 00:00:00 GMT",
        "Sat, 03 Dec 2022 24:00:00 GMT",
        "Sat, +3 Dec 2022 02:27:48 GMT",
        "Sat, 03 Dec 2022 02:27:48 GMT ",
    ] {
        assert_eq!(parse_http_date(text), None, "{text}");
    }
}

/// What the fuzzer found worth keeping, again.
#[test]
fn the_corpus_of_the_fuzzer_is_replayed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus/replies");
    let mut replayed = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        if let Some(reply) = AnyReply::from_bytes(&bytes) {
            check(&reply);
            replayed += 1;
        }
    }
    assert!(replayed >= 10, "{replayed}");
}
