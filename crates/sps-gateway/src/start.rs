//! Starting and stopping a gateway.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::Uri;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::announced::Announced;
use crate::api_key_header;
use crate::assets::Assets;
use crate::blocked::Blocked;
use crate::certificate_port::CertificateListener;
use crate::config::{CertificatePort, Config, ConsoleSettings, Upstream};
use crate::cookie::SessionCookie;
use crate::limits::Limits;
use crate::listen::Listener;
use crate::origin::PublicOrigin;
use crate::policy::Policy;
use crate::reports::Reports;
use crate::router::{Gateway, RequestIds, router};
use crate::start_error::StartError;
use crate::throttle::Throttle;
use crate::tls::{self, PublicCertificate};
use crate::upstream::Link;

/// Uploads held in memory at a time (those that cannot be passed on while they come).
const WHOLE_UPLOADS: usize = 4;

/// A gateway that serves. Dropping it stops it without waiting.
pub struct Running {
    gateway: Arc<Gateway>,
    address: SocketAddr,
    certificate: Option<Arc<PublicCertificate>>,
    servers: Vec<Server>,
}

/// A listener at work.
struct Server {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Server {
    fn spawn<F>(run: impl FnOnce(oneshot::Receiver<()>) -> F) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (stop, stopped) = oneshot::channel();
        Self {
            stop,
            task: tokio::spawn(run(stopped)),
        }
    }
}

/// Starts a gateway with the limits of the security guide.
///
/// # Errors
/// [`StartError`], whose text names the next step.
pub async fn start(config: Config) -> Result<Running, StartError> {
    start_with(config, Limits::default()).await
}

/// Starts a gateway with other limits.
///
/// # Errors
/// [`StartError`], whose text names the next step.
pub async fn start_with(config: Config, limits: Limits) -> Result<Running, StartError> {
    if config.tls.is_none() && !config.listen.ip().is_loopback() {
        return Err(StartError::PlainHttp {
            address: config.listen,
        });
    }
    let origin = config
        .public_origin
        .as_deref()
        .map(PublicOrigin::parse)
        .transpose()?;
    if let Some(origin) = origin
        .as_ref()
        .filter(|origin| config.tls.is_some() && !origin.is_https())
    {
        return Err(StartError::PublicOrigin {
            given: origin.as_str().to_owned(),
            reason: "with --tls-cert it must begin with https://",
        });
    }
    let console = ConsoleSettings {
        api_key_header: config
            .console_settings
            .api_key_header
            .as_deref()
            .map(api_key_header::checked)
            .transpose()?,
        ..config.console_settings
    };
    let certificate = config.tls.map(PublicCertificate::open).transpose()?;
    let certificate = certificate.map(Arc::new);
    let tls = certificate.clone().map(tls::server_config).transpose()?;
    let certificate_appliance = config
        .certificate_port
        .as_ref()
        .map(|port| appliance_address(port, &config.upstream))
        .transpose()?;
    let link = Link::open(config.upstream, &limits)?;
    let assets = Assets::open(&config.console)?;

    let failed = |source| StartError::Listen {
        address: config.listen,
        source,
    };
    let socket = TcpListener::bind(config.listen).await.map_err(failed)?;
    let address = socket.local_addr().map_err(failed)?;
    let origin = origin.unwrap_or_else(|| PublicOrigin::localhost(tls.is_some(), address.port()));
    let policy = Policy::of(&origin);
    let policy = policy.ok_or_else(|| StartError::PublicOrigin {
        given: origin.as_str().to_owned(),
        reason: "it does not fit into a header",
    })?;

    let (mut certificate_socket, mut certificate_origin) = (None, None);
    if let Some((port, appliance)) = config.certificate_port.zip(certificate_appliance) {
        let failed = |source| StartError::Listen {
            address: port.listen,
            source,
        };
        let socket = TcpListener::bind(port.listen).await.map_err(failed)?;
        let number = socket.local_addr().map_err(failed)?.port();
        certificate_origin = Some(origin.at_port(number).as_str().to_owned());
        certificate_socket = Some((socket, appliance));
    }

    let gateway = Arc::new(Gateway {
        cookies: SessionCookie::of(&origin),
        policy,
        origin,
        allow_cli: config.allow_cli,
        link,
        assets,
        blocked: Blocked::new(),
        announced: Announced::default(),
        sign_ins: Throttle::new(limits.sign_ins, limits.sign_in_window),
        own_calls: Throttle::new(limits.own_calls, Duration::from_secs(60)),
        reports: Reports::default(),
        limits: limits.clone(),
        whole_uploads: Semaphore::new(WHOLE_UPLOADS),
        log: config.log.clone(),
        certificate_origin,
        console,
        requests: RequestIds::new(
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| since.as_secs()),
        ),
    });
    let tls = tls.map(|tls| TlsAcceptor::from(Arc::new(tls)));
    let listener = Listener {
        socket,
        tls,
        router: router(Arc::clone(&gateway)),
        limits,
        log: config.log,
    };
    let mut servers = vec![Server::spawn(|stopped| listener.run(stopped))];
    let certificate_listener = certificate_socket.map(|(socket, appliance)| CertificateListener {
        socket,
        appliance,
        gateway: Arc::clone(&gateway),
    });
    servers.extend(certificate_listener.map(|port| Server::spawn(|stopped| port.run(stopped))));
    Ok(Running {
        gateway,
        address,
        certificate,
        servers,
    })
}

