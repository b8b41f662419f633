//! One connection: TLS, limits, and the way from a hyper request to the state machine and back.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::outgoing::{NoAnswer, OutgoingBody, outgoing};
use super::{SharedAppliance, demo};
use crate::ClientCertificate;
use crate::setup::Expect100;

/// Longest body taken, in bytes. Configuration objects are far smaller.
const BODY_LIMIT_BYTES: usize = 4 * 1024 * 1024;
/// Time for the TLS handshake, and again for the request's header.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// Time for the whole body.
const BODY_TIMEOUT: Duration = Duration::from_secs(60);
/// Connections served at once; further ones wait in the listener's queue.
const CONNECTION_LIMIT: usize = 512;
/// Pause after a failed accept (for instance: no more file descriptors).
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Accepts connections until `stopped` turns true, then drops them all.
pub(super) async fn accept_all(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    appliance: SharedAppliance,
    has_cues: bool,
    mut stopped: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(CONNECTION_LIMIT));
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => break,
            Some(_ended) = connections.join_next() => continue,
            accepted = async {
                let place = Arc::clone(&places).acquire_owned().await;
                (listener.accept().await, place)
            } => accepted,
        };
        match accepted {
            (Ok((stream, _peer)), place) => {
                let (acceptor, appliance) = (acceptor.clone(), appliance.clone());
                connections.spawn(async move {
                    let _place = place;
                    serve_connection(stream, acceptor, appliance, has_cues).await;
                });
            }
            (Err(_), _) => tokio::time::sleep(ACCEPT_PAUSE).await,
        }
    }
    connections.shutdown().await;
}

async fn serve_connection(
    stream: TcpStream,
    acceptor: TlsAcceptor,
    appliance: SharedAppliance,
    has_cues: bool,
) {
    // Answers are small: waiting for more to send would only delay them.
    let _best_effort = stream.set_nodelay(true);
    // A peer that fails the handshake cannot be told anything more.
    let Ok(Ok(tls)) = timeout(HEADER_TIMEOUT, acceptor.accept(stream)).await else {
        return;
    };
    let certificate = tls
        .get_ref()
        .1
        .peer_certificates()
        .and_then(|chain| chain.first())
        .and_then(|leaf| {
            let (_, leaf) = X509Certificate::from_der(leaf).ok()?;
            let name = leaf
                .subject()
                .iter_common_name()
                .next()?
                .as_str()
                .ok()?
                .to_owned();
            Some(ClientCertificate {
                subject_common_name: name,
            })
        });
    let service =
        service_fn(|request| answer(request, certificate.clone(), appliance.clone(), has_cues));
    // A connection that breaks is the peer's business; the appliance's state is whole.
    let _broken = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(tls), service)
        .await;
}

async fn answer(
    request: Request<Incoming>,
    certificate: Option<ClientCertificate>,
    appliance: SharedAppliance,
    has_cues: bool,
) -> Result<Response<OutgoingBody>, NoAnswer> {
    let (mut parts, body) = request.into_parts();
    if let Some(certificate) = certificate {
        parts.extensions.insert(certificate);
    }
    // The appliance refuses `Expect: 100-continue`; asking hyper for the body would grant it.
    let keeps_body_back = parts.headers.contains_key(header::EXPECT)
        && appliance.switches().expect_100 == Expect100::Refused;
    let bytes = if keeps_body_back {
        Vec::new()
    } else {
        match timeout(BODY_TIMEOUT, Limited::new(body, BODY_LIMIT_BYTES).collect()).await {
            Ok(Ok(collected)) => collected.to_bytes().to_vec(),
            Ok(Err(error)) if error.is::<LengthLimitError>() => {
                return outgoing(plain(StatusCode::PAYLOAD_TOO_LARGE)).await;
            }
            Ok(Err(_)) => return outgoing(plain(StatusCode::BAD_REQUEST)).await,
            Err(_) => return outgoing(plain(StatusCode::REQUEST_TIMEOUT)).await,
        }
    };
    let request = Request::from_parts(parts, bytes);
    let mut response = if has_cues && demo::is_cue(request.uri().path()) {
        appliance.demo(&request)
    } else {
        appliance.handle(&request)
    };
    if keeps_body_back {
        // The body was not read, so nothing more can be understood on this connection: say so, or
        // curl sends its second try into the void.
        response
            .headers_mut()
            .insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    outgoing(response).await
}

/// An answer of the server itself, outside of the appliance's API.
fn plain(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(format!("{status}\n").into_bytes());
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
