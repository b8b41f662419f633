//! The appliance's own cookie is taken over once, for the browser that announced it (product M1.7).

use std::time::Duration;

use crate::certificate_port::{get, with_port};
use crate::client::{Answer, Ask};
use crate::fake_upstream::Fake;
use crate::setup::{Site, before, demo, remote, site};
use sps_appliance::serve::Serving;
use sps_gateway::CertificatePort;

pub const X509: &str = "/api/authentication?type=x509&login_method=x509_name";

/// `NAME=VALUE` of the `Set-Cookie` with that name.
fn cookie(answer: &Answer, name: &str) -> String {
    let found = answer.all("set-cookie").into_iter().find(|cookie| {
        cookie.starts_with(&format!("{name}=")) && !cookie.starts_with(&format!("{name}=;"))
    });
    let found = found.unwrap_or_else(|| panic!("no {name} in {:?}", answer.all("set-cookie")));
    found.split(';').next().unwrap().to_owned()
}

/// Announces a start and answers the nonce's cookie.
pub async fn announce(site: &Site, cookies: &str) -> String {
    let answer = site
        .page("POST", "/console/gw/certificate-sign-in")
        .with("Cookie", cookies)
        .send()
        .await;
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    cookie(&answer, "sps-certificate")
}

fn user_info(site: &Site, cookies: &[&str]) -> Ask {
    site.page("GET", "/api/user_info")
        .with("Cookie", &cookies.join("; "))
}

/// The cookie that the appliance sets on the certificate port.
async fn raw(site: &Site, serving: &Serving) -> String {
    cookie(&get(site, serving, X509, true).await, "session_id")
}

async fn world() -> (Site, Serving) {
    with_port(|_| {}).await
}

#[tokio::test]
async fn it_is_taken_over_once_and_hardened() {
    let (site, serving) = world().await;
    let nonce = announce(&site, "").await;
    let waiting = user_info(&site, &[&nonce]).send().await;
    assert_eq!(waiting.status, 401, "nobody signed in yet");

    let raw = raw(&site, &serving).await;
    let value = raw.strip_prefix("session_id=").unwrap().to_owned();
    let adopted = user_info(&site, &[&nonce, &raw]).send().await;
    assert_eq!(adopted.status, 200, "{}", adopted.text());
    assert_eq!(
        adopted.all("set-cookie"),
        [
            format!("sps={value}; Path=/; HttpOnly; SameSite=Strict").as_str(),
            "session_id=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0",
            "session_id=; Path=/api; HttpOnly; SameSite=Strict; Max-Age=0",
            "sps-certificate=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0",
        ]
    );
    assert!(!adopted.text().contains(&value));

    let again = user_info(&site, &[&nonce, &raw]).send().await;
    assert_eq!((again.status, again.all("set-cookie").len()), (401, 0));
    let hardened = user_info(&site, &[&format!("sps={value}")]).send().await;
    assert_eq!(hardened.status, 200);

    let log = site.log.lines().join("\n");
    let nonce = nonce.split_once('=').unwrap().1;
    for secret in [value.as_str(), nonce] {
        assert!(!log.contains(secret), "{secret} is in the log: {log}");
    }
    serving.stop().await;
}

#[tokio::test]
async fn without_an_announcement_it_is_nothing() {
    let (site, serving) = world().await;
    let raw = raw(&site, &serving).await;
    let ours = announce(&site, "").await;
    let foreign = "sps-certificate=0123456789abcdef0123456789abcdef";
    for cookies in [
        vec![raw.as_str()],
        // Another browser's nonce, an invented one, and a nonce that is there twice.
        vec![raw.as_str(), foreign],
        vec![raw.as_str(), ours.as_str(), foreign],
        vec![raw.as_str(), "sps-certificate="],
    ] {
        let answer = user_info(&site, &cookies).send().await;
        assert_eq!(
            (answer.status, answer.all("set-cookie").len()),
            (401, 0),
            "{cookies:?}"
        );
    }
    serving.stop().await;
}

