//! API keys: effective after the commit, shown once, own ones only.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use desk::{Answer, Desk};
use http::Request;
use serde_json::json;

const WEB: &str = "/api/configuration/management/webinterface";
const KEYS: &str = "/api/user/api_keys";

fn with_key(desk: &mut Desk, header: &str, value: &str, path: &str) -> Answer {
    desk.send(
        Request::get(path)
            .header(header, value)
            .body(Vec::new())
            .unwrap(),
    )
}

#[test]
fn an_api_key_works_after_the_commit_and_until_its_deletion_is_committed() {
    let mut desk = Desk::new();
    let helpdesk = desk.sign_in("helpdesk");
    let created = desk.post(&helpdesk, KEYS, &json!({ "name": "ci_key" }));
    assert_eq!(created.status, 201);
    let key = created.json["key"].as_str().unwrap().to_owned();
    let token = created.json["body"]["token"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {token}");
    assert_eq!(
        desk.get(&helpdesk, "/api/transaction").json["body"]["status"],
        "open"
    );

    // In the own transaction, but nowhere else yet.
    assert_eq!(
        desk.get(&helpdesk, KEYS).json["items"][0]["body"]["name"],
        "ci_key"
    );
    let second = desk.sign_in("helpdesk");
    assert_eq!(desk.get(&second, KEYS).json["items"], json!([]));
    assert_eq!(
        with_key(&mut desk, "authorization", &bearer, "/api/user_info").status,
        401
    );
    let changes = desk.get(&helpdesk, "/api/transaction/changes");
    assert_eq!(changes.json["changes"][0]["path"], format!("{KEYS}/{key}"));
    let shown = changes.json["changes"][0]["new_value"].as_object().unwrap();
    assert!(!shown.contains_key("token") && !changes.text.contains(&token));

    assert_eq!(desk.commit(&helpdesk).status, 200);
    assert_eq!(desk.get(&second, KEYS).json["items"][0]["key"], key);
    assert!(
        desk.get(&second, KEYS).json["items"][0]["body"]
            .get("token")
            .is_none()
    );
    assert_eq!(
        with_key(&mut desk, "authorization", &bearer, "/api/user_info").json["user"]["name"],
        "helpdesk"
    );
    assert_eq!(
        with_key(&mut desk, "x-api-key", &token, "/api/user_info").status,
        200
    );
    assert_eq!(
        with_key(&mut desk, "x-api-key", &token, WEB).status,
        403,
        "no more rights than its user"
    );

    assert_eq!(desk.delete(&helpdesk, &format!("{KEYS}/{key}")).status, 200);
    assert_eq!(
        with_key(&mut desk, "x-api-key", &token, "/api/user_info").status,
        200
    );
    assert_eq!(desk.commit(&helpdesk).status, 200);
    assert_eq!(
        with_key(&mut desk, "x-api-key", &token, "/api/user_info").status,
        401
    );
}

#[test]
fn api_keys_of_others_are_invisible() {
    let mut desk = Desk::new();
    let helpdesk = desk.sign_in("helpdesk");
    let key = desk.post(&helpdesk, KEYS, &json!({ "name": "mine" })).json["key"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.commit(&helpdesk);
    let admin = desk.sign_in("admin");
    assert_eq!(desk.get(&admin, KEYS).json["items"], json!([]));
    assert_eq!(desk.get(&admin, &format!("{KEYS}/{key}")).status, 404);
    assert_eq!(desk.delete(&admin, &format!("{KEYS}/{key}")).status, 404);
}

#[test]
fn names_of_api_keys_have_no_white_space_or_extra_characters() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    for name in ["", "two words", "ümlaut", "semi;colon", "line\nbreak"] {
        let refused = desk.post(&admin, KEYS, &json!({ "name": name }));
        assert_eq!(refused.status, 400, "{name:?}");
        assert_eq!(refused.json["error"]["details"]["property"], "name");
    }
    assert_eq!(
        desk.get(&admin, "/api/transaction").json["body"]["status"],
        "closed"
    );
}

#[test]
fn the_same_seed_gives_the_same_answers() {
    let answers = |_: u8| {
        let mut desk = Desk::new();
        let admin = desk.sign_in("admin");
        let created = desk.post(&admin, KEYS, &json!({ "name": "twin" })).text;
        (admin.0, created)
    };
    assert_eq!(answers(1), answers(2));
}
