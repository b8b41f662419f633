//! `/console/`: the rules of the engineering guide §3.5.

use crate::console_folder::{INDEX, SCRIPT, WASM};
use crate::setup::demo;

#[tokio::test]
async fn entrances_lead_to_the_console() {
    let site = demo().await;
    for (path, status) in [("/", 302), ("/console", 308), ("/console/index.html", 308)] {
        let answer = site.ask("GET", path).send().await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (status, Some("/console/")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn files_have_their_type_and_their_lifetime() {
    let site = demo().await;
    let forever = "public, max-age=31536000, immutable";
    for (path, kind, caching) in [
        ("/console/", "text/html; charset=utf-8", "no-store"),
        (
            &format!("/console/{SCRIPT}"),
            "text/javascript; charset=utf-8",
            forever,
        ),
        (&format!("/console/{WASM}"), "application/wasm", forever),
        (
            "/console/style-0123456789abcdef.css",
            "text/css; charset=utf-8",
            forever,
        ),
        (
            "/console/boot.js",
            "text/javascript; charset=utf-8",
            "no-cache",
        ),
        ("/console/logo.svg", "image/svg+xml", "no-cache"),
        ("/console/font.woff2", "font/woff2", "no-cache"),
        ("/console/data.json", "application/json", "no-cache"),
        (
            "/console/snippets/inline0.js",
            "text/javascript; charset=utf-8",
            "no-cache",
        ),
    ] {
        let answer = site.ask("GET", path).send().await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), Some(kind), "{path}");
        assert_eq!(answer.header("cache-control"), Some(caching), "{path}");
        assert_eq!(answer.header("vary"), Some("Accept-Encoding"), "{path}");
        assert_eq!(answer.header("content-encoding"), None, "{path}");
    }
}

#[tokio::test]
async fn packed_forms_follow_the_weights() {
    let site = demo().await;
    for (accepted, coding, body) in [
        ("gzip, deflate, br, zstd", Some("br"), "script as brotli"),
        ("br;q=0.1, gzip;q=0.9", Some("gzip"), "script as gzip"),
        ("br;q=0, gzip", Some("gzip"), "script as gzip"),
        ("*", Some("br"), "script as brotli"),
        ("br;q=0, gzip;q=0", None, "export default 1"),
        ("identity", None, "export default 1"),
    ] {
        let answer = site
            .ask("GET", &format!("/console/{SCRIPT}"))
            .with("Accept-Encoding", accepted)
            .send()
            .await;
        assert_eq!(
            (answer.header("content-encoding"), answer.text()),
            (coding, body),
            "{accepted}"
        );
        assert_eq!(
            answer.header("content-type"),
            Some("text/javascript; charset=utf-8"),
            "{accepted}"
        );
    }
    let answer = site
        .ask("GET", &format!("/console/{WASM}"))
        .with("Accept-Encoding", "br, gzip")
        .send()
        .await;
    assert_eq!(
        answer.header("content-encoding"),
        Some("gzip"),
        "there is no brotli form of it"
    );
    let page = site
        .ask("GET", "/console/reports/7")
        .with("Accept-Encoding", "br")
        .send()
        .await;
    assert_eq!(
        (page.header("content-encoding"), page.text()),
        (Some("br"), "index as brotli")
    );
}

#[tokio::test]
async fn pages_fall_back_and_missing_files_do_not() {
    let site = demo().await;
    for page in [
        "/console/sign-in",
        "/console/connections/host.example.com",
        "/console/ids/10.10.100.1:22",
        "/console/a/b/",
        "/console/x%2Fy",
        "/console/v1.2",
    ] {
        let answer = site.ask("GET", page).send().await;
        assert_eq!((answer.status, answer.text()), (200, INDEX), "{page}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{page}");
    }
    for missing in [
        "sps-console-ffffffffffffffff.js",
        "old_bg.wasm",
        "a/b.css",
        "x.svg",
        "x.json",
        "x.PNG",
        "x.woff2",
        "favicon.ico",
        "robots.txt",
        "boot.js.br",
        "boot.js.gz",
        "other.html",
    ] {
        let answer = site.ask("GET", &format!("/console/{missing}")).send().await;
        assert_eq!(
            (answer.status, answer.error_type().as_str()),
            (404, "NotFound"),
            "{missing}"
        );
        assert_eq!(
            answer.header("cache-control"),
            Some("no-store"),
            "{missing}"
        );
    }
    let packed = site
        .ask("GET", &format!("/console/{SCRIPT}.br"))
        .send()
        .await;
    assert_eq!(
        packed.status, 404,
        "packed forms have no address of their own"
    );
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let site = demo().await;
    let secret = site
        .folder
        .path()
        .parent()
        .unwrap()
        .join("sps-gateway-test-secret.txt");
    std::fs::write(&secret, "outside").unwrap();
    std::os::unix::fs::symlink(&secret, site.folder.path().join("link.txt")).unwrap();
    std::fs::write(site.folder.path().join(".hidden.txt"), "hidden").unwrap();
    let name = "sps-gateway-test-secret.txt";
    for path in [
        format!("/console/../{name}"),
        format!("/console/%2e%2e/{name}"),
        format!("/console/..%2f{name}"),
        format!("/console/..%5c{name}"),
        format!("/console//{}", secret.display()),
        format!("/console/{}", secret.display()),
        "/console/link.txt".to_owned(),
        "/console/.hidden.txt".to_owned(),
        "/console/boot.js%00.txt".to_owned(),
        "/console/%ff.txt".to_owned(),
    ] {
        let answer = site.ask("GET", &path).send().await;
        assert!(
            matches!(answer.status, 400 | 404),
            "{path}: {}",
            answer.status
        );
        answer.error_type();
    }
    std::fs::remove_file(secret).unwrap();
}

#[tokio::test]
async fn head_is_get_without_body_and_other_methods_are_refused() {
    let site = demo().await;
    let answer = site.ask("HEAD", "/console/boot.js").send().await;
    assert_eq!(
        (
            answer.status,
            answer.header("content-length"),
            answer.body.len()
        ),
        (200, Some("6"), 0)
    );
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let answer = site.ask(method, "/console/boot.js").send().await;
        assert_eq!(
            (answer.status, answer.error_type().as_str()),
            (405, "MethodNotAllowed"),
            "{method}"
        );
        assert!(answer.header("allow").unwrap().contains("GET"));
    }
}

#[tokio::test]
async fn a_known_unhashed_file_is_not_sent_again() {
    let site = demo().await;
    let first = site.ask("GET", "/console/boot.js").send().await;
    let tag = first.header("etag").unwrap();
    let again = site
        .ask("GET", "/console/boot.js")
        .with("If-None-Match", &format!("\"x\", W/{tag}"))
        .send()
        .await;
    assert_eq!(
        (again.status, again.body.len(), again.header("etag")),
        (304, 0, Some(tag))
    );
    std::fs::write(site.folder.path().join("boot.js"), "boot(2)").unwrap();
    let changed = site
        .ask("GET", "/console/boot.js")
        .with("If-None-Match", tag)
        .send()
        .await;
    assert_eq!((changed.status, changed.text()), (200, "boot(2)"));
}
