//! What is seen of a window on the certificate port from outside: why a sign-in with a certificate came to nothing
//! (product M2.5). Real handshakes, in both versions of TLS.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rcgen::{CertificateParams, DnType, KeyPair};
use rustls::client::Resumption;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};
use serde_json::{Value, json};
use sps_appliance::serve::Serving;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;

use crate::certificate_port::{behind, port_address, with_port};
use crate::certificate_sign_in::{X509, announce};
use crate::client::parse;
use crate::setup::Site;

const VERSIONS: [&SupportedProtocolVersion; 2] = [&rustls::version::TLS13, &rustls::version::TLS12];

/// The certificate that a browser shows.
#[derive(Clone, Copy)]
enum Certificate {
    None,
    Users,
    /// Of an authority that nobody knows.
    Strangers,
}

fn browser(
    serving: &Serving,
    certificate: Certificate,
    version: &'static SupportedProtocolVersion,
) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(serving.ca_pem.as_bytes()).unwrap())
        .unwrap();
    let config =
        ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_protocol_versions(&[version])
            .unwrap()
            .with_root_certificates(roots);
    let shown = match certificate {
        Certificate::None => None,
        Certificate::Users => Some((
            CertificateDer::from_pem_slice(serving.user_certificate_pem.as_bytes()).unwrap(),
            PrivateKeyDer::from_pem_slice(serving.user_key_pem.as_bytes()).unwrap(),
        )),
        Certificate::Strangers => {
            let mut params = CertificateParams::default();
            params
                .distinguished_name
                .push(DnType::CommonName, "mallory");
            let key = KeyPair::generate().unwrap();
            let certificate = params.self_signed(&key).unwrap();
            let key = PrivateKeyDer::from_pem_slice(key.serialize_pem().as_bytes()).unwrap();
            Some((certificate.der().clone(), key))
        }
    };
    Arc::new(match shown {
        Some((certificate, key)) => config
            .with_client_auth_cert(vec![certificate], key)
            .unwrap(),
        None => config.with_no_client_auth(),
    })
}

/// What a window does with the address that the console opens; the status it gets, if any.
async fn window(site: &Site, browser: Arc<ClientConfig>) -> Option<u16> {
    let stream = TcpStream::connect(port_address(site)).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let mut stream = TlsConnector::from(browser)
        .connect(name, stream)
        .await
        .ok()?;
    let request = format!("GET {X509} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    // A refusal in the handshake of TLS 1.3 shows only now.
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    Some(parse(&answer)?.status)
}

async fn seen(site: &Site, nonce: &str) -> Value {
    let answer = site
        .page("GET", "/console/gw/certificate-sign-in")
        .with("Cookie", nonce)
        .send()
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["seen"].clone()
}

/// A moment may pass between the end of a connection and its being noticed.
async fn soon_seen(site: &Site, nonce: &str, expected: &str) {
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        let told = seen(site, nonce).await;
        if told == expected {
            return;
        }
        assert!(Instant::now() < deadline, "{told} instead of {expected}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn no_certificate_a_strangers_and_one_that_is_accepted() {
    let (site, serving) = with_port(|_| {}).await;
    let mut nonce = String::new();
    for version in VERSIONS {
        for (certificate, status, expected) in [
            (Certificate::None, Some(400), "no-certificate"),
            (Certificate::Strangers, None, "refused"),
            (Certificate::Users, Some(302), "accepted"),
        ] {
            nonce = announce(&site, &nonce).await;
            assert_eq!(seen(&site, &nonce).await, json!(null));
            let got = window(&site, browser(&serving, certificate, version)).await;
            assert_eq!(got, status, "{expected}");
            soon_seen(&site, &nonce, expected).await;
        }
    }
    serving.stop().await;
}

#[tokio::test]
async fn a_handshake_that_goes_on_with_an_earlier_one_shows_no_certificate_and_has_one() {
    let (site, serving) = with_port(|_| {}).await;
    let mut nonce = String::new();
    for version in VERSIONS {
        let mut browser = (*browser(&serving, Certificate::Users, version)).clone();
        browser.resumption = Resumption::in_memory_sessions(8);
        let browser = Arc::new(browser);
        nonce = announce(&site, &nonce).await;
        window(&site, Arc::clone(&browser)).await;
        nonce = announce(&site, &nonce).await;
        assert_eq!(window(&site, browser).await, Some(302));
        soon_seen(&site, &nonce, "accepted").await;
    }
    serving.stop().await;
}

#[tokio::test]
async fn a_browser_that_does_not_trust_the_appliance_or_still_asks_went_before_it_answered() {
    let (site, serving) = with_port(|_| {}).await;
    let (other, stranger) = with_port(|_| {}).await;
    let mut nonce = String::new();
    for version in VERSIONS {
        nonce = announce(&site, &nonce).await;
        // It knows another appliance's authority only.
        let got = window(&site, browser(&stranger, Certificate::None, version)).await;
        assert_eq!(got, None);
        soon_seen(&site, &nonce, "browser-left").await;
    }
    drop(other);
    serving.stop().await;
    stranger.stop().await;
}

#[tokio::test]
async fn an_end_without_a_word() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let site = behind(listener.local_addr().unwrap()).await;
    let mut nonce = announce(&site, "").await;
    let closing = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut hello = [0; 64];
        connection.read_exact(&mut hello).await.unwrap();
    });
    let (appliance, serving) = with_port(|_| {}).await;
    let client = browser(&serving, Certificate::Users, VERSIONS[0]);
    assert_eq!(window(&site, Arc::clone(&client)).await, None);
    closing.await.unwrap();
    soon_seen(&site, &nonce, "no-answer").await;

    // Nobody listens there any more.
    nonce = announce(&site, &nonce).await;
    assert_eq!(window(&site, client).await, None);
    soon_seen(&site, &nonce, "no-answer").await;
    drop(appliance);
    serving.stop().await;
}

#[tokio::test]
async fn it_is_told_to_the_page_that_announced_it_and_to_nobody_else() {
    let (site, serving) = with_port(|_| {}).await;
    let nonce = announce(&site, "").await;
    window(&site, browser(&serving, Certificate::None, VERSIONS[0])).await;
    soon_seen(&site, &nonce, "no-certificate").await;
    assert_eq!(seen(&site, "").await, json!(null));
    assert_eq!(seen(&site, "sps-certificate=0123").await, json!(null));
    let foreign = site
        .ask("GET", "/console/gw/certificate-sign-in")
        .with("Sec-Fetch-Site", "cross-site")
        .with("Cookie", &nonce);
    assert_eq!(foreign.send().await.error_type(), "CrossSiteRefused");
    // Two people behind one address: whose window was it?
    let second = announce(&site, "").await;
    window(&site, browser(&serving, Certificate::Users, VERSIONS[0])).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(seen(&site, &second).await, json!(null));
    assert_eq!(seen(&site, &nonce).await, json!("no-certificate"));
    serving.stop().await;
}
