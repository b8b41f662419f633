//! Guessing passwords is slowed down before the appliance is asked.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

use crate::client::parse;
use crate::fake_upstream::Fake;
use crate::setup::{demo_upstream, remote, site};

// `admin:demo`, `admin:wrong`, `Admin:other`, `operator:wrong`
const RIGHT: &str = "Basic YWRtaW46ZGVtbw==";
const WRONG: &str = "Basic YWRtaW46d3Jvbmc=";
const OTHER_CASE: &str = "Basic QWRtaW46b3RoZXI=";
const OPERATOR: &str = "Basic b3BlcmF0b3I6d3Jvbmc=";

#[tokio::test]
async fn failed_sign_ins_of_one_name_are_counted() {
    let site = site(demo_upstream(), |_, limits| {
        limits.sign_ins = 3;
        limits.sign_in_window = Duration::from_secs(2);
    })
    .await;
    let sign_in = async |credentials: &str| {
        let ask = site.page("GET", "/api/authentication");
        ask.with("Authorization", credentials).send().await
    };
    for _ in 0..2 {
        assert_eq!(sign_in(WRONG).await.status, 401);
    }
    assert_eq!(sign_in(RIGHT).await.status, 200, "success clears");
    for credentials in [WRONG, OTHER_CASE, WRONG] {
        assert_eq!(sign_in(credentials).await.status, 401);
    }
    let refused = sign_in(RIGHT).await;
    assert_eq!(
        (refused.status, refused.error_type().as_str()),
        (429, "TooManySignIns")
    );
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=2).contains(&wait), "{wait}");
    assert_eq!(
        refused.json()["error"]["details"]["retry_after_seconds"],
        wait
    );
    assert_eq!(sign_in(OPERATOR).await.status, 401, "another name");
    // Reading without a password is nobody's guess.
    assert_eq!(site.page("GET", "/api/user_info").send().await.status, 401);
    tokio::time::sleep(Duration::from_secs(wait)).await;
    assert_eq!(sign_in(RIGHT).await.status, 200, "after the time it named");
    let log = site.log.lines().join("\n");
    assert!(log.contains("429") && !log.contains("admin"), "{log}");
}

#[tokio::test]
async fn another_address_is_another_guesser() {
    let site = site(demo_upstream(), |_, limits| limits.sign_ins = 1).await;
    let request = format!(
        "GET /api/authentication HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\
         Sec-Fetch-Site: same-origin\r\nX-Forwarded-For: 192.0.2.7\r\nAuthorization: {WRONG}\r\n\r\n",
        site.address().port()
    );
    let mut statuses = Vec::new();
    for source in ["127.0.0.1:0", "127.0.0.1:0", "127.0.0.2:0", "127.0.0.2:0"] {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(source.parse().unwrap()).unwrap();
        let mut stream = socket.connect(site.address()).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        statuses.push(parse(&answer).unwrap().status);
    }
    assert_eq!(statuses, [401, 429, 401, 429]);
}

#[tokio::test]
async fn the_appliance_is_not_asked_then() {
    let fake = Fake::always("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n").await;
    let site = site(remote(&fake), |_, _| {}).await;
    let mut statuses = Vec::new();
    for _ in 0..12 {
        let ask = site.page("GET", "/api/authentication?login_method=local");
        statuses.push(ask.with("Authorization", WRONG).send().await.status);
    }
    assert_eq!(statuses, [[401; 10].as_slice(), &[429; 2]].concat());
    assert_eq!(fake.requests().len(), 10);
}
