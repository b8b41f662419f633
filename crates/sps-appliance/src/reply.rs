//! An answer before it becomes HTTP, and the parts all answers share (`sps-api.md` §2, §3).

use http::header::{self, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use serde_json::{Map, Value, json};

use crate::clock::Timestamp;
use crate::error::ApiError;

/// Honest about what this is.
const SERVER: &str = concat!(
    "sps-appliance/",
    env!("CARGO_PKG_VERSION"),
    " (simulation of an SPS appliance)"
);

/// What an answer carries.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    Json(Value),
    /// Outside of the SPS envelope: 411 and 417 (`sps-api.md` §4.2).
    Plain(&'static str),
    /// A download: content type and bytes.
    Bytes(&'static str, Vec<u8>),
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(HeaderName, String)>,
    pub(crate) body: Body,
}

impl Reply {
    pub(crate) fn json(status: StatusCode, body: Value) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Body::Json(body),
        }
    }

    pub(crate) fn ok(body: Value) -> Self {
        Self::json(StatusCode::OK, body)
    }

    pub(crate) fn plain(status: StatusCode, text: &'static str) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Body::Plain(text),
        }
    }

    /// The error envelope (`sps-api.md` §4.1).
    pub(crate) fn error(error: &ApiError, href: &str, parent: &str) -> Self {
        let body = json!({
            "error": { "type": error.kind, "message": error.message, "details": error.details },
            "meta": { "href": href, "parent": parent },
        });
        Self::json(error.status, body)
    }

    /// Adds members to `meta`, if there is one.
    pub(crate) fn add_meta(&mut self, name: &str, value: Value) {
        if let Body::Json(body) = &mut self.body
            && let Some(meta) = body.get_mut("meta").and_then(Value::as_object_mut)
        {
            meta.insert(name.to_owned(), value);
        }
    }

    /// The HTTP answer, with the headers every answer has (seed 003, "Message format").
    pub(crate) fn into_response(self, allow: Option<&str>, now: Timestamp) -> Response<Vec<u8>> {
        let (content_type, bytes) = match self.body {
            Body::Json(body) => ("application/json", body.to_string().into_bytes()),
            Body::Plain(text) => ("text/plain", text.as_bytes().to_vec()),
            Body::Bytes(content_type, bytes) => (content_type, bytes),
        };
        // 204 has no body (RFC 9110, 15.3.5).
        let has_body = self.status != StatusCode::NO_CONTENT;
        let mut response = Response::new(if has_body { bytes } else { Vec::new() });
        *response.status_mut() = self.status;
        let shared = [
            (header::CONTENT_LANGUAGE, "en".to_owned()),
            (header::DATE, now.http_date()),
            (header::SERVER, SERVER.to_owned()),
        ];
        let optional = [
            allow.map(|allow| (header::ALLOW, allow.to_owned())),
            has_body.then(|| (header::CONTENT_TYPE, content_type.to_owned())),
        ];
        let own = optional.into_iter().flatten().chain(self.headers);
        for (name, value) in shared.into_iter().chain(own) {
            // All values are made here, of printable ASCII.
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

/// First, last, previous and next of `key` among `keys`, as paths below `parent`.
pub(crate) fn siblings<'k>(
    parent: &str,
    keys: impl Fn(usize) -> Option<&'k str>,
    count: usize,
    place: Option<usize>,
) -> Map<String, Value> {
    let path = |place: Option<usize>| match place.and_then(&keys) {
        Some(key) => Value::String(format!("{parent}/{}", crate::call::encode_segment(key))),
        None => Value::Null,
    };
    let mut meta = Map::new();
    meta.insert("first".to_owned(), path(Some(0)));
    meta.insert("last".to_owned(), path(count.checked_sub(1)));
    meta.insert(
        "next".to_owned(),
        path(place.and_then(|place| place.checked_add(1))),
    );
    meta.insert(
        "previous".to_owned(),
        path(place.and_then(|place| place.checked_sub(1))),
    );
    meta
}
