//! `/console/gw/…`: signing out, what the console may know, reports.

use serde_json::json;
use sps_gateway::{Config, ConsoleSettings, StartError, start_with};

use crate::console_folder::console_folder;
use crate::fake_upstream::Fake;
use crate::setup::{before, config, demo, demo_upstream, https_before, limits, remote, site};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

#[tokio::test]
async fn signing_out_expires_the_cookie_and_blocks_its_replay() {
    let fake = Fake::always(OK).await;
    let site = https_before(&fake).await;
    let ask = || {
        site.page("GET", "/api/user_info")
            .with("Cookie", "__Host-sps=0a1b")
    };
    ask().send().await;
    let out = site
        .page("POST", "/console/gw/logout")
        .with("Cookie", "__Host-sps=0a1b")
        .send()
        .await;
    assert_eq!((out.status, out.body.len()), (204, 0));
    assert_eq!(
        out.header("set-cookie"),
        Some("__Host-sps=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
    );
    assert_eq!(out.header("clear-site-data"), Some("\"storage\""));
    ask().send().await;
    site.page("GET", "/api/user_info")
        .with("Cookie", "__Host-sps=other")
        .send()
        .await;
    let cookies: Vec<Vec<String>> = fake
        .requests()
        .iter()
        .map(|request| {
            request
                .values("cookie")
                .iter()
                .map(|value| (*value).to_owned())
                .collect()
        })
        .collect();
    assert_eq!(
        cookies,
        [
            vec!["session_id=0a1b".to_owned()],
            vec![],
            vec!["session_id=other".to_owned()]
        ]
    );
}

#[tokio::test]
async fn a_signed_out_session_is_blocked_for_command_line_clients_too() {
    let fake = Fake::always(OK).await;
    let site = site(remote(&fake), |config, _| config.allow_cli = true).await;
    site.page("POST", "/console/gw/logout")
        .with("Cookie", "sps=0a1b")
        .send()
        .await;
    site.ask("GET", "/api/x")
        .with("Cookie", "session_id=0a1b")
        .send()
        .await;
    assert_eq!(fake.only().values("cookie"), Vec::<&str>::new());
}

#[tokio::test]
async fn nobody_else_can_sign_a_person_out() {
    let fake = Fake::always(OK).await;
    let site = site(remote(&fake), |config, _| config.allow_cli = true).await;
    for site_header in ["cross-site", "same-site", "none"] {
        let answer = site
            .ask("POST", "/console/gw/logout")
            .with("Sec-Fetch-Site", site_header)
            .with("Cookie", "sps=0a1b")
            .send()
            .await;
        assert_eq!(
            (answer.status, answer.header("set-cookie")),
            (403, None),
            "{site_header}"
        );
    }
    let bare = site
        .ask("POST", "/console/gw/logout")
        .with("Cookie", "sps=0a1b")
        .send()
        .await;
    assert_eq!(bare.status, 403);
    assert_eq!(
        site.page("GET", "/console/gw/logout").send().await.status,
        405
    );
    site.page("GET", "/api/x")
        .with("Cookie", "sps=0a1b")
        .send()
        .await;
    assert_eq!(
        fake.only().values("cookie"),
        ["session_id=0a1b"],
        "still signed in"
    );
}

#[tokio::test]
async fn the_demo_tells_its_accounts_and_a_real_gateway_tells_none() {
    let answer = demo().await.ask("GET", "/console/gw/info").send().await;
    let info = answer.json();
    assert_eq!(info["demo"], true);
    assert_eq!(info["version"], sps_gateway::VERSION);
    let (name, password) = sps_appliance::DEMO_ACCOUNTS[0];
    assert_eq!(
        info["accounts"][0],
        json!({ "name": name, "password": password })
    );
    assert_eq!(
        info["accounts"].as_array().unwrap().len(),
        sps_appliance::DEMO_ACCOUNTS.len()
    );

    let fake = Fake::always(OK).await;
    let info = before(&fake)
        .await
        .ask("GET", "/console/gw/info")
        .send()
        .await
        .json();
    assert_eq!(
        (&info["demo"], &info["accounts"]),
        (&json!(false), &json!([]))
    );
}

#[tokio::test]
async fn a_session_that_nobody_worked_in_ends_and_the_storage_stays() {
    let fake = Fake::always(OK).await;
    let site = https_before(&fake).await;
    let out = site
        .page("POST", "/console/gw/logout?keep-storage")
        .with("Cookie", "__Host-sps=0a1b")
        .send()
        .await;
    assert_eq!(out.status, 204);
    assert_eq!(out.header("clear-site-data"), None);
    assert!(out.header("set-cookie").unwrap().ends_with("Max-Age=0"));
    let after = site.page("GET", "/api/user_info");
    after.with("Cookie", "__Host-sps=0a1b").send().await;
    assert!(
        fake.only().values("cookie").is_empty(),
        "the session is still passed on"
    );
}

#[tokio::test]
async fn the_console_is_told_what_the_installation_decided() {
    let told = async |change: fn(&mut Config)| {
        let site = site(demo_upstream(), |config, _| change(config)).await;
        let info = site.ask("GET", "/console/gw/info").send().await.json();
        (
            info["extend_on_activity"].clone(),
            info["kept_in_memory_only"].clone(),
            info["api_key_header"].clone(),
            info["api_key_download"].clone(),
        )
    };
    assert_eq!(
        told(|_| {}).await,
        (json!(true), json!(false), json!(null), json!(false))
    );
    let decided = told(|config| {
        config.console_settings = ConsoleSettings {
            extend_on_activity: false,
            kept_in_memory_only: true,
            api_key_header: Some("X-API-Key:".to_owned()),
            api_key_download: true,
        };
    });
    assert_eq!(
        decided.await,
        (json!(false), json!(true), json!("X-API-Key:"), json!(true))
    );
}

#[tokio::test]
async fn a_header_that_breaks_its_line_stops_the_start() {
    let folder = console_folder();
    let mut config = config(demo_upstream(), &folder);
    config.console_settings.api_key_header = Some("X-Key:\r\nX-Other:".to_owned());
    let refused = start_with(config, limits()).await.err();
    assert!(
        matches!(refused, Some(StartError::ApiKeyHeader { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn the_console_learns_whether_this_browser_has_a_session_worth_asking_about() {
    let fake = Fake::always(OK).await;
    let site = before(&fake).await;
    let session = async |cookie: Option<&str>| {
        let ask = site.page("GET", "/console/gw/info");
        let ask = match cookie {
            Some(cookie) => ask.with("Cookie", cookie),
            None => ask,
        };
        ask.send().await.json()["session_cookie"].clone()
    };
    assert_eq!(session(None).await, false);
    assert_eq!(session(Some("sps=0a1b")).await, true);
    site.page("POST", "/console/gw/logout")
        .with("Cookie", "sps=0a1b")
        .send()
        .await;
    assert_eq!(session(Some("sps=0a1b")).await, false, "signed out");
    assert!(fake.requests().is_empty(), "the appliance is never asked");
}

#[tokio::test]
async fn reports_are_collected() {
    let site = demo().await;
    let report = br#"{"csp-report":{"violated-directive":"img-src"}}"#;
    let ask = |site_header: &str| {
        site.ask("POST", "/console/gw/csp-report")
            .with("Sec-Fetch-Site", site_header)
            .with("Content-Type", "application/csp-report")
    };
    assert_eq!(ask("same-origin").body(report).send().await.status, 204);
    assert_eq!(ask("cross-site").body(b"{}").send().await.status, 403);
    assert_eq!(
        ask("same-origin")
            .body(&vec![b'x'; 70_000])
            .send()
            .await
            .status,
        413
    );
    assert_eq!(
        site.running.csp_reports(),
        [String::from_utf8(report.to_vec()).unwrap()]
    );
    assert_eq!(
        site.ask("GET", "/console/gw/csp-report")
            .send()
            .await
            .status,
        405
    );
}
