//! What is outside of the configuration: cluster, firmware, uploads, support bundles.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use desk::{Answer, Desk, Login};
use http::Request;
use serde_json::json;

fn upload(desk: &mut Desk, login: &Login, path: &str, kind: &str, bytes: &[u8]) -> Answer {
    let request = Request::post(path)
        .header("cookie", &login.0)
        .header("content-type", kind)
        .header("content-length", bytes.len());
    desk.send(request.body(bytes.to_vec()).unwrap())
}

#[test]
fn the_tree_has_all_the_chapters_and_sixty_resources() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let mut chapters = Vec::new();
    let mut waiting = vec!["/api/configuration".to_owned()];
    let (mut readable, mut lists) = (0, 0);
    while let Some(path) = waiting.pop() {
        let answer = desk.get(&admin, &path);
        if answer.status == 405 {
            lists += 1;
            continue;
        }
        assert_eq!(answer.status, 200, "{path}");
        let Some(items) = answer.json["items"].as_array() else {
            readable += 1;
            continue;
        };
        let is_list = desk.call(&admin, "PATCH", &path, None).header("allow") == Some("GET, POST");
        if is_list {
            lists += 1;
            continue;
        }
        for item in items {
            if path == "/api/configuration" {
                chapters.push(item["key"].as_str().unwrap().to_owned());
            }
            waiting.push(item["meta"]["href"].as_str().unwrap().to_owned());
        }
    }
    assert!(readable + lists >= 60, "{readable} + {lists}");
    for chapter in [
        "aaa",
        "alerting",
        "datetime",
        "http",
        "ica",
        "local_services",
        "management",
        "mssql",
        "network",
        "passwords",
        "policies",
        "private_keys",
        "rdp",
        "reporting",
        "ssh",
        "telnet",
        "vnc",
        "x509",
    ] {
        assert!(chapters.iter().any(|found| found == chapter), "{chapter}");
    }
    assert!(chapters.is_sorted());
}

#[test]
fn an_object_that_a_new_chapter_refers_to_cannot_be_deleted() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    for (path, status) in [
        (
            "/api/configuration/reporting/content_subchapters/0d84be7c19f2435a86e101",
            400,
        ),
        (
            "/api/configuration/policies/trusted_ca_lists/b7720e61d9384c15f0a201",
            400,
        ),
        (
            "/api/configuration/policies/user_lists/28f5c90e1b7d4436ae5201",
            200,
        ),
    ] {
        assert_eq!(desk.delete(&admin, path).status, status, "{path}");
    }
}

#[test]
fn promotion_makes_a_node_at_commit() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let parts = |desk: &mut Desk| {
        let cluster = desk.get(&admin, "/api/cluster");
        cluster.json["items"].as_array().unwrap().len()
    };
    assert_eq!(parts(&mut desk), 1);
    // A client takes an error for "not promoted" (sps-api.md §15.2).
    assert_eq!(desk.get(&admin, "/api/cluster/status").status, 404);
    desk.call(&admin, "POST", "/api/transaction", None);
    let promoted = desk.call(&admin, "POST", "/api/cluster/promote", None);
    assert_eq!(promoted.status, 201, "{}", promoted.text);
    assert_eq!(
        promoted.json["body"],
        json!({ "address": "10.40.255.10", "roles": ["central-management"] })
    );
    let node = promoted.json["meta"]["href"].as_str().unwrap().to_owned();
    assert_eq!(promoted.json["meta"]["parent"], "/api/cluster/nodes");
    assert_eq!(desk.changes(&admin)[0]["type"], "create");
    assert_eq!(desk.get(&admin, "/api/cluster/status").status, 404);
    assert_eq!(desk.commit(&admin).status, 200);

    assert_eq!(
        desk.get(&admin, &node).json["body"]["address"],
        "10.40.255.10"
    );
    assert_eq!(parts(&mut desk), 2);
    let status = desk.get(&admin, "/api/cluster/status").json;
    let item = &status["items"][0];
    assert_eq!(item["sync_status"], "n/a");
    assert_eq!(item["fqdn"], "sps1.example.org");
    assert!(item.get("body").is_none());
    assert_eq!(item["meta"]["configuration"], node.as_str());
    let again = desk.call(&admin, "POST", "/api/cluster/promote", None);
    assert_eq!((again.status, again.error_type()), (400, "SemanticError"));
    assert_eq!(
        desk.call(&admin, "PUT", "/api/cluster/nodes", None).status,
        405
    );
}

