//! What the console asks the gateway itself, below `/console/gw/`.

use gloo_net::http::{Request, RequestBuilder};
use serde_json::Value;
use web_sys::{RequestCache, RequestCredentials};

/// What the gateway says of itself and of this browser; it never asks the appliance for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GatewayInfo {
    /// The appliance behind it is simulated.
    pub demo: bool,
    /// User names and passwords to try, in a demo only.
    pub accounts: Vec<(String, String)>,
    /// This browser sent a session cookie: worth asking who it belongs to. `None` where nobody tells.
    pub session_cookie: Option<bool>,
}

/// Asks the gateway about itself. Where there is none (the console behind another server) nothing is known, which
/// only costs the demo's hints.
pub async fn info() -> GatewayInfo {
    let answer = Request::get("/console/gw/info")
        .header("X-Console", "1")
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::SameOrigin)
        .send()
        .await;
    let Ok(response) = answer else { return GatewayInfo::default() };
    if !response.ok() {
        return GatewayInfo::default();
    }
    let Ok(text) = response.text().await else { return GatewayInfo::default() };
    serde_json::from_str::<Value>(&text).map(|value| read_info(&value)).unwrap_or_default()
}

fn read_info(value: &Value) -> GatewayInfo {
    let member = |entry: &Value, name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
    GatewayInfo {
        demo: value.get("demo").and_then(Value::as_bool).unwrap_or(false),
        accounts: value
            .get("accounts")
            .and_then(Value::as_array)
            .map(|accounts| {
                accounts.iter().filter_map(|entry| Some((member(entry, "name")?, member(entry, "password")?))).collect()
            })
            .unwrap_or_default(),
        session_cookie: value.get("session_cookie").and_then(Value::as_bool),
    }
}

/// Makes the session cookie unusable and has the browser forget it.
///
/// # Errors
/// A technical text when the gateway did not confirm; the session then lives on until its idle time-out.
pub async fn sign_out() -> Result<(), String> {
    let response = RequestBuilder::new("/console/gw/logout")
        .method(http::Method::POST)
        .header("X-Console", "1")
        .credentials(RequestCredentials::SameOrigin)
        .send()
        .await
        .map_err(|error| error.to_string())?;
    if response.ok() { Ok(()) } else { Err(format!("HTTP {}", response.status())) }
}
