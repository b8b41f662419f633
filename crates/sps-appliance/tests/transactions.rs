//! Transactions: opening, snapshots, merge, conflict, commit, roll back, time-out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use desk::Desk;
use serde_json::json;

const WEB: &str = "/api/configuration/management/webinterface";
const EMAIL: &str = "/api/configuration/management/email";
const TIMEZONE: &str = "/api/configuration/datetime/timezone";

#[test]
fn the_first_write_opens_a_transaction_and_reading_does_not() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    desk.get(&admin, WEB);
    assert_eq!(
        desk.get(&admin, "/api/transaction").json["body"]["status"],
        "closed"
    );
    assert_eq!(desk.put(&admin, WEB, &json!({ "timeout": 20 })).status, 200);
    let state = desk.get(&admin, "/api/transaction").json;
    assert_eq!(
        state["body"],
        json!({ "status": "open", "commit_message": "optional" })
    );
    assert_eq!(state["meta"]["changes"], "/api/transaction/changes");
}

#[test]
fn a_refused_write_opens_nothing() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    assert_eq!(
        desk.put(&admin, WEB, &json!({ "timeout": "long" })).status,
        400
    );
    assert_eq!(
        desk.get(&admin, "/api/transaction").json["body"]["status"],
        "closed"
    );
}

#[test]
fn opening_twice_keeps_the_changes() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    assert_eq!(
        desk.call(&admin, "POST", "/api/transaction", None).status,
        200
    );
    desk.put(&admin, WEB, &json!({ "timeout": 20 }));
    assert_eq!(
        desk.post(&admin, "/api/transaction", &json!({})).status,
        200
    );
    assert_eq!(desk.changes(&admin).len(), 1);
}

#[test]
fn own_writes_are_visible_and_those_of_another_login_are_not() {
    let mut desk = Desk::new();
    let (first, second) = (desk.sign_in("admin"), desk.sign_in("admin"));
    desk.put(&first, WEB, &json!({ "timeout": 20 }));
    assert_eq!(desk.get(&first, WEB).json["body"]["timeout"], 20);
    assert_eq!(desk.get(&second, WEB).json["body"]["timeout"], 10);
}

#[test]
fn an_open_transaction_does_not_see_what_others_commit_meanwhile() {
    let mut desk = Desk::new();
    let (first, second) = (desk.sign_in("admin"), desk.sign_in("operator"));
    desk.call(&first, "POST", "/api/transaction", None);
    desk.put(&second, TIMEZONE, &json!("Europe/Vienna"));
    assert_eq!(desk.commit(&second).status, 200);
    assert_eq!(desk.get(&first, TIMEZONE).json["body"], "Europe/Budapest");
    desk.delete(&first, "/api/transaction");
    assert_eq!(desk.get(&first, TIMEZONE).json["body"], "Europe/Vienna");
}

#[test]
fn changes_to_different_leaves_of_one_resource_merge() {
    let mut desk = Desk::new();
    let (first, second) = (desk.sign_in("admin"), desk.sign_in("operator"));
    let base = desk.get(&first, EMAIL).json["body"].clone();
    let mut mine = base.clone();
    mine["admin_address"] = json!("first@example.org");
    let mut theirs = base.clone();
    theirs["reporting_address"] = json!("second@example.org");
    assert_eq!(desk.put(&first, EMAIL, &mine).status, 200);
    assert_eq!(desk.put(&second, EMAIL, &theirs).status, 200);
    assert_eq!(desk.commit(&second).status, 200);
    assert_eq!(desk.commit(&first).status, 200);
    let merged = desk.get(&first, EMAIL).json["body"].clone();
    assert_eq!(merged["admin_address"], "first@example.org");
    assert_eq!(merged["reporting_address"], "second@example.org");
}

#[test]
fn different_values_for_the_same_leaf_are_a_conflict_and_the_transaction_stays_open() {
    let mut desk = Desk::new();
    let (first, second) = (desk.sign_in("admin"), desk.sign_in("operator"));
    desk.put(&first, WEB, &json!({ "timeout": 20 }));
    desk.put(&second, WEB, &json!({ "timeout": 30 }));
    assert_eq!(desk.commit(&second).status, 200);
    let refused = desk.commit(&first);
    assert_eq!(
        (refused.status, refused.error_type()),
        (409, "MergeConflict")
    );
    let paths = &refused.json["error"]["details"]["errors"][0]["paths"];
    assert_eq!(
        *paths,
        json!(["/api/configuration/management/webinterface/timeout"])
    );
    assert_eq!(
        desk.get(&first, "/api/transaction").json["body"]["status"],
        "open"
    );
    assert_eq!(desk.changes(&first).len(), 1);
}

#[test]
fn the_same_value_from_both_sides_is_no_conflict() {
    let mut desk = Desk::new();
    let (first, second) = (desk.sign_in("admin"), desk.sign_in("operator"));
    desk.put(&first, WEB, &json!({ "timeout": 20 }));
    desk.put(&second, WEB, &json!({ "timeout": 20 }));
    assert_eq!(desk.commit(&second).status, 200);
    assert_eq!(desk.commit(&first).status, 200);
}

