//! What the appliance gets to see of a request, and the browser of an answer.

use crate::client::{parse, raw};
use crate::fake_upstream::Fake;
use crate::setup::{before, remote, site};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
const CHALLENGE: &str = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"SPS\"\r\nContent-Length: 0\r\n\r\n";

#[tokio::test]
async fn only_listed_headers_go_on() {
    let fake = Fake::always(OK).await;
    let site = before(&fake).await;
    let forged = [
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "Forwarded",
        "Via",
        "Referer",
        "X-HTTP-Method-Override",
        "X-Original-URL",
        "X-Real-IP",
        "Proxy-Authorization",
        "Proxy-Connection",
        "Expect",
        "TE",
        "Accept-Encoding",
        "X-Console",
        "X-Unknown",
    ];
    let ask = site
        .page("PUT", "/api/x")
        .with("Origin", site.running.origin())
        .with("X-Token", "t0ken")
        .with("Accept", "application/json")
        .with("If-Match", "\"1\"")
        .with("Range", "bytes=0-1");
    let ask = forged.iter().fold(ask, |ask, name| {
        ask.with(
            name,
            if *name == "Expect" {
                "100-continue"
            } else {
                "evil"
            },
        )
    });
    let answer = ask
        .with("Content-Type", "application/json")
        .body(b"{\"a\":1}")
        .send()
        .await;
    // `Expect` is answered by the gateway itself, before the answer proper.
    assert!(matches!(answer.status, 100 | 200), "{}", answer.status);
    let seen = fake.only();
    let mut names = seen.names();
    names.sort();
    assert_eq!(
        names,
        [
            "accept",
            "content-length",
            "content-type",
            "host",
            "if-match",
            "range",
            "user-agent",
            "x-token"
        ]
    );
    assert_eq!(seen.values("x-token"), ["t0ken"]);
    assert_eq!(
        seen.values("user-agent"),
        [format!("sps-gateway/{}", sps_gateway::VERSION)]
    );
    assert_eq!(
        seen.values("host"),
        [format!("localhost:{}", fake.address.port())]
    );
    assert_eq!(seen.body, b"{\"a\":1}");
}

#[tokio::test]
async fn connection_options_cannot_remove_the_cookie() {
    let fake = Fake::always(OK).await;
    let site = before(&fake).await;
    site.page("GET", "/api/x")
        .with("Connection", "cookie")
        .with("Cookie", "sps=mine")
        .send()
        .await;
    assert_eq!(fake.only().values("cookie"), ["session_id=mine"]);
}

#[tokio::test]
async fn browsers_never_see_the_challenge() {
    let fake = Fake::always(CHALLENGE).await;
    let site = before(&fake).await;
    let answer = site.page("GET", "/api/authentication").send().await;
    assert_eq!(
        (answer.status, answer.header("www-authenticate")),
        (401, None)
    );
    let old_browser = site
        .ask("GET", "/api/authentication")
        .with("Origin", site.running.origin())
        .send()
        .await;
    assert_eq!(
        (old_browser.status, old_browser.header("www-authenticate")),
        (401, None)
    );
}

#[tokio::test]
async fn browsers_send_credentials_at_sign_in_only() {
    let fake = Fake::always(OK).await;
    let site = before(&fake).await;
    for (path, expected) in [
        ("/api/authentication?type=password", 1),
        ("/api/authentication/", 1),
        ("/api/authenticationx", 0),
        ("/api/user_info", 0),
        ("/api", 0),
    ] {
        site.page("GET", path)
            .with("Authorization", "Basic eDp5")
            .send()
            .await;
        assert_eq!(
            fake.requests()
                .last()
                .unwrap()
                .values("authorization")
                .len(),
            expected,
            "{path}"
        );
    }
}

#[tokio::test]
async fn writes_without_body_have_a_length() {
    let fake = Fake::always(OK).await;
    let site = before(&fake).await;
    for (method, expected) in [
        ("POST", vec!["0"]),
        ("PUT", vec!["0"]),
        ("GET", vec![]),
        ("DELETE", vec![]),
    ] {
        site.page(method, "/api/transaction").send().await;
        assert_eq!(
            fake.requests().last().unwrap().values("content-length"),
            expected,
            "{method}"
        );
    }
}

