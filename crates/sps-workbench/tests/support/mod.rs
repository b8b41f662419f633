//! A transport that answers from a script and notes what was sent.

#![allow(dead_code, reason = "every test file uses its own part of this")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

pub mod appliance;
pub mod edits;
pub mod fixtures;
pub mod keys;
pub mod preparing;
pub mod shell;
pub mod telling;
pub mod undoing;

use std::cell::RefCell;
use std::collections::VecDeque;

use serde_json::{Value, json};
use sps_client::{Change, ChangeKind, Client, Transport, TransportError};

/// One expected request and what comes back.
pub struct Step {
    method: &'static str,
    path: &'static str,
    answer: Result<(u16, Value), TransportError>,
}

/// An expected request and its answer: a status and a JSON body.
pub fn step(method: &'static str, path: &'static str, status: u16, body: Value) -> Step {
    Step {
        method,
        path,
        answer: Ok((status, body)),
    }
}

/// An expected request whose answer is lost.
pub fn lost(method: &'static str, path: &'static str) -> Step {
    Step {
        method,
        path,
        answer: Err(TransportError::TimedOut),
    }
}

/// The transaction is read and has this status.
pub fn transaction(status: &str) -> Step {
    step(
        "GET",
        "/api/transaction",
        200,
        json!({ "key": "transaction", "body": { "status": status } }),
    )
}

/// The body of a refusal.
pub fn refusal(kind: &str) -> Value {
    json!({ "error": { "type": kind, "message": "no", "details": {} } })
}

/// What was sent: verb, path, and the JSON of the body (null if there was none).
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    pub method: String,
    pub path: String,
    pub body: Value,
}

pub struct Script {
    steps: RefCell<VecDeque<Step>>,
    sent: RefCell<Vec<Sent>>,
}

impl Script {
    /// Everything that was sent, in order.
    pub fn sent(&self) -> Vec<Sent> {
        self.sent.borrow().clone()
    }

    /// How many requests had this verb and path.
    pub fn count(&self, method: &str, path: &str) -> usize {
        self.sent
            .borrow()
            .iter()
            .filter(|sent| sent.method == method && sent.path == path)
            .count()
    }

    /// Whether the script was played to its end.
    pub fn is_finished(&self) -> bool {
        self.steps.borrow().is_empty()
    }
}

impl Transport for Script {
    async fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, TransportError> {
        let body = if request.body().is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(request.body()).expect("the client sends JSON")
        };
        let (method, path) = (request.method().to_string(), request.uri().to_string());
        self.sent.borrow_mut().push(Sent {
            method: method.clone(),
            path: path.clone(),
            body,
        });
        let step = self.steps.borrow_mut().pop_front();
        let step =
            step.unwrap_or_else(|| panic!("{method} {path} comes after the end of the script"));
        assert_eq!(
            (method.as_str(), path.as_str()),
            (step.method, step.path),
            "not the request of the script"
        );
        let (status, body) = step.answer?;
        Ok(http::Response::builder()
            .status(status)
            .header("Content-Type", "application/json")
            .body(body.to_string().into_bytes())
            .expect("a well-formed answer"))
    }
}

/// A client whose requests must be exactly these.
pub fn client(steps: impl IntoIterator<Item = Step>) -> Client<Script> {
    Client::new(Script {
        steps: RefCell::new(steps.into_iter().collect()),
        sent: RefCell::new(Vec::new()),
    })
}

/// A changelog entry, read from its JSON as the client reads it.
pub fn change(raw: Value) -> Change {
    let text = |name: &str| {
        raw.get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let value = |name: &str| raw.get(name).cloned();
    Change {
        kind: match text("type").as_str() {
            "create" => ChangeKind::Create,
            "delete" => ChangeKind::Delete,
            "replace" => ChangeKind::Replace,
            "reorder" => ChangeKind::Reorder,
            other => ChangeKind::Other(other.to_owned()),
        },
        path: text("path"),
        old_value: value("old_value"),
        new_value: value("new_value"),
        old_order: value("old_order"),
        new_order: value("new_order"),
        raw,
    }
}
