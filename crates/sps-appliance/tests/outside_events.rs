//! What happens to an appliance from outside of its API: restarts, the lock of the web interface, and
//! combinations of switches that meet in one request.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use desk::Desk;
use serde_json::{Value, json};
use sps_appliance::Switches;

const WEB: &str = "/api/configuration/management/webinterface";
const GROUPS: &str = "/api/configuration/aaa/local_database/groups";

fn with(positions: &[(&str, &str)]) -> Desk {
    let mut switches = Switches::v8_0();
    for (name, position) in positions {
        switches.set(name, position).unwrap();
    }
    Desk::with(switches)
}

#[test]
fn a_restart_keeps_what_was_committed_and_nothing_else() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    desk.put(&admin, WEB, &json!({ "timeout": 20 }));
    assert_eq!(desk.commit(&admin).status, 200);
    desk.put(&admin, WEB, &json!({ "timeout": 30 }));
    assert!(desk.appliance_mut().take_web_lock("second-admin"));
    desk.appliance_mut().restart();
    assert_eq!(desk.get(&admin, WEB).error_type(), "Unauthenticated");
    let again = desk.sign_in("admin");
    assert_eq!(desk.get(&again, WEB).json["body"]["timeout"], 20);
    let state = desk.get(&again, "/api/transaction").json;
    assert_eq!(state["body"]["status"], "closed");
    desk.put(&again, WEB, &json!({ "timeout": 40 }));
    assert_eq!(desk.commit(&again).status, 200, "the lock is free");
}

#[test]
fn the_web_lock_belongs_to_one_administrator() {
    let mut desk = Desk::new();
    let appliance = desk.appliance_mut();
    assert!(appliance.take_web_lock("second-admin"));
    assert!(appliance.take_web_lock("second-admin"));
    assert!(!appliance.take_web_lock("third-admin"));
    appliance.release_web_lock();
    assert!(appliance.take_web_lock("third-admin"));
}

#[test]
fn changed_rights_apply_at_the_next_sign_in() {
    let mut desk = Desk::new();
    let (admin, operator) = (desk.sign_in("admin"), desk.sign_in("operator"));
    for item in desk.get(&admin, GROUPS).json["items"].as_array().unwrap() {
        let mut body = item["body"].clone();
        if body["name"] == "basic-write" {
            body["members"] = json!([]);
            let path = item["meta"]["href"].as_str().unwrap();
            assert_eq!(desk.put(&admin, path, &body).status, 200);
        }
    }
    assert_eq!(desk.commit(&admin).status, 200);
    let change = json!({ "timeout": 20 });
    assert_eq!(
        desk.put(&operator, WEB, &change).status,
        200,
        "running session"
    );
    let again = desk.sign_in("operator");
    let refused = desk.put(&again, WEB, &change);
    assert_eq!(refused.error_type(), "Unauthorized");
    assert_eq!(refused.json["error"]["details"]["path"], WEB);
}

#[test]
fn two_orders_of_one_list_are_a_conflict() {
    let mut desk = with(&[("reorder", "put")]);
    let (first, second) = (desk.sign_in("admin"), desk.sign_in("admin"));
    let items = desk.get(&first, GROUPS).json["items"].clone();
    let keys: Vec<Value> = items
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["key"].clone())
        .collect();
    assert!(keys.len() > 2);
    let mut backward = keys.clone();
    backward.reverse();
    let mut rotated = keys;
    rotated.rotate_left(1);
    let order = |keys: &Vec<Value>| json!({ "@order": keys });
    assert_eq!(desk.put(&first, GROUPS, &order(&backward)).status, 200);
    assert_eq!(desk.put(&second, GROUPS, &order(&rotated)).status, 200);
    assert_eq!(desk.commit(&second).status, 200);
    assert_eq!(desk.commit(&first).error_type(), "MergeConflict");
}

#[test]
fn renamed_paths_serve_a_whole_change() {
    let mut desk = with(&[("endpoints.renamed", "on"), ("endpoints.shape", "map")]);
    let admin = desk.sign_in("admin");
    let root = desk.get(&admin, "/api").json;
    let link = |answer: &Value, key: &str| {
        let items = answer["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["key"] == key).unwrap();
        item["meta"]["href"].as_str().unwrap().to_owned()
    };
    let mut path = link(&root, "configuration");
    for key in ["management", "webinterface"] {
        path = link(&desk.get(&admin, &path).json, key);
    }
    let changed = desk.put(&admin, &path, &json!({ "timeout": 20 }));
    assert_eq!(changed.status, 200);
    let changes = changed.json["meta"]["changes"].as_str().unwrap().to_owned();
    let entry = desk.get(&admin, &changes).json["changes"][0].clone();
    assert_eq!(entry["path"], format!("{path}/x-timeout"));
    let transaction = changed.json["meta"]["transaction"].as_str().unwrap();
    let commit = json!({ "status": "commit" });
    assert_eq!(desk.put(&admin, transaction, &commit).status, 200);
    let rights = desk.get(&admin, &link(&root, "endpoints")).json;
    assert!(rights["endpoints"].get("/api").is_some());
}

#[test]
fn a_directory_method_is_listed_and_refuses_everybody() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let path = "/api/configuration/aaa/login_methods/1c9d4e7a-52b0-4f7c-8f06-a3d1b6c7e204";
    let mut body = desk.get(&admin, path).json["body"].clone();
    body["enabled"] = json!(true);
    let directory = body["authentication"]["value"]["key"].clone();
    body["authentication"]["value"] = directory;
    assert_eq!(desk.put(&admin, path, &body).status, 200);
    assert_eq!(desk.commit(&admin).status, 200);
    let methods = desk.get(&admin, "/api/authentication/login_methods").json;
    let listed = methods["login_methods"].as_array().unwrap().iter();
    let mut ldap = listed.filter(|method| method["authentication"] == "ldap");
    assert_eq!(ldap.next().unwrap()["credential"], "password");
    let request = http::Request::get("/api/authentication?login_method=corp_ad")
        .header("authorization", "Basic YWRtaW46ZGVtbw==");
    let refused = desk.send(request.body(Vec::new()).unwrap());
    assert_eq!(refused.error_type(), "AuthenticationFailure");
}
