//! Carries the client's requests with the browser's `fetch`: the only place for time limits and sizes.

mod line;

use std::{cell::Cell, rc::Rc, time::Duration};

use gloo_net::http::Response;
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{ALLOW, CONTENT_TYPE, DATE, RETRY_AFTER, WWW_AUTHENTICATE},
    uri::PathAndQuery,
};
use js_sys::Uint8Array;
use leptos::prelude::set_timeout_with_handle;
use sps_client::{Transport, TransportError};
use wasm_bindgen::JsValue;
use web_sys::{AbortController, RequestCredentials, RequestRedirect, ResponseType};
use zeroize::Zeroizing;

pub use self::line::{Line, Sign};
use crate::fetch;

/// A reply above this is not read: 32 MiB is far more than any configuration document (security.md §11).
const LIMIT_BYTES: usize = 32 * 1024 * 1024;
/// Reads and ordinary writes are given up after this (product.md M10).
const PATIENCE: Duration = Duration::from_secs(60);
/// A commit may restart services and takes its time (product.md M5.7).
const COMMIT_PATIENCE: Duration = Duration::from_secs(180);

/// The browser's `fetch`, same origin only, with the session cookie the scripts never see.
#[derive(Clone, Default)]
pub struct BrowserTransport {
    line: Line,
}

impl BrowserTransport {
    /// What is on its way, and who is told of trouble.
    pub fn line(&self) -> &Line {
        &self.line
    }
}

impl Transport for BrowserTransport {
    async fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, TransportError> {
        let (parts, body) = request.into_parts();
        // It may hold a password.
        let body = Zeroizing::new(body);
        let abort = AbortController::new().map_err(refused)?;
        let patience =
            if parts.method == http::Method::PUT && parts.uri.path().ends_with("/transaction") {
                COMMIT_PATIENCE
            } else {
                PATIENCE
            };
        let is_late = Rc::new(Cell::new(false));
        let timer = {
            let (abort, is_late) = (abort.clone(), is_late.clone());
            let give_up = move || {
                is_late.set(true);
                abort.abort();
            };
            set_timeout_with_handle(give_up, patience).map_err(refused)?
        };
        let waiting = self
            .line
            .waits(parts.method == http::Method::GET, abort.clone());
        let answer = exchange(parts, body, &abort).await;
        timer.clear();
        drop(waiting);
        if is_late.get() {
            Err(TransportError::TimedOut)
        } else if abort.signal().aborted() {
            Err(TransportError::Aborted)
        } else {
            self.line.notice(&answer);
            answer
        }
    }
}

async fn exchange(
    parts: http::request::Parts,
    body: Zeroizing<Vec<u8>>,
    abort: &AbortController,
) -> Result<http::Response<Vec<u8>>, TransportError> {
    // The client asks by path; the origin is the page's own.
    let path = parts
        .uri
        .path_and_query()
        .map(PathAndQuery::as_str)
        .unwrap_or_default();
    // Finding out how to sign in is repeated by itself, so it must not extend anybody's session.
    let credentials = if path.starts_with("/api/authentication/") {
        RequestCredentials::Omit
    } else {
        RequestCredentials::SameOrigin
    };
    let mut request = fetch::request(parts.method, path)
        .credentials(credentials)
        // A followed redirect hides the first answer; sign-in may be one (sps-api.md §5.1).
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(&abort.signal()));
    for (name, value) in &parts.headers {
        // The browser sets the length itself and refuses to be told.
        if name != http::header::CONTENT_LENGTH {
            request = request.header(name.as_str(), value.to_str().map_err(unreachable)?);
        }
    }
    let request = if body.is_empty() {
        request.build()
    } else {
        request.body(Uint8Array::from(body.as_slice()))
    };
    let response = request.map_err(unreachable)?.send().await;
    read(response.map_err(unreachable)?).await
}

async fn read(response: Response) -> Result<http::Response<Vec<u8>>, TransportError> {
    // The browser hides a redirect behind status 0; the client only needs to know that it was one.
    let redirected = response.type_() == ResponseType::Opaqueredirect;
    let status = if redirected { 302 } else { response.status() };
    let status = StatusCode::from_u16(status).map_err(unreachable)?;
    let mut headers = HeaderMap::new();
    for name in [ALLOW, CONTENT_TYPE, DATE, RETRY_AFTER, WWW_AUTHENTICATE] {
        // A value that is no header value cannot come out of the browser's own parser.
        if let Some(value) = response
            .headers()
            .get(name.as_str())
            .and_then(|text| HeaderValue::try_from(text).ok())
        {
            headers.insert(name, value);
        }
    }
    let announced = response
        .headers()
        .get("content-length")
        .and_then(|text| text.parse::<usize>().ok());
    if announced.is_some_and(|length| length > LIMIT_BYTES) {
        return Err(TransportError::TooLarge {
            limit_bytes: LIMIT_BYTES,
        });
    }
    let body = if redirected {
        Vec::new()
    } else {
        response
            .binary()
            .await
            .map_err(|error| TransportError::Cut {
                detail: error.to_string(),
            })?
    };
    if body.len() > LIMIT_BYTES {
        return Err(TransportError::TooLarge {
            limit_bytes: LIMIT_BYTES,
        });
    }
    let mut reply = http::Response::new(body);
    *reply.status_mut() = status;
    *reply.headers_mut() = headers;
    Ok(reply)
}

fn unreachable(error: impl std::fmt::Display) -> TransportError {
    TransportError::Unreachable {
        detail: error.to_string(),
    }
}

/// The browser refused to make what every request needs.
fn refused(error: JsValue) -> TransportError {
    unreachable(js_sys::Error::from(error).to_string())
}
