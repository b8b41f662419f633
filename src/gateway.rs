//! What the console asks the gateway itself, below `/console/gw/`.

use gloo_net::{Error, http::Method};
use serde::Deserialize;

use crate::fetch::request;

/// What the gateway says of itself and of this browser; it never asks the appliance for it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct GatewayInfo {
    /// The appliance behind it is simulated.
    pub demo: bool,
    /// Who may sign in to try, in a demo only.
    pub accounts: Vec<DemoAccount>,
    /// This browser sent a session cookie: worth asking who it belongs to. `None` where nobody tells.
    pub session_cookie: Option<bool>,
    /// How a request presents an API key, if the deployment knows it: the part of a header line before the value, such as
    /// `X-API-Key:`. The documents do not tell (product.md Q8).
    pub api_key_header: Option<String>,
}

/// A user of the simulated appliance.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct DemoAccount {
    /// The user name.
    pub name: String,
    /// The password, no secret: it is the same in every demo.
    pub password: String,
}

/// Asks the gateway about itself. Where there is none (the console behind another server) nothing is known, which
/// only costs the demo's hints.
pub async fn info() -> GatewayInfo {
    match read().await {
        Ok(Some(text)) => serde_json::from_slice(&text).unwrap_or_default(),
        Ok(None) | Err(_) => GatewayInfo::default(),
    }
}

async fn read() -> Result<Option<Vec<u8>>, Error> {
    let response = request(Method::GET, "/console/gw/info").send().await?;
    if response.ok() {
        response.binary().await.map(Some)
    } else {
        Ok(None)
    }
}

/// Makes the session cookie unusable and has the browser forget it.
///
/// # Errors
/// A technical text when the gateway did not confirm; the session then lives on until its idle time-out.
pub async fn sign_out() -> Result<(), String> {
    let response = request(Method::POST, "/console/gw/logout")
        .send()
        .await
        .map_err(|error| error.to_string())?;
    if response.ok() {
        Ok(())
    } else {
        Err(format!("HTTP {}", response.status()))
    }
}
