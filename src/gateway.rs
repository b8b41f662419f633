//! What the console asks the gateway itself, below `/console/gw/`.

use serde_json::Value;

use crate::fetch::{self, Fetch};

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
    match read().await {
        Ok(Some(text)) => serde_json::from_slice::<Value>(&text)
            .map(|value| read_info(&value))
            .unwrap_or_default(),
        Ok(None) | Err(_) => GatewayInfo::default(),
    }
}

async fn read() -> Result<Option<Vec<u8>>, String> {
    let response = Fetch::new("GET")?.send("/console/gw/info").await?;
    if response.ok() {
        fetch::bytes(&response).await.map(Some)
    } else {
        Ok(None)
    }
}

fn read_info(value: &Value) -> GatewayInfo {
    let member =
        |entry: &Value, name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
    GatewayInfo {
        demo: value.get("demo").and_then(Value::as_bool).unwrap_or(false),
        accounts: value
            .get("accounts")
            .and_then(Value::as_array)
            .map(|accounts| {
                accounts
                    .iter()
                    .filter_map(|entry| Some((member(entry, "name")?, member(entry, "password")?)))
                    .collect()
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
    let response = Fetch::new("POST")?.send("/console/gw/logout").await?;
    if response.ok() {
        Ok(())
    } else {
        Err(format!("HTTP {}", response.status()))
    }
}
