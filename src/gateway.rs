//! What the console asks the gateway itself, below `/console/gw/`.
//!
//! Read by hand and not by derived code: that would bring a reader of its own for every type, and the parsing of
//! floating-point numbers, into the first load.

use gloo_net::http::{Method, Response};
use serde_json::Value;
use sps_workbench::sign_in::CertificateSeen;

use crate::{fetch::request, probe};

/// What the gateway says of itself and of this browser; it never asks the appliance for it.
#[derive(Clone, Debug, Default, PartialEq)]
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
    /// Whether a new API key may be saved as a text file (product.md M4.7); no where nobody tells.
    pub api_key_download: bool,
    /// Whether input in the page may extend the session (product.md M3.4); yes where nobody tells.
    pub extend_on_activity: Option<bool>,
    /// Whether the copy of changes may lie in the memory of the page only (product.md M3.6); no where there is no gateway.
    /// `None` while it could not be asked.
    pub kept_in_memory_only: Option<bool>,
    /// The version of the gateway, and so of the console in it.
    pub version: Option<String>,
}

/// The port on which the browser speaks TLS with the appliance itself.
#[derive(Clone, Debug, PartialEq)]
pub struct CertificatePort {
    /// Scheme, host and port.
    pub origin: String,
}

/// What *Test connection* came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Tested {
    /// The gateway does not answer.
    NoGateway,
    /// It was asked too often, and wants to be left alone for so many seconds.
    Wait(String),
    /// A gateway that cannot test.
    Unknown,
    /// It asked the appliance.
    Found(ConnectionTest),
}

/// What the gateway found when it asked the appliance.
#[derive(Clone, Debug, Default, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub struct DemoAccount {
    /// The user name.
    pub name: String,
    /// The password, no secret: it is the same in every demo.
    pub password: String,
}

/// Asks the gateway about itself, and for its clock (milliseconds since 1970). Where there is none (the console behind
/// another server) nothing is known, which only costs the demo's hints.
pub async fn info() -> (GatewayInfo, Option<f64>) {
    let Some(response) = ask("/console/gw/info").await else {
        return (GatewayInfo::default(), None);
    };
    let date_ms = probe::date(&response);
    // Broken off, or of something before the gateway that is in trouble: that is not its word.
    let info = match response.binary().await {
        Ok(body) if response.status() < 500 => {
            GatewayInfo::read(&serde_json::from_slice(&body).unwrap_or_default())
        }
        _ => GatewayInfo::default(),
    };
    (info, date_ms)
}

impl GatewayInfo {
    /// As the gateway wrote it; what is not there, or of another kind, is not known.
    fn read(info: &Value) -> Self {
        let accounts = info.get("accounts").and_then(Value::as_array);
        let account = |account: &Value| {
            Some(DemoAccount {
                name: text(account, "name")?,
                password: text(account, "password")?,
            })
        };
        Self {
            demo: yes_or_no(info, "demo").unwrap_or_default(),
            accounts: accounts.into_iter().flatten().filter_map(account).collect(),
            session_cookie: yes_or_no(info, "session_cookie"),
            certificate_sign_in: info
                .get("certificate_sign_in")
                .and_then(|port| text(port, "origin"))
                .map(|origin| CertificatePort { origin }),
            api_key_header: text(info, "api_key_header"),
            api_key_download: yes_or_no(info, "api_key_download").unwrap_or_default(),
            extend_on_activity: yes_or_no(info, "extend_on_activity"),
            kept_in_memory_only: yes_or_no(info, "kept_in_memory_only").or(Some(false)),
            version: text(info, "version"),
        }
    }
}

impl ConnectionTest {
    fn read(test: &Value) -> Option<Self> {
        Some(Self {
            state: text(test, "state")?,
            detail: text(test, "detail").unwrap_or_default(),
            ms: test.get("ms").and_then(Value::as_u64).unwrap_or_default(),
            date: text(test, "date"),
        })
    }
}

async fn ask(path: &str) -> Option<Response> {
    probe::send(request(Method::GET, path)).await
}

/// What a good answer says; nothing of any other.
async fn json(response: &Response) -> Value {
    if response.ok() {
        let body = response.binary().await.unwrap_or_default();
        serde_json::from_slice(&body).unwrap_or_default()
    } else {
        Value::Null
    }
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}

fn yes_or_no(value: &Value, name: &str) -> Option<bool> {
    value.get(name)?.as_bool()
}

/// Has the gateway ask the appliance, without a cookie.
pub async fn test_connection() -> Tested {
    let Some(response) = ask("/console/gw/connection").await else {
        return Tested::NoGateway;
    };
    match response.headers().get("retry-after") {
        Some(seconds) if response.status() == 429 => Tested::Wait(seconds),
        _ => ConnectionTest::read(&json(&response).await).map_or(Tested::Unknown, Tested::Found),
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

/// Asks what became of the window of [`announce_certificate`]; `None` while nothing is known.
pub async fn certificate_seen() -> Option<CertificateSeen> {
    let response = ask("/console/gw/certificate-sign-in").await?;
    CertificateSeen::from_word(&text(&json(&response).await, "seen")?)
}

/// Nothing of that sign-in is wanted any more: whatever the other window comes to, the gateway takes nothing over.
///
/// # Errors
/// A technical text when the gateway did not take note; it forgets the announcement by itself after a minute.
pub async fn withdraw_certificate() -> Result<(), String> {
    send(Method::DELETE, "/console/gw/certificate-sign-in").await
}

/// Makes the session cookie unusable, for a session that was somebody else's and that nobody worked in: what the browser
/// stores for this site stays.
///
/// # Errors
/// As for [`sign_out`].
pub async fn drop_session() -> Result<(), String> {
    post("/console/gw/logout?keep-storage").await
}

/// Makes the session cookie unusable and has the browser forget it.
///
/// # Errors
/// A technical text when the gateway did not confirm; the session then lives on until its idle time-out.
pub async fn sign_out() -> Result<(), String> {
    post("/console/gw/logout").await
}

async fn post(path: &str) -> Result<(), String> {
    send(Method::POST, path).await
}

async fn send(method: Method, path: &str) -> Result<(), String> {
    let response = request(method, path)
        .send()
        .await
        .map_err(|error| error.to_string())?;
    if response.ok() {
        Ok(())
    } else {
        Err(format!("HTTP {}", response.status()))
    }
}
