//! Finding the way: nodes, links, normalised paths, and the plain refusals of HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use desk::Desk;
use http::Request;
use serde_json::{Value, json};
use sps_appliance::{PayloadWrap, Switches};

#[test]
fn every_link_below_the_root_leads_somewhere() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let mut paths = vec!["/api".to_owned()];
    let mut seen = 0;
    while let Some(path) = paths.pop() {
        if path == "/api/authentication" {
            continue;
        }
        seen += 1;
        let answer = desk.get(&admin, &path);
        assert!(
            matches!(answer.status, 200 | 405),
            "{path}: {}",
            answer.text
        );
        for name in ["first", "last", "next", "previous", "parent"] {
            if let Some(link) = answer.json["meta"][name].as_str().map(str::to_owned) {
                assert!(
                    matches!(desk.get(&admin, &link).status, 200 | 405),
                    "{path} {name} {link}"
                );
            }
        }
        for item in answer.json["items"].as_array().into_iter().flatten() {
            paths.push(item["meta"]["href"].as_str().unwrap().to_owned());
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn doubled_and_trailing_slashes_are_normalised() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let root = desk.get(&admin, "/api").json;
    for path in ["/api/", "/api//", "//api"] {
        assert_eq!(desk.get(&admin, path).json, root, "{path}");
    }
    assert_eq!(
        desk.get(&admin, "/api//configuration/aaa//").json["meta"]["href"],
        "/api/configuration/aaa"
    );
    assert_eq!(
        desk.call(&admin, "POST", "/api/transaction/", None).status,
        200
    );
}

#[test]
fn siblings_are_alphabetical_and_the_configuration_has_no_parent() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let meta = desk
        .get(&admin, "/api/configuration/management/webinterface")
        .json["meta"]
        .clone();
    assert_eq!(meta["first"], "/api/configuration/management/accounting");
    assert_eq!(meta["last"], "/api/configuration/management/webinterface");
    assert_eq!(meta["previous"], "/api/configuration/management/syslog");
    assert_eq!(meta["next"], Value::Null);
    assert_eq!(
        desk.get(&admin, "/api/configuration").json["meta"]["parent"],
        Value::Null
    );
}

#[test]
fn lists_embed_bodies_and_nodes_do_not() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let list = desk
        .get(&admin, "/api/configuration/policies/time_policies")
        .json;
    assert_eq!(list["items"][0]["key"], "-100");
    assert_eq!(list["items"][0]["body"]["name"], "7x24");
    let node = desk.get(&admin, "/api/configuration/policies").json;
    assert!(
        node["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item.get("body").is_none())
    );
}

#[test]
fn unknown_paths_are_a_clean_error() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    for path in [
        "/api/nonsense",
        "/api/configuration/aaa/settings/backend",
        "/api/configuration/aaa%2Fsettings",
        "/",
        "/api/configuration/..",
        "/api/%ff",
    ] {
        let answer = desk.get(&admin, path);
        assert_eq!(
            (answer.status, answer.error_type()),
            (404, "NodeNotFound"),
            "{path}"
        );
    }
    let deep = desk.get(&admin, "/api/configuration/policies/no/such").json;
    assert_eq!(deep["error"]["details"]["path"], "policies/no/such");
    assert_eq!(deep["meta"]["parent"], "/api/configuration/policies");
}

#[test]
fn verbs_that_do_not_exist_are_405_with_the_right_allow() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    for (method, path, allow) in [
        ("PUT", "/api/configuration/aaa/acls", "GET"),
        ("POST", "/api/configuration/aaa/settings", "GET, PUT"),
        (
            "PUT",
            "/api/configuration/policies/time_policies",
            "GET, POST",
        ),
        ("DELETE", "/api/configuration/aaa", "GET"),
        ("GET", "/api/configuration/private_keys", "POST"),
        ("PATCH", "/api/configuration/aaa/settings", "GET, PUT"),
        ("DELETE", "/api/authentication", "GET"),
        ("PUT", "/api/user/api_keys", "GET, POST"),
    ] {
        let answer = desk.call(&admin, method, path, Some(&json!({})));
        assert_eq!(
            (answer.status, answer.error_type()),
            (405, "MethodNotAllowed"),
            "{method} {path}"
        );
        assert_eq!(answer.header("allow"), Some(allow), "{method} {path}");
    }
}

#[test]
fn a_post_without_a_length_is_411_and_an_expectation_417_outside_of_the_envelope() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let bare = Request::post("/api/transaction")
        .header("cookie", &admin.0)
        .body(Vec::new())
        .unwrap();
    let expecting = Request::put("/api/transaction")
        .header("cookie", &admin.0)
        .header("expect", "100-continue")
        .body(b"{}".to_vec())
        .unwrap();
    for (request, status) in [(bare, 411), (expecting, 417)] {
        let answer = desk.send(request);
        assert_eq!((answer.status, &answer.json), (status, &Value::Null));
        assert_eq!(answer.header("content-type"), Some("text/plain"));
    }
}

#[test]
fn what_is_not_json_is_a_syntactic_error() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let path = "/api/configuration/datetime/timezone";
    for (content_type, body) in [
        ("application/json", b"Europe/Vienna".to_vec()),
        ("application/json", b"\"caf\xe9\"".to_vec()),
        ("application/x-www-form-urlencoded", b"\"UTC\"".to_vec()),
    ] {
        let request = Request::put(path)
            .header("cookie", &admin.0)
            .header("content-type", content_type);
        assert_eq!(
            desk.send(request.body(body).unwrap()).error_type(),
            "SyntacticError"
        );
    }
}

#[test]
fn info_tells_more_after_sign_in() {
    let mut desk = Desk::new();
    let anonymous = desk
        .send(Request::get("/api/info").body(Vec::new()).unwrap())
        .json;
    assert_eq!(anonymous["key"], "about_info");
    assert_eq!(anonymous["body"]["hostname"], "sps1");
    assert!(anonymous["body"].get("firmware_version").is_none());
    let admin = desk.sign_in("admin");
    let info = desk.get(&admin, "/api/info").json["body"].clone();
    assert_eq!(info["firmware_version"], "8.0.0");
    assert_eq!(info["analytics_enabled"], false);
    assert_eq!(info["config_hash"].as_str().unwrap().len(), 32);
}

#[test]
fn setup_and_health_are_flat() {
    let mut desk = Desk::new();
    let setup = desk
        .send(Request::get("/api/setup").body(Vec::new()).unwrap())
        .json;
    assert_eq!(
        (&setup["status"], &setup["meta"]["remaining_seconds"]),
        (&json!("completed"), &json!(0))
    );
    let admin = desk.sign_in("admin");
    assert!(desk.get(&admin, "/api/health_status").json["health_status"]["cpu"].is_number());
}

#[test]
fn the_older_generation_wraps_payloads_by_name() {
    let mut desk = Desk::with(Switches {
        payload_wrap: PayloadWrap::Name,
        ..Switches::v8_0()
    });
    let admin = desk.sign_in("admin");
    let transaction = desk.get(&admin, "/api/transaction").json;
    assert_eq!(transaction["transaction"], json!({ "status": "closed" }));
    assert!(
        desk.get(&admin, "/api/configuration/aaa/settings").json["settings"]["backend"].is_object()
    );
    assert!(desk.get(&admin, "/api/configuration/network/dns").json["body"].is_object());
}
