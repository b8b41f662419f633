//! The port on which browser and appliance speak TLS with each other.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use serde_json::json;
use sps_appliance::serve::{ServeOptions, Serving, SharedAppliance, serve};
use sps_appliance::{Appliance, Setup};
use sps_gateway::{CertificatePort, Limits, StartError, Upstream, start};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::client::{Answer, parse};
use crate::console_folder::console_folder;
use crate::fake_upstream::Fake;
use crate::setup::{Site, config, demo, demo_upstream, remote, site};

/// The demo with its appliance behind a certificate port.
pub async fn with_port(change: impl FnOnce(&mut Limits)) -> (Site, Serving) {
    let appliance = SharedAppliance::new(Appliance::new(Setup::default()));
    let serving = serve(appliance.clone(), ServeOptions::default())
        .await
        .unwrap();
    let behind = serving.address.to_string();
    let site = site(Upstream::InProcess(appliance), |config, limits| {
        config.certificate_port = Some(port(Some(behind)));
        change(limits);
    })
    .await;
    (site, serving)
}

/// The demo with any address behind its certificate port.
pub async fn behind(appliance: SocketAddr) -> Site {
    site(demo_upstream(), |config, _| {
        config.certificate_port = Some(port(Some(appliance.to_string())));
    })
    .await
}

fn port(appliance: Option<String>) -> CertificatePort {
    CertificatePort {
        listen: "127.0.0.1:0".parse().unwrap(),
        appliance,
    }
}

pub fn port_address(site: &Site) -> String {
    let origin = site.running.certificate_origin().unwrap();
    origin.replace("https://localhost", "127.0.0.1")
}

/// A reading through the certificate port, with the user's certificate or without.
pub async fn get(site: &Site, serving: &Serving, target: &str, with_certificate: bool) -> Answer {
    let der = |pem: &str| CertificateDer::from_pem_slice(pem.as_bytes()).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(der(&serving.ca_pem)).unwrap();
    let config =
        ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots);
    let config = if with_certificate {
        let key = PrivateKeyDer::from_pem_slice(serving.user_key_pem.as_bytes()).unwrap();
        config
            .with_client_auth_cert(vec![der(&serving.user_certificate_pem)], key)
            .unwrap()
    } else {
        config.with_no_client_auth()
    };
    let stream = TcpStream::connect(port_address(site)).await.unwrap();
    let mut stream = TlsConnector::from(Arc::new(config))
        .connect(ServerName::try_from("localhost").unwrap(), stream)
        .await
        .unwrap();
    let request = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    parse(&answer).unwrap()
}

#[tokio::test]
async fn browser_and_appliance_speak_tls_through_it() {
    let (site, serving) = with_port(|_| {}).await;
    let target = "/api/authentication?type=x509&login_method=x509_name";
    let signed_in = get(&site, &serving, target, true).await;
    assert_eq!(signed_in.status, 302, "{}", signed_in.text());
    assert!(signed_in.all("set-cookie")[0].starts_with("session_id="));
    let refused = get(&site, &serving, target, false).await;
    assert_eq!(refused.status, 400, "{}", refused.text());
    serving.stop().await;
}

#[tokio::test]
async fn the_console_is_told_where_it_is() {
    let (site, serving) = with_port(|_| {}).await;
    let info = site.ask("GET", "/console/gw/info").send().await;
    let origin = site.running.certificate_origin().unwrap();
    assert!(origin.starts_with("https://localhost:"), "{origin}");
    assert_eq!(
        info.json()["certificate_sign_in"],
        json!({ "origin": origin })
    );
    let policy = info.header("content-security-policy").unwrap();
    let number = origin.rsplit(':').next().unwrap();
    assert!(
        !policy.contains(number),
        "a window is opened, nothing fetched"
    );
    serving.stop().await;

    let without = demo().await.ask("GET", "/console/gw/info").send().await;
    let json = without.json();
    let members = json.as_object().unwrap();
    assert_eq!(members.get("certificate_sign_in"), Some(&json!(null)));
}