#[tokio::test]
async fn only_readings_by_our_own_page_take_it_over() {
    let (site, serving) = world().await;
    let (nonce, raw) = (announce(&site, "").await, raw(&site, &serving).await);
    let cookies = format!("{nonce}; {raw}");
    let foreign = site
        .ask("GET", "/api/user_info")
        .with("Sec-Fetch-Site", "same-site")
        .with("Cookie", &cookies);
    assert_eq!(foreign.send().await.status, 403);
    for (method, path) in [
        ("HEAD", "/api/user_info"),
        ("POST", "/api/transaction"),
        // Everybody gets an answer here, so it proves nothing.
        ("GET", "/api/authentication/login_methods"),
        ("GET", "/api"),
        ("GET", "/api/"),
    ] {
        let ask = site.page(method, path).with("Cookie", &cookies);
        let answer = ask.with("Content-Length", "0").send().await;
        assert_eq!(answer.all("set-cookie").len(), 0, "{method} {path}");
    }
    let answer = user_info(&site, &[&nonce, &raw]).send().await;
    assert_eq!(
        answer.all("set-cookie").len(),
        4,
        "nothing of this used it up"
    );
    serving.stop().await;
}

#[tokio::test]
async fn every_spelling_of_user_information_takes_it_over() {
    let (site, serving) = world().await;
    for path in ["/api/user_info", "/api/user_info/", "/api/user/info"] {
        let (nonce, raw) = (announce(&site, "").await, raw(&site, &serving).await);
        let ask = site.page("GET", path);
        let answer = ask.with("Cookie", &format!("{nonce}; {raw}")).send().await;
        assert_eq!(
            (answer.status, answer.all("set-cookie").len()),
            (200, 4),
            "{path}"
        );
    }
    serving.stop().await;
}

#[tokio::test]
async fn what_answers_everybody_shows_the_session_and_takes_nothing_over() {
    let (site, serving) = world().await;
    let nonce = announce(&site, "").await;
    let ask = async |path: &str, cookies: &[&str]| {
        let ask = site.page("GET", path).with("Cookie", &cookies.join("; "));
        ask.send().await
    };
    // A cookie that came after the announcement, and is of no session.
    for path in ["/api/info", "/api/info/", "/api/setup"] {
        let dead = ask(path, &[&nonce, "session_id=dead"]).await;
        assert_eq!(
            (dead.status, dead.all("set-cookie").len()),
            (200, 0),
            "{path}"
        );
    }
    let raw = raw(&site, &serving).await;
    let waiting = ask("/api/info", &[&nonce]).await.json();
    assert_eq!(waiting.pointer("/body/version"), None);
    // The page learns by it that there is somebody worth asking about.
    for _ in 0..2 {
        let there = ask("/api/info", &[&nonce, &raw]).await;
        assert_eq!(there.all("set-cookie").len(), 0);
        assert!(there.json().pointer("/body/version").is_some());
    }
    let adopted = user_info(&site, &[&nonce, &raw]).send().await;
    assert_eq!((adopted.status, adopted.all("set-cookie").len()), (200, 4));
    serving.stop().await;
}

#[tokio::test]
async fn an_announcement_ends_the_cookies_that_were_there_and_no_newer_one() {
    let (site, serving) = world().await;
    let at_root = async |cookies: &str| {
        let ask = site.page("POST", "/console/gw/certificate-sign-in");
        let answer = ask.with("Cookie", cookies).send().await;
        let ended = answer.all("set-cookie").into_iter();
        ended
            .filter(|cookie| cookie.starts_with("session_id=; Path=/;"))
            .count()
    };
    // The window opens at the same time: the appliance's new cookie may be there before this answer.
    assert_eq!(at_root("sps=dead").await, 0);
    assert_eq!(at_root("session_id=earlier").await, 1);
    serving.stop().await;
}

