//! `sps-gateway pin URL`: what the appliance shows, for comparison with what its administrator sees.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::Uri;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, Error, SignatureScheme};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::pin::Pin;
use crate::tls;

/// Time for connection and handshake, each.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
pub enum ShowPinError {
    /// The address is not `https://host[:port]`.
    #[error("{0:?} is not an https address\nNext step: give it as https://appliance.example.com")]
    Url(String),
    /// No connection, or no TLS.
    #[error("{host} does not answer: {reason}\nNext step: check name, port and network")]
    NoAnswer {
        /// Host and port.
        host: String,
        /// What happened.
        reason: String,
    },
    /// The library refuses its configuration, or the certificate cannot be read.
    #[error("the certificate cannot be read: {0}")]
    Certificate(String),
}

/// Connects, reads the certificate, sends nothing else, and answers what to print.
///
/// # Errors
/// When there is no certificate to be had.
pub(crate) async fn show(url: &str) -> Result<String, ShowPinError> {
    let uri: Option<Uri> = url.parse().ok();
    let uri = uri.filter(|uri| uri.scheme_str() == Some("https"));
    let authority = uri.as_ref().and_then(Uri::authority);
    let authority = authority.ok_or_else(|| ShowPinError::Url(url.to_owned()))?;
    let bare = authority.host().trim_matches(['[', ']']).to_owned();
    let name = ServerName::try_from(bare).map_err(|_| ShowPinError::Url(url.to_owned()))?;
    let host = format!(
        "{}:{}",
        authority.host(),
        authority.port_u16().unwrap_or(443)
    );

    let silent = |reason: String| ShowPinError::NoAnswer {
        host: host.clone(),
        reason,
    };
    let late = |_| silent("it is silent".to_owned());
    let stream = timeout(PATIENCE, TcpStream::connect(&host)).await;
    let stream = stream
        .map_err(late)?
        .map_err(|error| silent(error.to_string()))?;
    let seen = Arc::new(Seen {
        certificate: Mutex::default(),
        algorithms: tls::algorithms(),
    });
    let config = tls::looking_client(Arc::clone(&seen) as Arc<dyn ServerCertVerifier>)
        .map_err(|error| ShowPinError::Certificate(error.to_string()))?;
    let handshake = TlsConnector::from(Arc::new(config)).connect(name, stream);
    let handshake = timeout(PATIENCE, handshake).await.map_err(late)?;
    handshake.map_err(|error| silent(error.to_string()))?;
    let certificate = seen
        .certificate
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    let certificate = certificate.ok_or_else(|| silent("it showed no certificate".to_owned()))?;
    describe(&certificate)
}

fn describe(certificate: &CertificateDer<'_>) -> Result<String, ShowPinError> {
    let unreadable = |reason: String| ShowPinError::Certificate(reason);
    let pin = Pin::of(certificate).map_err(|error| unreadable(error.to_string()))?;
    let (_, parsed) =
        X509Certificate::from_der(certificate).map_err(|error| unreadable(error.to_string()))?;
    let validity = parsed.validity();
    let text = format!(
        "subject: {}\nissuer: {}\nvalid: {} to {}\npin: {pin}",
        parsed.subject(),
        parsed.issuer(),
        validity.not_before,
        validity.not_after,
    );
    // Names are the other side's text: nothing in them may steer a terminal.
    let plain = text.chars().map(|letter| {
        if letter.is_control() && letter != '\n' {
            '\u{fffd}'
        } else {
            letter
        }
    });
    Ok(plain.collect())
}

/// Keeps the certificate and trusts it for this look; nothing is sent over the connection.
#[derive(Debug)]
struct Seen {
    certificate: Mutex<Option<CertificateDer<'static>>>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl ServerCertVerifier for Seen {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let mut kept = self
            .certificate
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *kept = Some(certificate.clone().into_owned());
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        // The key is the other side's own: a copied certificate without it is not shown as its.
        verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
