//! Whose requests are answered at all: hosts, methods, protocols, command-line clients.

use crate::fake_upstream::Fake;
use crate::setup::{before, demo, remote, site};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

#[tokio::test]
async fn only_the_public_host_is_answered() {
    let site = demo().await;
    let port = site.address().port();
    for host in [
        "evil.example.com".to_owned(),
        "localhost".to_owned(),
        format!("127.0.0.1:{port}"),
        "localhost:1".to_owned(),
        format!("localhost:{port}@evil"),
    ] {
        for path in ["/console/", "/api/x", "/"] {
            let answer = site.page("GET", path).with("Host", &host).send().await;
            assert_eq!(
                (answer.status, answer.error_type().as_str()),
                (421, "WrongHost"),
                "{host} {path}"
            );
        }
    }
    assert_eq!(
        site.page("GET", "/console/")
            .without_host()
            .send()
            .await
            .status,
        421
    );
    assert_eq!(
        site.page("GET", "http://evil.example.com/console/")
            .send()
            .await
            .status,
        421
    );
    assert_eq!(
        site.page("GET", "/console/")
            .with("Host", &format!("LOCALHOST:{port}"))
            .send()
            .await
            .status,
        200
    );
    let health = site
        .ask("GET", "/console/healthz")
        .with("Host", "10.0.0.7")
        .send()
        .await;
    assert_eq!((health.status, health.text()), (200, r#"{"status":"ok"}"#));
}

#[tokio::test]
async fn other_methods_and_protocols_are_refused() {
    let fake = Fake::always(OK).await;
    let site = before(&fake).await;
    for method in ["OPTIONS", "TRACE", "PATCH", "PROPFIND"] {
        let answer = site.page(method, "/api/x").send().await;
        assert_eq!(
            (answer.status, answer.error_type().as_str()),
            (405, "MethodNotAllowed"),
            "{method}"
        );
        assert!(
            !answer
                .headers
                .iter()
                .any(|(name, _)| name.starts_with("access-control-")),
            "{method}"
        );
    }
    assert_eq!(
        site.page("CONNECT", "appliance.internal:443")
            .send()
            .await
            .status,
        405
    );
    let upgrade = site
        .page("GET", "/api/x")
        .with("Upgrade", "websocket")
        .send()
        .await;
    assert_eq!(upgrade.error_type(), "UpgradeRefused");
    assert!(fake.requests().is_empty());
}

#[tokio::test]
async fn command_line_clients_are_let_in_on_request() {
    let fake = Fake::always("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"SPS\"\r\nSet-Cookie: session_id=1f; Path=/; Secure\r\nSet-Cookie: other=1\r\nContent-Length: 0\r\n\r\n").await;
    let site = site(remote(&fake), |config, _| config.allow_cli = true).await;
    let answer = site
        .ask("GET", "/api/configuration")
        .with("Cookie", "session_id=abc; other=1")
        .with("Authorization", "Basic eDp5")
        .send()
        .await;
    assert_eq!(answer.status, 401);
    assert_eq!(
        answer.header("www-authenticate"),
        Some("Basic realm=\"SPS\"")
    );
    assert_eq!(
        answer.header("set-cookie"),
        Some("session_id=1f; Path=/; Secure"),
        "the appliance's own, untouched"
    );
    assert_eq!(fake.only().values("cookie"), ["session_id=abc"]);
    assert_eq!(fake.only().values("authorization"), ["Basic eDp5"]);

    let ours = site
        .ask("GET", "/api/x")
        .with("Cookie", "sps=abc")
        .send()
        .await;
    assert_eq!(
        (ours.status, ours.error_type().as_str()),
        (403, "CookieRefused")
    );
    let foreign = site
        .ask("GET", "/api/x")
        .with("Sec-Fetch-Site", "cross-site")
        .send()
        .await;
    assert_eq!(foreign.status, 403, "a browser stays a browser");
    let console = site
        .ask("GET", "/api/x")
        .with("X-Console", "1")
        .send()
        .await;
    assert_eq!(console.header("www-authenticate"), None);
}
