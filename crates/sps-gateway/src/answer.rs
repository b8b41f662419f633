//! The gateway's own answers: JSON in the appliance's envelope style, so that the console reads one kind of error.

use axum::body::Body;
use axum::response::Response;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

/// What an answer has to know about its request; the router puts it into the request's extensions.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    /// Found again in the log line of the same request.
    pub(crate) request_id: String,
    /// The path asked for, without query, shortened.
    pub(crate) path: String,
}

/// A refusal or failure of the gateway itself.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    kind: &'static str,
    message: String,
    reason: Option<String>,
    allow: Option<&'static str>,
}

impl Problem {
    /// A problem with the type word that clients test, and a message for people.
    pub(crate) fn new(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            kind,
            message: message.into(),
            reason: None,
            allow: None,
        }
    }

    /// Adds technical text for `details.reason`; never a secret and never a part of a body.
    pub(crate) fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// 405 with the methods that are possible.
    pub(crate) fn method(allow: &'static str) -> Self {
        let mut problem = Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
            format!("Only these methods are possible here: {allow}."),
        );
        problem.allow = Some(allow);
        problem
    }

    /// 404 of the gateway.
    pub(crate) fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "NotFound",
            "The gateway has nothing at this address.",
        )
    }

    /// The answer.
    pub(crate) fn answer(self, context: &Context) -> Response {
        let mut details = json!({ "request_id": context.request_id });
        if let (Some(reason), Some(members)) = (self.reason, details.as_object_mut()) {
            members.insert("reason".to_owned(), reason.into());
        }
        let envelope = json!({
            "error": { "type": self.kind, "message": self.message, "details": details },
            "meta": { "href": context.path },
        });
        let mut answer = json_answer(self.status, &envelope);
        if let Some(allow) = self.allow {
            answer
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static(allow));
        }
        answer
    }
}

/// An answer with a JSON body that nobody may store.
pub(crate) fn json_answer(status: StatusCode, body: &Value) -> Response {
    let mut answer = Response::new(Body::from(body.to_string()));
    *answer.status_mut() = status;
    answer
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// An answer without a body.
pub(crate) fn empty(status: StatusCode) -> Response {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = status;
    answer
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// A redirect to a fixed path of our own.
pub(crate) fn redirect(status: StatusCode, to: &'static str) -> Response {
    let mut answer = empty(status);
    answer
        .headers_mut()
        .insert(LOCATION, HeaderValue::from_static(to));
    answer
}
