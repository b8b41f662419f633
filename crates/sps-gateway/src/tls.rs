//! Certificates: the gateway's own, and the authorities that may vouch for the appliance.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ClientConfig, RootCertStore, ServerConfig};

use crate::config::TlsFiles;
use crate::pin::{Pin, Pinned};
use crate::start_error::StartError;

/// TLS 1.2 stays possible on both sides: a vendor client is pinned to it (security guide §7).
const VERSIONS: &[&rustls::SupportedProtocolVersion] =
    &[&rustls::version::TLS13, &rustls::version::TLS12];

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// The signatures that are understood.
pub(crate) fn algorithms() -> WebPkiSupportedAlgorithms {
    ring::default_provider().signature_verification_algorithms
}

/// The certificate of the public side, which can be replaced while the gateway runs.
#[derive(Debug)]
pub(crate) struct PublicCertificate {
    files: TlsFiles,
    current: RwLock<Arc<CertifiedKey>>,
}

impl PublicCertificate {
    /// Reads the files.
    ///
    /// # Errors
    /// When a file cannot be read, does not hold a certificate or key that fit together, or others may read the key.
    pub(crate) fn open(files: TlsFiles) -> Result<Self, StartError> {
        let current = RwLock::new(certified_key(&files)?);
        Ok(Self { files, current })
    }

    /// Reads the files again; on failure the old certificate stays.
    ///
    /// # Errors
    /// As for [`PublicCertificate::open`].
    pub(crate) fn reload(&self) -> Result<(), StartError> {
        let new = certified_key(&self.files)?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = new;
        Ok(())
    }
}

impl ResolvesServerCert for PublicCertificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&current))
    }
}

/// The public side, with HTTP/2 where the client wants it.
///
/// # Errors
/// When the library refuses the configuration.
pub(crate) fn server_config(
    certificate: Arc<PublicCertificate>,
) -> Result<ServerConfig, StartError> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(VERSIONS)?
        .with_no_client_auth()
        .with_cert_resolver(certificate);
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn certified_key(files: &TlsFiles) -> Result<Arc<CertifiedKey>, StartError> {
    let chain = certificates("certificate file", &files.certificate)?;
    let unreadable = |error| StartError::read("key file", &files.key, error);
    let file = std::fs::File::open(&files.key).map_err(unreadable)?;
    // Of the file that is read, not of whatever has its name a moment later.
    check_mode(&file.metadata().map_err(unreadable)?, &files.key)?;
    let text = std::io::read_to_string(file).map_err(unreadable)?;
    let key = PrivateKeyDer::from_pem_slice(text.as_bytes()).map_err(|_| StartError::Pem {
        purpose: "key file",
        path: files.key.clone(),
        // The library's own text could quote the file.
        reason: "it holds no private key in PEM form".to_owned(),
        next_step: "give the unencrypted PEM key that belongs to the certificate with --tls-key",
    })?;
    Ok(Arc::new(CertifiedKey::from_der(chain, key, &provider())?))
}

/// Only its owner may read a key.
#[cfg(unix)]
fn check_mode(file: &std::fs::Metadata, path: &Path) -> Result<(), StartError> {
    let mode = std::os::unix::fs::PermissionsExt::mode(&file.permissions()) & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(StartError::KeyMode {
        path: path.to_path_buf(),
        mode,
    })
}

#[cfg(not(unix))]
fn check_mode(_: &std::fs::Metadata, _: &Path) -> Result<(), StartError> {
    Ok(())
}

/// The appliance's side: the authorities of the CA file are all that is trusted; with pins, its key must have one of them.
///
/// # Errors
/// When the file cannot be read or holds no usable certificate, or there is nothing to trust.
pub(crate) fn client_config(ca: Option<&Path>, pins: &[Pin]) -> Result<ClientConfig, StartError> {
    let builder =
        ClientConfig::builder_with_provider(provider()).with_protocol_versions(VERSIONS)?;
    let chain = ca.map(verifier).transpose()?;
    match (chain, pins) {
        (None, []) => Err(StartError::Trust {
            reason: "there is neither an authority nor a pin",
        }),
        (_, [_, _, _, ..]) => Err(StartError::Trust {
            reason: "there are more than two pins",
        }),
        (Some(chain), []) => Ok(builder.with_webpki_verifier(chain).with_no_client_auth()),
        (chain, pins) => Ok(builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Pinned {
                pins: pins.to_vec(),
                chain,
                algorithms: algorithms(),
            }))
            .with_no_client_auth()),
    }
}

/// A client that only looks at the certificate.
///
/// # Errors
/// When the library refuses the configuration.
pub(crate) fn looking_client(
    verifier: Arc<dyn ServerCertVerifier>,
) -> Result<ClientConfig, rustls::Error> {
    Ok(ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(VERSIONS)?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth())
}

fn verifier(ca: &Path) -> Result<Arc<WebPkiServerVerifier>, StartError> {
    let unusable = |reason: String| StartError::Pem {
        purpose: "CA file",
        path: ca.to_path_buf(),
        reason,
        next_step: "export the authority's certificate again, as PEM",
    };
    let mut roots = RootCertStore::empty();
    for certificate in certificates("CA file", ca)? {
        roots
            .add(certificate)
            .map_err(|error| unusable(error.to_string()))?;
    }
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider())
        .build()
        .map_err(|error| unusable(error.to_string()))
}

fn certificates(
    purpose: &'static str,
    path: &Path,
) -> Result<Vec<CertificateDer<'static>>, StartError> {
    let text = std::fs::read(path).map_err(|error| StartError::read(purpose, path, error))?;
    let unusable = |reason: String| StartError::Pem {
        purpose,
        path: path.to_path_buf(),
        reason,
        next_step: "give a file with certificates in PEM form (-----BEGIN CERTIFICATE-----)",
    };
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    let found = found.map_err(|_| unusable("it is not well-formed PEM".to_owned()))?;
    if found.is_empty() {
        Err(unusable("it holds no certificate in PEM form".to_owned()))
    } else {
        Ok(found)
    }
}
