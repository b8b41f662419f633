//! Finding things by links: when it is done, when it is not, and which links are not taken.

use pollster::block_on;
use sps_client::{Client, Credentials, Error, Place};

use crate::script::{Script, client, ok, refusal};

type Answer = Result<http::Response<Vec<u8>>, sps_client::TransportError>;

const USER: &str = r#"{"user":{"name":"admin"}}"#;

fn sign_in(client: &Client<Script>) {
    let credentials = Credentials::new("admin", "secret").unwrap();
    block_on(client.sign_in_with_password(None, &credentials)).unwrap();
}

fn signed_in(meta: &str, then: impl IntoIterator<Item = Answer>) -> Client<Script> {
    let first = format!(r#"{{"meta":{meta}}}"#);
    let client = client([ok(&first), ok(USER)].into_iter().chain(then));
    sign_in(&client);
    client
}

#[test]
fn documented_names_cost_nothing() {
    let client = signed_in(r#"{"next":"/api/","transaction":"/api/transaction"}"#, []);
    for place in [Place::Configuration, Place::ApiKeys, Place::Changes] {
        let address = block_on(client.address(place)).unwrap();
        assert_eq!(address, place.documented());
    }
    assert_eq!(client.transport().asked().len(), 2);
}

#[test]
fn what_is_not_where_it_is_documented_is_looked_for_once() {
    let root = r#"{"items":[{"key":"user","meta":{"href":"/api/person"}}]}"#;
    let person = r#"{"items":[{"key":"api_keys","meta":{"href":"/api/person/tokens"}}]}"#;
    let client = signed_in(
        r#"{"next":"/api"}"#,
        [
            refusal(404, "NodeNotFound"),
            ok(root),
            ok(person),
            ok(r#"{"items":[]}"#),
            ok(r#"{"items":[]}"#),
        ],
    );
    assert!(block_on(client.api_keys()).unwrap().is_empty());
    assert!(block_on(client.api_keys()).unwrap().is_empty());
    assert_eq!(
        client.transport().asked()[2..],
        [
            "GET /api/user/api_keys",
            "GET /api",
            "GET /api/person",
            "GET /api/person/tokens",
            "GET /api/person/tokens",
        ]
    );
}

#[test]
fn what_no_link_leads_to_stays_missing() {
    let client = signed_in(
        r#"{"next":"/api"}"#,
        [refusal(404, "NodeNotFound"), ok(r#"{"items":[]}"#)],
    );
    match block_on(client.api_keys()) {
        Err(Error::NotFound(refusal)) => assert_eq!(refusal.path, "/api/user/api_keys"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_hostile_link_is_no_place() {
    for link in [
        "//evil.example/api",
        "https://evil.example/api",
        "javascript:alert(1)",
        "/console/transaction",
        "/api/../console",
        "/api/%2e%2e/console",
        "/api/transaction?x=",
        "/apiary",
        "",
    ] {
        let meta = format!(r#"{{"next":"{link}","transaction":"{link}","changes":"{link}"}}"#);
        let client = signed_in(&meta, []);
        for place in [Place::Root, Place::Transaction, Place::Changes] {
            let address = block_on(client.address(place)).unwrap();
            assert_eq!(address, place.documented(), "{link}");
        }
    }
}

#[test]
fn a_new_session_asks_anew() {
    let client = signed_in(
        r#"{"next":"/api","transaction":"/api/elsewhere"}"#,
        [ok(USER)],
    );
    // User information was looked for by links first, but the root listed nothing.
    assert_eq!(
        client.transport().asked()[1..],
        ["GET /api", "GET /api/user_info"]
    );
    assert_eq!(
        block_on(client.address(Place::Transaction)).unwrap(),
        "/api/elsewhere"
    );
    client.forget();
    assert_eq!(
        block_on(client.address(Place::Transaction)).unwrap(),
        "/api/transaction"
    );
}
