//! The connection to the appliance: fixed at start, https only, no redirects followed, no write repeated.

use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderValue, Method, Request, Uri, header};
use hyper_rustls::{FixedServerNameResolver, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use sps_appliance::serve::SharedAppliance;
use sps_appliance::serve::outgoing::{NoAnswer, outgoing};
use tokio::time::timeout;

use crate::answer::Problem;
use crate::body;
use crate::config::Upstream;
use crate::limits::Limits;
use crate::start_error::StartError;
use crate::{tls, upstream_error};

/// Idle connections are dropped before the appliance drops them: a request on a dying connection is lost, and a lost
/// write is never repeated.
const KEEP_IDLE: Duration = Duration::from_secs(2);

/// What is sent: in one piece, or passed on while it comes (large uploads).
pub(crate) enum Payload {
    Whole(Bytes),
    Streamed(Body),
}

/// The appliance, ready to be asked.
pub(crate) enum Link {
    InProcess(SharedAppliance),
    Remote(Box<Remote>),
}

/// An appliance reached over HTTPS.
pub(crate) struct Remote {
    client: Client<HttpsConnector<HttpConnector>, Body>,
    authority: Authority,
    host: HeaderValue,
    limits: Limits,
}

impl Link {
    /// Checks the configuration; connects to nothing yet.
    ///
    /// # Errors
    /// When address, CA file or name are not usable.
    pub(crate) fn open(upstream: Upstream, limits: &Limits) -> Result<Self, StartError> {
        match upstream {
            Upstream::InProcess(appliance) => Ok(Self::InProcess(appliance)),
            Upstream::Remote {
                url,
                ca,
                pins,
                name,
            } => {
                let tls = tls::client_config(ca.as_deref(), &pins)?;
                Remote::open(&url, tls, name.as_deref(), limits)
                    .map(|remote| Self::Remote(Box::new(remote)))
            }
        }
    }

    /// Whether this is the demo's simulated appliance.
    pub(crate) const fn is_demo(&self) -> bool {
        matches!(self, Self::InProcess(_))
    }

    /// Sends one request whose URI is a path and query.
    ///
    /// # Errors
    /// The typed problem when there is no answer to pass on.
    pub(crate) async fn send(&self, request: Request<Payload>) -> Result<Response, Problem> {
        match self {
            Self::InProcess(appliance) => in_process(appliance.clone(), request).await,
            Self::Remote(remote) => remote.send(request).await,
        }
    }
}

async fn in_process(
    appliance: SharedAppliance,
    request: Request<Payload>,
) -> Result<Response, Problem> {
    let (head, payload) = request.into_parts();
    let bytes = match payload {
        Payload::Whole(bytes) => bytes,
        Payload::Streamed(_) => {
            return Err(upstream_error::unusable(
                "the simulated appliance takes whole bodies only",
            ));
        }
    };
    let request = Request::from_parts(head, bytes.to_vec());
    // The state machine holds a lock and computes: not on a thread that serves sockets.
    let answer = tokio::task::spawn_blocking(move || appliance.handle(&request)).await;
    let answer = answer.map_err(|_| {
        upstream_error::unusable("the simulated appliance stopped in the middle of this request")
    })?;
    match outgoing(answer).await {
        Ok(answer) => Ok(answer.map(Body::new)),
        // As a real appliance that is not there, or that breaks off.
        Err(no_answer) => Err(upstream_error::classify(
            &no_answer,
            no_answer == NoAnswer::NoConnection,
        )),
    }
}

impl Remote {
    fn open(
        url: &str,
        tls: ClientConfig,
        name: Option<&str>,
        limits: &Limits,
    ) -> Result<Self, StartError> {
        let refuse = |reason| StartError::ApplianceUrl {
            given: url.to_owned(),
            reason,
        };
        let uri: Uri = url.parse().map_err(|_| refuse("it is not an address"))?;
        if uri.scheme() != Some(&Scheme::HTTPS) {
            return Err(refuse("it must begin with https://"));
        }
        if !matches!(uri.path().trim_end_matches('/'), "" | "/api") || uri.query().is_some() {
            return Err(refuse("it must be scheme, host and port only"));
        }
        let authority = uri
            .authority()
            .filter(|authority| !authority.as_str().contains('@'))
            .cloned();
        let authority = authority.ok_or_else(|| refuse("it must be scheme, host and port only"))?;

        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_only();
        let connector = match name {
            None => connector,
            Some(name) => {
                let name = ServerName::try_from(name.to_owned()).map_err(|_| {
                    StartError::ApplianceName {
                        given: name.to_owned(),
                    }
                })?;
                connector.with_server_name_resolver(FixedServerNameResolver::new(name))
            }
        };
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(limits.connect));
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(KEEP_IDLE)
            .pool_timer(TokioTimer::new())
            .retry_canceled_requests(false)
            .build(connector.enable_http1().wrap_connector(tcp));

        // The appliance hears the name its certificate carries, as from a browser that went there directly.
        let host = match (name, authority.port()) {
            (None, _) => authority.as_str().to_owned(),
            (Some(name), None) => name.to_owned(),
            (Some(name), Some(port)) => format!("{name}:{port}"),
        };
        let host = HeaderValue::try_from(host).map_err(|_| refuse("it is not an address"))?;
        Ok(Self {
            client,
            authority,
            host,
            limits: limits.clone(),
        })
    }

    async fn send(&self, request: Request<Payload>) -> Result<Response, Problem> {
        let (mut head, payload) = request.into_parts();
        let target = head
            .uri
            .path_and_query()
            .cloned()
            .unwrap_or_else(|| PathAndQuery::from_static("/api"));
        let target = Uri::builder()
            .scheme(Scheme::HTTPS)
            .authority(self.authority.clone())
            .path_and_query(target)
            .build();
        head.uri = target.map_err(|_| upstream_error::unusable("the path cannot be sent on"))?;
        head.version = http::Version::HTTP_11;
        head.headers.insert(header::HOST, self.host.clone());
        let (body, patience) = match payload {
            Payload::Whole(bytes) if is_commit(&head) => (Body::from(bytes), self.limits.commit),
            Payload::Whole(bytes) => (Body::from(bytes), self.limits.first_byte),
            // The clock includes the upload itself; a silent sender is cut off earlier.
            Payload::Streamed(body) => (body, self.limits.upload_time),
        };
        match timeout(
            patience,
            self.client.request(Request::from_parts(head, body)),
        )
        .await
        {
            Err(_) => Err(upstream_error::timed_out()),
            Ok(Err(error)) if body::is_too_large(&error) => {
                Err(body::too_large(self.limits.upload))
            }
            Ok(Err(error)) => Err(upstream_error::classify(&error, error.is_connect())),
            Ok(Ok(answer)) => {
                Ok(answer.map(|body| body::punctual(Body::new(body), self.limits.answer_idle)))
            }
        }
    }
}

/// The transaction is committed by PUT (`sps-api.md` §7.4).
fn is_commit(head: &http::request::Parts) -> bool {
    head.method == Method::PUT && head.uri.path().trim_end_matches('/') == "/api/transaction"
}
