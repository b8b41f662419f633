//! Security headers (security guide §7 and §8).

use crate::fake_upstream::Fake;
use crate::setup::{before, demo, https_before};

#[tokio::test]
async fn the_console_runs_under_a_strict_policy() {
    let site = demo().await;
    let origin = site.running.origin().to_owned();
    let expected = format!(
        "default-src 'none'; script-src {origin}/console/ 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default; report-uri /console/gw/csp-report"
    );
    for path in [
        "/console/",
        "/console/boot.js",
        "/console/gone.js",
        "/console/gw/info",
        "/",
        "/nowhere",
    ] {
        let answer = site.ask("GET", path).send().await;
        for (name, value) in [
            ("content-security-policy", expected.as_str()),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{name} on {path}");
        }
        let permissions = answer.header("permissions-policy").unwrap();
        for part in [
            "clipboard-write=(self)",
            "clipboard-read=()",
            "camera=()",
            "microphone=()",
            "geolocation=()",
            "usb=()",
            "payment=()",
            "display-capture=()",
        ] {
            assert!(permissions.contains(part), "{part}");
        }
        assert_eq!(
            answer.header("reporting-endpoints"),
            None,
            "Chromium takes them on https only"
        );
        assert_eq!(
            answer.header("strict-transport-security"),
            None,
            "not on localhost"
        );
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}

#[tokio::test]
async fn hsts_comes_with_a_real_name_on_https() {
    let fake = Fake::always(
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nStrict-Transport-Security: max-age=0\r\n\r\n",
    )
    .await;
    let site = https_before(&fake).await;
    for answer in [
        site.ask("GET", "/console/").send().await,
        site.page("GET", "/api/x").send().await,
    ] {
        assert_eq!(
            answer.header("strict-transport-security"),
            Some("max-age=31536000; includeSubDomains")
        );
    }
    let csp = site.ask("GET", "/console/").send().await;
    assert_eq!(
        csp.header("reporting-endpoints"),
        Some("csp=\"/console/gw/csp-report\"")
    );
    assert!(
        csp.header("content-security-policy")
            .unwrap()
            .ends_with("; report-uri /console/gw/csp-report; report-to csp")
    );
    assert!(
        csp.header("content-security-policy")
            .unwrap()
            .contains("script-src https://console.example.com/console/ 'wasm-unsafe-eval';")
    );
}

#[tokio::test]
async fn answers_of_the_api_can_run_nothing() {
    let fake = Fake::always(
        "HTTP/1.1 503 Unavailable\r\nContent-Type: text/html\r\nContent-Length: 25\r\nCache-Control: public, max-age=9\r\n\
         Content-Security-Policy: script-src *\r\nServer: Apache\r\nX-Powered-By: x\r\nAccess-Control-Allow-Origin: *\r\nAlt-Svc: h3\r\nRefresh: 0\r\n\
         Clear-Site-Data: \"*\"\r\nX-Anything: 1\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nRetry-After: 7\r\n\r\n<script>alert(1)</script>",
    )
    .await;
    let site = before(&fake).await;
    let answer = site.page("GET", "/api/x").send().await;
    assert_eq!(
        (answer.status, answer.text()),
        (503, "<script>alert(1)</script>")
    );
    for (name, value) in [
        (
            "content-security-policy",
            Some("default-src 'none'; sandbox; frame-ancestors 'none'"),
        ),
        ("cache-control", Some("no-store")),
        ("x-content-type-options", Some("nosniff")),
        ("cross-origin-resource-policy", Some("same-origin")),
        ("date", Some("Thu, 01 Jan 2026 00:00:00 GMT")),
        ("retry-after", Some("7")),
        ("content-type", Some("text/html")),
        ("server", None),
        ("x-powered-by", None),
        ("access-control-allow-origin", None),
        ("alt-svc", None),
        ("refresh", None),
        ("clear-site-data", None),
        ("x-anything", None),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    let refused = site.ask("GET", "/api/x").send().await;
    assert_eq!(refused.status, 403);
    assert_eq!(
        refused.header("content-security-policy"),
        Some("default-src 'none'; sandbox; frame-ancestors 'none'")
    );
}
