//! Requests and answers around API keys.

#![allow(dead_code, reason = "every test file uses its own part of this")]

use pollster::block_on;
use serde_json::{Value, json};
use sps_client::{ApiKeyName, NewApiKey};
use sps_workbench::create_only;

use super::{Step, client, step, transaction};

pub const KEYS: &str = "/api/user/api_keys";
pub const ID: &str = "2dde93c0";
pub const KEY: &str = "/api/user/api_keys/2dde93c0";
pub const TRANSACTION: &str = "/api/transaction";
pub const CHANGES: &str = "/api/transaction/changes";
pub const TOKEN: &str = "obviously-fake-token-5UcV";

pub fn name() -> ApiKeyName {
    ApiKeyName::parse("ci_key").expect("a name")
}

pub fn opened() -> Step {
    step("POST", TRANSACTION, 200, json!({ "meta": {} }))
}

pub fn created() -> Step {
    let body =
        json!({ "name": "ci_key", "token": TOKEN, "username": "u", "login_method": "f46acbd3" });
    step(
        "POST",
        KEYS,
        201,
        json!({ "key": ID, "body": body, "meta": { "href": KEY } }),
    )
}

pub fn committed() -> Step {
    step("PUT", TRANSACTION, 200, json!({ "meta": {} }))
}

pub fn rolled_back() -> Step {
    step("DELETE", TRANSACTION, 200, json!({ "meta": {} }))
}

pub fn deleted() -> Step {
    step("DELETE", KEY, 200, json!({ "meta": {} }))
}

pub fn listed(keys: &[&str]) -> Step {
    let items: Vec<Value> = keys
        .iter()
        .map(|key| json!({ "key": key, "body": { "name": "n" }, "meta": {} }))
        .collect();
    step("GET", KEYS, 200, json!({ "items": items, "meta": {} }))
}

/// The changelog, an entry for each path.
pub fn changes(paths: &[&str]) -> Step {
    let changes: Vec<Value> = paths
        .iter()
        .map(|path| json!({ "type": "create", "path": path, "new_value": {} }))
        .collect();
    step("GET", CHANGES, 200, json!({ "changes": changes }))
}

/// A key as the appliance answers it.
pub fn new_key() -> NewApiKey {
    let client = client([transaction("open"), created()]);
    block_on(create_only(&client, &name())).expect("created")
}
