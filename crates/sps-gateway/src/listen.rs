//! Accepting connections: how many, how patient, and how they end.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use http::Request;
use hyper::body::Incoming;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use serde_json::json;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use crate::limits::Limits;
use crate::log::Log;
use crate::peer::Peer;
use crate::seats::{Seat, Seats};

/// Largest request head in bytes and in fields (security guide §7).
const HEAD_BYTES: usize = 32 * 1024;
const HEAD_FIELDS: usize = 100;
/// Requests at a time on one HTTP/2 connection.
const STREAMS: u32 = 100;
/// How often an HTTP/2 peer is asked whether it is still there.
const PING: Duration = Duration::from_secs(20);

/// A bound socket with everything a connection needs.
pub(crate) struct Listener {
    pub(crate) socket: TcpListener,
    pub(crate) tls: Option<TlsAcceptor>,
    pub(crate) router: Router,
    pub(crate) limits: Limits,
    pub(crate) log: Log,
}

/// The room of one connection; dropping it makes room for another.
struct Place {
    peer: IpAddr,
    _seat: Seat,
    _permit: OwnedSemaphorePermit,
}

#[derive(Clone, Copy)]
enum Protocol {
    Http1,
    Http2,
}

impl Listener {
    /// Serves until `stop` is sent or dropped, then gives open requests [`Limits::stop`].
    pub(crate) async fn run(self, mut stop: oneshot::Receiver<()>) {
        let listener = Arc::new(self);
        let room = Arc::new(Semaphore::new(listener.limits.connections));
        let seats = Seats::new(listener.limits.connections_per_address);
        let graceful = GracefulShutdown::new();
        loop {
            let accepted = tokio::select! {
                _ = &mut stop => break,
                accepted = listener.accept(&room, &seats) => accepted,
            };
            let Some((stream, place)) = accepted else {
                continue;
            };
            let (listener, watcher) = (Arc::clone(&listener), graceful.watcher());
            tokio::spawn(async move {
                listener.connection(stream, place.peer, watcher).await;
                drop(place);
            });
        }
        // Connections that are still busy afterwards end with the process or when their peer goes.
        let _in_time = timeout(listener.limits.stop, graceful.shutdown()).await;
    }

    async fn accept(&self, room: &Arc<Semaphore>, seats: &Seats) -> Option<(TcpStream, Place)> {
        let permit = Arc::clone(room).acquire_owned().await.ok()?;
        match self.socket.accept().await {
            // Too many of one peer: closed at once, which browsers try again.
            Ok((stream, peer)) => seats.take(peer.ip()).map(|seat| {
                let place = Place {
                    peer: peer.ip(),
                    _seat: seat,
                    _permit: permit,
                };
                (stream, place)
            }),
            Err(error) => {
                let peer_left = matches!(
                    error.kind(),
                    io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset
                );
                if !peer_left {
                    self.log
                        .write(&json!({ "event": "accept-failed", "reason": error.to_string() }));
                    // Such as no file descriptors left: trying again at once would only spin.
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                None
            }
        }
    }

    async fn connection(&self, stream: TcpStream, peer: IpAddr, watcher: Watcher) {
        if let Err(error) = stream.set_nodelay(true) {
            self.log
                .write(&json!({ "event": "connection", "reason": error.to_string() }));
        }
        let Some(tls) = &self.tls else {
            return self.serve(stream, peer, Protocol::Http1, watcher).await;
        };
        // A failed handshake is a scanner or a client that distrusts the certificate: it knows why it left, and a line
        // for each would bury the rest of the log.
        if let Ok(Ok(stream)) = timeout(self.limits.tls_hello, tls.accept(stream)).await {
            let http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
            self.serve(
                stream,
                peer,
                if http2 {
                    Protocol::Http2
                } else {
                    Protocol::Http1
                },
                watcher,
            )
            .await;
        }
    }

    /// The protocol is always known beforehand: detecting it would wait for the first bytes without any time limit.
    async fn serve<S>(&self, stream: S, peer: IpAddr, protocol: Protocol, watcher: Watcher)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let mut builder = Builder::new(TokioExecutor::new());
        builder
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.head)
            .max_buf_size(HEAD_BYTES)
            .max_headers(HEAD_FIELDS);
        builder
            .http2()
            .timer(TokioTimer::new())
            .max_concurrent_streams(STREAMS)
            .max_header_list_size(HEAD_BYTES as u32)
            .keep_alive_interval(PING);
        let builder = match protocol {
            Protocol::Http1 => builder.http1_only(),
            Protocol::Http2 => builder.http2_only(),
        };
        let router = TowerToHyperService::new(self.router.clone());
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            router.call(request)
        });
        let connection = builder
            .serve_connection(TokioIo::new(stream), service)
            .into_owned();
        // Its errors are the peer's: a broken head was answered by hyper, a vanished peer has nobody to tell.
        let _ended = watcher.watch(connection).await;
    }
}
