//! What the console asks the gateway itself, below `/console/gw/`.

use gloo_net::{Error, http::Method};
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
    /// Where a browser signs in with a certificate. `None` without such a port.
    pub certificate_sign_in: Option<CertificatePort>,
    /// How a request presents an API key, if the deployment knows it: the part of a header line before the value, such as
    /// `X-API-Key:`. The documents do not tell (product.md Q8).
    pub api_key_header: Option<String>,
    /// Whether input in the page may extend the session (product.md M3.4); yes where nobody tells.
    pub extend_on_activity: Option<bool>,
    /// The version of the gateway, and so of the console in it.
    pub version: Option<String>,
}

/// The port on which the browser speaks TLS with the appliance itself.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct CertificatePort {
    /// Scheme, host and port.
    pub origin: String,
}

/// What *Test connection* found.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ConnectionTest {
    /// `ok`, `down`, `certificate`, `not-api` or `timeout`.
    pub state: String,
    /// Technical text, in English.
    pub detail: String,
    /// How long it took, in milliseconds.
    pub ms: u64,
    /// The appliance's clock, as it came.
    pub date: Option<String>,
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

/// Has the gateway ask the appliance, without a cookie. `None` from a gateway that cannot.
///
/// # Errors
/// A technical text when the gateway itself cannot be reached.
pub async fn test_connection() -> Result<Option<ConnectionTest>, String> {
    match read("/console/gw/connection").await {
        Ok(text) => Ok(text.and_then(|text| serde_json::from_slice(&text).ok())),
        Err(error) => Err(error.to_string()),
    }
}

/// Tells the gateway that this browser is about to sign in with a certificate, in a window of its own: it takes over
/// the appliance's cookie only then.
///
/// # Errors
/// A technical text when the gateway did not take note.
pub async fn announce_certificate() -> Result<(), String> {
    post("/console/gw/certificate-sign-in").await
}

async fn read(path: &str) -> Result<Option<Vec<u8>>, Error> {
    let response = request(Method::GET, path).send().await?;
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
    post("/console/gw/logout").await
}

async fn post(path: &str) -> Result<(), String> {
    let response = request(Method::POST, path)
        .send()
        .await
        .map_err(|error| error.to_string())?;
    if response.ok() {
        Ok(())
    } else {
        Err(format!("HTTP {}", response.status()))
    }
}
