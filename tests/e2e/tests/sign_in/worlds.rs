//! Appliances prepared for signing in.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use e2e::{Failure, Holds, Outcome, Plan, Trust, World, ensure};
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
    let prepared = with_state(&appliance, |state| {
        let local = state["lists"][METHODS][LOCAL].take();
        state["lists"][METHODS] = json!({ LOCAL: local });
        state["lists"][METHODS][LOCAL]["title"] = json!("Staff login");
        if let Some(list) = state["lists"][GROUPS][REST_SERVER]["members"].as_array_mut() {
            list.extend(members.iter().cloned().map(Value::from));
        }
    })?;
    World::with_appliance(prepared).await
}

/// An appliance that offers these methods of the usual ones and no other.
pub fn offering(names: &[&str]) -> Outcome<Appliance> {
    with_state(&Appliance::new(Setup::default()), |state| {
        if let Some(methods) = state["lists"][METHODS].as_object_mut() {
            for (_, method) in methods {
                let name = method["name"].as_str().unwrap_or_default();
                method["enabled"] = json!(names.contains(&name));
            }
        }
    })
}

/// One certificate method and nothing else, and a browser with a certificate for it.
pub async fn one_certificate() -> Outcome<World> {
    let plan = Plan::appliance(offering(&["x509_name"])?);
    plan.certificates(Holds::TheUsers).start().await
}

/// An appliance that takes a name and a password with any request.
pub async fn signing_in_on_any_path() -> Outcome<World> {
    let mut setup = Setup::default();
    let switched = setup.switches.set("basic.on_other_paths", "logs_in");
    ensure(
        switched.is_ok(),
        "the simulated appliance has no such switch",
    )?;
    World::with_appliance(Appliance::new(setup)).await
}

/// Two certificate methods, and a browser with a certificate for them.
pub async fn two_certificates() -> Outcome<World> {
    let plan = Plan::appliance(offering(&["x509_name", "x509_with_ldap_groups_name"])?);
    plan.certificates(Holds::TheUsers).start().await
}

/// An appliance on the network, behind a gateway that waits two seconds for an answer and one for a test.
pub async fn on_the_network() -> Outcome<World> {
    let plan = Plan::new().on_the_network(Trust::Right);
    let plan = plan.limits(|limits| {
        limits.first_byte = Duration::from_secs(2);
        limits.probe = Duration::from_secs(1);
    });
    plan.start().await
}

/// An appliance with a certificate of an authority that the gateway does not know.
pub async fn another_authority() -> Outcome<World> {
    let plan = Plan::new().on_the_network(Trust::OtherAuthority);
    plan.start().await
}

/// An appliance with a certificate for another name.
pub async fn another_name() -> Outcome<World> {
    let plan = Plan::new().on_the_network(Trust::OtherName);
    plan.start().await
}

/// A gateway that lets a name be tried three times in 12 seconds.
pub async fn little_patience() -> Outcome<World> {
    let plan = Plan::new().limits(|limits| {
        limits.sign_ins = 3;
        limits.sign_in_window = Duration::from_secs(12);
    });
    plan.start().await
}

/// A browser that keeps no cookies.
pub async fn without_cookies() -> Outcome<World> {
    Plan::new().blocking_cookies().start().await
}

/// An appliance of before the login methods had names.
pub async fn old_firmware() -> Outcome<World> {
    World::with_profile(Profile::V6_0).await
}

fn with_state(appliance: &Appliance, edit: impl FnOnce(&mut Value)) -> Outcome<Appliance> {
    let mut state = appliance.export();
    edit(&mut state);
    Appliance::import(&state)
        .map_err(|error| Failure::while_doing("preparing the appliance", error))
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
