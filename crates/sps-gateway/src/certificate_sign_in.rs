//! `/console/gw/certificate-sign-in`: what the console's page says and asks about the window on the certificate port.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Extension, State};
use axum::response::Response;
use http::header::SET_COOKIE;
use http::{Method, Request, StatusCode};
use serde_json::json;

use crate::adoption;
use crate::answer::{Context, Problem, empty, json_answer};
use crate::caller::own_page;
use crate::handshake::Seen;
use crate::own::own_call;
use crate::peer::Peer;
use crate::router::Gateway;

/// POST: this browser is about to open a window. GET: how far that window came. DELETE: nothing of it is wanted any more.
pub(crate) async fn handle(
    State(gateway): State<Arc<Gateway>>,
    Extension(context): Extension<Context>,
    request: Request<Body>,
) -> Response {
    let answer =
        own_page(request.headers(), &gateway.origin).and_then(|()| answer(&gateway, &request));
    answer.unwrap_or_else(|problem| problem.answer(&context))
}

fn answer(gateway: &Gateway, request: &Request<Body>) -> Result<Response, Problem> {
    let cookies = match *request.method() {
        Method::GET => {
            let seen = adoption::seen(gateway, request.headers()).map(Seen::word);
            return Ok(json_answer(StatusCode::OK, &json!({ "seen": seen })));
        }
        Method::POST => announced(gateway, request)?,
        Method::DELETE => adoption::withdraw(gateway, request.headers()),
        _ => return Err(Problem::method("GET, POST, DELETE")),
    };
    let mut answer = empty(StatusCode::NO_CONTENT);
    for cookie in cookies {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(answer)
}

fn announced(
    gateway: &Gateway,
    request: &Request<Body>,
) -> Result<Vec<http::HeaderValue>, Problem> {
    if gateway.certificate_origin.is_none() {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "NoCertificatePort",
            "This gateway has no port for sign-in with a certificate. Its administrator opens one with --x509-port.",
        ));
    }
    own_call(gateway, request, b"certificate-sign-in")?;
    let from = request.extensions().get::<Peer>().map(|from| from.0);
    adoption::announce(gateway, request.headers(), from).map_err(|_| {
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "NoRandomness",
            "The gateway's system gives it no random numbers.",
        )
    })
}
