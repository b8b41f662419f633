//! Between gateway and appliance: trust, faults, limits (product M10).

use std::time::{Duration, Instant};

use sps_appliance::serve::{ServeOptions, SharedAppliance, serve};
use sps_appliance::{Appliance, DEMO_ACCOUNTS, Setup};
use sps_gateway::Upstream;

use crate::client::{Answer, parse, raw};
use crate::fake_upstream::Fake;
use crate::setup::{before, demo, remote, site};

/// `admin:demo`
const BASIC: &str = "Basic YWRtaW46ZGVtbw==";

fn cookie(answer: &Answer) -> String {
    answer
        .header("set-cookie")
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_person_signs_in_through_the_gateway() {
    assert_eq!(DEMO_ACCOUNTS[0], ("admin", "demo"));
    let appliance = SharedAppliance::new(Appliance::new(Setup::default()));
    let options = ServeOptions {
        address: "127.0.0.1:0".parse().unwrap(),
        ..ServeOptions::default()
    };
    let serving = serve(appliance, options).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("ca.pem");
    std::fs::write(&ca, &serving.ca_pem).unwrap();
    let over_tls = site(
        Upstream::Remote {
            url: format!("https://localhost:{}", serving.address.port()),
            ca: Some(ca),
            pins: Vec::new(),
            name: None,
        },
        |_, _| {},
    )
    .await;
    for site in [over_tls, demo().await] {
        let refused = site.page("GET", "/api/user_info").send().await;
        assert_eq!(
            (refused.status, refused.header("www-authenticate")),
            (401, None)
        );
        let signed_in = site
            .page("GET", "/api/authentication")
            .with("Authorization", BASIC)
            .send()
            .await;
        assert_eq!(signed_in.status, 200, "{}", signed_in.text());
        let answer = site
            .page("GET", "/api/user_info")
            .with("Cookie", &cookie(&signed_in))
            .send()
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(answer.header("date").is_some());
    }
    serving.stop().await;
}

#[tokio::test]
async fn an_appliance_of_another_authority_is_not_trusted() {
    let fake = Fake::always("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let other = Fake::always("").await;
    let site = site(
        Upstream::Remote {
            url: fake.url(),
            ca: Some(other.ca.clone()),
            pins: Vec::new(),
            name: None,
        },
        |_, _| {},
    )
    .await;
    let answer = site.page("GET", "/api/x").send().await;
    assert_eq!(
        (answer.status, answer.error_type().as_str()),
        (502, "UpstreamCert")
    );
    assert_eq!(
        answer.json()["error"]["details"]["certificate"],
        "authority"
    );
    assert!(
        answer.json()["error"]["details"]["reason"]
            .as_str()
            .unwrap()
            .contains("certificate")
    );
    assert!(fake.requests().is_empty());
}

#[tokio::test]
async fn the_name_in_the_certificate_counts() {
    let fake = Fake::start(
        "appliance.internal",
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec(),
    )
    .await;
    let wrong = before(&fake).await.page("GET", "/api/x").send().await;
    assert_eq!(
        (wrong.status, wrong.error_type().as_str()),
        (502, "UpstreamCert")
    );
    assert_eq!(wrong.json()["error"]["details"]["certificate"], "name");
    let named = Upstream::Remote {
        url: format!("https://127.0.0.1:{}", fake.address.port()),
        ca: Some(fake.ca.clone()),
        pins: Vec::new(),
        name: Some("appliance.internal".to_owned()),
    };
    let right = site(named, |_, _| {})
        .await
        .page("GET", "/api/x")
        .send()
        .await;
    assert_eq!(right.status, 200);
    assert_eq!(
        fake.only().values("host"),
        [format!("appliance.internal:{}", fake.address.port())]
    );
}

#[tokio::test]
async fn an_expired_certificate_is_told_apart() {
    let fake = Fake::with(
        "localhost",
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec(),
        |leaf| leaf.not_after = rcgen::date_time_ymd(2020, 1, 1),
    )
    .await;
    let answer = before(&fake).await.page("GET", "/api/x").send().await;
    assert_eq!(
        (answer.status, answer.error_type().as_str()),
        (502, "UpstreamCert")
    );
    assert_eq!(answer.json()["error"]["details"]["certificate"], "expired");
    assert!(fake.requests().is_empty());
}

#[tokio::test]
async fn an_appliance_that_is_down_is_told_apart() {
    let fake = Fake::always("").await;
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let site = site(
        Upstream::Remote {
            url: format!("https://localhost:{port}"),
            ca: Some(fake.ca.clone()),
            pins: Vec::new(),
            name: None,
        },
        |_, _| {},
    )
    .await;
    let answer = site.page("GET", "/api/x?token=canary").send().await;
    assert_eq!(
        (answer.status, answer.error_type().as_str()),
        (502, "UpstreamDown")
    );
    assert_eq!(answer.json()["meta"]["href"], "/api/x");
    assert!(
        !answer.text().contains(&port.to_string()),
        "the appliance's address is not told"
    );
    assert_eq!(
        site.ask("GET", "/console/healthz").send().await.text(),
        r#"{"status":"ok"}"#
    );
}

#[tokio::test]
async fn a_silent_appliance_is_given_up_and_asked_once() {
    let fake = Fake::always("").await;
    let site = site(remote(&fake), |_, limits| {
        limits.first_byte = Duration::from_millis(500)
    })
    .await;
    let started = Instant::now();
    let answer = site.page("PUT", "/api/x").body(b"{}").send().await;
    assert_eq!(
        (answer.status, answer.error_type().as_str()),
        (504, "UpstreamTimeout")
    );
    assert!(started.elapsed() < Duration::from_secs(5));
    assert_eq!(fake.requests().len(), 1);
}

#[tokio::test]
async fn an_appliance_that_breaks_off_is_asked_once() {
    let fake = Fake::always("HTTP/1.1 ").await;
    let answer = before(&fake)
        .await
        .page("PUT", "/api/x")
        .body(b"{}")
        .send()
        .await;
    assert_eq!(
        (answer.status, answer.error_type().as_str()),
        (502, "UpstreamBroken")
    );
    assert_eq!(fake.requests().len(), 1, "no write is repeated");
}

#[tokio::test]
async fn a_cut_answer_does_not_look_complete() {
    for cut in [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":",
    ] {
        let fake = Fake::always(cut).await;
        let site = before(&fake).await;
        let request = format!(
            "GET /api/x HTTP/1.1\r\nHost: localhost:{}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n",
            site.address().port()
        );
        let answer = raw(site.address(), request.as_bytes()).await;
        let complete = parse(&answer).is_some_and(|answer| {
            answer
                .header("content-length")
                .is_none_or(|length| length.parse() == Ok(answer.body.len()))
        });
        assert!(!complete, "{:?}", String::from_utf8_lossy(&answer));
    }
}
