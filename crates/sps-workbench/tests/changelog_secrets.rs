//! No secret leaves the changelog, in words, in raw JSON or in a drafted message.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use proptest::prelude::*;
use serde_json::{Value, json};
use sps_workbench::{Effect, Shown, draft_message, tell};
use support::change;

const SECRET: &str = "hunter2";

#[test]
fn a_secret_is_masked_wherever_it_stands() {
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{SECRET}");
    let entries = [
        json!({ "type": "replace", "path": "management/snmp/trap/version/value/community", "old_value": "public-hunter2", "new_value": SECRET }),
        json!({ "type": "replace", "path": "management/snmp/trap", "old_value": { "version": { "value": { "community": SECRET } } }, "new_value": { "version": { "value": { "community": "hunter2b" } } } }),
        json!({ "type": "replace", "path": "x/y#password", "new_value": SECRET }),
        json!({ "type": "replace", "path": "x/y", "old_value": "{\"token\":\"hunter2\",\"a\":1}", "new_value": "{\"token\":\"hunter22\",\"a\":2}" }),
        json!({ "type": "create", "path": "/api/configuration/passwords/u1", "new_value": { "plain": SECRET, "name": SECRET } }),
        json!({ "type": "create", "path": "/api/configuration/private_keys/u1", "new_value": SECRET }),
        json!({ "type": "create", "path": "/api/user/api_keys/u1", "new_value": { "name": "ci", "token": SECRET } }),
        json!({ "type": "delete", "path": "/api/configuration/x/y", "old_value": { "certificate": pem } }),
        json!({ "type": "replace", "path": "x/y/certificate", "old_value": pem, "new_value": "" }),
        json!({ "type": "replace", "path": "x/y", "old_value": { "users": [{ "passwords": [SECRET] }] }, "new_value": { "users": [{ "passwords": ["hunter23"] }] } }),
        json!({ "type": "replace", "path": "x/y", "old_value": { "c": { "selection": "password", "value": SECRET } }, "new_value": { "c": { "selection": "password", "value": "hunter24" } } }),
        json!({ "type": "mystery", "path": "x/y", "body": { "secret": SECRET } }),
        json!({ "type": "mystery", "path": "x/passphrase", "value": [SECRET] }),
    ];
    for entry in entries {
        let changes = [change(entry.clone())];
        let told = tell(&changes);
        assert!(!told.is_empty(), "{entry}");
        assert!(
            !format!("{told:?}").contains(SECRET),
            "{entry} gives {told:?}"
        );
        let message = draft_message(&changes);
        assert!(!message.contains(SECRET), "{entry} gives {message}");
        assert!(
            told.iter().all(|told| told.raw["path"] == entry["path"]),
            "the raw entry keeps its path"
        );
    }
}

#[test]
fn set_replaced_and_emptied_secrets_are_told_apart() {
    let table = [
        (json!(null), json!("b"), Shown::Nothing, Shown::Secret),
        (json!("a"), json!("b"), Shown::Secret, Shown::Secret),
        (json!("a"), json!(""), Shown::Secret, Shown::Nothing),
        (json!("a"), json!(null), Shown::Secret, Shown::Nothing),
        (
            json!({ "key": "k1", "meta": { "href": "/api/p/k1" } }),
            json!("k2"),
            Shown::Secret,
            Shown::Secret,
        ),
    ];
    for (before, after, old, new) in table {
        let effect = Effect::Changed {
            member: vec!["password".to_owned()],
            old,
            new,
        };
        let by_leaf = tell(&[change(
            json!({ "type": "replace", "path": "aaa/local_database/users/u1/password", "old_value": before, "new_value": after }),
        )]);
        let by_object = tell(&[change(
            json!({ "type": "replace", "path": "aaa/local_database/users/u1",
            "old_value": { "name": "n", "password": before }, "new_value": { "name": "n", "password": after } }),
        )]);
        for told in [by_leaf, by_object] {
            assert_eq!(
                told.into_iter().map(|told| told.effect).collect::<Vec<_>>(),
                std::slice::from_ref(&effect),
                "{before} {after}"
            );
        }
    }
    let left_out = tell(&[change(
        json!({ "type": "replace", "path": "aaa/local_database/users/u1/password" }),
    )]);
    assert_eq!(
        left_out[0].effect,
        Effect::Changed {
            member: vec!["password".to_owned()],
            old: Shown::Secret,
            new: Shown::Secret
        }
    );
}

#[test]
fn numbers_and_switches_about_secrets_stay_readable() {
    for (member, value) in [
        ("remember_previous_passwords", json!(10)),
        ("allow_password_auth", json!(true)),
        ("minimum_password_strength", json!("good")),
    ] {
        let told = tell(&[change(
            json!({ "type": "replace", "path": format!("aaa/settings/backend/{member}"), "old_value": null, "new_value": value }),
        )]);
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), ToOwned::to_owned);
        assert_eq!(
            told[0].effect,
            Effect::Changed {
                member: vec!["backend".to_owned(), member.to_owned()],
                old: Shown::Nothing,
                new: Shown::Plain(text),
            }
        );
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(SECRET)),
        Just(json!(null)),
        any::<i32>().prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[a-c]|selection|value|@order", inner.clone()), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
            inner.prop_map(|value| Value::String(value.to_string())),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_below_a_secret_name_is_ever_told(
        old in any_value(),
        new in any_value(),
        kind in "create|delete|replace|other",
        path in "(/api/configuration/)?[a-c]/[a-c](#|/)(password|[a-c]/private_key|passwords/[a-c])",
    ) {
        // A discriminator is no secret, so no secret may be put there by this test.
        fn spared(value: &Value) -> bool {
            match value {
                Value::Object(members) => members.iter().any(|(name, member)| (name == "selection" && member.to_string().contains(SECRET)) || spared(member)),
                Value::Array(items) => items.iter().any(spared),
                Value::String(text) => serde_json::from_str::<Value>(text).is_ok_and(|inner| !inner.is_string() && spared(&inner)),
                _ => false,
            }
        }
        prop_assume!(!spared(&old) && !spared(&new));
        let changes = [change(json!({ "type": kind, "path": path, "old_value": old, "new_value": new }))];
        let told = format!("{:?}", tell(&changes));
        prop_assert!(!told.contains(SECRET), "{told}");
        prop_assert!(!draft_message(&changes).contains(SECRET));
    }
}
