//! What the probes share.

use base64::Engine as _;
use http::{Method, Request};
use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Login};

pub const WEB: &str = "/api/configuration/management/webinterface";
pub const EMAIL: &str = "/api/configuration/management/email";
pub const TIMEZONE: &str = "/api/configuration/datetime/timezone";
pub const PASSWORDS: &str = "/api/configuration/passwords";
pub const TIME_POLICIES: &str = "/api/configuration/policies/time_policies";
pub const USERS: &str = "/api/configuration/aaa/local_database/users";
pub const KEYS: &str = "/api/user/api_keys";
pub const TRANSACTION: &str = "/api/transaction";
/// `admin:demo`.
pub const ADMIN: &str = "Basic YWRtaW46ZGVtbw==";

/// A request with these headers and no others.
pub fn send(
    desk: &mut Desk,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut request = Request::builder()
        .method(Method::from_bytes(method.as_bytes()).unwrap())
        .uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    desk.send(request.body(body.to_vec()).unwrap())
}

pub fn get(desk: &mut Desk, path: &str, headers: &[(&str, &str)]) -> Answer {
    send(desk, "GET", path, headers, b"")
}

pub fn basic(user: &str, password: &str) -> String {
    let text = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
    format!("Basic {text}")
}

/// Signs in whatever the status.
pub fn sign_in(desk: &mut Desk, user: &str, password: &str) -> Option<Login> {
    let answer = desk.sign_in_answer(user, password);
    let cookie = answer.header("set-cookie")?;
    Some(Login(cookie.split(';').next()?.to_owned()))
}

pub fn status_and_type(answer: &Answer) -> String {
    format!("{} {}", answer.status, answer.error_type())
}

pub fn statuses(answers: &[&Answer]) -> String {
    let texts: Vec<_> = answers
        .iter()
        .map(|answer| answer.status.to_string())
        .collect();
    texts.join(" ")
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

/// `open` or `closed`.
pub fn state(desk: &mut Desk, login: &Login) -> String {
    let answer = desk.get(login, TRANSACTION);
    text(&answer.json["body"]["status"]).to_owned()
}

/// Names of an object's members.
pub fn members(value: &Value) -> String {
    match value.as_object() {
        Some(members) => members.keys().cloned().collect::<Vec<_>>().join(","),
        None => "-".to_owned(),
    }
}

/// Makes a user without any group and commits.
pub fn make_stranger(desk: &mut Desk, admin: &Login) {
    let password = desk.post(admin, PASSWORDS, &json!({ "plain": "guess" }));
    let user = json!({ "name": "stranger", "password": password.json["key"] });
    assert_eq!(desk.post(admin, USERS, &user).status, 201);
    assert_eq!(desk.commit(admin).status, 200);
}
