//! `/console/gw/connection`: *Test connection* (product M10). The appliance is asked without any cookie, so the test extends
//! nobody's session.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{Extension, State};
use axum::response::Response;
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, DATE};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::{BodyExt, Limited};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::answer::{Context, Problem, json_answer};
use crate::caller::own_page;
use crate::forward::USER_AGENT;
use crate::own::own_call;
use crate::router::Gateway;
use crate::upstream::Payload;

/// What an anonymous client asks first (`sps-api.md` §5.5). Older firmware answers 404 in the API's own words.
const ASKED: &str = "/api/authentication/login_methods";
/// The answer is short; more is not the API.
const LONGEST: usize = 256 * 1024;

/// What the test found.
struct Finding {
    state: &'static str,
    detail: String,
    date: Option<String>,
}

/// Asks the appliance and tells what came of it.
pub(crate) async fn test(
    State(gateway): State<Arc<Gateway>>,
    Extension(context): Extension<Context>,
    request: Request<Body>,
) -> Response {
    if request.method() != Method::GET {
        return Problem::method("GET").answer(&context);
    }
    let allowed = own_page(request.headers(), &gateway.origin)
        .and_then(|()| own_call(&gateway, &request, b"connection"));
    if let Err(problem) = allowed {
        return problem.answer(&context);
    }
    let started = Instant::now();
    let finding = timeout(gateway.limits.probe, ask(&gateway)).await;
    let finding = finding.unwrap_or_else(|_| Finding {
        state: "timeout",
        detail: "The appliance did not answer in time.".to_owned(),
        date: None,
    });
    let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    json_answer(
        StatusCode::OK,
        &json!({
            "state": finding.state,
            "detail": finding.detail,
            "ms": milliseconds,
            "date": finding.date,
        }),
    )
}

async fn ask(gateway: &Gateway) -> Finding {
    let failed = |problem: &Problem| Finding {
        state: match problem.kind() {
            "UpstreamCert" => "certificate",
            "UpstreamTimeout" => "timeout",
            _ => "down",
        },
        detail: problem.text(),
        date: None,
    };
    let request = Request::builder()
        .uri(ASKED)
        .header(ACCEPT, "application/json")
        .header(http::header::USER_AGENT, USER_AGENT)
        .body(Payload::Whole(Bytes::new()));
    let answer = match request {
        Ok(request) => gateway.link.send(request).await,
        Err(_) => Err(Problem::not_found()),
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(problem) => return failed(&problem),
    };
    let (head, body) = answer.into_parts();
    let date = head.headers.get(DATE).and_then(|date| date.to_str().ok());
    let date = date.map(str::to_owned);
    let is_api = is_json(&head.headers)
        && match Limited::new(body, LONGEST).collect().await {
            Ok(body) => {
                serde_json::from_slice(&body.to_bytes()).is_ok_and(|body: Value| body.is_object())
            }
            Err(_) => false,
        };
    let (state, detail) = match head.status {
        status if is_api && !status.is_server_error() => {
            ("ok", "The appliance answers.".to_owned())
        }
        status if is_api => (
            "down",
            format!("The appliance answers with an error ({status})."),
        ),
        status => (
            "not-api",
            format!("The appliance answered, but not with the API ({status})."),
        ),
    };
    Finding {
        state,
        detail,
        date,
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}
