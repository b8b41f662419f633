//! Sign-in: `/api/authentication` and the list of login methods (`sps-api.md` §5).

use http::{StatusCode, header};
use serde_json::{Value, json};

use crate::accounts;
use crate::call::{Basic, Call};
use crate::clock::Timestamp;
use crate::configuration::{Address, Store};
use crate::error::ApiError;
use crate::reply::Reply;
use crate::session::{UsedMethod, timeout_seconds};
use crate::setup::{CookieStyle, Switches};

const METHODS: &str = "/api/configuration/aaa/login_methods";
/// The method that always works (`sps-api.md` §5.5).
const LOCAL: &str = "local";

/// Somebody who proved who they are.
pub(crate) struct SignedIn {
    pub(crate) user: String,
    pub(crate) user_key: String,
    pub(crate) method: UsedMethod,
}

/// A login method as configured.
fn method(key: &str, body: &Value) -> Option<UsedMethod> {
    let authentication = body
        .pointer("/authentication/selection")?
        .as_str()?
        .to_owned();
    let credential = if authentication == "x509" {
        "x509"
    } else {
        "password"
    };
    Some(UsedMethod {
        key: key.to_owned(),
        name: body.get("name")?.as_str()?.to_owned(),
        authentication,
        credential,
    })
}

/// The methods that are switched on, with their titles.
fn enabled_methods(live: &Store) -> impl Iterator<Item = (UsedMethod, &Value)> {
    live.list(METHODS)
        .into_iter()
        .flatten()
        .filter(|(_, body)| body.get("enabled") == Some(&Value::Bool(true)))
        .filter_map(|(key, body)| Some((method(key, body)?, body.get("title")?)))
}

/// `GET /api/authentication/login_methods`, open to everybody (seed 001).
pub(crate) fn login_methods(live: &Store) -> Reply {
    let methods: Vec<_> = enabled_methods(live)
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

/// The login method with that key, as it is now.
pub(crate) fn method_with_key(live: &Store, key: &str) -> Option<UsedMethod> {
    method(key, live.get(&Address::object(METHODS, key))?)
}

/// Checks the credentials of a sign-in.
///
/// # Errors
/// `InvalidAuthenticationRequest` without usable credentials, `AuthenticationFailure` with wrong ones.
pub(crate) fn check(
    call: &Call<'_>,
    live: &Store,
    switches: &Switches,
) -> Result<SignedIn, ApiError> {
    let invalid = |reason: &str| ApiError::invalid_authentication_request(400, reason);
    let method = chosen_method(call, live).map_err(invalid)?;
    let user = if method.credential == "x509" {
        let certificate = call
            .certificate()
            .ok_or_else(|| invalid("no client certificate"))?;
        let user = certificate.subject_common_name.clone();
        // ASSUMPTION: also with LDAP groups the local groups decide, as there is no directory here.
        accounts::user(live, &user).map(|(key, _)| (key.to_owned(), user))
    } else {
        let credentials = match call.basic() {
            Basic::Given(credentials) => credentials,
            Basic::Malformed => {
                return Err(invalid(
                    "the Authorization header is not UTF-8 user:password in base64",
                ));
            }
            // A certificate alone does not sign in here: password fallback (seed 000).
            Basic::Absent => {
                let status = switches.missing_credentials_status;
                return Err(ApiError::invalid_authentication_request(
                    status,
                    "no Authorization header",
                ));
            }
        };
        // There is no RADIUS server or directory behind the simulation: these methods refuse.
        let key = (method.authentication == LOCAL)
            .then(|| accounts::user_with_password(live, &credentials.user, &credentials.password))
            .flatten();
        key.map(|key| (key.to_owned(), credentials.user))
    };
    let (user_key, user) = user.ok_or_else(ApiError::authentication_failure)?;
    Ok(SignedIn {
        user,
        user_key,
        method,
    })
}

/// The method named by `login_method`, else the first one for `type`, else the local one.
fn chosen_method(call: &Call<'_>, live: &Store) -> Result<UsedMethod, &'static str> {
    let wanted = match call.parameter("type") {
        None => None,
        Some("password") => Some("password"),
        Some("x509") => Some("x509"),
        Some(_) => return Err("unknown type"),
    };
    let mut methods = enabled_methods(live).map(|(method, _)| method);
    let method = match (call.parameter("login_method"), wanted) {
        (Some(name), _) => methods
            .find(|method| method.name == name)
            .ok_or("unknown login method")?,
        (None, Some("x509")) => methods
            .find(|method| method.credential == "x509")
            .ok_or("no X.509 login method")?,
        (None, _) => methods
            .find(|method| method.authentication == LOCAL)
            .ok_or("no local login method")?,
    };
    if wanted.is_some_and(|wanted| wanted != method.credential) {
        return Err("the login method has another type of credential");
    }
    Ok(method)
}

/// The answer to a successful sign-in, with the cookie.
pub(crate) fn welcome(
    call: &Call<'_>,
    session_id: &str,
    switches: &Switches,
    live: &Store,
    now: Timestamp,
) -> Reply {
    let named = call.parameter("login_method").is_some();
    let mut reply = if named {
        // Seed 001, "In all four examples".
        let meta = json!({
            "href": "/api/authentication",
            "next": "/api",
            "remaining_seconds": timeout_seconds(live),
            "transaction": "/api/transaction",
        });
        Reply::ok(json!({ "meta": meta }))
    } else {
        Reply::ok(
            json!({ "meta": { "href": "/api", "next": "/api", "transaction": "/api/transaction" } }),
        )
    };
    // With `return` the answer is 200 (`sps-api.md` §5.1, the Power BI connector).
    let redirects =
        (named || call.parameter("type") == Some("x509")) && call.parameter("return").is_none();
    if redirects {
        reply.status =
            StatusCode::from_u16(switches.method_login_status).unwrap_or(StatusCode::FOUND);
        if reply.status.is_redirection() {
            reply.headers.push((header::LOCATION, "/api/".to_owned()));
        }
    }
    reply.headers.push((
        header::SET_COOKIE,
        cookie(
            session_id,
            switches.cookie_style,
            timeout_seconds(live),
            now,
        ),
    ));
    reply
}

/// The `Set-Cookie` value (`sps-api.md` §5.3). Age and expiry follow the idle time-out.
fn cookie(session_id: &str, style: CookieStyle, timeout_seconds: u64, now: Timestamp) -> String {
    let expires = now.plus_seconds(timeout_seconds).http_date();
    match style {
        CookieStyle::Old => format!("session_id={session_id}; expires={expires}; Path=/"),
        CookieStyle::New => {
            format!(
                "session_id={session_id}; expires={expires}; HttpOnly; Max-Age={timeout_seconds}; Path=/; Secure"
            )
        }
    }
}
