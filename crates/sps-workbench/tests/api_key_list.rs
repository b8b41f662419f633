//! The list of API keys with its states, the guard that counts what else a commit would activate, and what is asked
//! before a key is created.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use pollster::block_on;
use serde_json::{Value, json};
use sps_client::{ApiKey, Change, Endpoint, Rights, RightsSource};
use sps_workbench::MessageNeed;
use sps_workbench::api_keys::{
    KeyState, WaitingKey, free_name, key_context, listed_keys, look_around, other_changes,
    waiting_keys,
};
use support::keys::*;
use support::{change, client, lost, refusal, step, transaction};

fn key(id: &str) -> ApiKey {
    ApiKey {
        key: id.to_owned(),
        name: Some(format!("name of {id}")),
        login_method: None,
        username: None,
    }
}

fn staged(kind: &str, path: &str) -> Change {
    change(json!({ "type": kind, "path": path }))
}

#[test]
fn every_staged_change_but_the_keys_own_counts_as_other_work() {
    let paths = [
        ("/api/user/api_keys/k", 0),
        ("user/api_keys/k", 0),
        ("/user/api_keys#k", 0),
        ("/api/user/api_keys/k/name", 0),
        ("/api/user/api_keys/other", 1),
        ("/api/user/password", 1),
        ("/api/configuration/user/api_keys/k", 1),
        ("/api/configuration/ssh/connections/k", 1),
        ("/api/user/api_keys_of_others/k", 1),
        ("", 1),
    ];
    for (path, others) in paths {
        let changes = [staged("create", path)];
        assert_eq!(other_changes(&changes, Some("k")), others, "{path}");
        assert_eq!(other_changes(&changes, None), 1, "before there is a key");
    }
}

#[test]
fn the_list_tells_what_works_what_does_not_yet_and_what_is_about_to_go() {
    let changes = [
        staged("create", "/api/user/api_keys/new"),
        change(
            json!({ "type": "delete", "path": "/api/user/api_keys/gone", "old_value": { "name": "old", "login_method": "m" } }),
        ),
        staged("delete", "/api/user/api_keys/listed-all-the-same"),
        staged("delete", "/api/configuration/ssh/connections/old"),
    ];
    let keys = [key("old"), key("new"), key("listed-all-the-same")];
    let rows: Vec<_> = listed_keys(&keys, &changes)
        .into_iter()
        .map(|row| (row.key.key, row.key.name, row.state))
        .collect();
    let named = |id: &str| Some(format!("name of {id}"));
    assert_eq!(
        rows,
        [
            ("old".to_owned(), named("old"), KeyState::Active),
            ("new".to_owned(), named("new"), KeyState::NotActiveYet),
            (
                "listed-all-the-same".to_owned(),
                named("listed-all-the-same"),
                KeyState::WaitingForDeletion
            ),
            (
                "gone".to_owned(),
                Some("old".to_owned()),
                KeyState::WaitingForDeletion
            ),
        ]
    );
}

#[test]
fn keys_that_a_roll_back_would_kill_are_named_once_each() {
    let entries: [Value; 5] = [
        json!({ "type": "create", "path": "/api/user/api_keys/a", "new_value": { "name": "whole" } }),
        json!({ "type": "create", "path": "/api/user/api_keys/b/username", "new_value": "u" }),
        json!({ "type": "create", "path": "/api/user/api_keys/b/name", "new_value": "by leaf" }),
        json!({ "type": "create", "path": "/api/user/api_keys/c" }),
        json!({ "type": "delete", "path": "/api/user/api_keys/d" }),
    ];
    let waiting = waiting_keys(&entries.map(change));
    let waits = |id: &str, name: Option<&str>| WaitingKey {
        id: id.to_owned(),
        name: name.map(str::to_owned),
    };
    assert_eq!(
        waiting,
        [
            waits("a", Some("whole")),
            waits("b", Some("by leaf")),
            waits("c", None)
        ]
    );
}