#[test]
fn promotion_needs_the_cluster_service() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let off = json!({ "enabled": false });
    let path = "/api/configuration/local_services/cluster";
    assert_eq!(desk.put(&admin, path, &off).status, 200);
    let refused = desk.call(&admin, "POST", "/api/cluster/promote", None);
    assert_eq!(
        refused.json["error"]["details"]["errors"][0]["paths"][0],
        path
    );
}

#[test]
fn firmware_is_uploaded_tested_and_listed() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let mut image = vec![0; 40_000];
    image[32_769..32_774].copy_from_slice(b"CD001");
    for (kind, bytes, slot, summary) in [
        (
            "application/x-iso9660-image",
            image.as_slice(),
            2,
            "can be installed.",
        ),
        (
            "application/octet-stream",
            b"no image",
            3,
            "cannot be installed.",
        ),
    ] {
        let uploaded = upload(&mut desk, &admin, "/api/upload/firmware", kind, bytes);
        assert_eq!(
            (uploaded.status, &uploaded.json["body"]["slot_id"]),
            (201, &json!(slot))
        );
        let tested = desk.post(&admin, "/api/firmware/test", &json!({ "slot_id": slot }));
        let said = tested.json["body"]["test_summary"].as_str().unwrap();
        assert!(said.ends_with(summary), "{said}");
    }
    let slots = desk.get(&admin, "/api/firmware/slots").json;
    assert_eq!(slots["items"][0]["body"]["version"], "8.0.0");
    assert_eq!(slots["items"].as_array().unwrap().len(), 3);
    assert_eq!(slots["items"][1]["body"]["size"], 40_000);
    assert_eq!(desk.get(&admin, "/api/firmware/slots/9").status, 404);
    assert!(desk.changes(&admin).is_empty());
}

#[test]
fn uploads_of_another_kind_are_refused() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    for (kind, bytes) in [
        (
            "application/json",
            &b"--b\r\nContent-Disposition: form-data; name=\"firmware\"\r\n"[..],
        ),
        ("multipart/form-data; boundary=b", b"--b"),
        ("application/octet-stream", b""),
    ] {
        let refused = upload(&mut desk, &admin, "/api/upload/firmware", kind, bytes);
        assert_eq!(
            (refused.status, refused.error_type()),
            (400, "SyntacticError"),
            "{kind}"
        );
    }
    let helpdesk = desk.sign_in("helpdesk");
    let refused = upload(
        &mut desk,
        &helpdesk,
        "/api/upload/firmware",
        "application/octet-stream",
        b"x",
    );
    assert_eq!(refused.status, 403);
}

#[test]
fn a_licence_is_staged_and_committed() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let path = "/api/configuration/management/license";
    let before = desk.get(&admin, path).json["body"]["serial"].clone();
    let uploaded = upload(
        &mut desk,
        &admin,
        "/api/upload/license",
        "application/octet-stream",
        b"licence",
    );
    assert_eq!(uploaded.status, 200, "{}", uploaded.text);
    assert_eq!(desk.changes(&admin)[0]["path"], format!("{path}/serial"));
    assert_eq!(desk.commit(&admin).status, 200);
    assert_ne!(desk.get(&admin, path).json["body"]["serial"], before);
}

#[test]
fn a_support_bundle_is_made_downloaded_and_removed() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let list = "/api/troubleshooting/support-bundle";
    let made = desk.call(&admin, "POST", list, None);
    let bundle = format!("{list}/{}", made.json["key"].as_str().unwrap());
    assert_eq!(desk.get(&admin, &bundle).json["body"]["status"], "running");
    assert_eq!(desk.get(&admin, &format!("{bundle}/download")).status, 404);
    desk.wait_seconds(5);
    assert_eq!(desk.get(&admin, &bundle).json["body"]["status"], "finished");
    let download = desk.get(&admin, &format!("{bundle}/download"));
    assert_eq!(
        download.header("content-type"),
        Some("application/octet-stream")
    );
    assert!(download.text.contains("8.0.0"));
    assert_eq!(desk.delete(&admin, &bundle).status, 200);
    assert_eq!(desk.get(&admin, &bundle).status, 404);
    assert!(
        desk.get(&admin, list).json["items"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}
