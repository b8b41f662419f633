//! Objects of lists: made, deleted, protected; passwords and users.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use desk::Desk;
use serde_json::json;

const GROUPS: &str = "/api/configuration/aaa/local_database/groups";
const USERS: &str = "/api/configuration/aaa/local_database/users";

#[test]
fn a_new_object_gets_a_key_and_an_address() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let created = desk.post(
        &admin,
        GROUPS,
        &json!({ "name": "night-shift", "members": [] }),
    );
    assert_eq!(created.status, 201);
    let key = created.json["key"].as_str().unwrap();
    assert!(key.len() == 22 && key.chars().all(|digit| digit.is_ascii_hexdigit()));
    assert_eq!(created.json["meta"]["href"], format!("{GROUPS}/{key}"));
    let changes = desk.changes(&admin);
    let value = json!({ "name": "night-shift", "members": [] });
    assert_eq!(
        changes,
        [json!({ "type": "create", "path": format!("{GROUPS}/{key}"), "new_value": value })]
    );
    let twin = desk.post(&admin, GROUPS, &value);
    assert_eq!(twin.json["error"]["details"]["property"], "name");
}

#[test]
fn a_deleted_object_is_gone_and_its_answer_links_its_neighbours() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let path = format!("{GROUPS}/ca2dc85730ca082ee6b5cf");
    let deleted = desk.delete(&admin, &path);
    assert_eq!(deleted.status, 200);
    assert_eq!(deleted.json["meta"]["href"], path);
    assert_eq!(
        deleted.json["meta"]["previous"],
        format!("{GROUPS}/ca2dc85730ca082ee6b5ce")
    );
    let missing = desk.get(&admin, &path);
    assert_eq!((missing.status, missing.error_type()), (404, "NotFound"));
}

#[test]
fn objects_in_use_built_in_objects_and_admin_are_not_deleted() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    for (path, named) in [
        (
            "/api/configuration/policies/time_policies/8348340645707e2575e3c6",
            "/api/configuration/ssh/channel_policies/103640099357f3b14f0529b",
        ),
        (
            "/api/configuration/policies/time_policies/-100",
            "/api/configuration/policies/time_policies/-100",
        ),
        (
            "/api/configuration/aaa/local_database/users/91a7be02c4f35d6081e201",
            "/api/configuration/aaa/local_database/users/91a7be02c4f35d6081e201",
        ),
        (
            "/api/configuration/aaa/local_database/users/91a7be02c4f35d6081e204",
            "/api/configuration/aaa/local_database/groups/ca2dc85730ca082ee6b5cd",
        ),
    ] {
        let refused = desk.delete(&admin, path);
        assert_eq!(
            (refused.status, refused.error_type()),
            (400, "SemanticError"),
            "{path}"
        );
        let paths = refused.json["error"]["details"]["errors"][0]["paths"]
            .as_array()
            .unwrap();
        assert!(paths.contains(&json!(named)), "{path}: {paths:?}");
    }
    assert!(desk.changes(&admin).is_empty());
}

#[test]
fn a_password_is_written_once_never_shown_and_masked_in_the_change_list() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let passwords = "/api/configuration/passwords";
    assert_eq!(desk.get(&admin, passwords).status, 405);
    let created = desk.post(&admin, passwords, &json!({ "plain": "correct horse" }));
    assert_eq!(created.status, 201);
    let path = created.json["meta"]["href"].as_str().unwrap().to_owned();
    let shown = desk.get(&admin, &path);
    assert_eq!(shown.header("allow"), Some("GET"));
    let changes = desk.get(&admin, "/api/transaction/changes");
    assert_eq!(changes.json["changes"][0]["new_value"]["plain"], "********");
    for answer in [&created, &shown, &changes] {
        assert!(!answer.text.contains("correct horse"));
    }
    assert_eq!(desk.delete(&admin, &path).status, 405);
    assert_eq!(
        desk.put(&admin, &path, &json!({ "plain": "other" })).status,
        405
    );
}

#[test]
fn a_password_may_be_referenced_only_once() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let password = "0a6c1b5e-7f3d-4c0e-9a51-3b1f5d2e8c01";
    let refused = desk.post(
        &admin,
        USERS,
        &json!({ "name": "copycat", "password": password }),
    );
    assert_eq!(
        (refused.status, refused.error_type()),
        (400, "SemanticError")
    );
    assert_eq!(refused.json["error"]["details"]["property"], "password");
}

#[test]
fn a_new_user_signs_in_after_the_commit_with_the_rights_of_its_groups() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let password = desk
        .post(
            &admin,
            "/api/configuration/passwords",
            &json!({ "plain": "n3w" }),
        )
        .json["key"]
        .clone();
    let user = desk
        .post(
            &admin,
            USERS,
            &json!({ "name": "nina", "password": password }),
        )
        .json["key"]
        .clone();
    let group = format!("{GROUPS}/ca2dc85730ca082ee6b5c0");
    let group_body = json!({ "name": "basic-view", "members": [user] });
    assert_eq!(desk.put(&admin, &group, &group_body).status, 200);
    assert_eq!(
        desk.sign_in_answer("nina", "n3w").status,
        401,
        "not before the commit"
    );
    assert_eq!(desk.commit(&admin).status, 200);
    let answer = desk.sign_in_answer("nina", "n3w");
    let nina = desk::Login(
        answer
            .header("set-cookie")
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned(),
    );
    assert_eq!(
        desk.get(&nina, "/api/configuration/network/dns").status,
        200
    );
    assert_eq!(
        desk.get(&nina, "/api/configuration/ssh/options").status,
        403
    );
}