#[test]
fn a_look_around_tells_what_a_commit_would_meet() {
    let settings = "/api/configuration/aaa/settings";
    let state = |rule: &str| {
        step(
            "GET",
            TRANSACTION,
            200,
            json!({ "key": "transaction", "body": { "status": "open", "commit_message": rule } }),
        )
    };
    let look = |script: Vec<support::Step>| {
        let client = client(script);
        let around = block_on(look_around(&client));
        assert!(client.transport().is_finished());
        around
    };
    let around = look(vec![state("required"), changes(&[settings])]).expect("read");
    assert_eq!(
        (around.changes.len(), around.need),
        (1, MessageNeed::Required)
    );
    // Older versions tell it in the settings.
    let told = step(
        "GET",
        settings,
        200,
        json!({ "key": "settings", "body": { "require_commitlog": true } }),
    );
    let around = look(vec![transaction("closed"), told]).expect("read");
    assert_eq!(
        (around.changes.len(), around.need),
        (0, MessageNeed::Required)
    );
    // Not everybody may read the transaction.
    let refused = step("GET", TRANSACTION, 403, refusal("Unauthorized"));
    let around = look(vec![refused]).expect("nothing is known");
    assert!(around.state.is_none() && around.need == MessageNeed::Unknown);
    assert!(look(vec![lost("GET", TRANSACTION)]).is_err());
    // A changelog that cannot be read is no empty one.
    assert!(look(vec![state("optional"), lost("GET", CHANGES)]).is_err());
}

#[test]
fn login_methods_are_read_only_by_those_who_may() {
    let rights = |url: &str| Rights {
        endpoints: vec![Endpoint {
            url: url.to_owned(),
            methods: vec!["GET".to_owned(), "POST".to_owned()],
        }],
        source: RightsSource::Endpoints,
    };
    let read = |rights: Option<Rights>, script: Vec<support::Step>| {
        let client = client(script);
        let context = block_on(key_context(&client, rights.as_ref()));
        assert!(client.transport().is_finished());
        context.expect("known")
    };
    let aaa = |child: &str| {
        let items = json!({ "items": [{ "key": child, "meta": {} }] });
        step("GET", "/api/configuration/aaa", 200, items)
    };
    let methods = step(
        "GET",
        "/api/configuration/aaa/login_methods",
        200,
        json!({ "items": [{ "key": "m1", "body": { "name": "local", "title": "Local login" } }] }),
    );
    let context = read(Some(rights("/api")), vec![aaa("login_methods"), methods]);
    assert_eq!(context.title("m1"), Some("Local login"));
    assert_eq!(context.title("m2"), None);
    // Nothing is asked that would only be refused, or is not there.
    assert_eq!(read(None, vec![]).title("m1"), None);
    assert_eq!(read(Some(rights("/api/user")), vec![]).title("m1"), None);
    let older = read(Some(rights("/api")), vec![aaa("settings")]);
    assert_eq!(older.title("m1"), None);
}

#[test]
fn a_suggested_name_is_free() {
    let free = |typed: &str, taken: &[&str]| {
        let name = free_name(typed, |name| taken.contains(&name));
        name.map(|name| name.as_str().to_owned())
    };
    let some = |name: &str| Some(name.to_owned());
    assert_eq!(free("build server", &[]), some("build-server"));
    assert_eq!(
        free("build server", &["build-server"]),
        some("build-server-2")
    );
    let taken = ["build-server", "build-server-2"];
    assert_eq!(free("build-server", &taken), some("build-server-3"));
    assert_eq!(free("\u{65e5}\u{672c}", &[]), None);
    // No longer than a name can be.
    let longest = "k".repeat(200);
    let name = free_name(&longest, |_| false).expect("a name");
    let long = name.as_str();
    assert_eq!(free(&longest, &[long]), None);
}
