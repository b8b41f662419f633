//! What never reaches the appliance: strange paths and foreign pages.

use crate::fake_upstream::Fake;
use crate::setup::{before, demo};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

#[tokio::test]
async fn strange_paths_are_refused() {
    let fake = Fake::always(OK).await;
    let site = before(&fake).await;
    for path in [
        "/api/../secret",
        "/api/./x",
        "/api/%2e%2e/secret",
        "/api/%2E./secret",
        "/api/%252e%252e/secret",
        "/api/a%2fb",
        "/api/a%252fb",
        "/api/a%5cb",
        "/api//x",
        "/api/a;b",
        "/api/a%3bb",
        "/api/a%00",
        "/api/a%0d%0aX-Evil:1",
        "/api/%ff",
        "/api/%c0%ae/x",
        "/api/%zz",
    ] {
        let answer = site.page("GET", path).send().await;
        assert_eq!(
            (answer.status, answer.error_type().as_str()),
            (400, "PathRefused"),
            "{path}"
        );
    }
    for path in [
        "/apixyz",
        "/api%2f..",
        "/API/x",
        "//api/x",
        "/console/gw/unknown",
        "/console/../api/x",
        "/other",
    ] {
        let answer = site.page("GET", path).send().await;
        assert!(
            matches!(answer.status, 400 | 404),
            "{path}: {}",
            answer.status
        );
        answer.error_type();
    }
    assert!(fake.requests().is_empty());
}

#[tokio::test]
async fn ordinary_paths_and_queries_arrive_unchanged() {
    let fake = Fake::always(OK).await;
    let site = before(&fake).await;
    for path in [
        "/api",
        "/api/",
        "/api/a%20b/%C5%91/ssh-rsa-10.10.100.1:22/-30?q=a%2fb..//;&x=%zz",
    ] {
        assert_eq!(site.page("GET", path).send().await.status, 200, "{path}");
        assert!(
            fake.requests()
                .last()
                .unwrap()
                .head
                .starts_with(&format!("GET {path} HTTP/1.1")),
            "{path}"
        );
    }
}

/// Method, headers, status, `error.type`.
type Row = (
    &'static str,
    &'static [(&'static str, &'static str)],
    u16,
    &'static str,
);

/// Security guide §1.5 and §7.
const CSRF: &[Row] = &[
    ("GET", &[("Sec-Fetch-Site", "same-origin")], 200, ""),
    (
        "PUT",
        &[("Sec-Fetch-Site", "same-origin"), ("Origin", "SELF")],
        200,
        "",
    ),
    (
        "POST",
        &[("Sec-Fetch-Site", "same-origin"), ("Origin", "null")],
        200,
        "",
    ),
    (
        "POST",
        &[
            ("Sec-Fetch-Site", "same-origin"),
            ("Origin", "https://evil.example.com"),
        ],
        403,
        "CrossSiteRefused",
    ),
    (
        "GET",
        &[
            ("Sec-Fetch-Site", "none"),
            ("Sec-Fetch-Mode", "navigate"),
            ("Sec-Fetch-Dest", "document"),
        ],
        200,
        "",
    ),
    (
        "HEAD",
        &[("Sec-Fetch-Site", "none"), ("Sec-Fetch-Dest", "empty")],
        200,
        "",
    ),
    (
        "GET",
        &[("Sec-Fetch-Site", "none"), ("Sec-Fetch-Dest", "iframe")],
        403,
        "CrossSiteRefused",
    ),
    (
        "POST",
        &[("Sec-Fetch-Site", "none"), ("Sec-Fetch-Dest", "document")],
        403,
        "CrossSiteRefused",
    ),
    (
        "GET",
        &[("Sec-Fetch-Site", "same-site")],
        403,
        "CrossSiteRefused",
    ),
    (
        "PUT",
        &[("Sec-Fetch-Site", "same-site"), ("Origin", "SELF")],
        403,
        "CrossSiteRefused",
    ),
    (
        "GET",
        &[("Sec-Fetch-Site", "cross-site")],
        403,
        "CrossSiteRefused",
    ),
    (
        "POST",
        &[("Sec-Fetch-Site", "cross-site"), ("Origin", "null")],
        403,
        "CrossSiteRefused",
    ),
    (
        "GET",
        &[("Sec-Fetch-Site", "something-new")],
        403,
        "CrossSiteRefused",
    ),
    (
        "GET",
        &[
            ("Sec-Fetch-Site", "same-origin"),
            ("Sec-Fetch-Site", "cross-site"),
        ],
        403,
        "CrossSiteRefused",
    ),
    ("DELETE", &[("Origin", "SELF")], 200, ""),
    (
        "DELETE",
        &[("Origin", "SELF.evil.example.com")],
        403,
        "CrossSiteRefused",
    ),
    ("DELETE", &[("Origin", "null")], 403, "CrossSiteRefused"),
    (
        "GET",
        &[("Origin", "https://evil.example.com")],
        403,
        "CrossSiteRefused",
    ),
    ("GET", &[], 403, "NotFromConsole"),
    ("PUT", &[], 403, "NotFromConsole"),
    (
        "PUT",
        &[("X-Console", "1"), ("Referer", "SELF/console/")],
        403,
        "NotFromConsole",
    ),
    (
        "POST",
        &[
            ("Sec-Fetch-Site", "same-origin"),
            ("Content-Type", "text/plain"),
        ],
        403,
        "CrossSiteRefused",
    ),
    (
        "POST",
        &[
            ("Origin", "SELF"),
            (
                "Content-Type",
                "application/x-www-form-urlencoded;charset=utf-8",
            ),
        ],
        403,
        "CrossSiteRefused",
    ),
    (
        "POST",
        &[
            ("Sec-Fetch-Site", "same-origin"),
            ("Content-Type", "application/json"),
        ],
        200,
        "",
    ),
];

#[tokio::test]
async fn only_our_own_pages_reach_the_api() {
    let fake = Fake::always(OK).await;
    let site = before(&fake).await;
    for (method, headers, status, kind) in CSRF {
        let arrived = fake.requests().len();
        let ask = headers
            .iter()
            .fold(site.ask(method, "/api/x"), |ask, (name, value)| {
                ask.with(name, &value.replace("SELF", site.running.origin()))
            });
        let answer = ask.send().await;
        assert_eq!(answer.status, *status, "{method} {headers:?}");
        if *status == 403 {
            assert_eq!(answer.error_type(), *kind, "{method} {headers:?}");
        }
        assert_eq!(
            fake.requests().len() - arrived,
            usize::from(*status == 200),
            "{method} {headers:?}"
        );
    }
}

#[tokio::test]
async fn the_refusal_of_a_command_line_client_names_the_way_out() {
    let answer = demo().await.ask("GET", "/api/x").send().await;
    let message = answer.json()["error"]["message"]
        .as_str()
        .unwrap()
        .to_owned();
    for word in ["Sec-Fetch-Site", "Origin", "--allow-cli"] {
        assert!(message.contains(word), "{message}");
    }
}