impl Running {
    /// The public origin, such as `http://localhost:8080`.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.gateway.origin.as_str()
    }

    /// The address listened on, with the port that was taken.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The origin of the certificate port, such as `https://localhost:8444`, where there is one.
    #[must_use]
    pub fn certificate_origin(&self) -> Option<&str> {
        self.gateway.certificate_origin.as_deref()
    }

    /// Reads certificate and key of the public side again, for connections from now on; a line in the log says what came of
    /// it. On failure the old certificate stays.
    ///
    /// # Errors
    /// As at the start, when the files cannot be used.
    pub fn reload_certificate(&self) -> Result<(), StartError> {
        let Some(certificate) = &self.certificate else {
            return Ok(());
        };
        let outcome = certificate.reload();
        let reason = outcome.as_ref().err().map(ToString::to_string);
        self.gateway.log.write(
            &json!({ "event": "certificate-reload", "ok": reason.is_none(), "reason": reason }),
        );
        outcome
    }

    /// The bodies of the newest content security policy reports, newest last; at most 100.
    #[must_use]
    pub fn csp_reports(&self) -> Vec<String> {
        self.gateway.reports.all()
    }

    /// Stops accepting, lets open requests end (a few seconds at most) and returns.
    pub async fn stop(self) {
        for server in self.servers {
            // A listener that ended by itself has nobody to tell, and its task is joined either way.
            let _told = server.stop.send(());
            let _joined = server.task.await;
        }
    }
}

/// `host:port` behind the certificate port.
fn appliance_address(port: &CertificatePort, upstream: &Upstream) -> Result<String, StartError> {
    if let Some(address) = &port.appliance {
        return Ok(address.clone());
    }
    let Upstream::Remote { url, .. } = upstream else {
        return Err(StartError::CertificatePort {
            reason: "the simulated appliance has no HTTPS address of its own here",
        });
    };
    // The rest of the address is checked where the link to the appliance is opened.
    let url: Option<Uri> = url.parse().ok();
    let authority = url.as_ref().and_then(Uri::authority);
    authority
        .map(|authority| {
            format!(
                "{}:{}",
                authority.host(),
                authority.port_u16().unwrap_or(443)
            )
        })
        .ok_or(StartError::CertificatePort {
            reason: "the address of the appliance names no host",
        })
}
