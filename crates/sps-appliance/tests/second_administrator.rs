//! Cues: the second administrator.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use desk::{Desk, Login};
use serde_json::{Value, json};
use sps_appliance::Switches;

const DNS: &str = "/api/configuration/network/dns";
const NAMING: &str = "/api/configuration/network/naming";

fn change_nickname(desk: &mut Desk, login: &Login, nickname: &str) {
    let mut naming = desk.get(login, NAMING).json["body"].clone();
    naming["nickname"] = nickname.into();
    assert_eq!(desk.put(login, NAMING, &naming).status, 200);
}

#[test]
fn the_second_administrator_takes_and_frees_the_lock() {
    for (profile, at_open) in [("8.0", false), ("6.0", true)] {
        let mut desk = Desk::with(Switches::profile(profile).unwrap());
        let admin = desk.sign_in("admin");
        assert!(desk.cue("lock-taken").contains("admin2"));
        let opened = desk.call(&admin, "POST", "/api/transaction", None);
        let refused = if at_open {
            opened
        } else {
            assert_eq!(opened.status, 200);
            change_nickname(&mut desk, &admin, "after all");
            desk.commit(&admin)
        };
        assert_eq!(
            (refused.status, refused.error_type()),
            (409, "ConfigurationLocked")
        );
        assert!(refused.text.contains("admin2"));
        desk.cue("lock-freed");
        if at_open {
            assert_eq!(
                desk.call(&admin, "POST", "/api/transaction", None).status,
                200
            );
            change_nickname(&mut desk, &admin, "after all");
        }
        assert_eq!(desk.commit(&admin).status, 200, "{profile}");
    }
}

#[test]
fn the_second_administrator_commits_a_conflict_to_the_same_leaf() {
    let table: [(&str, &str, &str, Value); 6] = [
        ("text", NAMING, "/nickname", json!("mine")),
        ("address", DNS, "/primary", json!("192.0.2.54")),
        (
            "number",
            "/api/configuration/management/webinterface",
            "/timeout",
            json!(15),
        ),
        (
            "zone",
            "/api/configuration/datetime/timezone",
            "",
            json!("Europe/Rome"),
        ),
        (
            "choice",
            "/api/configuration/management/email",
            "/smtp_encryption/selection",
            json!("tls"),
        ),
        ("null", DNS, "/secondary", json!("192.0.2.54")),
    ];
    for (what, path, pointer, mine) in table {
        let mut desk = Desk::new();
        let admin = desk.sign_in("admin");
        let mut body = desk.get(&admin, path).json["body"].clone();
        *body.pointer_mut(pointer).unwrap() = mine;
        assert_eq!(desk.put(&admin, path, &body).status, 200, "{what}");
        let hash = desk.get(&admin, "/api/info").json["body"]["config_hash"].clone();
        let done = desk.cue("conflict");
        assert!(done.contains(&format!("{path}{pointer}")), "{what}: {done}");
        assert_ne!(
            desk.get(&admin, "/api/info").json["body"]["config_hash"],
            hash
        );
        let refused = desk.commit(&admin);
        assert_eq!(
            (refused.status, refused.error_type()),
            (409, "MergeConflict"),
            "{what}"
        );
        // Whoever reads afresh sees the other value.
        let other = desk.sign_in("operator");
        let theirs = desk.get(&other, path).json["body"].clone();
        assert_ne!(theirs.pointer(pointer), body.pointer(pointer), "{what}");
    }
}

#[test]
fn a_deleted_object_can_be_in_conflict_too() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let path = "/api/configuration/policies/user_lists/28f5c90e1b7d4436ae5201";
    assert_eq!(desk.delete(&admin, path).status, 200);
    assert!(desk.cue("conflict").contains(path));
    assert_eq!(desk.commit(&admin).error_type(), "MergeConflict");
}

#[test]
fn without_a_transaction_the_second_administrator_changes_a_given_leaf() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let path = "/api/configuration/management/email";
    let mut seen = vec![desk.get(&admin, path).json["body"]["alerting_address"].clone()];
    for _ in 0..3 {
        desk.cue("conflict");
        let now = desk.get(&admin, path).json["body"]["alerting_address"].clone();
        assert_ne!(Some(&now), seen.last());
        seen.push(now);
    }
}
