//! What a session learns of its rights while it goes: verbs by `Allow`, refusals by 403, a token that went stale.

use http::Response;
use serde_json::json;
use sps_client::{Client, Error};

use crate::script::{Script, client};

type Answer = Result<Response<Vec<u8>>, sps_client::TransportError>;

fn answer(status: u16, allow: Option<&str>, body: serde_json::Value) -> Answer {
    let mut response = Response::builder()
        .status(status)
        .header("content-type", "application/json");
    if let Some(allow) = allow {
        response = response.header("allow", allow);
    }
    Ok(response.body(body.to_string().into_bytes()).unwrap())
}

fn refused(allow: Option<&str>) -> Answer {
    answer(403, allow, json!({ "error": { "type": "Unauthorized" } }))
}

const PATH: &str = "/api/configuration/ssh/options";

async fn put(client: &Client<Script>) -> Result<(), Error> {
    client.replace(PATH, &json!({})).await.map(drop)
}

#[test]
fn a_refusal_is_remembered_by_verb_until_the_verb_works() {
    for allow in [None, Some("GET, PUT")] {
        let client = client([
            answer(200, allow, json!({ "key": "options", "body": {} })),
            refused(allow),
            answer(200, allow, json!({ "key": "options", "body": {} })),
            answer(200, allow, json!({ "key": "options", "body": {} })),
        ]);
        pollster::block_on(async {
            client.resource(PATH).await.unwrap();
            assert!(!client.was_refused("PUT", PATH));
            put(&client).await.unwrap_err();
            assert!(client.was_refused("PUT", PATH) && !client.was_refused("GET", PATH));
            client.resource(PATH).await.unwrap();
            assert!(client.was_refused("PUT", PATH), "another verb says nothing");
            put(&client).await.unwrap();
            assert!(!client.was_refused("PUT", PATH));
        });
    }
}

#[test]
fn paths_are_learnt_with_the_verbs_of_their_last_answer() {
    let client = client([
        answer(200, Some("GET"), json!({ "key": "options", "body": {} })),
        refused(Some("GET, PUT")),
        answer(200, None, json!({ "key": "ssh", "items": [] })),
    ]);
    pollster::block_on(async {
        client.resource(PATH).await.unwrap();
        put(&client).await.unwrap_err();
        client.resource("/api/configuration/ssh").await.unwrap();
    });
    let learnt = client.learnt();
    assert_eq!(learnt.len(), 1, "{learnt:?}");
    assert_eq!(learnt[0].url, PATH);
    assert_eq!(learnt[0].methods, ["GET", "PUT"]);
    client.forget();
    assert!(client.learnt().is_empty() && !client.was_refused("PUT", PATH));
}

#[test]
fn a_token_that_went_stale_takes_the_refusals_with_it() {
    let info = |token: &str| {
        answer(
            200,
            None,
            json!({ "user": { "name": "admin" }, "token": token }),
        )
    };
    let client = client([info("one"), refused(None), info("one"), info("two")]);
    pollster::block_on(async {
        client.user_info().await.unwrap();
        put(&client).await.unwrap_err();
        assert!(!client.renew_token().await.unwrap().1);
        assert!(client.was_refused("PUT", PATH));
        assert!(client.renew_token().await.unwrap().1);
        assert!(!client.was_refused("PUT", PATH));
    });
}

#[test]
fn a_refused_password_is_not_repeated_by_its_refusal() {
    for (message, kept) in [
        ("too short", Some("too short")),
        ("n3w-pass is too short", None),
        ("old-pass is wrong", None),
    ] {
        let body = json!({ "error": {
            "type": "SemanticError", "message": message, "details": { "value": "n3w-pass" },
        } });
        let client = client([answer(400, None, body)]);
        let change = client.change_own_password("/api/user/password", "old-pass", "n3w-pass");
        let Err(Error::Refused(refusal)) = pollster::block_on(change) else {
            panic!("{message}");
        };
        assert_eq!(refusal.message.as_deref(), kept);
        assert_eq!(refusal.details, None);
        assert_eq!(refusal.kind.as_deref(), Some("SemanticError"));
    }
}
