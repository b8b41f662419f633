//! The answer to a successful sign-in, and the cookie (`sps-api.md` §5.1 and §5.3).

use http::{StatusCode, header};
use serde_json::json;

use crate::call::Call;
use crate::clock::Timestamp;
use crate::reply::Reply;
use crate::setup::{CookieStyle, LoginMeta, Switches};

/// What the answer needs to know of the session that began.
pub(crate) struct Begun<'s> {
    pub(crate) session_id: &'s str,
    /// Idle time-out, in seconds.
    pub(crate) timeout_seconds: u64,
    /// The time by the appliance's clock.
    pub(crate) appliance_time: Timestamp,
}

/// The answer to a successful sign-in, with the cookie.
pub(crate) fn welcome(call: &Call<'_>, begun: &Begun<'_>, switches: &Switches) -> Reply {
    let parameter = |name| call.parameter(name).filter(|_| switches.login_method_param);
    let named = parameter("login_method").is_some();
    let is_long = match switches.login_meta {
        LoginMeta::Short => false,
        LoginMeta::Long => true,
        LoginMeta::ByParameter => named,
    };
    let mut meta = json!({ "href": "/api", "next": "/api", "transaction": "/api/transaction" });
    if is_long {
        // Seed 001, "In all four examples".
        meta = json!({
            "href": "/api/authentication",
            "next": "/api",
            "remaining_seconds": begun.timeout_seconds,
            "transaction": "/api/transaction",
        });
    }
    let mut reply = Reply::ok(json!({ "meta": meta }));
    let by_certificate = call.parameter("type") == Some("x509");
    // `return` is the target of the redirect (`sps-api.md` §5.1, the Power BI connector gets 200).
    let target = parameter("return");
    let status = match (target, named || by_certificate) {
        (Some(_), _) => switches.login_status_with_return,
        (None, true) => switches.login_status_with_method,
        (None, false) => switches.login_status,
    };
    reply.status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    if reply.status.is_redirection() {
        // Never to another host.
        let target = target.filter(|path| path.starts_with("/api"));
        reply
            .headers
            .push((header::LOCATION, target.unwrap_or("/api/").to_owned()));
    }
    reply
        .headers
        .push((header::SET_COOKIE, cookie(begun, switches.cookie_style)));
    reply
}

/// The `Set-Cookie` value (`sps-api.md` §5.3). Age and expiry follow the idle time-out.
pub(crate) fn cookie(begun: &Begun<'_>, style: CookieStyle) -> String {
    let (session_id, timeout_seconds) = (begun.session_id, begun.timeout_seconds);
    let expires = begun
        .appliance_time
        .plus_seconds(timeout_seconds)
        .http_date();
    match style {
        CookieStyle::Old => format!("session_id={session_id}; expires={expires}; Path=/"),
        CookieStyle::New => {
            format!(
                "session_id={session_id}; expires={expires}; HttpOnly; Max-Age={timeout_seconds}; Path=/; Secure"
            )
        }
    }
}