#[tokio::test]
async fn an_announcement_is_for_a_moment() {
    let (site, serving) = with_port(|limits| limits.announced = Duration::from_secs(1)).await;
    let (nonce, raw) = (announce(&site, "").await, raw(&site, &serving).await);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let answer = user_info(&site, &[&nonce, &raw]).send().await;
    assert_eq!((answer.status, answer.all("set-cookie").len()), (401, 0));
    serving.stop().await;
}

#[tokio::test]
async fn two_of_them_are_refused() {
    let (site, serving) = world().await;
    let (nonce, raw) = (announce(&site, "").await, raw(&site, &serving).await);
    let answer = user_info(&site, &[&nonce, "session_id=planted", &raw])
        .send()
        .await;
    assert_eq!(
        (answer.status, answer.error_type().as_str()),
        (400, "CookieRefused")
    );
    assert!(!answer.text().contains(raw.split_once('=').unwrap().1));
    serving.stop().await;
}

#[tokio::test]
async fn a_live_session_is_not_replaced_by_a_planted_cookie() {
    let (site, serving) = world().await;
    let basic = "Basic YWRtaW46ZGVtbw==";
    let signed_in = site
        .page("GET", "/api/authentication")
        .with("Authorization", basic)
        .send()
        .await;
    let admin = cookie(&signed_in, "sps");
    let planted = raw(&site, &serving).await;
    let who = |answer: &Answer| answer.json()["user"]["name"].clone();

    let answer = user_info(&site, &[&admin, &planted]).send().await;
    assert_eq!((answer.status, answer.all("set-cookie").len()), (200, 0));
    assert_eq!(who(&answer), "admin");

    // It was there when the start was announced: not what the start is for.
    let nonce = announce(&site, &format!("{admin}; {planted}")).await;
    let answer = user_info(&site, &[&admin, &planted, &nonce]).send().await;
    assert_eq!((answer.status, answer.all("set-cookie").len()), (200, 0));
    assert_eq!(who(&answer), "admin");

    // A refused one neither hides nor ends the session, and leaves the start open.
    let answer = user_info(&site, &[&admin, "session_id=dead", &nonce])
        .send()
        .await;
    assert_eq!((answer.status, answer.all("set-cookie").len()), (200, 0));
    assert_eq!(who(&answer), "admin");
    let fresh = raw(&site, &serving).await;
    let answer = user_info(&site, &[&admin, &fresh, &nonce]).send().await;
    assert_eq!(
        answer.all("set-cookie").len(),
        4,
        "this browser asked for it"
    );
    assert_eq!(who(&answer), "operator");
    serving.stop().await;
}

#[tokio::test]
async fn what_was_cancelled_takes_nothing_over() {
    let (site, serving) = world().await;
    let nonce = announce(&site, "").await;
    let raw = raw(&site, &serving).await;
    let path = "/console/gw/certificate-sign-in";
    let withdraw = site.page("DELETE", path).with("Cookie", &nonce);
    let answer = withdraw.send().await;
    assert_eq!(answer.status, 204);
    assert_eq!(
        answer.all("set-cookie"),
        [
            "session_id=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0",
            "session_id=; Path=/api; HttpOnly; SameSite=Strict; Max-Age=0",
            "sps-certificate=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0",
        ]
    );
    // The window came to its end a moment later.
    let late = user_info(&site, &[&nonce, &raw]).send().await;
    assert_eq!((late.status, late.all("set-cookie").len()), (401, 0));
    let nothing = site.page("DELETE", path).send().await;
    assert_eq!((nothing.status, nothing.all("set-cookie").len()), (204, 0));
    let foreign = site.ask("DELETE", path).with("Sec-Fetch-Site", "same-site");
    assert_eq!(foreign.send().await.status, 403);
    serving.stop().await;
}

