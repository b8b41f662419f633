//! `/api`: check, pass on, harden the answer.

use std::time::Instant;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, SET_COOKIE, UPGRADE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use http_body::Body as _;

use crate::answer::{Context, Problem};
use crate::caller::{Caller, judge};
use crate::cookie::{self, SessionId};
use crate::forward::{Asked, answer_headers, is_sign_in, request_headers};
use crate::peer::Peer;
use crate::router::Gateway;
use crate::upstream::{Link, Payload};
use crate::{adoption, body, path, sign_in};

/// The methods of the REST API (`sps-api.md` §8); HEAD for downloads.
const METHODS: &str = "GET, HEAD, POST, PUT, DELETE";

/// Answers one request to `/api`.
pub(crate) async fn handle(
    gateway: &Gateway,
    context: &Context,
    request: Request<Body>,
) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    match pass_on(gateway, request, peer).await {
        Ok(answer) => answer,
        Err(problem) => problem.answer(context),
    }
}

async fn pass_on(
    gateway: &Gateway,
    request: Request<Body>,
    peer: Option<Peer>,
) -> Result<Response, Problem> {
    let (head, body) = request.into_parts();
    let refuse = |kind, message| Err(Problem::new(StatusCode::BAD_REQUEST, kind, message));
    if let Err(reason) = path::check(head.uri.path()) {
        return refuse("PathRefused", reason);
    }
    if !matches!(
        head.method,
        Method::GET | Method::HEAD | Method::POST | Method::PUT | Method::DELETE
    ) {
        return Err(Problem::method(METHODS));
    }
    if head.headers.contains_key(UPGRADE) || asks_upgrade(&head.headers) {
        return refuse(
            "UpgradeRefused",
            "The API speaks HTTP only; other protocols are not passed on.",
        );
    }
    let caller = judge(
        &head.method,
        &head.headers,
        &gateway.origin,
        gateway.allow_cli,
    )?;
    let session = session(gateway, caller, &head.headers)?;
    let payload = payload(gateway, head.uri.path(), &head.headers, body).await?;
    if let Some(adoption) = adoption::offered(gateway, caller, &head)?
        && let Payload::Whole(bytes) = &payload
    {
        let copy = Payload::Whole(bytes.clone());
        let tried = Some(&adoption.session);
        let mut answer = exchange(gateway, &head, caller, peer, tried, copy).await?;
        let is_refused = matches!(
            answer.status(),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
        );
        // A refused cookie must not hide the session that this browser has.
        if session.is_none() || !is_refused {
            adoption.settle(gateway, &mut answer);
            return Ok(answer);
        }
    }
    let mut answer = exchange(gateway, &head, caller, peer, session.as_ref(), payload).await?;
    if caller == Caller::Browser
        && is_sign_in(head.uri.path())
        && answer.headers().contains_key(SET_COOKIE)
    {
        // Somebody signed in with a password: a window with a certificate that is still open must not take that away.
        for ended in adoption::withdraw(gateway, &head.headers) {
            answer.headers_mut().append(SET_COOKIE, ended);
        }
    }
    Ok(answer)
}

/// Asks the appliance with a session and hardens the answer.
async fn exchange(
    gateway: &Gateway,
    head: &Parts,
    caller: Caller,
    peer: Option<Peer>,
    session: Option<&SessionId>,
    payload: Payload,
) -> Result<Response, Problem> {
    let headers = request_headers(&head.headers, caller, head.uri.path(), session)?;
    let attempt = sign_in::begin(&gateway.sign_ins, &headers, peer, Instant::now())?;
    let target = head
        .uri
        .path_and_query()
        .map_or("/api", |target| target.as_str());
    let mut upstream = Request::builder()
        .method(head.method.clone())
        .uri(target)
        .body(payload)
        .map_err(|_| path_unusable())?;
    *upstream.headers_mut() = headers;
    set_length(&mut upstream, &head.headers);

    let answer = gateway.link.send(upstream).await;
    if let Some(attempt) = attempt {
        attempt.settle(answer.as_ref().ok().map(Response::status));
    }
    let (mut parts, body) = answer?.into_parts();
    let asked = Asked {
        caller,
        headers: &head.headers,
    };
    parts.headers = answer_headers(
        &head.method,
        parts.status,
        &parts.headers,
        &asked,
        gateway.cookies,
        &gateway.blocked,
    )?;
    parts.version = http::Version::HTTP_11;
    Ok(Response::from_parts(parts, body))
}

fn session(
    gateway: &Gateway,
    caller: Caller,
    headers: &HeaderMap,
) -> Result<Option<SessionId>, Problem> {
    let session = match caller {
        Caller::Browser => gateway.cookies.read(headers)?,
        Caller::CommandLine if !gateway.cookies.all(headers).is_empty() => {
            let message = "The console's cookie is for browsers only; command-line clients sign in for themselves.";
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "CookieRefused",
                message,
            ));
        }
        Caller::CommandLine => cookie::appliance_session(headers)?,
    };
    // A session that was signed out here is no session: the appliance answers as to somebody unknown.
    Ok(session.filter(|session| !gateway.blocked.contains(session)))
}

async fn payload(
    gateway: &Gateway,
    path: &str,
    headers: &HeaderMap,
    incoming: Body,
) -> Result<Payload, Problem> {
    let limits = &gateway.limits;
    let upload = path
        .strip_prefix("/api/upload")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if !upload {
        return body::whole(incoming, limits.body, limits.body_idle)
            .await
            .map(Payload::Whole);
    }
    let declared = incoming.size_hint().exact();
    let can_stream =
        matches!(gateway.link, Link::Remote(_)) && headers.contains_key(CONTENT_LENGTH);
    if can_stream && declared.is_some_and(|length| length <= limits.upload) {
        return Ok(Payload::Streamed(body::streamed(
            incoming,
            limits.upload,
            limits.body_idle,
        )));
    }
    // Whole uploads sit in memory: a few at a time.
    let permit = gateway.whole_uploads.acquire().await;
    let bytes = body::whole(incoming, limits.upload, limits.body_idle).await;
    drop(permit);
    bytes.map(Payload::Whole)
}

/// The appliance answers 411 without a length, so writes without a body say 0 (product M10).
fn set_length(request: &mut Request<Payload>, from_client: &HeaderMap) {
    let writes = matches!(*request.method(), Method::POST | Method::PUT);
    let length = match request.body() {
        Payload::Whole(bytes) if bytes.is_empty() && !writes => None,
        Payload::Whole(bytes) => Some(HeaderValue::from(Bytes::len(bytes))),
        Payload::Streamed(_) => from_client.get(CONTENT_LENGTH).cloned(),
    };
    if let Some(length) = length {
        request.headers_mut().insert(CONTENT_LENGTH, length);
    }
}

fn asks_upgrade(headers: &HeaderMap) -> bool {
    let options = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    options
        .into_iter()
        .any(|option| option.trim().eq_ignore_ascii_case("upgrade"))
}

fn path_unusable() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "PathRefused",
        "The path cannot be sent on.",
    )
}
