//! The public side over TLS: HTTP/1.1 and HTTP/2.

use std::sync::Arc;
use std::time::Duration;

use http::{Request, Version};
use http_body_util::{BodyExt, Empty};
use hyper::body::Bytes;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use sps_gateway::TlsFiles;
use tempfile::TempDir;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::console_folder::INDEX;
use crate::fake_upstream::certificate;
use crate::setup::{Site, demo_upstream, site, write_key};

async fn tls_site() -> (Site, String, TempDir) {
    let (certificate, key, ca) = certificate("localhost");
    let folder = tempfile::tempdir().unwrap();
    let files = TlsFiles {
        certificate: folder.path().join("c.pem"),
        key: folder.path().join("k.pem"),
    };
    std::fs::write(&files.certificate, certificate).unwrap();
    write_key(&files.key, &key);
    let site = site(demo_upstream(), |config, limits| {
        config.tls = Some(files);
        limits.tls_hello = Duration::from_millis(500);
    })
    .await;
    (site, ca, folder)
}

async fn connect(
    site: &Site,
    ca: &str,
    protocols: &[&[u8]],
    versions: &[&'static rustls::SupportedProtocolVersion],
) -> TlsStream<TcpStream> {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(ca.as_bytes()).unwrap())
        .unwrap();
    let config =
        ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_protocol_versions(versions)
            .unwrap();
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    let stream = TcpStream::connect(site.address()).await.unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(ServerName::try_from("localhost").unwrap(), stream)
        .await
        .unwrap()
}

#[tokio::test]
async fn browsers_get_http_2() {
    let (site, ca, _folder) = tls_site().await;
    assert_eq!(
        site.running.origin(),
        format!("https://localhost:{}", site.address().port())
    );
    let stream = connect(
        &site,
        &ca,
        &[b"h2", b"http/1.1"],
        &[&rustls::version::TLS13],
    )
    .await;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
            .await
            .unwrap();
    tokio::spawn(connection);
    let request = |uri: String| {
        Request::builder()
            .uri(uri)
            .body(Empty::<Bytes>::new())
            .unwrap()
    };
    let answer = sender
        .send_request(request(format!("{}/console/", site.running.origin())))
        .await
        .unwrap();
    assert_eq!(
        (answer.status().as_u16(), answer.version()),
        (200, Version::HTTP_2)
    );
    assert_eq!(
        answer.into_body().collect().await.unwrap().to_bytes(),
        INDEX
    );
    let wrong = sender
        .send_request(request("https://evil.example.com/console/".to_owned()))
        .await
        .unwrap();
    assert_eq!(wrong.status(), 421);
}

#[tokio::test]
async fn old_clients_get_http_1_over_tls_1_2() {
    let (site, ca, _folder) = tls_site().await;
    let stream = connect(&site, &ca, &[], &[&rustls::version::TLS12]).await;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .unwrap();
    tokio::spawn(connection);
    let host = format!("localhost:{}", site.address().port());
    let request = Request::builder()
        .uri("/api/authentication")
        .header("Host", host)
        .header("Sec-Fetch-Site", "same-origin");
    let request = request
        .header("Authorization", "Basic YWRtaW46ZGVtbw==")
        .body(Empty::<Bytes>::new())
        .unwrap();
    let answer = sender.send_request(request).await.unwrap();
    assert_eq!(answer.status(), 200);
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(
        cookie.starts_with("__Host-sps=")
            && cookie.contains("; Path=/; Secure; HttpOnly; SameSite=Strict"),
        "{cookie}"
    );
    assert!(
        answer.headers().get("strict-transport-security").is_none(),
        "localhost is no real name"
    );
}

#[tokio::test]
async fn half_a_handshake_is_closed_in_time() {
    let (site, _, _folder) = tls_site().await;
    let mut stream = TcpStream::connect(site.address()).await.unwrap();
    let mut rest = Vec::new();
    tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut rest))
        .await
        .expect("it stays open")
        .unwrap();
}

#[tokio::test]
async fn a_renewed_certificate_is_served_without_a_restart() {
    let (site, ca, folder) = tls_site().await;
    let (certificate, key, new_ca) = certificate("localhost");
    let first = connect(&site, &ca, &[], &[&rustls::version::TLS13]).await;
    // The chain is there, its key not yet: the old pair serves on.
    std::fs::write(folder.path().join("c.pem"), certificate).unwrap();
    assert!(site.running.reload_certificate().is_err());
    connect(&site, &ca, &[], &[&rustls::version::TLS13]).await;
    write_key(&folder.path().join("k.pem"), &key);
    site.running.reload_certificate().unwrap();
    connect(&site, &new_ca, &[], &[&rustls::version::TLS12]).await;
    drop(first);
    let events: Vec<String> = site.log.lines();
    assert!(
        events[0].contains("\"ok\":false") && events[1].contains("\"ok\":true"),
        "{events:?}"
    );
    assert!(!events.join("").contains("PRIVATE KEY"));
}
