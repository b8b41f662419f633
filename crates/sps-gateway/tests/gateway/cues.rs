//! Cues: with the demo only, for our own pages only, and felt as a real appliance's bad moments.

use crate::client::{parse, raw};
use crate::fake_upstream::Fake;
use crate::setup::{Site, before, demo};

async fn cue(site: &Site, name: &str) {
    let answer = site
        .page("POST", &format!("/_demo/cues/{name}"))
        .body(b"")
        .send()
        .await;
    assert_eq!(answer.status, 200, "{name}: {}", answer.text());
}

const METHODS: &str = "/api/authentication/login_methods";

#[tokio::test]
async fn cues_are_listed_and_performed_for_our_own_pages_only() {
    let site = demo().await;
    let list = site.page("GET", "/_demo/cues").send().await;
    assert_eq!(list.status, 200);
    assert!(list.json()["cues"].as_array().unwrap().len() > 10);
    for foreign in ["cross-site", "same-site", "none"] {
        let answer = site
            .ask("POST", "/_demo/cues/unavailable")
            .with("Sec-Fetch-Site", foreign)
            .body(b"")
            .send()
            .await;
        assert_eq!(answer.status, 403, "{foreign}");
    }
    let bare = site
        .ask("POST", "/_demo/cues/unavailable")
        .body(b"")
        .send()
        .await;
    assert_eq!(bare.error_type(), "NotFromConsole");
    assert_eq!(site.page("GET", METHODS).send().await.status, 200);

    cue(&site, "unavailable?value=1").await;
    let unavailable = site.page("GET", METHODS).send().await;
    assert_eq!(unavailable.status, 503);
    assert!(unavailable.text().contains("<html>"));
    assert_eq!(site.page("GET", METHODS).send().await.status, 200);
}

#[tokio::test]
async fn there_are_no_cues_in_front_of_a_real_appliance() {
    let fake = Fake::always("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let site = before(&fake).await;
    for (method, path) in [("GET", "/_demo/cues"), ("POST", "/_demo/cues/reset")] {
        let answer = site.page(method, path).body(b"").send().await;
        assert_eq!(answer.error_type(), "NotFound", "{method} {path}");
    }
    assert!(fake.requests().is_empty());
}

#[tokio::test]
async fn an_unreachable_appliance_is_told_as_such() {
    let site = demo().await;
    cue(&site, "unreachable?value=60").await;
    let answer = site.page("GET", METHODS).send().await;
    assert_eq!(
        (answer.status, answer.error_type().as_str()),
        (502, "UpstreamDown")
    );
    cue(&site, "unreachable?value=0").await;
    assert_eq!(site.page("GET", METHODS).send().await.status, 200);
}

#[tokio::test]
async fn a_cut_answer_is_cut_for_the_browser_too() {
    let site = demo().await;
    let whole = site.page("GET", METHODS).send().await.body.len();
    cue(&site, "cut-body").await;
    let host = format!("localhost:{}", site.address().port());
    let request = format!(
        "GET {METHODS} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n"
    );
    let bytes = raw(site.address(), request.as_bytes()).await;
    let cut = parse(&bytes).map_or(0, |answer| answer.body.len());
    assert!(cut < whole, "{cut} of {whole}");
    assert_eq!(site.page("GET", METHODS).send().await.body.len(), whole);
}

#[tokio::test]
async fn a_slow_appliance_is_slow_and_the_cues_stay_quick() {
    let site = demo().await;
    cue(&site, "slow?value=300").await;
    let started = std::time::Instant::now();
    assert_eq!(site.page("GET", METHODS).send().await.status, 200);
    assert!(started.elapsed().as_millis() >= 300);
    cue(&site, "slow?value=0").await;
}
