//! The browser's `fetch`, for the console's own origin only.
//!
//! Thin on purpose: a library for it brings query strings, streams and form data along, which nothing here sends.

use js_sys::{Object, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, RequestCache, RequestCredentials, RequestInit, RequestRedirect, Response,
};

/// A request to this origin, with the session cookie the scripts never see.
pub struct Fetch {
    init: RequestInit,
    headers: Headers,
}

impl Fetch {
    /// A request by `method`, never answered from the browser's cache.
    ///
    /// # Errors
    /// What the browser said, as for all functions here.
    pub fn new(method: &str) -> Result<Self, String> {
        let init = RequestInit::new();
        init.set_method(method);
        init.set_cache(RequestCache::NoStore);
        init.set_credentials(RequestCredentials::SameOrigin);
        let fetch = Self {
            init,
            headers: Headers::new().map_err(words)?,
        };
        // Lets the gateway recognise the console, and forces a preflight on anybody else's page.
        fetch.header("X-Console", "1")?;
        Ok(fetch)
    }

    /// Sets a header.
    pub fn header(&self, name: &str, value: &str) -> Result<(), String> {
        self.headers.set(name, value).map_err(words)
    }

    /// Sets the body.
    pub fn body(&self, bytes: &[u8]) {
        self.init.set_body(&Uint8Array::from(bytes));
    }

    /// Answers with the redirect instead of following it.
    pub fn keep_redirects(&self) {
        self.init.set_redirect(RequestRedirect::Manual);
    }

    /// Lets `signal` end it.
    pub fn until(&self, signal: &AbortSignal) {
        self.init.set_signal(Some(signal));
    }

    /// Sends it to `path`.
    pub async fn send(self, path: &str) -> Result<Response, String> {
        self.init.set_headers(&self.headers);
        let answer = JsFuture::from(window().fetch_with_str_and_init(path, &self.init))
            .await
            .map_err(words)?;
        answer.dyn_into().map_err(words)
    }
}

/// The whole body of an answer.
///
/// # Errors
/// What the browser said; the body was cut short.
pub async fn bytes(response: &Response) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(response.array_buffer().map_err(words)?)
        .await
        .map_err(words)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// What the browser said, for the details of a report.
pub fn words(error: JsValue) -> String {
    error
        .dyn_ref::<Object>()
        .map(|error| String::from(error.to_string()))
        .unwrap_or_default()
}
