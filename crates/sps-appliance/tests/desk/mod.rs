//! A desk with an appliance on it: requests without a network, and a clock that moves by hand.
#![allow(dead_code, reason = "every test file uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use base64::Engine as _;
use http::{Method, Request, Response};
use serde_json::Value;
use sps_appliance::{Appliance, Cue, Setup, Switches, Timestamp, TransportHint};

/// The sides of an answer that tests look at.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: http::HeaderMap,
    /// Null where the body is not JSON.
    pub json: Value,
    pub text: String,
    /// What the connection is asked to do.
    pub hint: Option<TransportHint>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn error_type(&self) -> &str {
        self.json["error"]["type"].as_str().unwrap_or_default()
    }
}

pub struct Desk {
    appliance: Appliance,
    pub now: Timestamp,
}

/// A signed-in user: the cookie.
#[derive(Clone, Debug)]
pub struct Login(pub String);

impl Desk {
    pub fn new() -> Self {
        Self::with(Switches::v8_0())
    }

    pub fn with(switches: Switches) -> Self {
        let appliance = Appliance::new(Setup {
            switches,
            ..Setup::default()
        });
        Self {
            appliance,
            now: Timestamp(1_700_000_000_000),
        }
    }

    /// A desk with another appliance on it.
    pub fn around(appliance: Appliance) -> Self {
        Self {
            appliance,
            now: Timestamp(1_700_000_000_000),
        }
    }

    pub fn appliance_mut(&mut self) -> &mut Appliance {
        &mut self.appliance
    }

    pub fn appliance(&self) -> &Appliance {
        &self.appliance
    }

    /// Makes a cue happen, `name` or `name=value`.
    pub fn cue(&mut self, written: &str) -> String {
        let (name, value) = written.split_once('=').unwrap_or((written, ""));
        let mut cue = Cue::parse(name).unwrap();
        if !value.is_empty() {
            cue = cue.with_value(value.parse().unwrap()).unwrap();
        }
        self.appliance.cue(cue, self.now)
    }

    /// The answer with its extensions.
    pub fn raw(&mut self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        self.appliance.handle(request, self.now)
    }

    pub fn wait_seconds(&mut self, seconds: u64) {
        self.now.0 += seconds * 1000;
    }

    pub fn send(&mut self, request: Request<Vec<u8>>) -> Answer {
        let response: Response<Vec<u8>> = self.appliance.handle(&request, self.now);
        let (parts, body) = response.into_parts();
        let text = String::from_utf8(body).unwrap();
        Answer {
            status: parts.status.as_u16(),
            hint: parts.extensions.get().copied(),
            headers: parts.headers,
            json: serde_json::from_str(&text).unwrap_or_default(),
            text,
        }
    }

    pub fn sign_in_answer(&mut self, user: &str, password: &str) -> Answer {
        let credentials =
            base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
        let request = Request::get("/api/authentication")
            .header("authorization", format!("Basic {credentials}"));
        self.send(request.body(Vec::new()).unwrap())
    }

    pub fn sign_in(&mut self, user: &str) -> Login {
        let (_, password) = sps_appliance::DEMO_ACCOUNTS
            .iter()
            .find(|(name, _)| *name == user)
            .unwrap();
        let answer = self.sign_in_answer(user, password);
        assert_eq!(answer.status, 200);
        Login(
            answer
                .header("set-cookie")
                .unwrap()
                .split(';')
                .next()
                .unwrap()
                .to_owned(),
        )
    }

    pub fn call(
        &mut self,
        login: &Login,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Answer {
        let bytes = body
            .map(|body| body.to_string().into_bytes())
            .unwrap_or_default();
        let request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(path)
            .header("cookie", &login.0)
            .header("content-length", bytes.len());
        self.send(request.body(bytes).unwrap())
    }

    pub fn get(&mut self, login: &Login, path: &str) -> Answer {
        self.call(login, "GET", path, None)
    }

    pub fn put(&mut self, login: &Login, path: &str, body: &Value) -> Answer {
        self.call(login, "PUT", path, Some(body))
    }

    pub fn post(&mut self, login: &Login, path: &str, body: &Value) -> Answer {
        self.call(login, "POST", path, Some(body))
    }

    pub fn delete(&mut self, login: &Login, path: &str) -> Answer {
        self.call(login, "DELETE", path, None)
    }

    pub fn commit(&mut self, login: &Login) -> Answer {
        self.put(
            login,
            "/api/transaction",
            &serde_json::json!({ "status": "commit", "message": "for the test" }),
        )
    }

    pub fn changes(&mut self, login: &Login) -> Vec<Value> {
        self.get(login, "/api/transaction/changes").json["changes"]
            .as_array()
            .unwrap()
            .clone()
    }
}
