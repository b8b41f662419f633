//! Appliances prepared for signing in.

use std::time::{SystemTime, UNIX_EPOCH};

use e2e::{Failure, Outcome, World, ensure};
use http::{Method, Request};
use serde_json::{Value, json};
use sps_appliance::{Appliance, Profile, Setup, Timestamp};

const METHODS: &str = "/api/configuration/aaa/login_methods";
const GROUPS: &str = "/api/configuration/aaa/local_database/groups";
/// The local login method of every appliance.
const LOCAL: &str = "f46acbd3-69c4-4562-8ed6-3212cc8750a8";
/// The group with the privilege *REST server*.
const REST_SERVER: &str = "ca2dc85730ca082ee6b5cd";

/// The credential vectors: letters beyond ASCII, signs, spaces, and lengths that programs like to spoil.
pub const VECTORS: [(&str, &str); 10] = [
    ("żółć", "żółć"),
    ("müller", "müller"),
    ("şükrü", "şükrü"),
    ("暗号", "暗号"),
    ("euro€", "10€"),
    ("emoji🦀", "🔑🦀"),
    ("colon", "a:b:c"),
    (
        "long",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef012345",
    ),
    ("spaces", " leading and trailing "),
    ("José", "\"it's\" José"),
];

/// Somebody who is in no group.
pub const WITHOUT_API: (&str, &str) = ("visitor", "demo");

/// One password method, with a title of its own, and users for the vectors.
pub async fn one_password() -> Outcome<World> {
    let mut appliance = Appliance::new(Setup::default());
    let mut members = Vec::new();
    for (name, password) in VECTORS {
        members.push(add_user(&mut appliance, name, password)?);
    }
    add_user(&mut appliance, WITHOUT_API.0, WITHOUT_API.1)?;
    with_state(&appliance, |state| {
        let local = state["lists"][METHODS][LOCAL].take();
        state["lists"][METHODS] = json!({ LOCAL: local });
        state["lists"][METHODS][LOCAL]["title"] = json!("Staff login");
        if let Some(list) = state["lists"][GROUPS][REST_SERVER]["members"].as_array_mut() {
            list.extend(members.iter().cloned().map(Value::from));
        }
    })
    .await
}

/// One certificate method and nothing else.
pub async fn one_certificate() -> Outcome<World> {
    with_state(&Appliance::new(Setup::default()), |state| {
        if let Some(methods) = state["lists"][METHODS].as_object_mut() {
            for (_, method) in methods {
                method["enabled"] = json!(method["name"] == "x509_name");
            }
        }
    })
    .await
}

/// An appliance of before the login methods had names.
pub async fn old_firmware() -> Outcome<World> {
    World::with_profile(Profile::V6_0).await
}

async fn with_state(appliance: &Appliance, edit: impl FnOnce(&mut Value)) -> Outcome<World> {
    let mut state = appliance.export();
    edit(&mut state);
    let appliance = Appliance::import(&state)
        .map_err(|error| Failure::while_doing("preparing the appliance", error))?;
    World::with_appliance(appliance).await
}

/// Adds a local user the way an administrator does; answers the key.
fn add_user(appliance: &mut Appliance, name: &str, password: &str) -> Outcome<String> {
    // admin:demo
    let authorization = ("authorization", "Basic YWRtaW46ZGVtbw==");
    let (_, cookie) = call(
        appliance,
        Method::GET,
        "/api/authentication",
        authorization,
        None,
    )?;
    let cookie = cookie.ok_or_else(|| Failure::new("no session for the preparation"))?;
    let session = ("cookie", cookie.as_str());
    let secret = json!({ "plain": password });
    let path = "/api/configuration/passwords";
    let (secret, _) = call(appliance, Method::POST, path, session, Some(secret))?;
    let user = json!({ "name": name, "password": secret["key"] });
    let path = "/api/configuration/aaa/local_database/users";
    let (user, _) = call(appliance, Method::POST, path, session, Some(user))?;
    let commit = json!({ "status": "commit" });
    call(
        appliance,
        Method::PUT,
        "/api/transaction",
        session,
        Some(commit),
    )?;
    let key = user["key"].as_str();
    key.map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("no key in {user}")))
}

/// One request without a network: the body, and the cookie if one was set.
fn call(
    appliance: &mut Appliance,
    method: Method,
    path: &str,
    header: (&str, &str),
    body: Option<Value>,
) -> Outcome<(Value, Option<String>)> {
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header.0, header.1)
        .header("content-type", "application/json")
        .header("content-length", body.len())
        .body(body.into_bytes())
        .map_err(|error| Failure::while_doing(path, error))?;
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let now = Timestamp(u64::try_from(now.as_millis()).unwrap_or_default());
    let answer = appliance.handle(&request, now);
    let text = String::from_utf8_lossy(answer.body()).into_owned();
    ensure(
        answer.status().is_success(),
        format!("{path}: {} {text}", answer.status()),
    )?;
    let cookie = answer
        .headers()
        .get("set-cookie")
        .and_then(|cookie| cookie.to_str().ok())
        .and_then(|cookie| cookie.split(';').next())
        .map(str::to_owned);
    Ok((serde_json::from_str(&text).unwrap_or_default(), cookie))
}
