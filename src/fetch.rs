//! Requests to the console's own origin, carried by [`gloo_net`].

use gloo_net::http::{Method, RequestBuilder};
use web_sys::{RequestCache, RequestCredentials};

/// A request to `path`, never answered from the browser's cache, with the session cookie the scripts never see.
pub fn request(method: Method, path: &str) -> RequestBuilder {
    RequestBuilder::new(path)
        .method(method)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::SameOrigin)
        // Lets the gateway recognise the console, and forces a preflight on anybody else's page.
        .header("X-Console", "1")
}