#[tokio::test]
async fn it_leads_to_the_appliance_of_the_configuration_only() {
    let fake = Fake::always("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let site = site(remote(&fake), |config, _| {
        config.certificate_port = Some(port(None))
    })
    .await;
    let mut stream = TcpStream::connect(port_address(&site)).await.unwrap();
    // Whatever the first bytes say, they reach the appliance as they are: it answers no TLS with an alert.
    stream
        .write_all(b"GET http://evil.example.com/ HTTP/1.1\r\n\r\n")
        .await
        .unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert_eq!(answer.first(), Some(&0x15), "a TLS alert");

    let folder = console_folder();
    let mut config = config(demo_upstream(), &folder);
    config.certificate_port = Some(port(None));
    let error = start(config).await.err().unwrap();
    assert!(
        matches!(error, StartError::CertificatePort { .. }),
        "{error}"
    );
}

#[tokio::test]
async fn who_says_nothing_is_closed_and_costs_the_appliance_nothing() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let behind = silent.local_addr().unwrap().to_string();
    let site = site(demo_upstream(), |config, limits| {
        config.certificate_port = Some(port(Some(behind)));
        limits.tls_hello = Duration::from_millis(300);
        limits.certificate_idle = Duration::from_millis(600);
    })
    .await;
    let closed_after = async |first: &[u8]| {
        let started = Instant::now();
        let mut stream = TcpStream::connect(port_address(&site)).await.unwrap();
        stream.write_all(first).await.unwrap();
        let reading = stream.read_u8();
        let read = tokio::time::timeout(Duration::from_secs(5), reading).await;
        assert!(read.expect("it stays open").is_err());
        started.elapsed()
    };
    assert!(closed_after(b"").await >= Duration::from_millis(300));
    let asked = tokio::time::timeout(Duration::from_millis(100), silent.accept()).await;
    assert!(asked.is_err(), "the appliance heard of it");
    // An appliance that says nothing back.
    assert!(closed_after(b"\x16").await >= Duration::from_millis(600));
    assert!(silent.accept().await.is_ok());
}

#[tokio::test]
async fn an_appliance_that_is_down_is_a_line_in_the_log() {
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let behind = free.local_addr().unwrap().to_string();
    drop(free);
    let site = site(demo_upstream(), |config, _| {
        config.certificate_port = Some(port(Some(behind)));
    })
    .await;
    let mut stream = TcpStream::connect(port_address(&site)).await.unwrap();
    stream.write_all(b"\x16").await.unwrap();
    assert!(stream.read_u8().await.is_err());
    let log = site.log.lines().join("\n");
    assert!(
        log.contains("\"event\":\"certificate-port\"") && log.contains("refused"),
        "{log}"
    );
}

#[tokio::test]
async fn one_address_does_not_take_all_connections() {
    let (site, serving) = with_port(|limits| {
        limits.certificate_connections_per_address = 1;
        limits.connections_per_address = 1;
    })
    .await;
    for address in [port_address(&site), site.address().to_string()] {
        let first = TcpStream::connect(&address).await.unwrap();
        let mut second = TcpStream::connect(&address).await.unwrap();
        let read = tokio::time::timeout(Duration::from_millis(300), second.read_u8()).await;
        assert!(read.expect("the second one stays open").is_err());
        drop(first);
        // The first one's place is free again when the gateway has seen it go.
        let deadline = Instant::now() + Duration::from_secs(5);
        loop {
            let mut third = TcpStream::connect(&address).await.unwrap();
            let read = tokio::time::timeout(Duration::from_millis(200), third.read_u8()).await;
            if read.is_err() {
                break;
            }
            assert!(Instant::now() < deadline, "the place is never freed");
        }
    }
    serving.stop().await;
}
