//! What a call asks for, and the HTTP request made of it.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method, Request};
use serde_json::Value;

use crate::paths;

/// The anti-CSRF header of 7.5 and later (`sps-api.md` §5.4).
static X_TOKEN: HeaderName = HeaderName::from_static("x-token");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// One call before it becomes a request.
pub(crate) struct Call<'a> {
    pub method: Method,
    pub path: &'a str,
    pub content: Option<&'a Value>,
    /// At sign-in, and only there.
    pub authorization: Option<HeaderValue>,
    /// What the call is about, for telling refusals apart.
    pub about: About,
}

/// What a call is about: the same refusal means different things to different calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// Signing in: a 302 or 303 is a success, and 400 and 401 are about the credentials.
    SignIn,
    /// Opening the transaction.
    Opening,
    /// Committing it.
    Commit {
        /// Whether a message goes along.
        has_message: bool,
    },
    /// Anything else.
    Content,
}

impl<'a> Call<'a> {
    pub fn get(path: &'a str) -> Self {
        Self {
            method: Method::GET,
            path,
            content: None,
            authorization: None,
            about: About::Content,
        }
    }

    pub fn sign_in(path: &'a str, authorization: Option<HeaderValue>) -> Self {
        Self {
            authorization,
            about: About::SignIn,
            ..Self::get(path)
        }
    }

    pub fn write(method: Method, path: &'a str, content: Option<&'a Value>) -> Self {
        Self {
            method,
            path,
            content,
            ..Self::get(path)
        }
    }

    /// The request to send; `None` if the path must not be followed.
    pub fn into_request(self, x_token: Option<HeaderValue>) -> Option<Request<Vec<u8>>> {
        let path = paths::followable(self.path)?;
        let body = self.content.map(|content| content.to_string().into_bytes());
        let is_get = self.method == Method::GET;
        let is_empty_post = self.method == Method::POST && body.is_none();

        let mut request = Request::new(body.unwrap_or_default());
        *request.uri_mut() = path.try_into().ok()?;
        *request.method_mut() = self.method;
        let has_body = !request.body().is_empty();
        let headers = request.headers_mut();
        headers.insert(ACCEPT, JSON);
        if let Some(authorization) = self.authorization {
            headers.insert(AUTHORIZATION, authorization);
        }
        if has_body {
            headers.insert(CONTENT_TYPE, JSON);
        }
        if is_empty_post {
            // A POST without a length is answered with 411 (`sps-api.md` §2).
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        if let Some(x_token) = x_token.filter(|_| !is_get) {
            headers.insert(X_TOKEN.clone(), x_token);
        }
        Some(request)
    }
}
