//! Two transports: HTTPS, and an appliance in memory. Both keep the session cookie.

use std::cell::RefCell;
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderValue, Request, Response, Uri};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Bytes;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::pki_types::{CertificateDer, pem::PemObject};
use sps_appliance::{Appliance, Setup, Timestamp};
use sps_client::{Transport, TransportError};

const LARGEST_BODY: usize = 32 * 1024 * 1024;
/// A commit may take minutes.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// The cookies of one session, name and value.
#[derive(Default)]
struct Cookies(RefCell<Option<HeaderValue>>);

impl Cookies {
    fn add_to(&self, request: &mut Request<Vec<u8>>) {
        if let Some(cookie) = self.0.borrow().clone() {
            request.headers_mut().insert("cookie", cookie);
        }
    }

    fn keep(&self, headers: &http::HeaderMap) {
        for value in headers.get_all("set-cookie") {
            let bytes = value.as_bytes().split(|byte| *byte == b';').next();
            if let Some(Ok(mut pair)) = bytes.map(HeaderValue::from_bytes) {
                pair.set_sensitive(true);
                self.0.replace(Some(pair));
            }
        }
    }
}

/// An appliance that speaks HTTPS.
pub struct Https {
    origin: String,
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    cookies: Cookies,
}

impl Https {
    /// Talks to `address` (host and port), trusting the authority in `pem` alone.
    pub fn new(address: &str, pem: &[u8]) -> Result<Self, Box<dyn Error>> {
        let mut roots = rustls::RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            roots.add(certificate?)?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let connector = hyper_rustls::HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_only()
            .enable_http1()
            .build();
        Ok(Self {
            origin: format!("https://{address}"),
            client: Client::builder(TokioExecutor::new()).build(connector),
            cookies: Cookies::default(),
        })
    }

    async fn exchange(
        &self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        let response = self.client.request(request).await;
        let response = response.map_err(|error| TransportError::Unreachable {
            detail: format!("{error:?}"),
        })?;
        let (parts, body) = response.into_parts();
        let collected = Limited::new(body, LARGEST_BODY).collect().await;
        let body = collected.map_err(|error| {
            if error.is::<LengthLimitError>() {
                TransportError::TooLarge {
                    limit_bytes: LARGEST_BODY,
                }
            } else {
                TransportError::Cut {
                    detail: error.to_string(),
                }
            }
        })?;
        Ok(Response::from_parts(parts, body.to_bytes().to_vec()))
    }
}

impl Transport for Https {
    async fn send(
        &self,
        mut request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        let unreachable = |detail: String| TransportError::Unreachable { detail };
        let uri: Uri = format!("{}{}", self.origin, request.uri())
            .parse()
            .map_err(|error: http::uri::InvalidUri| unreachable(error.to_string()))?;
        *request.uri_mut() = uri;
        self.cookies.add_to(&mut request);
        let request = request.map(|body| Full::new(Bytes::from(body)));
        let response = tokio::time::timeout(LONGEST_WAIT, self.exchange(request))
            .await
            .map_err(|_| TransportError::TimedOut)??;
        self.cookies.keep(response.headers());
        Ok(response)
    }
}

/// A simulated appliance in this program.
pub struct InMemory {
    appliance: RefCell<Appliance>,
    cookies: Cookies,
}

impl InMemory {
    /// A freshly installed appliance of the newest profile.
    pub fn new() -> Self {
        Self {
            appliance: RefCell::new(Appliance::new(Setup::default())),
            cookies: Cookies::default(),
        }
    }
}

impl Transport for InMemory {
    async fn send(
        &self,
        mut request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        self.cookies.add_to(&mut request);
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
        let milliseconds = since_1970.map_or(0, |time| time.as_millis());
        let now = Timestamp(u64::try_from(milliseconds).unwrap_or(u64::MAX));
        let response = self.appliance.borrow_mut().handle(&request, now);
        self.cookies.keep(response.headers());
        Ok(response)
    }
}
