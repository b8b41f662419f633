//! Guessing passwords is slowed down before the appliance is asked.

use std::time::Duration;

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
