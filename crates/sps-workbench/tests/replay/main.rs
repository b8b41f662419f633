//! Replay against the simulated appliance: what is planned, what is sent, and what the journal holds afterwards.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod back;
mod decisions;
mod lost;
mod person;
#[path = "../simulation/wire.rs"]
#[allow(dead_code, reason = "the simulation uses all of it")]
mod wire;

use serde_json::json;
use sps_workbench::replay::{Run, Since};

use person::{EMAIL, LISTS, Person, SNMP, staged, user_list};

#[test]
fn changes_of_a_lost_session_are_staged_again_and_nothing_before_the_word() {
    let mut person = Person::new();
    person.put(EMAIL, &[("/admin_address", "me@example.org".into())]);
    person.put(SNMP, &[("/location", "Győr".into())]);
    person.put(EMAIL, &[("/sender_address", "sps@example.org".into())]);
    let key = person.post(LISTS, user_list("ops"));
    person.put(&format!("{LISTS}/{key}"), &[("/users", json!(["a", "b"]))]);
    person.lose_the_session();
    assert_eq!(person.journal.waiting().len(), 5);

    let before = person.writes_sent();
    let plan = person.plan();
    let run = Run::new(plan);
    assert_eq!(run.progress(), (0, 3), "one item for each object");
    drop(run);
    let plan = person.plan();
    for item in &plan.items {
        assert_eq!(item.since(), &Since::Unchanged, "{}", item.path());
        assert_eq!(item.hindrance(), None);
    }
    assert_eq!(person.writes_sent(), before, "planning writes nothing");

    let reports = person.run(plan);
    assert_eq!(staged(&reports), [true, true, true], "{reports:?}");
    assert!(person.journal.waiting().is_empty());
    assert_eq!(person.journal.staged().len(), 3);
    person.commit();
    assert!(person.journal.is_empty());
    assert_eq!(person.body(EMAIL)["admin_address"], "me@example.org");
    assert_eq!(person.body(EMAIL)["sender_address"], "sps@example.org");
    assert_eq!(person.body(SNMP)["location"], "Győr");
    let (_, list) = person.named(LISTS, "ops").unwrap();
    assert_eq!(list["users"], json!(["a", "b"]));
}

#[test]
fn fifty_changes_need_no_more_than_five_requests_each() {
    let mut person = Person::new();
    for number in 0..50 {
        person.post(LISTS, user_list(&format!("list-{number}")));
    }
    person.lose_the_session();
    let before = person.client.transport().asked.borrow().len();
    let plan = person.plan();
    let reports = person.run(plan);
    assert_eq!(staged(&reports), [true; 50]);
    let asked = person.client.transport().asked.borrow().len() - before;
    assert!(asked <= 1 + 1 + 50 * 4, "{asked} requests");
}
