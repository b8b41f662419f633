// One reply to every operation of the client: used by the property tests, by the replay of the fuzzing corpus, and by the
// fuzz target itself.

use std::future::Future;

use http::{HeaderValue, Request, Response};
use serde_json::{Value, json};
use sps_client::{
    ApiKeyName, Client, Credentials, Error, MessageRule, Outcome, Place, SignOut, TransactionState,
    TransactionStatus, Transport, TransportError, VerifyError,
};

/// What an appliance, or whoever answers in its place, may send.
#[derive(Clone, Debug)]
pub struct AnyReply {
    pub status: u16,
    pub content_type: Option<String>,
    pub headers: Vec<(&'static str, Vec<u8>)>,
    pub body: Vec<u8>,
}

impl AnyReply {
    /// Reads a fuzzer's bytes: the status, the content type, and the body.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let [high, low, kind, body @ ..] = bytes else {
            return None;
        };
        const TYPES: [Option<&str>; 4] = [
            Some("application/json"),
            None,
            Some("text/html"),
            Some("application/hal+json; charset=utf-8"),
        ];
        Some(Self {
            status: 100 + u16::from_be_bytes([*high, *low]) % 900,
            content_type: TYPES[usize::from(*kind) % TYPES.len()].map(str::to_owned),
            headers: vec![("allow", body.iter().take(40).copied().collect())],
            body: body.to_vec(),
        })
    }

    fn response(&self) -> Response<Vec<u8>> {
        let mut response = Response::new(self.body.clone());
        *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap();
        let content_type = self.content_type.as_deref().map(str::as_bytes);
        let content_type = content_type.map(|bytes| ("content-type", bytes));
        let others = self.headers.iter().map(|(name, value)| (*name, &value[..]));
        for (name, value) in content_type.into_iter().chain(others) {
            // What no server can send is left out.
            if let Ok(value) = HeaderValue::from_bytes(value) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }

    /// Whether this can be a success at all.
    fn is_an_answer(&self) -> bool {
        let is_empty = self.body.iter().all(u8::is_ascii_whitespace);
        let is_json = self
            .content_type
            .as_deref()
            .is_some_and(|text| text.to_ascii_lowercase().contains("json"));
        let is_object = || {
            std::str::from_utf8(&self.body).is_ok()
                && serde_json::from_slice(&self.body).is_ok_and(|value: Value| value.is_object())
        };
        (200..300).contains(&self.status) && (is_empty || is_json && is_object())
    }
}

impl Transport for AnyReply {
    async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, TransportError> {
        let path = request.uri().path();
        assert!(path == "/api" || path.starts_with("/api/"), "{path}");
        Ok(self.response())
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    pollster::block_on(future)
}

/// Nothing panics, garbage is no success, and a failure tells whether it may have been done.
pub fn check(reply: &AnyReply) {
    let client = Client::new(reply.clone());
    let is_answer = reply.is_an_answer();
    let is_redirect = matches!(reply.status, 302 | 303);
    let credentials = Credentials::new("admin", "demo").unwrap();
    let content = json!({ "timeout": 20 });
    let name = ApiKeyName::parse("walker").unwrap();

    let judge = |what: &str, failure: Option<Error>| match failure {
        None => assert!(is_answer, "{what} took {reply:?} for a success"),
        Some(error) => {
            let is_refusal = (400..500).contains(&reply.status) && reply.status != 408;
            let is_known = matches!(error, Error::RefusedLink { .. }) || is_refusal;
            if error.outcome() == Outcome::NotDone {
                assert!(is_known, "{what}: {error:?} of {reply:?}");
            }
            // Showing an error never fails, and shows no body.
            assert!(!error.to_string().is_empty());
        }
    };
    judge("login_methods", run(client.login_methods()).err());
    let info = run(client.user_info());
    if let Ok(info) = &info {
        judge("rights", run(client.rights(info)).err());
    }
    judge("user_info", info.err());
    judge("appliance", run(client.appliance()).err());
    judge(
        "resource",
        run(client.resource("/api/configuration/x")).err(),
    );
    judge(
        "configuration",
        run(client.configuration(&["a", "b"])).err(),
    );
    judge("replace", run(client.replace("/api/x", &content)).err());
    judge("create", run(client.create("/api/x", &content)).err());
    judge("delete", run(client.delete("/api/x")).err());
    judge("create_password", run(client.create_password("x")).err());
    judge(
        "create_private_key",
        run(client.create_private_key("x")).err(),
    );
    judge("transaction", run(client.transaction()).err());
    judge("open", run(client.open_transaction()).err());
    judge("ensure_transaction", run(client.ensure_transaction()).err());
    judge("changes", run(client.changes()).err());
    judge("commit", run(client.commit(None)).err());
    judge("commit", run(client.commit(Some("why"))).err());
    judge("roll_back", run(client.roll_back()).err());
    judge("api_keys", run(client.api_keys()).err());
    judge("create_api_key", run(client.create_api_key(&name)).err());
    judge("delete_api_key", run(client.delete_api_key("1")).err());
    match run(client.replace_verified("/api/x", &content)) {
        Ok(_) => judge("replace_verified", None),
        Err(VerifyError::Write(error)) => judge("replace_verified", Some(error)),
        Err(VerifyError::ReadBack(_)) => assert!(is_answer),
    }
    let unknown = TransactionState {
        status: TransactionStatus::Closed,
        commit_message: MessageRule::Unknown,
        has_changes_link: false,
    };
    let rule = run(client.message_rule(&unknown));
    if rule
        .as_ref()
        .is_ok_and(|rule| *rule != MessageRule::Unknown)
    {
        assert!(is_answer, "message_rule took {reply:?} for a success");
    }

    // A redirect is an answer to a sign-in, and to nothing else: the proof fails then.
    for signed_in in [
        run(client.sign_in_with_password(Some("local"), &credentials)),
        run(client.sign_in_with_certificate(None)),
        run(client.adopt_session()),
    ] {
        match signed_in {
            Ok(_) => assert!(is_answer && !is_redirect, "signed in by {reply:?}"),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    // With a session there are links to follow.
    for place in [
        Place::Root,
        Place::Configuration,
        Place::Transaction,
        Place::Changes,
        Place::UserInfo,
        Place::Endpoints,
        Place::ApiKeys,
        Place::Info,
    ] {
        if let Ok(path) = run(client.address(place)) {
            assert!(path == "/api" || path.starts_with("/api/"), "{path}");
        }
    }
    judge(
        "configuration",
        run(client.configuration(&["a", "b"])).err(),
    );
    match run(client.sign_out()) {
        // 401: the session is over, whoever ended it.
        Ok(SignOut::Ended) => assert!(is_answer || reply.status == 401, "{reply:?}"),
        Ok(SignOut::NotOffered) => {}
        Err(error) => judge("sign_out", Some(error)),
    }
}
