//! The state machine behind HTTPS: what the network adds (TLS, client certificates, limits, the
//! system clock), and nothing of the appliance's behaviour.
//!
//! Two certificate authorities are made at a start without certificates: one for the server, one for
//! the users who sign in with a certificate. Nothing is written to disk here.

mod certificates;
mod connection;
pub mod demo;
pub mod outgoing;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use self::certificates::Certificates;
use crate::{Appliance, Cue, Switches, Timestamp};

/// One appliance, shared by all connections.
#[derive(Clone, Debug)]
pub struct SharedAppliance(Arc<Mutex<Appliance>>);

impl SharedAppliance {
    /// Shares `appliance`.
    #[must_use]
    pub fn new(appliance: Appliance) -> Self {
        Self(Arc::new(Mutex::new(appliance)))
    }

    /// The switches the appliance was made with.
    #[must_use]
    pub fn switches(&self) -> Switches {
        let appliance = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        appliance.switches().clone()
    }

    /// Answers one request at the time of the system clock. A POST without a body needs a
    /// `Content-Length: 0`, as on the wire.
    #[must_use]
    pub fn handle(&self, request: &http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
        self.lock().handle(request, now())
    }

    /// Makes `cue` happen at the time of the system clock; says in words what happened.
    #[must_use]
    pub fn cue(&self, cue: Cue) -> String {
        self.lock().cue(cue, now())
    }

    /// The committed state: see [`Appliance::export`].
    #[must_use]
    pub fn export(&self) -> serde_json::Value {
        self.lock().export()
    }

    fn lock(&self) -> MutexGuard<'_, Appliance> {
        // Every request leaves the state whole, so a panic elsewhere must not end the service.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn now() -> Timestamp {
    // A clock before 1970 is as good as 1970.
    let since_epoch = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX))
}

/// Where to listen and under which names.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Address and port to listen on; port 0 takes a free one.
    pub address: SocketAddr,
    /// DNS names and addresses in the server's certificate.
    pub host_names: Vec<String>,
    /// Whether there are the cues of [`demo`] beside the API.
    pub demo_cues: bool,
    /// The certificates of an earlier start; `None` makes new ones.
    pub certificates: Option<Certificates>,
}

impl Default for ServeOptions {
    /// A free port on the loopback interface, named `localhost`, `127.0.0.1` and `::1`.
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            host_names: ["localhost", "127.0.0.1", "::1"]
                .map(str::to_owned)
                .to_vec(),
            demo_cues: false,
            certificates: None,
        }
    }
}

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address is taken or not ours; choose another.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A certificate could not be made; check the host names.
    #[error("cannot make a certificate")]
    Certificate(#[from] rcgen::Error),
    /// The TLS library refused the certificates.
    #[error("cannot set up TLS")]
    Tls(#[from] rustls::Error),
    /// The verifier of client certificates refused the authority for users.
    #[error("cannot set up the verification of client certificates")]
    Verifier(#[from] rustls::server::VerifierBuilderError),
}

/// A running server.
pub struct Serving {
    /// The address it listens on, with the real port.
    pub address: SocketAddr,
    /// The certificate of the authority behind the server's certificate, as PEM.
    pub ca_pem: String,
    /// A user's certificate for signing in as `operator`, as PEM.
    pub user_certificate_pem: String,
    /// The private key to [`Serving::user_certificate_pem`], as PEM. Made at start, valid here only.
    pub user_key_pem: String,
    /// All of it, for the next start.
    pub certificates: Certificates,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl std::fmt::Debug for Serving {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Without the private key.
        formatter
            .debug_struct("Serving")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Serving {
    /// Stops listening and ends all connections.
    pub async fn stop(self) {
        // Fails only if nobody listens any more, which is what is wanted.
        let _nobody_listens = self.stop.send(true);
        let _stopped = self.accepting.await;
    }
}

/// Serves `appliance` over HTTPS (TLS 1.2 and 1.3, HTTP/1.0 and 1.1), with optional client
/// certificates.
///
/// # Errors
/// [`ServeError`] if the address cannot be bound or the certificates cannot be made; nothing
/// listens then.
pub async fn serve(
    appliance: SharedAppliance,
    options: ServeOptions,
) -> Result<Serving, ServeError> {
    let switches = appliance.switches();
    let Certificates(made) = match options.certificates {
        Some(certificates) => certificates,
        None => Certificates(Arc::new(certificates::make(
            &options.host_names,
            switches.tls_min,
            switches.tls_max,
        )?)),
    };
    let listen_error = |source| ServeError::Listen {
        address: options.address,
        source,
    };
    let listener = TcpListener::bind(options.address)
        .await
        .map_err(listen_error)?;
    let address = listener.local_addr().map_err(listen_error)?;
    let (stop, stopped) = watch::channel(false);
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::clone(&made.tls));
    let accepting = tokio::spawn(connection::accept_all(
        listener,
        acceptor,
        appliance,
        options.demo_cues,
        stopped,
    ));
    Ok(Serving {
        address,
        ca_pem: made.ca_pem.clone(),
        user_certificate_pem: made.user_certificate_pem.clone(),
        user_key_pem: made.user_key_pem.clone(),
        certificates: Certificates(made),
        stop,
        accepting,
    })
}
