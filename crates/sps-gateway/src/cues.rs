//! `/_demo/cues`: bad moments on demand, with the simulated appliance only.

use axum::body::Body;
use axum::response::Response;
use http::Request;
use sps_appliance::serve::demo::is_cue;

use crate::answer::{Context, Problem};
use crate::caller::judge;
use crate::router::Gateway;
use crate::upstream::Link;

/// Whether a path is one of the cues, and there is something to play with.
pub(crate) fn is_here(gateway: &Gateway, path: &str) -> bool {
    gateway.link.is_demo() && is_cue(path)
}

/// Lists the cues, or makes one happen. The same callers as for `/api`: our own pages, and command-line clients
/// where they are let in.
pub(crate) fn handle(gateway: &Gateway, context: &Context, request: &Request<Body>) -> Response {
    let allowed = judge(
        request.method(),
        request.headers(),
        &gateway.origin,
        gateway.allow_cli,
    );
    match (allowed, &gateway.link) {
        (Err(problem), _) => problem.answer(context),
        (Ok(_), Link::InProcess(appliance)) => appliance.demo(request).map(Body::from),
        (Ok(_), Link::Remote(_)) => Problem::not_found().answer(context),
    }
}
