//! Writing bodies: members, unions, references.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use desk::Desk;
use serde_json::{Value, json};

const CONNECTIONS: &str = "/api/configuration/ssh/connections";

/// A body as answered, with its references cut down to keys, as requests want them.
fn as_request(answered: &Value) -> Value {
    match answered {
        Value::Object(members)
            if members.len() == 2
                && members.contains_key("key")
                && members.contains_key("meta") =>
        {
            members["key"].clone()
        }
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), as_request(value)))
            .collect(),
        Value::Array(items) => items.iter().map(as_request).collect(),
        other => other.clone(),
    }
}

#[test]
fn every_writable_resource_and_object_takes_back_what_it_answered() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let mut paths = vec!["/api/configuration".to_owned()];
    let mut written = 0;
    while let Some(path) = paths.pop() {
        let answer = desk.get(&admin, &path);
        if answer.status == 405 {
            continue; // write-only collections
        }
        assert_eq!(answer.status, 200, "{path}");
        for item in answer.json["items"].as_array().into_iter().flatten() {
            paths.push(item["meta"]["href"].as_str().unwrap().to_owned());
        }
        if answer.header("allow").unwrap().contains("PUT") {
            let put = desk.put(&admin, &path, &as_request(&answer.json["body"]));
            assert_eq!(put.status, 200, "{path}: {}", put.text);
            written += 1;
        }
    }
    assert!(written > 50, "{written}");
    assert!(desk.changes(&admin).is_empty());
}

#[test]
fn references_are_answered_expanded_and_taken_as_keys() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let path = format!("{CONNECTIONS}/e2b05d7418c94f60a3d501");
    let body = desk.get(&admin, &path).json["body"].clone();
    let href = "/api/configuration/ssh/channel_policies/103640099357f3b14f0529a";
    assert_eq!(
        body["channel_policy"],
        json!({ "key": "103640099357f3b14f0529a", "meta": { "href": href } })
    );

    let expanded = desk.put(&admin, &path, &body);
    assert_eq!(
        (expanded.status, expanded.error_type()),
        (400, "SyntacticError")
    );
    let mut changed = as_request(&body);
    changed["channel_policy"] = json!("103640099357f3b14f0529b");
    assert_eq!(desk.put(&admin, &path, &changed).status, 200);
    assert_eq!(
        desk.get(&admin, &path).json["body"]["channel_policy"]["key"],
        "103640099357f3b14f0529b"
    );
    changed["channel_policy"] = json!("nosuchkey");
    let refused = desk.put(&admin, &path, &changed);
    assert_eq!(refused.error_type(), "SemanticError");
    assert_eq!(
        refused.json["error"]["details"]["property"],
        "channel_policy"
    );
}

#[test]
fn an_address_on_a_card_is_a_dotted_key_with_a_hash_link() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let ssh = desk
        .get(&admin, "/api/configuration/local_services/ssh")
        .json;
    assert_eq!(
        ssh["body"]["listen"][0]["address"],
        json!({
            "key": "nic1.interfaces.ff7574025754b3df1647001.addresses.2",
            "meta": { "href": "/api/configuration/network/nics/nic1#interfaces/ff7574025754b3df1647001/addresses/2" }
        })
    );
}

#[test]
fn an_address_in_use_cannot_be_removed() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let refused = desk.put(
        &admin,
        "/api/configuration/network/nics/nic1",
        &json!({ "interfaces": { "@order": [] } }),
    );
    assert_eq!(refused.status, 400);
    let paths = refused.json["error"]["details"]["errors"][0]["paths"]
        .as_array()
        .unwrap();
    assert!(paths.contains(&json!("/api/configuration/local_services/admin_web")));
}

#[test]
fn unknown_members_are_dropped_and_missing_or_wrong_ones_refused() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let dns = "/api/configuration/network/dns";
    let kept = json!({ "primary": "192.0.2.1", "secondary": null });
    assert_eq!(
        desk.put(
            &admin,
            dns,
            &json!({ "primary": "192.0.2.1", "secondary": null, "tertiary": 1 })
        )
        .status,
        200
    );
    assert_eq!(desk.get(&admin, dns).json["body"], kept);
    for (body, kind, property) in [
        (
            json!({ "primary": "192.0.2.1" }),
            "SemanticError",
            "secondary",
        ),
        (
            json!({ "primary": 5, "secondary": null }),
            "SyntacticError",
            "primary",
        ),
        (
            json!({ "primary": "dns", "secondary": null }),
            "SemanticError",
            "primary",
        ),
        (json!({ "body": kept }), "SemanticError", "primary"),
        (json!([]), "SyntacticError", ""),
    ] {
        let refused = desk.put(&admin, dns, &body);
        assert_eq!(
            (refused.status, refused.error_type()),
            (400, kind),
            "{body}"
        );
        assert_eq!(
            refused.json["error"]["details"]["property"], property,
            "{body}"
        );
    }
}

#[test]
fn a_union_takes_the_members_of_its_variant_only() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let cluster = "/api/configuration/local_services/cluster";
    assert_eq!(
        desk.put(
            &admin,
            cluster,
            &json!({ "enabled": false, "listen_address": "x" })
        )
        .status,
        200
    );
    assert_eq!(
        desk.get(&admin, cluster).json["body"],
        json!({ "enabled": false })
    );
    assert_eq!(
        desk.put(&admin, cluster, &json!({ "enabled": true }))
            .status,
        400
    );
    assert_eq!(
        desk.put(&admin, cluster, &json!({ "enabled": "false" }))
            .status,
        400
    );
}

#[test]
fn a_bare_string_resource_is_put_as_a_json_string() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let path = "/api/configuration/datetime/timezone";
    assert_eq!(
        desk.put(&admin, path, &json!("America/New_York")).status,
        200
    );
    assert_eq!(desk.get(&admin, path).json["body"], "America/New_York");
    assert_eq!(desk.put(&admin, path, &json!("here")).status, 400);
    assert_eq!(
        desk.put(&admin, path, &json!({ "timezone": "UTC" })).status,
        400
    );
}