#[tokio::test]
async fn bodies_that_come_in_pieces_go_on_with_a_length() {
    let fake = Fake::always(OK).await;
    let site = before(&fake).await;
    let head = format!(
        "POST /api/x HTTP/1.1\r\nHost: localhost:{}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n",
        site.address().port()
    );
    let answer = raw(
        site.address(),
        format!("{head}2\r\n{{}}\r\n0\r\n\r\n").as_bytes(),
    )
    .await;
    assert_eq!(parse(&answer).unwrap().status, 200);
    assert_eq!(
        (
            fake.only().values("content-length"),
            fake.only().body.as_slice()
        ),
        (vec!["2"], &b"{}"[..])
    );
    assert_eq!(fake.only().values("transfer-encoding"), Vec::<&str>::new());
}

#[tokio::test]
async fn two_lengths_are_refused() {
    let fake = Fake::always(OK).await;
    let site = before(&fake).await;
    let head = format!(
        "POST /api/x HTTP/1.1\r\nHost: localhost:{}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n",
        site.address().port()
    );
    for lengths in [
        "Content-Length: 2\r\nContent-Length: 3\r\n",
        "Content-Length: +2\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Content-Length : 2\r\n",
    ] {
        let answer = raw(
            site.address(),
            format!("{head}{lengths}\r\n{{}}").as_bytes(),
        )
        .await;
        assert_eq!(parse(&answer).unwrap().status, 400, "{lengths}");
    }
    assert!(fake.requests().is_empty());
}

#[tokio::test]
async fn bodies_have_a_limit_by_address() {
    let fake = Fake::always(OK).await;
    let site = site(remote(&fake), |_, limits| {
        (limits.body, limits.upload) = (1000, 3000)
    })
    .await;
    let big = vec![b'x'; 2000];
    let answer = site.page("PUT", "/api/x").body(&big).send().await;
    assert_eq!(
        (answer.status, answer.error_type().as_str()),
        (413, "BodyTooLarge")
    );
    assert!(fake.requests().is_empty());
    assert_eq!(
        site.page("POST", "/api/upload/firmware")
            .with("Content-Type", "application/octet-stream")
            .body(&big)
            .send()
            .await
            .status,
        200
    );
    assert_eq!(fake.only().body, big);
    assert_eq!(fake.only().values("content-length"), ["2000"]);
    assert_eq!(
        site.page("POST", "/api/upload/firmware")
            .body(&[b'x'; 4000])
            .send()
            .await
            .status,
        413
    );
    assert_eq!(
        site.page("POST", "/api/uploads")
            .body(&big)
            .send()
            .await
            .status,
        413
    );

    let mut pieces = format!("POST /api/upload HTTP/1.1\r\nHost: localhost:{}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n", site.address().port()).into_bytes();
    for _ in 0..4 {
        pieces.extend_from_slice(format!("3e8\r\n{}\r\n", "x".repeat(1000)).as_bytes());
    }
    pieces.extend_from_slice(b"0\r\n\r\n");
    assert_eq!(
        parse(&raw(site.address(), &pieces).await).unwrap().status,
        413
    );
    assert_eq!(fake.requests().len(), 1);
}

#[tokio::test]
async fn redirects_stay_on_our_origin() {
    for (given, expected) in [
        ("https://appliance.internal/api/", Some("/api/")),
        ("/api/", Some("/api/")),
        ("//evil/api/x?y", Some("/api/x?y")),
        ("https://appliance.internal/", None),
    ] {
        let fake = Fake::always(&format!(
            "HTTP/1.1 302 Found\r\nLocation: {given}\r\nContent-Length: 0\r\n\r\n"
        ))
        .await;
        let answer = before(&fake)
            .await
            .page("GET", "/api/authentication")
            .send()
            .await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (302, expected),
            "{given}"
        );
        assert_eq!(fake.requests().len(), 1, "the gateway follows no redirect");
    }
}

#[tokio::test]
async fn proxy_authentication_is_never_passed_on() {
    let fake =
        Fake::always("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            .await;
    let answer = before(&fake).await.page("GET", "/api/x").send().await;
    assert_eq!(
        (answer.status, answer.error_type().as_str()),
        (502, "UpstreamBroken")
    );
}