#[tokio::test]
async fn a_sign_in_with_a_password_ends_the_wait_for_a_certificate() {
    let (site, serving) = world().await;
    let nonce = announce(&site, "").await;
    let sign_in = |password: &'static str| {
        site.page("GET", "/api/authentication")
            .with("Authorization", password)
            .with("Cookie", &nonce)
            .send()
    };
    let refused = sign_in("Basic YWRtaW46d3Jvbmc=").await;
    assert_eq!((refused.status, refused.all("set-cookie").len()), (401, 0));
    let admin = cookie(&sign_in("Basic YWRtaW46ZGVtbw==").await, "sps");
    let fresh = raw(&site, &serving).await;
    let answer = user_info(&site, &[&admin, &fresh, &nonce]).send().await;
    assert_eq!(answer.json()["user"]["name"], "admin");
    assert_eq!(answer.all("set-cookie").len(), 0);
    serving.stop().await;
}

#[tokio::test]
async fn what_was_signed_out_here_is_not_taken_over() {
    let (site, serving) = world().await;
    let nonce = announce(&site, "").await;
    let raw = raw(&site, &serving).await;
    let ours = raw.replace("session_id", "sps");
    let out = site
        .page("POST", "/console/gw/logout")
        .with("Cookie", &ours);
    assert_eq!(out.send().await.status, 204);
    let answer = user_info(&site, &[&nonce, &raw]).send().await;
    assert_eq!((answer.status, answer.all("set-cookie").len()), (401, 0));
    serving.stop().await;
}

#[tokio::test]
async fn a_cookie_that_the_appliance_renews_is_the_one_that_counts() {
    let fake = Fake::always("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nSet-Cookie: session_id=new; Max-Age=600; Path=/\r\n\r\n").await;
    let site = site(remote(&fake), |config, _| {
        config.public_origin = Some("https://console.example.com".to_owned());
        config.certificate_port = Some(CertificatePort {
            listen: "127.0.0.1:0".parse().unwrap(),
            appliance: None,
        });
    })
    .await;
    let origin = site.running.certificate_origin().unwrap();
    assert!(
        origin.starts_with("https://console.example.com:"),
        "{origin}"
    );
    let answer = site
        .page("POST", "/console/gw/certificate-sign-in")
        .send()
        .await;
    let nonce = cookie(&answer, "__Host-sps-certificate");
    assert!(
        answer
            .all("set-cookie")
            .iter()
            .any(|cookie| cookie.starts_with(&nonce)
                && cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=75")),
        "{:?}",
        answer.all("set-cookie")
    );
    let answer = user_info(&site, &[&nonce, "session_id=old"]).send().await;
    assert_eq!(fake.only().values("cookie"), ["session_id=old"]);
    let cookies = answer.all("set-cookie");
    assert_eq!(
        cookies[0],
        "__Host-sps=new; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=600"
    );
    assert_eq!(cookies.len(), 4, "{cookies:?}");
}

#[tokio::test]
async fn only_our_own_page_announces_and_not_too_often() {
    let (site, serving) = with_port(|limits| limits.own_calls = 2).await;
    let path = "/console/gw/certificate-sign-in";
    assert_eq!(site.page("PUT", path).send().await.status, 405);
    assert_eq!(
        site.ask("POST", path).send().await.error_type(),
        "NotFromConsole"
    );
    let foreign = site.ask("POST", path).with("Sec-Fetch-Site", "cross-site");
    assert_eq!(foreign.send().await.error_type(), "CrossSiteRefused");
    announce(&site, "").await;
    announce(&site, "").await;
    let answer = site.page("POST", path).send().await;
    assert_eq!(
        (answer.status, answer.error_type().as_str()),
        (429, "TooManyRequests")
    );
    let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    serving.stop().await;

    let without = demo().await.page("POST", path).send().await;
    assert_eq!(
        (without.status, without.error_type().as_str()),
        (404, "NoCertificatePort")
    );
}

#[tokio::test]
async fn without_a_certificate_port_nothing_is_taken_over() {
    let fake = Fake::always("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let site = before(&fake).await;
    user_info(&site, &["sps-certificate=0123", "session_id=planted"])
        .send()
        .await;
    assert!(fake.only().values("cookie").is_empty());
}
