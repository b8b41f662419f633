//! Questions that nobody's session is touched by: they carry no cookie (product.md M10.1); and their patience.

use std::time::Duration;

use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::*;
use serde_json::Value;
use sps_workbench::session::Trouble;
use wasm_bindgen::JsCast as _;
use web_sys::{AbortController, HtmlLinkElement, RequestCredentials};

use crate::fetch::request;

/// A try that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a try found.
pub struct Tried {
    /// The appliance answers, or what is wrong.
    pub result: Result<(), Trouble>,
    /// The gateway's `Date` in milliseconds since 1970.
    pub date_ms: Option<f64>,
}

/// Finds out whether the appliance can be reached, and whose fault it is if not.
pub async fn connection() -> Tried {
    match ask("/console/gw/connection").await {
        None => failed(nobody()),
        Some(answer) if answer.ok() => {
            let date_ms = date(&answer);
            let result = match told(&answer, "/state").await.as_deref() {
                Some("ok") => Ok(()),
                Some("certificate") => Err(Trouble::Certificate),
                Some("not-api") => Err(Trouble::NotTheApi),
                _ => Err(Trouble::Appliance),
            };
            Tried { result, date_ms }
        }
        // A server that has no such test: the appliance's own list of login methods needs no session either.
        Some(answer) => {
            let date_ms = date(&answer);
            let result = match ask("/api/authentication/login_methods").await {
                None => Err(nobody()),
                Some(answer) if answer.status() < 500 => Ok(()),
                Some(answer) => Err(match told(&answer, "/error/type").await.as_deref() {
                    Some("UpstreamCert") => Trouble::Certificate,
                    Some(kind) if kind.starts_with("Upstream") => Trouble::Appliance,
                    // A page of a server before the gateway.
                    _ => Trouble::Gateway,
                }),
            };
            Tried { result, date_ms }
        }
    }
}

/// The gateway's `Date` in milliseconds since 1970; nothing when it does not answer.
pub async fn gateway_date() -> Option<f64> {
    date(&ask("/console/gw/info").await?)
}

/// Whether the files this page was made of are gone from the server: a new version took their place. A server that does
/// not answer says nothing.
pub async fn was_replaced() -> bool {
    let link = document()
        .query_selector("link[rel=modulepreload]")
        .ok()
        .flatten()
        .and_then(|link| link.dyn_into::<HtmlLinkElement>().ok());
    let Some(link) = link else { return false };
    let look = request(Method::HEAD, &link.href()).credentials(RequestCredentials::Omit);
    let answer = send(look).await;
    answer.is_some_and(|answer| answer.status() == 404)
}

/// A time in the form of HTTP, in milliseconds since 1970.
pub fn date(answer: &Response) -> Option<f64> {
    let text = answer.headers().get("date")?;
    let ms = js_sys::Date::parse(&text);
    (!ms.is_nan()).then_some(ms)
}

/// Whose fault it is that nobody answers. The browser's word alone proves nothing: it says that it is offline also where
/// the gateway runs on this computer.
fn nobody() -> Trouble {
    if window().navigator().on_line() {
        Trouble::Gateway
    } else {
        Trouble::Offline
    }
}

fn failed(trouble: Trouble) -> Tried {
    Tried {
        result: Err(trouble),
        date_ms: None,
    }
}

/// A text in the JSON of an answer, by its JSON Pointer.
async fn told(answer: &Response, pointer: &str) -> Option<String> {
    let body: Value = serde_json::from_slice(&answer.binary().await.ok()?).ok()?;
    body.pointer(pointer)?.as_str().map(str::to_owned)
}

async fn ask(path: &str) -> Option<Response> {
    send(request(Method::GET, path).credentials(RequestCredentials::Omit)).await
}

/// The answer, whatever its status; nothing when there is none in time, and that is all that counts here.
pub async fn send(request: RequestBuilder) -> Option<Response> {
    let abort = AbortController::new().ok()?;
    let timer = {
        let abort = abort.clone();
        set_timeout_with_handle(move || abort.abort(), PATIENCE).ok()?
    };
    let answer = request.abort_signal(Some(&abort.signal())).send().await;
    timer.clear();
    answer.ok()
}
