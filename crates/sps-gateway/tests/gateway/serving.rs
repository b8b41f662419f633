//! Connections, start and stop.

use std::time::{Duration, Instant};

use sps_gateway::{ConsoleFiles, StartError, TlsFiles, Upstream, start};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::console_folder::console_folder;
use crate::fake_upstream::{Fake, certificate};
use crate::setup::{config, demo, demo_upstream, site, write_key};

#[tokio::test]
async fn half_a_request_head_is_closed_in_time() {
    let site = demo().await;
    for half in [
        "",
        "G",
        "GET /console/ HTTP/1.1\r\nHost: x\r\n",
        "PRI * HTTP/2.0\r\n",
    ] {
        let mut stream = TcpStream::connect(site.address()).await.unwrap();
        stream.write_all(half.as_bytes()).await.unwrap();
        let started = Instant::now();
        let mut rest = Vec::new();
        let closed =
            tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut rest)).await;
        assert!(closed.is_ok(), "{half:?} stays open");
        assert!(started.elapsed() < Duration::from_secs(4), "{half:?}");
    }
}

#[tokio::test]
async fn huge_heads_are_refused() {
    let site = demo().await;
    assert_eq!(
        site.ask("GET", "/console/")
            .with("X-Big", &"x".repeat(200_000))
            .send()
            .await
            .status,
        431
    );
    let many = (0..300).fold(site.ask("GET", "/console/"), |ask, number| {
        ask.with(&format!("X-{number}"), "1")
    });
    assert_eq!(many.send().await.status, 431);
}

#[tokio::test]
async fn further_connections_wait_for_room() {
    let site = site(demo_upstream(), |_, limits| limits.connections = 1).await;
    let idle = TcpStream::connect(site.address()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let started = Instant::now();
    assert_eq!(site.ask("GET", "/console/healthz").send().await.status, 200);
    assert!(
        started.elapsed() > Duration::from_millis(200),
        "served only after the idle one was closed"
    );
    drop(idle);
}

#[tokio::test]
async fn a_stopped_gateway_lets_go_of_its_port() {
    let site = demo().await;
    let (address, idle) = (
        site.address(),
        TcpStream::connect(site.address()).await.unwrap(),
    );
    site.running.stop().await;
    assert!(TcpStream::connect(address).await.is_err());
    drop(idle);
}

async fn start_error(change: impl FnOnce(&mut sps_gateway::Config)) -> StartError {
    let folder = console_folder();
    let mut config = config(demo_upstream(), &folder);
    change(&mut config);
    match start(config).await {
        Ok(running) => panic!("it started on {}", running.address()),
        Err(error) => error,
    }
}

#[tokio::test]
async fn start_errors_name_the_next_step() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let fake = Fake::always("").await;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        std::fs::write(folder.path().join(name), content).unwrap();
        folder.path().join(name)
    };
    let (certificate, key, _) = certificate("localhost");
    let (_, other_key, _) = crate::fake_upstream::certificate("localhost");
    let key_file = |name: &str, content: &str| {
        write_key(&folder.path().join(name), content);
        folder.path().join(name)
    };
    let (open_key, group_key) = (file("w.pem", &key), key_file("r.pem", &key));
    let group = std::os::unix::fs::PermissionsExt::from_mode(0o640);
    std::fs::set_permissions(&group_key, group).unwrap();
    let (certificate, key, other_key, garbage) = (
        file("c.pem", &certificate),
        key_file("k.pem", &key),
        key_file("o.pem", &other_key),
        key_file("g.pem", "canary"),
    );
    let remote = |url: &str, ca: &std::path::Path, name: Option<&str>| Upstream::Remote {
        url: url.to_owned(),
        ca: Some(ca.to_path_buf()),
        pins: Vec::new(),
        name: name.map(str::to_owned),
    };
    let files = |certificate: &std::path::Path, key: &std::path::Path| {
        Some(TlsFiles {
            certificate: certificate.to_path_buf(),
            key: key.to_path_buf(),
        })
    };

    for (error, words) in [
        (
            start_error(|config| config.listen = taken.local_addr().unwrap()).await,
            ["taken", "--listen"],
        ),
        (
            start_error(|config| config.listen = "0.0.0.0:0".parse().unwrap()).await,
            ["unencrypted", "--tls-cert"],
        ),
        (
            start_error(|config| config.public_origin = Some("http://console.example.com".into()))
                .await,
            ["localhost only", "--public-origin"],
        ),
        (
            start_error(|config| {
                (config.tls, config.public_origin) =
                    (files(&certificate, &key), Some("http://localhost".into()))
            })
            .await,
            ["https://", "--public-origin"],
        ),
        (
            start_error(|config| config.tls = files(&folder.path().join("none"), &key)).await,
            ["certificate file", "check the path"],
        ),
        (
            start_error(|config| config.tls = files(&garbage, &key)).await,
            ["no certificate", "PEM"],
        ),
        (
            start_error(|config| config.tls = files(&certificate, &garbage)).await,
            ["no private key", "--tls-key"],
        ),
        (
            start_error(|config| config.tls = files(&certificate, &open_key)).await,
            ["may be read by others", "chmod 600"],
        ),
        (
            start_error(|config| config.tls = files(&certificate, &group_key)).await,
            ["mode 640", "chmod 600"],
        ),
        (
            start_error(|config| config.tls = files(&certificate, &other_key)).await,
            ["TLS cannot be set up", "belong together"],
        ),
        (
            start_error(|config| config.upstream = remote("http://appliance", &fake.ca, None))
                .await,
            ["https://", "--appliance"],
        ),
        (
            start_error(|config| config.upstream = remote("https://appliance/x", &fake.ca, None))
                .await,
            ["host and port only", "--appliance"],
        ),
        (
            start_error(|config| {
                config.upstream = remote("https://appliance", &folder.path().join("none"), None)
            })
            .await,
            ["CA file", "check the path"],
        ),
        (
            start_error(|config| config.upstream = remote("https://appliance", &garbage, None))
                .await,
            ["CA file", "BEGIN CERTIFICATE"],
        ),
        (
            start_error(|config| {
                config.upstream = remote("https://appliance", &fake.ca, Some("a b"))
            })
            .await,
            ["a b", "--appliance-name"],
        ),
        (
            start_error(|config| config.console = ConsoleFiles::Directory(folder.path().into()))
                .await,
            ["not built", "cargo xtask build"],
        ),
    ] {
        let text = error.to_string();
        assert!(
            text.contains("Next step:") && !text.contains("canary"),
            "{text}"
        );
        words
            .iter()
            .for_each(|word| assert!(text.contains(word), "{word:?} is not in: {text}"));
    }
}
