//! Sign-in: who may, and with what (`sps-api.md` §5).

use http::{StatusCode, header};
use serde_json::json;

use crate::accounts;
use crate::call::{Basic, BasicCredentials, Call};
use crate::configuration::Store;
use crate::error::ApiError;
use crate::login_discovery::{LOCAL, RADIUS, SAML2, enabled_methods};
use crate::reply::Reply;
use crate::session::UsedMethod;
use crate::setup::{LoginFlow, Switches};

/// The answer to the scripted RADIUS challenge, as the parameter `response`.
///
/// ASSUMPTION: all of the flow is made up; only that RADIUS servers may challenge is known.
const RADIUS_CODE: &str = "424242";
/// Whose password has expired under `login.expired_password: scripted`.
const EXPIRED_USER: &str = "auditor";
/// Where the scripted SAML2 flow sends the browser: a name that resolves nowhere (RFC 2606).
const IDENTITY_PROVIDER: &str = "https://idp.example.org/saml2/sso";

/// Somebody who proved who they are.
pub(crate) struct SignedIn {
    pub(crate) user: String,
    pub(crate) user_key: String,
    pub(crate) method: UsedMethod,
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
    let method = chosen_method(call, live, switches).map_err(invalid)?;
    let user = if method.credential == "x509" {
        let certificate = call
            .certificate()
            .ok_or_else(|| invalid("no client certificate"))?;
        let user = certificate.subject_common_name.clone();
        // ASSUMPTION: also with LDAP groups the local groups decide, as there is no directory here.
        accounts::user(live, &user).map(|(key, _)| (key.to_owned(), user))
    } else {
        let credentials = credentials(call, switches)?;
        by_password(call, live, switches, &method, credentials)?
    };
    let (user_key, user) = user.ok_or_else(ApiError::authentication_failure)?;
    if switches.login_expired_password != LoginFlow::Off
        && user == EXPIRED_USER
        && method.credential == "password"
    {
        return Err(ApiError::sign_in_step(
            "The password has expired.",
            json!({ "reason": "password_expired" }),
        ));
    }
    Ok(SignedIn {
        user,
        user_key,
        method,
    })
}

fn credentials(call: &Call<'_>, switches: &Switches) -> Result<BasicCredentials, ApiError> {
    match call.basic() {
        Basic::Given(credentials) => Ok(credentials),
        Basic::Malformed => Err(ApiError::invalid_authentication_request(
            400,
            "the Authorization header is not UTF-8 user:password in base64",
        )),
        // A certificate alone does not sign in here: password fallback (seed 000).
        Basic::Absent => Err(ApiError::invalid_authentication_request(
            switches.login_missing_credentials_status,
            "no Authorization header",
        )),
    }
}

/// There is no RADIUS server or directory behind the simulation: these methods refuse, but for the
/// scripted challenge, which takes the local passwords.
fn by_password(
    call: &Call<'_>,
    live: &Store,
    switches: &Switches,
    method: &UsedMethod,
    credentials: BasicCredentials,
) -> Result<Option<(String, String)>, ApiError> {
    let challenges =
        method.authentication == RADIUS && switches.login_radius_challenge != LoginFlow::Off;
    if method.authentication != LOCAL && !challenges {
        return Ok(None);
    }
    let key = accounts::user_with_password(live, &credentials.user, &credentials.password);
    let Some(key) = key else {
        return Ok(None);
    };
    if challenges {
        match call.parameter("response") {
            Some(RADIUS_CODE) => {}
            Some(_) => return Ok(None),
            None => {
                let details =
                    json!({ "challenge": "Enter the code of your token", "parameter": "response" });
                return Err(ApiError::sign_in_step(
                    "A further factor is needed.",
                    details,
                ));
            }
        }
    }
    Ok(Some((key.to_owned(), credentials.user)))
}

/// The method named by `login_method`, else the first one for `type`, else the local one.
fn chosen_method(
    call: &Call<'_>,
    live: &Store,
    switches: &Switches,
) -> Result<UsedMethod, &'static str> {
    let wanted = match call.parameter("type") {
        None => None,
        Some("password") => Some("password"),
        Some("x509") => Some("x509"),
        Some(_) => return Err("unknown type"),
    };
    let named = call
        .parameter("login_method")
        .filter(|_| switches.login_method_param);
    let mut methods = enabled_methods(live, switches).map(|(method, _)| method);
    let method = match (named, wanted) {
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

/// The redirect to the identity provider, if the request names a SAML2 method and the scripted flow
/// is on. The flow ends there: nothing answers.
pub(crate) fn federated(call: &Call<'_>, live: &Store, switches: &Switches) -> Option<Reply> {
    let method = chosen_method(call, live, switches).ok()?;
    (method.authentication == SAML2).then(|| {
        let meta = json!({ "href": "/api/authentication", "next": IDENTITY_PROVIDER });
        let mut reply = Reply::json(StatusCode::FOUND, json!({ "meta": meta }));
        reply
            .headers
            .push((header::LOCATION, IDENTITY_PROVIDER.to_owned()));
        reply
    })
}
