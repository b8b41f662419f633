//! Resources: where the content sits, the links, the verbs, and writing.

use pollster::block_on;
use serde_json::{Value, json as value};
use sps_client::{Content, Resource};

use crate::script::{client, empty, json, ok, with_header};

fn read(body: &str) -> Resource {
    block_on(client([ok(body)]).resource("/api/configuration/x")).unwrap()
}

fn body_of(body: &str) -> Value {
    match read(body).content {
        Content::Body(value) => value,
        other => panic!("{body}: {other:?}"),
    }
}

#[test]
fn content_comes_from_body_of_any_type() {
    assert_eq!(
        body_of(r#"{"key":"webinterface","body":{"timeout":10},"meta":{}}"#),
        value!({"timeout": 10})
    );
    assert_eq!(body_of(r#"{"key":"acls","body":[1,2]}"#), value!([1, 2]));
    assert_eq!(
        body_of(r#"{"key":"timezone","body":"Europe/Budapest"}"#),
        value!("Europe/Budapest")
    );
    assert_eq!(body_of(r#"{"key":"x","body":null}"#), Value::Null);
}

#[test]
fn content_comes_from_the_member_named_like_the_key() {
    assert_eq!(
        body_of(r#"{"key":"settings","meta":{},"settings":{"require_commitlog":false}}"#),
        value!({"require_commitlog": false})
    );
    // `body` wins where both are there.
    assert_eq!(
        body_of(r#"{"key":"settings","settings":1,"body":2}"#),
        value!(2)
    );
}

#[test]
fn flat_content_is_the_one_member_or_all_of_them_in_order() {
    assert_eq!(
        body_of(r#"{"health_status":{"cpu":1.0},"meta":{}}"#),
        value!({"cpu": 1.0})
    );
    assert_eq!(
        body_of(r#"{"meta":{},"status":"completed"}"#),
        value!("completed")
    );
    let all = body_of(r#"{"z":1,"meta":{},"a":2,"m":3}"#);
    assert_eq!(all.to_string(), r#"{"z":1,"a":2,"m":3}"#);
}

#[test]
fn nothing_beside_key_and_meta_is_empty() {
    assert_eq!(read(r#"{"key":"x","meta":{}}"#).content, Content::Empty);
    let resource = block_on(client([empty(204)]).resource("/api/x")).unwrap();
    assert_eq!(resource.content, Content::Empty);
}

#[test]
fn order_maps_and_large_numbers_survive() {
    let text = r#"{"@order":["b","a"],"b":{"addresses":{"@order":["1"],"1":"10.40.255.10/24"}},"a":18446744073709551615}"#;
    assert_eq!(
        body_of(&format!(r#"{{"key":"nic1","body":{text}}}"#)).to_string(),
        text
    );
}

#[test]
fn items_come_with_body_with_data_beside_or_with_neither() {
    let resource = read(
        r#"{"items":[
            {"key":"-100","body":{"name":"7x24"},"meta":{"href":"/api/p/-100"}},
            {"key":"node","fqdn":"a.example","last_seen":1,"meta":{"href":"/api/n"}},
            {"key":"ssh","meta":{"href":"/api/configuration/ssh"}},
            {"meta":{"href":"/api/ssh-host-keys/ssh-rsa-10.40.0.28%3A22"}},
            {"key":7},
            "bare"
        ],"meta":{"previous":null}}"#,
    );
    let Content::Node(items) = resource.content else {
        panic!("{:?}", resource.content);
    };
    let read: Vec<_> = items
        .iter()
        .map(|item| (item.key.as_str(), item.href.as_deref(), item.body.clone()))
        .collect();
    assert_eq!(
        read,
        [
            ("-100", Some("/api/p/-100"), Some(value!({"name": "7x24"}))),
            (
                "node",
                Some("/api/n"),
                Some(value!({"fqdn": "a.example", "last_seen": 1}))
            ),
            ("ssh", Some("/api/configuration/ssh"), None),
            (
                "ssh-rsa-10.40.0.28:22",
                Some("/api/ssh-host-keys/ssh-rsa-10.40.0.28%3A22"),
                None
            ),
            ("7", None, None),
            ("bare", None, None),
        ]
    );
}

#[test]
fn links_are_read_in_both_spellings_and_may_be_null() {
    let meta = read(
        r#"{"meta":{"href":"/api/a","parent":null,"first":"/api/f","last":"/api/l","next":"/api/n","prev":"/api/p",
            "transaction":"/api/transaction","changes":"/api/transaction/changes","remaining_seconds":588}}"#,
    )
    .meta;
    assert_eq!(meta.href.as_deref(), Some("/api/a"));
    assert_eq!(meta.parent, None);
    assert_eq!(meta.first.as_deref(), Some("/api/f"));
    assert_eq!(meta.last.as_deref(), Some("/api/l"));
    assert_eq!(meta.next.as_deref(), Some("/api/n"));
    assert_eq!(meta.previous.as_deref(), Some("/api/p"));
    assert_eq!(meta.transaction.as_deref(), Some("/api/transaction"));
    assert_eq!(meta.changes.as_deref(), Some("/api/transaction/changes"));
    assert_eq!(meta.remaining_seconds, Some(588));

    let both = read(r#"{"meta":{"previous":"/api/1","prev":"/api/2"}}"#).meta;
    assert_eq!(both.previous.as_deref(), Some("/api/1"));
}

#[test]
fn allow_tells_what_the_resource_knows_or_nothing() {
    let answer = with_header(ok("{}"), "allow", "GET, put");
    let answer = with_header(answer, "allow", "POST");
    let resource = block_on(client([answer]).resource("/api/x")).unwrap();
    assert_eq!(
        resource.allow.as_deref(),
        Some(["GET", "PUT", "POST"].map(str::to_owned).as_slice())
    );
    assert_eq!(resource.allows("PUT"), Some(true));
    assert_eq!(resource.allows("post"), Some(true));
    assert_eq!(resource.allows("DELETE"), Some(false));
    assert_eq!(read("{}").allows("GET"), None);
}

#[test]
fn a_put_sends_the_bare_content_in_its_order() {
    let client = client([ok(r#"{"meta":{}}"#)]);
    let content: Value = serde_json::from_str(r#"{"z":[],"a":"é"}"#).unwrap();
    block_on(client.replace("/api/configuration/x", &content)).unwrap();
    assert_eq!(client.transport().asked(), ["PUT /api/configuration/x"]);
    assert_eq!(
        client.transport().bytes(0),
        r#"{"z":[],"a":"é"}"#.as_bytes()
    );
    assert_eq!(
        client.transport().header(0, "content-type").as_deref(),
        Some("application/json")
    );
    // No X-Token was given, so none is sent; no Expect header ever is.
    assert_eq!(client.transport().header(0, "x-token"), None);
    assert_eq!(client.transport().header(0, "expect"), None);
}

#[test]
fn a_post_tells_the_new_key_and_address() {
    let client = client([json(
        201,
        r#"{"key":"99ab","body":{"name":"nights"},"meta":{"href":"/api/p/99ab","parent":"/api/p"}}"#,
    )]);
    let created = block_on(client.create("/api/p", &value!({"name": "nights"}))).unwrap();
    assert_eq!(created.key.as_deref(), Some("99ab"));
    assert_eq!(created.href.as_deref(), Some("/api/p/99ab"));
    assert_eq!(created.body, Some(value!({"name": "nights"})));
}

#[test]
fn a_delete_has_no_body_and_no_type() {
    let client = client([empty(204)]);
    block_on(client.delete("/api/p/99ab")).unwrap();
    assert_eq!(client.transport().asked(), ["DELETE /api/p/99ab"]);
    assert!(client.transport().bytes(0).is_empty());
    assert_eq!(client.transport().header(0, "content-type"), None);
}