#[test]
fn deleting_what_others_began_to_use_is_refused_at_commit() {
    let mut desk = Desk::new();
    let (first, second) = (desk.sign_in("admin"), desk.sign_in("operator"));
    let policies = "/api/configuration/policies/time_policies";
    let mut night = desk.get(&first, &format!("{policies}/-100")).json["body"].clone();
    night["name"] = json!("nights");
    let key = desk.post(&first, policies, &night).json["key"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.commit(&first);

    assert_eq!(
        desk.delete(&first, &format!("{policies}/{key}")).status,
        200
    );
    let rule = json!({ "channel": "session-shell", "audit": true, "four_eyes": false, "time_policy": key });
    let channel_policy = json!({ "name": "night-shell", "rules": [rule] });
    let created = desk.post(
        &second,
        "/api/configuration/ssh/channel_policies",
        &channel_policy,
    );
    assert_eq!(created.status, 201);
    assert_eq!(desk.commit(&second).status, 200);
    let refused = desk.commit(&first);
    assert_eq!(
        (refused.status, refused.error_type()),
        (400, "SemanticError")
    );
    assert_eq!(
        refused.json["error"]["details"]["errors"][0]["paths"][0],
        created.json["meta"]["href"]
    );
}

#[test]
fn the_idle_time_out_deletes_the_session_with_its_transaction() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    desk.put(&admin, TIMEZONE, &json!("UTC"));
    desk.wait_seconds(599);
    let alive = desk.get(&admin, WEB);
    assert_eq!(
        (alive.status, &alive.json["meta"]["remaining_seconds"]),
        (200, &json!(600))
    );
    desk.wait_seconds(600);
    let gone = desk.get(&admin, WEB);
    assert_eq!((gone.status, gone.error_type()), (401, "Unauthenticated"));
    assert_eq!(gone.json["error"]["details"]["path"], WEB);
    let again = desk.sign_in("admin");
    assert_eq!(
        desk.get(&again, "/api/transaction").json["body"]["status"],
        "closed"
    );
    assert_eq!(desk.get(&again, TIMEZONE).json["body"], "Europe/Budapest");
}

#[test]
fn the_time_out_follows_the_active_configuration() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    desk.put(&admin, WEB, &json!({ "timeout": 1 }));
    assert_eq!(
        desk.get(&admin, WEB).json["meta"]["remaining_seconds"],
        600,
        "not before the commit"
    );
    assert_eq!(desk.commit(&admin).json["meta"]["remaining_seconds"], 60);
    desk.wait_seconds(60);
    assert_eq!(desk.get(&admin, WEB).status, 401);
}

#[test]
fn a_commit_needs_a_message_where_the_commit_log_is_required() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    desk.put(
        &admin,
        "/api/configuration/management/accounting",
        &json!({ "require_commitlog": true }),
    );
    assert_eq!(
        desk.put(&admin, "/api/transaction", &json!({ "status": "commit" }))
            .status,
        200
    );
    assert_eq!(
        desk.get(&admin, "/api/transaction").json["body"]["commit_message"],
        "required"
    );
    desk.put(&admin, TIMEZONE, &json!("UTC"));
    let refused = desk.put(
        &admin,
        "/api/transaction",
        &json!({ "status": "commit", "message": " " }),
    );
    assert_eq!(
        (refused.status, refused.error_type()),
        (400, "CommitMessageRequired")
    );
    assert_eq!(desk.commit(&admin).status, 200);
}

#[test]
fn a_commit_with_a_wrong_body_or_nothing_open_is_refused() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    assert_eq!(desk.commit(&admin).status, 400);
    assert_eq!(desk.delete(&admin, "/api/transaction").status, 404);
    desk.call(&admin, "POST", "/api/transaction", None);
    assert_eq!(
        desk.call(&admin, "PUT", "/api/transaction", None)
            .error_type(),
        "SyntacticError"
    );
    assert_eq!(
        desk.put(&admin, "/api/transaction", &json!({ "status": "open" }))
            .error_type(),
        "SemanticError"
    );
    assert_eq!(
        desk.commit(&admin).status,
        200,
        "an open transaction without changes"
    );
}

#[test]
fn rolling_back_discards_the_changes() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    desk.put(&admin, WEB, &json!({ "timeout": 20 }));
    let answer = desk.delete(&admin, "/api/transaction");
    assert_eq!(answer.status, 200);
    assert!(answer.json["meta"].get("changes").is_none());
    assert_eq!(desk.get(&admin, WEB).json["body"]["timeout"], 10);
}

#[test]
fn a_commit_changes_the_configuration_hash() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let before = desk.get(&admin, "/api/info").json["body"]["config_hash"].clone();
    desk.put(&admin, WEB, &json!({ "timeout": 20 }));
    assert_eq!(
        desk.get(&admin, "/api/info").json["body"]["config_hash"],
        before
    );
    desk.commit(&admin);
    assert_ne!(
        desk.get(&admin, "/api/info").json["body"]["config_hash"],
        before
    );
}
