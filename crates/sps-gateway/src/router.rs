//! The addresses of the gateway, and what holds for all of them: methods, host, headers, log.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::any;
use http::header::HOST;
use http::{Method, StatusCode};
use tokio::sync::Semaphore;

use crate::announced::Announced;
use crate::answer::{Context, Problem};
use crate::assets::Assets;
use crate::blocked::Blocked;
use crate::config::ConsoleSettings;
use crate::cookie::SessionCookie;
use crate::limits::Limits;
use crate::location::is_api;
use crate::log::Log;
use crate::origin::PublicOrigin;
use crate::policy::Policy;
use crate::reports::Reports;
use crate::request_line::{Logged, RequestLine};
use crate::throttle::Throttle;
use crate::upstream::Link;
use crate::{api, certificate_sign_in, connection, console, cues, own};

/// The only address for callers that know no host name.
const HEALTH: &str = "/console/healthz";
/// Longest path in logs and error answers, in characters.
const SHOWN_PATH: usize = 512;

/// Everything the handlers share.
pub(crate) struct Gateway {
    pub(crate) origin: PublicOrigin,
    pub(crate) allow_cli: bool,
    pub(crate) link: Link,
    pub(crate) assets: Assets,
    pub(crate) cookies: SessionCookie,
    pub(crate) blocked: Blocked,
    pub(crate) announced: Announced,
    pub(crate) sign_ins: Throttle,
    pub(crate) own_calls: Throttle,
    pub(crate) reports: Reports,
    pub(crate) policy: Policy,
    pub(crate) limits: Limits,
    pub(crate) whole_uploads: Semaphore,
    pub(crate) requests: RequestIds,
    pub(crate) log: Log,
    /// Where browser and appliance speak TLS directly; `None` without a certificate port.
    pub(crate) certificate_origin: Option<String>,
    /// What the installation decides for the console.
    pub(crate) console: ConsoleSettings,
}

/// Request ids: the start of the process and a counter. They find a log line, they protect nothing.
#[derive(Debug)]
pub(crate) struct RequestIds {
    start: u64,
    next: AtomicU64,
}

impl RequestIds {
    pub(crate) const fn new(start: u64) -> Self {
        Self {
            start,
            next: AtomicU64::new(1),
        }
    }

    fn next(&self) -> String {
        format!(
            "{:x}-{:x}",
            self.start,
            self.next.fetch_add(1, Ordering::Relaxed)
        )
    }
}

/// The router of one gateway.
pub(crate) fn router(gateway: Arc<Gateway>) -> Router {
    Router::new()
        .route("/", any(own::root))
        .route("/console", any(own::slash))
        .route(HEALTH, any(own::health))
        .route("/console/gw/info", any(own::info))
        .route("/console/gw/logout", any(own::log_out))
        .route(
            "/console/gw/certificate-sign-in",
            any(certificate_sign_in::handle),
        )
        .route("/console/gw/connection", any(connection::test))
        .route("/console/gw/csp-report", any(own::csp_report))
        .fallback(by_segment)
        .layer(from_fn_with_state(Arc::clone(&gateway), around))
        .with_state(gateway)
}

/// What has no fixed address: `/api` and `/console/`, compared by segment, so that `/apixyz` is nothing.
async fn by_segment(
    State(gateway): State<Arc<Gateway>>,
    Extension(context): Extension<Context>,
    request: Request,
) -> Response {
    let path = request.uri().path();
    if is_api(path) {
        api::handle(&gateway, &context, request).await
    } else if cues::is_here(&gateway, path) {
        cues::handle(&gateway, &context, &request)
    } else if path.starts_with("/console/") && !path.starts_with("/console/gw/") {
        console::handle(&gateway.assets, &context, request).await
    } else {
        Problem::not_found().answer(&context)
    }
}

async fn around(State(gateway): State<Arc<Gateway>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let context = Context {
        request_id: gateway.requests.next(),
        path: path.chars().take(SHOWN_PATH).collect(),
    };

    let mut answer = match check(&gateway, &request) {
        Err(problem) => problem.answer(&context),
        Ok(()) => {
            request.extensions_mut().insert(context.clone());
            next.run(request).await
        }
    };
    gateway.policy.apply(&path, answer.headers_mut());
    let line = RequestLine {
        log: gateway.log.clone(),
        started,
        request_id: context.request_id,
        method,
        path: context.path,
        status: answer.status(),
        bytes: 0,
    };
    answer.map(|body| Body::new(Logged::new(body, line)))
}

fn check(gateway: &Gateway, request: &Request) -> Result<(), Problem> {
    if matches!(
        *request.method(),
        Method::OPTIONS | Method::CONNECT | Method::TRACE
    ) {
        return Err(Problem::method("GET, HEAD, POST, PUT, DELETE"));
    }
    if request.uri().path() == HEALTH || is_our_host(gateway, request) {
        return Ok(());
    }
    let message = format!(
        "This address is not the console's public address. Open {}/console/ instead.",
        gateway.origin.as_str()
    );
    Err(Problem::new(
        StatusCode::MISDIRECTED_REQUEST,
        "WrongHost",
        message,
    ))
}

/// HTTP/2 and absolute-form requests name the host in the target, HTTP/1 in `Host`; where both do, both must be ours.
fn is_our_host(gateway: &Gateway, request: &Request) -> bool {
    let target = request
        .uri()
        .authority()
        .map(|authority| authority.as_str().as_bytes());
    let mut hosts = request
        .headers()
        .get_all(HOST)
        .iter()
        .map(|host| host.as_bytes())
        .chain(target)
        .peekable();
    hosts.peek().is_some() && hosts.all(|host| gateway.origin.matches_host(host))
}
