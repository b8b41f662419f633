//! How an anonymous client learns to sign in (`sps-api.md` §5.5), and the methods as configured.

use serde_json::{Map, Value, json};

use crate::configuration::{Address, Store};
use crate::reply::Reply;
use crate::session::UsedMethod;
use crate::setup::{LoginFlow, Switches, TypesShape};

const METHODS: &str = "/api/configuration/aaa/login_methods";
/// The method that always works (`sps-api.md` §5.5).
pub(crate) const LOCAL: &str = "local";
pub(crate) const RADIUS: &str = "radius";
pub(crate) const SAML2: &str = "saml2";

/// A login method as configured.
fn method(key: &str, body: &Value) -> Option<UsedMethod> {
    let authentication = body
        .pointer("/authentication/selection")?
        .as_str()?
        .to_owned();
    let credential = match authentication.as_str() {
        "x509" => "x509",
        // ASSUMPTION: the value of user information (seed 004), as the list prints no SAML2 method.
        SAML2 => "federated",
        _ => "password",
    };
    Some(UsedMethod {
        key: key.to_owned(),
        name: body.get("name")?.as_str()?.to_owned(),
        authentication,
        credential,
    })
}

/// The methods that are switched on, with their titles.
pub(crate) fn enabled_methods<'s>(
    live: &'s Store,
    switches: &Switches,
) -> impl Iterator<Item = (UsedMethod, &'s Value)> + use<'s> {
    let has_saml = switches.login_saml2 != LoginFlow::Off;
    live.list(METHODS)
        .into_iter()
        .flatten()
        .filter(|(_, body)| body.get("enabled") == Some(&Value::Bool(true)))
        .filter_map(|(key, body)| Some((method(key, body)?, body.get("title")?)))
        .filter(move |(method, _)| has_saml || method.authentication != SAML2)
}

/// The login method with that key, as it is now.
pub(crate) fn method_with_key(live: &Store, key: &str) -> Option<UsedMethod> {
    method(key, live.get(&Address::object(METHODS, key))?)
}

/// `GET /api/authentication/login_methods` (seed 001).
pub(crate) fn login_methods(live: &Store, switches: &Switches) -> Reply {
    let methods: Vec<_> = enabled_methods(live, switches)
        .map(|(method, title)| {
            json!({
                "name": method.name,
                "title": title,
                "authentication": method.authentication,
                "credential": method.credential,
            })
        })
        .collect();
    let meta =
        json!({ "href": "/api/authentication/login_methods", "next": "/api/authentication" });
    Reply::ok(json!({ "login_methods": methods, "meta": meta }))
}

/// `GET /api/authentication/types` (seed 000): `basic` means a password, `x509` a certificate.
///
/// ASSUMPTION: whether `types` is a list or an object is not shown; `login.types_shape`.
pub(crate) fn types(live: &Store, switches: &Switches) -> Reply {
    let mut types = Vec::new();
    for (method, _) in enabled_methods(live, switches) {
        let name = match method.credential {
            "password" => "basic",
            "x509" => "x509",
            _ => continue,
        };
        if !types.contains(&name) {
            types.push(name);
        }
    }
    let types = match switches.login_types_shape {
        TypesShape::List => json!(types),
        TypesShape::Object => types
            .into_iter()
            .map(|name| (name.to_owned(), json!({})))
            .collect::<Map<_, _>>()
            .into(),
    };
    let meta = json!({ "href": "/api/authentication/types", "next": "/api/authentication" });
    Reply::ok(json!({ "types": types, "meta": meta }))
}
