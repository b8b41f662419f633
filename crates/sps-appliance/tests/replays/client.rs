//! A client that is replayed.

use http::Request;

use crate::desk::{Answer, Desk};

pub const BASIC: &str = "Basic YWRtaW46ZGVtbw==";

/// One request of a client: its own headers, and the cookie once there is one.
pub struct Client<'d> {
    pub desk: &'d mut Desk,
    pub headers: Vec<(&'static str, String)>,
}

impl<'d> Client<'d> {
    pub fn new(desk: &'d mut Desk, headers: &[(&'static str, &str)]) -> Self {
        let headers = headers
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        Self { desk, headers }
    }

    pub fn send(&mut self, method: &str, path: &str, body: Option<&[u8]>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(body) = body {
            request = request.header("content-length", body.len());
        }
        self.desk
            .send(request.body(body.unwrap_or_default().to_vec()).unwrap())
    }

    pub fn keep_cookie(&mut self, answer: &Answer) {
        // The first Set-Cookie, split at `;`, wants `session_id`.
        let cookie = answer.header("set-cookie").expect("a cookie");
        let id = cookie
            .split(';')
            .map(str::trim)
            .find(|part| part.starts_with("session_id="));
        self.headers.push(("cookie", id.unwrap().to_owned()));
    }

    pub fn put(&mut self, path: &str, body: &str) -> Answer {
        self.send("PUT", path, Some(body.as_bytes()))
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, None)
    }
}

/// What every client takes for success.
pub fn succeeds(answer: &Answer) {
    assert!(matches!(answer.status, 200 | 201 | 202 | 204), "{answer:?}");
}
