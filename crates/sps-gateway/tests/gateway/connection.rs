//! *Test connection*: what stands between gateway and appliance, without touching anybody's session.

use std::time::Duration;

use sps_gateway::Upstream;

use crate::client::Answer;
use crate::fake_upstream::Fake;
use crate::setup::{Site, demo, remote, site};

const PATH: &str = "/console/gw/connection";

async fn test(site: &Site) -> Answer {
    let answer = site
        .page("GET", PATH)
        .with("Cookie", "sps=secret1; session_id=secret2")
        .send()
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let json = answer.json();
    assert!(json["ms"].is_u64() && json["detail"].as_str().unwrap().len() > 10);
    answer
}

fn answering(head: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[tokio::test]
async fn an_appliance_that_answers() {
    let json = test(&demo().await).await.json();
    assert_eq!(json["state"], "ok");
    assert!(json["date"].as_str().unwrap().ends_with("GMT"), "{json}");
}

#[tokio::test]
async fn the_states_are_told_apart_and_no_cookie_is_sent() {
    for (answer, state) in [
        (
            answering(
                "200 OK\r\nDate: Sun, 22 Nov 2026 10:00:00 GMT\r\nContent-Type: application/json",
                "{}",
            ),
            "ok",
        ),
        (
            answering(
                "404 Not Found\r\nContent-Type: application/json; charset=utf-8",
                "{\"error\":{}}",
            ),
            "ok",
        ),
        (
            answering(
                "503 Service Unavailable\r\nContent-Type: application/json",
                "{}",
            ),
            "down",
        ),
        (
            answering(
                "503 Service Unavailable\r\nContent-Type: text/html",
                "<h1>starting</h1>",
            ),
            "not-api",
        ),
        (
            answering("200 OK\r\nContent-Type: text/html", "{}"),
            "not-api",
        ),
        (
            answering("200 OK\r\nContent-Type: application/json", "<h1>"),
            "not-api",
        ),
        (String::new(), "timeout"),
    ] {
        let fake = Fake::always(&answer).await;
        let site = site(remote(&fake), |_, limits| {
            limits.probe = Duration::from_millis(700);
        })
        .await;
        let json = test(&site).await.json();
        assert_eq!(json["state"], state, "{answer}: {json}");
        let asked = fake.only();
        assert!(
            asked
                .head
                .starts_with("GET /api/authentication/login_methods HTTP/1.1")
        );
        assert!(asked.values("cookie").is_empty());
        if answer.contains("Date:") {
            assert_eq!(json["date"], "Sun, 22 Nov 2026 10:00:00 GMT");
        }
    }
}

#[tokio::test]
async fn an_appliance_that_is_down_or_not_trusted() {
    let (fake, other) = (Fake::always("").await, Fake::always("").await);
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("https://localhost:{}", free.local_addr().unwrap().port());
    drop(free);
    for (url, ca, state) in [
        (nobody, &fake.ca, "down"),
        (fake.url(), &other.ca, "certificate"),
    ] {
        let upstream = Upstream::Remote {
            url,
            ca: Some(ca.clone()),
            pins: Vec::new(),
            name: None,
        };
        let json = test(&site(upstream, |_, _| {}).await).await.json();
        assert_eq!(json["state"], state, "{json}");
        assert_eq!(json["date"], serde_json::Value::Null);
    }
}

#[tokio::test]
async fn only_our_own_page_tests_and_not_too_often() {
    let fake = Fake::always(&answering("200 OK\r\nContent-Type: application/json", "{}")).await;
    let site = site(remote(&fake), |_, limits| limits.own_calls = 2).await;
    assert_eq!(
        site.ask("GET", PATH).send().await.error_type(),
        "NotFromConsole"
    );
    let typed = site.ask("GET", PATH).with("Sec-Fetch-Site", "none");
    assert_eq!(typed.send().await.error_type(), "CrossSiteRefused");
    assert_eq!(site.page("POST", PATH).send().await.status, 405);
    test(&site).await;
    test(&site).await;
    let answer = site.page("GET", PATH).send().await;
    assert_eq!(answer.error_type(), "TooManyRequests");
    assert_eq!(fake.requests().len(), 2);
}
