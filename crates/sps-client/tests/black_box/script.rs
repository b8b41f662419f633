//! A transport that answers from a script and keeps the requests.

use std::cell::RefCell;
use std::collections::VecDeque;

use http::{Request, Response};
use serde_json::Value;
use sps_client::{Client, Transport, TransportError};

type Answer = Result<Response<Vec<u8>>, TransportError>;

/// A queue of answers and a record of what was asked.
pub struct Script {
    answers: RefCell<VecDeque<Answer>>,
    requests: RefCell<Vec<Request<Vec<u8>>>>,
}

impl Transport for Script {
    async fn send(&self, request: Request<Vec<u8>>) -> Answer {
        let asked = format!("{} {}", request.method(), request.uri());
        self.requests.borrow_mut().push(request);
        let answer = self.answers.borrow_mut().pop_front();
        answer.unwrap_or_else(|| panic!("the script has no answer for {asked}"))
    }
}

impl Script {
    /// What was asked, as `VERB /path`.
    pub fn asked(&self) -> Vec<String> {
        let requests = self.requests.borrow();
        let line = |request: &Request<Vec<u8>>| format!("{} {}", request.method(), request.uri());
        requests.iter().map(line).collect()
    }

    /// The header of one request, if it was sent.
    pub fn header(&self, index: usize, name: &str) -> Option<String> {
        let requests = self.requests.borrow();
        let value = requests[index].headers().get(name)?;
        Some(value.to_str().unwrap().to_owned())
    }

    /// The body of one request, as JSON.
    pub fn body(&self, index: usize) -> Value {
        serde_json::from_slice(self.requests.borrow()[index].body()).unwrap()
    }

    /// The body of one request, as it was sent.
    pub fn bytes(&self, index: usize) -> Vec<u8> {
        self.requests.borrow()[index].body().clone()
    }

    /// `Debug` of everything that was sent.
    pub fn debug(&self) -> String {
        format!("{:?}", self.requests.borrow())
    }
}

/// A client that gets these answers, in this order.
pub fn client(answers: impl IntoIterator<Item = Answer>) -> Client<Script> {
    Client::new(Script {
        answers: RefCell::new(answers.into_iter().collect()),
        requests: RefCell::default(),
    })
}

/// A JSON answer with this status.
pub fn json(status: u16, body: &str) -> Answer {
    raw(status, Some("application/json"), body.as_bytes())
}

/// A JSON answer with 200.
pub fn ok(body: &str) -> Answer {
    json(200, body)
}

/// Any answer at all.
pub fn raw(status: u16, content_type: Option<&str>, body: &[u8]) -> Answer {
    let mut response = Response::builder().status(status);
    if let Some(content_type) = content_type {
        response = response.header("content-type", content_type);
    }
    Ok(response.body(body.to_vec()).unwrap())
}

/// An answer without a body.
pub fn empty(status: u16) -> Answer {
    raw(status, None, b"")
}

/// An answer with one more header.
pub fn with_header(answer: Answer, name: &'static str, value: &'static str) -> Answer {
    answer.map(|mut response| {
        let value = http::HeaderValue::from_static(value);
        response.headers_mut().append(name, value);
        response
    })
}

/// An error in the form of the guide (`sps-api.md` §4.1).
pub fn refusal(status: u16, kind: &str) -> Answer {
    let body = format!(
        r#"{{"error":{{"type":"{kind}","message":"Said so.","details":{{"path":"p"}}}},"meta":{{"href":"/api"}}}}"#
    );
    json(status, &body)
}
