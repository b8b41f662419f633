//! The gateway's own addresses below `/console/`.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{Extension, State};
use axum::response::Response;
use http::header::{HeaderName, SET_COOKIE};
use http::{HeaderValue, Method, Request, StatusCode};
use serde_json::{Value, json};
use sps_appliance::DEMO_ACCOUNTS;

use crate::answer::{Context, Problem, empty, json_answer, redirect};
use crate::caller::own_page;
use crate::peer::Peer;
use crate::router::Gateway;
use crate::seats::peer;
use crate::throttle::Key;
use crate::{VERSION, adoption, body, reports};

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");
const KEEP_STORAGE: &str = "keep-storage";

/// `/`.
pub(crate) async fn root() -> Response {
    redirect(StatusCode::FOUND, "/console/")
}

/// `/console`: relative addresses need the slash.
pub(crate) async fn slash() -> Response {
    redirect(StatusCode::PERMANENT_REDIRECT, "/console/")
}

/// `/console/healthz`: whether the gateway runs; nothing about the appliance.
pub(crate) async fn health(Extension(context): Extension<Context>, method: Method) -> Response {
    if !is_read(&method) {
        return Problem::method("GET, HEAD").answer(&context);
    }
    json_answer(StatusCode::OK, &json!({ "status": "ok" }))
}

/// `/console/gw/info`: what the console shows before anybody signed in.
pub(crate) async fn info(
    State(gateway): State<Arc<Gateway>>,
    Extension(context): Extension<Context>,
    request: Request<Body>,
) -> Response {
    if !is_read(request.method()) {
        return Problem::method("GET, HEAD").answer(&context);
    }
    // Whether it is worth asking the appliance who is signed in: a console that asked without a cookie would start
    // with a refused request.
    let has_session = gateway
        .cookies
        .all(request.headers())
        .iter()
        .any(|session| !gateway.blocked.contains(session));
    let demo = gateway.link.is_demo();
    let accounts: Vec<Value> = DEMO_ACCOUNTS
        .iter()
        .filter(|_| demo)
        .map(|(name, password)| json!({ "name": name, "password": password }))
        .collect();
    json_answer(
        StatusCode::OK,
        &json!({
            "demo": demo,
            "accounts": accounts,
            "session_cookie": has_session,
            "certificate_sign_in": gateway.certificate_origin.as_ref().map(|origin| json!({ "origin": origin })),
            "extend_on_activity": gateway.console.extend_on_activity,
            "kept_in_memory_only": gateway.console.kept_in_memory_only,
            "api_key_header": gateway.console.api_key_header,
            "api_key_download": gateway.console.api_key_download,
            "version": VERSION,
        }),
    )
}

/// `/console/gw/logout`: makes the session unusable here and clears the browser (product M3.11).
///
/// The appliance has no documented sign-out call, so its session lives on until its idle time is over. With
/// `?keep-storage` what the browser stores for this site stays: the session was somebody else's, and nobody worked in it.
pub(crate) async fn log_out(
    State(gateway): State<Arc<Gateway>>,
    Extension(context): Extension<Context>,
    request: Request<Body>,
) -> Response {
    if request.method() != Method::POST {
        return Problem::method("POST").answer(&context);
    }
    if let Err(problem) = own_page(request.headers(), &gateway.origin) {
        return problem.answer(&context);
    }
    // Signing out always works, with planted duplicates too.
    for session in gateway.cookies.all(request.headers()) {
        gateway.blocked.block(&session);
    }
    let mut answer = empty(StatusCode::NO_CONTENT);
    let headers = answer.headers_mut();
    if let Some(expired) = gateway.cookies.expire() {
        headers.append(SET_COOKIE, expired);
    }
    for ended in adoption::withdraw(&gateway, request.headers()) {
        headers.append(SET_COOKIE, ended);
    }
    if request.uri().query() != Some(KEEP_STORAGE) {
        headers.insert(CLEAR_SITE_DATA, HeaderValue::from_static("\"storage\""));
    }
    answer
}

/// Counts a call to the gateway itself that costs something.
///
/// # Errors
/// 429 when one address calls too often.
pub(crate) fn own_call(
    gateway: &Gateway,
    request: &Request<Body>,
    name: &[u8],
) -> Result<(), Problem> {
    let address = request.extensions().get::<Peer>();
    let address = address.map_or_else(String::new, |from| peer(from.0).to_string());
    let key = Key::of(&[name, address.as_bytes()]);
    let counted = gateway.own_calls.count(key, Instant::now());
    counted.map_err(|wait| {
        Problem::too_many(
            "TooManyRequests",
            "This was asked too often in the last minute.",
            wait,
        )
    })
}

/// `/console/gw/csp-report`: collects what browsers stopped.
pub(crate) async fn csp_report(
    State(gateway): State<Arc<Gateway>>,
    Extension(context): Extension<Context>,
    request: Request<Body>,
) -> Response {
    if request.method() != Method::POST {
        return Problem::method("POST").answer(&context);
    }
    // Browsers report about our own pages only; without the header it may be an old browser.
    let site = request
        .headers()
        .get("sec-fetch-site")
        .map_or(&b"same-origin"[..], |site| site.as_bytes());
    if site != b"same-origin" {
        return Problem::new(
            StatusCode::FORBIDDEN,
            "CrossSiteRefused",
            "Reports about other sites are not collected here.",
        )
        .answer(&context);
    }
    match body::whole(
        request.into_body(),
        reports::LONGEST,
        gateway.limits.body_idle,
    )
    .await
    {
        Ok(body) => {
            gateway.reports.add(&body, &gateway.log);
            empty(StatusCode::NO_CONTENT)
        }
        Err(problem) => problem.answer(&context),
    }
}

fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}
