//! Certificates made at start: an authority and a certificate for the server, an authority and a
//! certificate for a user.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, SupportedProtocolVersion};

use super::ServeError;
use crate::setup::TlsVersion;

/// The user named in the certificate that is handed out.
const CERTIFICATE_USER: &str = "operator";

/// The certificates of a server, and the one of a user for it. Cheap to clone; whoever serves with them again is the same
/// server for those who trusted it before.
#[derive(Clone)]
pub struct Certificates(pub(super) Arc<Made>);

impl std::fmt::Debug for Certificates {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Without the private keys.
        formatter.write_str("Certificates")
    }
}

/// Everything made at start.
pub(super) struct Made {
    pub(super) tls: Arc<rustls::ServerConfig>,
    pub(super) ca_pem: String,
    pub(super) user_certificate_pem: String,
    pub(super) user_key_pem: String,
}

/// The versions of TLS from `min` to `max`.
fn versions(min: TlsVersion, max: TlsVersion) -> Vec<&'static SupportedProtocolVersion> {
    let mut versions = Vec::new();
    if max == TlsVersion::V1_3 {
        versions.push(&rustls::version::TLS13);
    }
    if min == TlsVersion::V1_2 {
        versions.push(&rustls::version::TLS12);
    }
    versions
}

pub(super) fn make(
    host_names: &[String],
    min: TlsVersion,
    max: TlsVersion,
) -> Result<Made, ServeError> {
    let server_authority = authority("Simulated SPS server CA")?;
    let mut server = CertificateParams::new(host_names.to_vec())?;
    server
        .distinguished_name
        .push(DnType::CommonName, "Simulated SPS appliance");
    server
        .extended_key_usages
        .push(ExtendedKeyUsagePurpose::ServerAuth);
    server.use_authority_key_identifier_extension = true;
    let server_key = KeyPair::generate()?;
    let server_certificate = server.signed_by(&server_key, &server_authority)?;

    let user_authority = authority("Simulated SPS user CA")?;
    let mut user = CertificateParams::new(Vec::<String>::new())?;
    user.distinguished_name
        .push(DnType::CommonName, CERTIFICATE_USER);
    user.extended_key_usages
        .push(ExtendedKeyUsagePurpose::ClientAuth);
    user.use_authority_key_identifier_extension = true;
    let user_key = KeyPair::generate()?;
    let user_certificate = user.signed_by(&user_key, &user_authority)?;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut user_roots = RootCertStore::empty();
    user_roots.add(user_authority.der().clone())?;
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(user_roots), Arc::clone(&provider))
            .allow_unauthenticated()
            .build()?;
    let mut tls = rustls::ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&versions(min, max))?
        .with_client_cert_verifier(verifier)
        .with_single_cert(
            vec![
                server_certificate.der().clone(),
                server_authority.der().clone(),
            ],
            PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(server_key.serialize_der())),
        )?;
    // curl offers nothing but http/1.0 with --http1.0, which the guide recommends (seed 003).
    tls.alpn_protocols = vec![b"http/1.1".to_vec(), b"http/1.0".to_vec()];
    Ok(Made {
        tls: Arc::new(tls),
        ca_pem: server_authority.pem(),
        user_certificate_pem: user_certificate.pem(),
        user_key_pem: user_key.serialize_pem(),
    })
}

fn authority(common_name: &str) -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::<String>::new())?;
    params
        .distinguished_name
        .push(DnType::CommonName, common_name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}
