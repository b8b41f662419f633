//! The gateway's own answers: JSON in the appliance's envelope style, so that the console reads one kind of error.

use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, LOCATION, RETRY_AFTER};
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
    details: Vec<(&'static str, Value)>,
    header: Option<Header>,
}

/// The header that some statuses come with.
#[derive(Clone, Copy, Debug)]
enum Header {
    Allow(&'static str),
    /// Seconds.
    RetryAfter(u64),
}

impl Problem {
    /// A problem with the type word that clients test, and a message for people.
    pub(crate) fn new(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            kind,
            message: message.into(),
            details: Vec::new(),
            header: None,
        }
    }

    /// Adds technical text for `details.reason`; never a secret and never a part of a body.
    pub(crate) fn because(self, reason: impl Into<String>) -> Self {
        self.with("reason", reason.into())
    }

    /// Adds a member to `details`, for programs.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.details.push((name, value.into()));
        self
    }

    /// The type word.
    pub(crate) const fn kind(&self) -> &'static str {
        self.kind
    }

    /// The message for people, with the technical reason where there is one.
    pub(crate) fn text(&self) -> String {
        let reason = self.details.iter().find(|(name, _)| *name == "reason");
        match reason.and_then(|(_, reason)| reason.as_str()) {
            Some(reason) => format!("{} ({reason})", self.message),
            None => self.message.clone(),
        }
    }

    /// 429 with the time until it is worth trying again.
    pub(crate) fn too_many(kind: &'static str, message: &'static str, wait: Duration) -> Self {
        // Rounded up: who comes back on the second must not be too early.
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        let seconds = seconds.max(1);
        let mut problem = Self::new(StatusCode::TOO_MANY_REQUESTS, kind, message)
            .with("retry_after_seconds", seconds);
        problem.header = Some(Header::RetryAfter(seconds));
        problem
    }

    /// 405 with the methods that are possible.
    pub(crate) fn method(allow: &'static str) -> Self {
        let mut problem = Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
            format!("Only these methods are possible here: {allow}."),
        );
        problem.header = Some(Header::Allow(allow));
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
        if let Some(members) = details.as_object_mut() {
            let given = self.details.into_iter();
            members.extend(given.map(|(name, value)| (name.to_owned(), value)));
        }
        let envelope = json!({
            "error": { "type": self.kind, "message": self.message, "details": details },
            "meta": { "href": context.path },
        });
        let mut answer = json_answer(self.status, &envelope);
        let header = self.header.map(|header| match header {
            Header::Allow(methods) => (ALLOW, HeaderValue::from_static(methods)),
            Header::RetryAfter(seconds) => (RETRY_AFTER, HeaderValue::from(seconds)),
        });
        answer.headers_mut().extend(header);
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
