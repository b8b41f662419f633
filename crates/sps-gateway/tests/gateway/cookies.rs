//! The session cookie on its way through (security guide §6.1).

use crate::fake_upstream::Fake;
use crate::setup::{before, https_before};

const OLD: &str =
    "session_id=0a1b; Domain=appliance.internal; expires=Sat, 03-Dec-2050 02:27:48 GMT; Path=/api";
const NEW: &str = "session_id=0a1b; expires=Sat, 03 Dec 2050 02:27:48 GMT; HttpOnly; Max-Age=43200; Path=/; Secure";

async fn fake(cookie: &str) -> Fake {
    Fake::always(&format!("HTTP/1.1 200 OK\r\nSet-Cookie: {cookie}\r\nSet-Cookie: tracking=1\r\nContent-Length: 0\r\n\r\n")).await
}

#[tokio::test]
async fn both_styles_become_ours_in_both_modes() {
    for (style, age) in [(OLD, ""), (NEW, "; Max-Age=43200")] {
        let fake = fake(style).await;
        let answer = https_before(&fake)
            .await
            .page("GET", "/api/authentication")
            .send()
            .await;
        assert_eq!(
            answer.header("set-cookie"),
            Some(
                format!("__Host-sps=0a1b; Path=/; Secure; HttpOnly; SameSite=Strict{age}").as_str()
            )
        );
        let answer = before(&fake)
            .await
            .page("GET", "/api/authentication")
            .send()
            .await;
        assert_eq!(
            answer.header("set-cookie"),
            Some(format!("sps=0a1b; Path=/; HttpOnly; SameSite=Strict{age}").as_str())
        );
    }
}

#[tokio::test]
async fn only_our_cookie_goes_on_under_the_appliances_name() {
    let fake = fake(NEW).await;
    let site = https_before(&fake).await;
    let cookies = "theme=dark; session_id=planted; sps=other; __Host-sps=mine; x=y";
    site.page("GET", "/api/x")
        .with("Cookie", cookies)
        .send()
        .await;
    assert_eq!(fake.only().values("cookie"), ["session_id=mine"]);
    site.page("GET", "/api/x")
        .with("Cookie", "session_id=planted")
        .send()
        .await;
    assert_eq!(fake.requests()[1].values("cookie"), Vec::<&str>::new());
}

#[tokio::test]
async fn two_of_ours_are_refused() {
    let fake = fake(NEW).await;
    let site = before(&fake).await;
    let one_header = site
        .page("GET", "/api/x")
        .with("Cookie", "sps=evil; sps=mine")
        .send()
        .await;
    assert_eq!(
        (one_header.status, one_header.error_type().as_str()),
        (400, "CookieRefused")
    );
    let two_headers = site
        .page("GET", "/api/x")
        .with("Cookie", "sps=evil")
        .with("Cookie", "sps=mine")
        .send()
        .await;
    assert_eq!(two_headers.status, 400);
    let odd = site
        .page("GET", "/api/x")
        .with("Cookie", "sps=a\"b")
        .send()
        .await;
    assert_eq!(odd.status, 400);
    assert!(fake.requests().is_empty());
}
