//! The state as JSON, and large configurations.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use std::collections::HashSet;

use desk::Desk;
use serde_json::{Value, json};
use sps_appliance::{Appliance, ImportError, Setup, Switches};

const CONNECTIONS: &str = "/api/configuration/ssh/connections";

#[test]
fn what_was_committed_travels_and_what_was_not_stays() {
    let mut desk = Desk::with(Switches::profile("7.5").unwrap());
    let admin = desk.sign_in("admin");
    let dns = "/api/configuration/network/dns";
    let committed = json!({ "primary": "192.0.2.99", "secondary": null });
    desk.put(&admin, dns, &committed);
    desk.commit(&admin);
    desk.put(
        &admin,
        dns,
        &json!({ "primary": "192.0.2.1", "secondary": null }),
    );

    let state = desk.appliance().export();
    let text = state.to_string();
    let read: Value = serde_json::from_str(&text).unwrap();
    let copy = Appliance::import(&read).unwrap();
    assert_eq!(copy.export(), state);
    assert_eq!(copy.switches(), &Switches::profile("7.5").unwrap());

    let mut copy = Desk::around(copy);
    assert_eq!(copy.get(&admin, dns).status, 401);
    // Passwords travel as digests.
    assert!(!text.contains("pässwörd"));
    let user = copy.sign_in("ügyelő");
    assert_eq!(copy.get(&user, dns).json["body"], committed);
    // A reset leads back to what was loaded.
    copy.put(
        &user,
        dns,
        &json!({ "primary": "192.0.2.2", "secondary": null }),
    );
    copy.commit(&user);
    copy.cue("reset");
    assert_eq!(copy.appliance().export(), state);
}

#[test]
fn a_state_that_is_not_sound_is_refused() {
    let state = Appliance::new(Setup::default()).export();
    type Damage = fn(&mut Value);
    let table: [(&str, Damage, &str); 7] = [
        (
            "another format",
            |state| state["format"] = json!("x"),
            "not a state",
        ),
        ("no seed", |state| state["seed"] = json!(-1), "seed"),
        (
            "profile",
            |state| state["profile"] = json!("9.9"),
            "no profile",
        ),
        (
            "switch",
            |state| state["switches"]["no.such"] = json!("on"),
            "no switch",
        ),
        (
            "path",
            |state| state["resources"]["/api/configuration/x"] = json!({}),
            "no resource at",
        ),
        (
            "body",
            |state| state["resources"]["/api/configuration/network/dns"]["primary"] = json!("here"),
            "must be an IP address",
        ),
        (
            "reference",
            |state| {
                let lists = state["lists"].as_object_mut().unwrap();
                lists["/api/configuration/policies/time_policies"]
                    .as_object_mut()
                    .unwrap()
                    .remove("8348340645707e2575e3c6");
            },
            "does not exist",
        ),
    ];
    for (what, damage, told) in table {
        let mut damaged = state.clone();
        damage(&mut damaged);
        let error: ImportError = Appliance::import(&damaged).unwrap_err();
        assert!(error.to_string().contains(told), "{what}: {error}");
    }
}

#[test]
fn invented_objects_are_seeded_and_their_references_resolve() {
    for (objects, list) in [(0, 2), (10, 6), (1_000, 402)] {
        let mut desk = Desk::around(Appliance::with_objects(Setup::default(), objects));
        // Import checks shapes and references of everything.
        let state = desk.appliance().export();
        Appliance::import(&state).unwrap();
        assert_eq!(
            Appliance::with_objects(Setup::default(), objects).export(),
            state
        );
        let admin = desk.sign_in("admin");
        let connections = desk.get(&admin, CONNECTIONS).json;
        let items = connections["items"].as_array().unwrap();
        assert_eq!(items.len(), list, "{objects}");
        let names: HashSet<_> = items
            .iter()
            .map(|item| item["body"]["name"].to_string())
            .collect();
        assert_eq!(names.len(), list);
        let last = &items[list - 1]["body"]["channel_policy"]["meta"]["href"];
        assert_eq!(desk.get(&admin, last.as_str().unwrap()).status, 200);
    }
    let other = Setup {
        seed: 2,
        ..Setup::default()
    };
    assert_ne!(
        Appliance::with_objects(other, 10).export()["lists"][CONNECTIONS],
        Appliance::with_objects(Setup::default(), 10).export()["lists"][CONNECTIONS]
    );
}

#[test]
fn a_large_configuration_is_changed_and_committed() {
    let mut desk = Desk::around(Appliance::with_objects(Setup::default(), 20_000));
    let admin = desk.sign_in("admin");
    let items = desk.get(&admin, CONNECTIONS).json;
    let path = items["items"][5_000]["meta"]["href"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(desk.delete(&admin, &path).status, 200);
    assert_eq!(desk.changes(&admin).len(), 1);
    assert_eq!(desk.commit(&admin).status, 200);
    assert_eq!(desk.get(&admin, &path).status, 404);
}
