//! Certificates: the gateway's own, and the authorities that may vouch for the appliance.

use std::path::Path;
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig};

use crate::config::TlsFiles;
use crate::start_error::StartError;

/// TLS 1.2 stays possible on both sides: a vendor client is pinned to it (security guide §7).
const VERSIONS: &[&rustls::SupportedProtocolVersion] =
    &[&rustls::version::TLS13, &rustls::version::TLS12];

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// The public side, with HTTP/2 where the client wants it.
///
/// # Errors
/// When a file cannot be read or does not hold a certificate or key that fit together.
pub(crate) fn server_config(files: &TlsFiles) -> Result<ServerConfig, StartError> {
    let chain = certificates("certificate file", &files.certificate)?;
    let text = std::fs::read(&files.key)
        .map_err(|error| StartError::read("key file", &files.key, error))?;
    let key = PrivateKeyDer::from_pem_slice(&text).map_err(|_| StartError::Pem {
        purpose: "key file",
        path: files.key.clone(),
        // The library's own text could quote the file.
        reason: "it holds no private key in PEM form".to_owned(),
        next_step: "give the unencrypted PEM key that belongs to the certificate with --tls-key",
    })?;
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(VERSIONS)?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// The appliance's side: the CA file is all that is trusted.
///
/// # Errors
/// When the file cannot be read or holds no usable certificate.
pub(crate) fn client_config(ca: &Path) -> Result<ClientConfig, StartError> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates("CA file", ca)? {
        roots.add(certificate).map_err(|error| StartError::Pem {
            purpose: "CA file",
            path: ca.to_path_buf(),
            reason: error.to_string(),
            next_step: "export the authority's certificate again, as PEM",
        })?;
    }
    Ok(ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(VERSIONS)?
        .with_root_certificates(roots)
        .with_no_client_auth())
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
