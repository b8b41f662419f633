//! What the console asks the gateway itself, below `/console/gw/`.

use gloo_net::http::Method;
use serde::Deserialize;

use crate::{fetch::request, probe};

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
    /// Whether input in the page may extend the session (product.md M3.4); yes where nobody tells.
    pub extend_on_activity: Option<bool>,
    /// The version of the gateway, and so of the console in it.
    pub version: Option<String>,
}

/// A user of the simulated appliance.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct DemoAccount {
    /// The user name.
    pub name: String,
    /// The password, no secret: it is the same in every demo.
    pub password: String,
}

/// Asks the gateway about itself, and for its clock (milliseconds since 1970). Where there is none (the console behind
/// another server) nothing is known, which only costs the demo's hints.
pub async fn info() -> (GatewayInfo, Option<f64>) {
    let Ok(response) = request(Method::GET, "/console/gw/info").send().await else {
        return (GatewayInfo::default(), None);
    };
    let date_ms = probe::date(&response);
    let body = if response.ok() {
        response.binary().await.unwrap_or_default()
    } else {
        Vec::new()
    };
    (serde_json::from_slice(&body).unwrap_or_default(), date_ms)
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
