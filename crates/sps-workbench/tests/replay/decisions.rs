//! What a person has to say before it is sent: conflicts with what others did meanwhile, and secrets.

use pollster::block_on;
use serde_json::{Value, json};
use sps_client::Content;
use sps_workbench::Pointer;
use sps_workbench::merge::{Clash, Decision, Verdict};
use sps_workbench::replay::{Hindrance, Result, Since};

use crate::person::{EMAIL, LISTS, PASSWORDS, Person, SNMP, TIMES, USERS, staged, user_list};

#[test]
fn what_somebody_changed_meanwhile_is_decided_place_by_place() {
    let mut person = Person::new();
    let mut other = Person::at(&person.desk, 1, "admin2");
    person.put(
        EMAIL,
        &[
            ("/admin_address", "mine@example.org".into()),
            ("/sender_address", "mine@example.org".into()),
        ],
    );
    person.lose_the_session();
    other.sign_in();
    other.put(
        EMAIL,
        &[
            ("/admin_address", "theirs@example.org".into()),
            ("/reporting_address", "theirs@example.org".into()),
        ],
    );
    other.commit();
    let mut plan = person.plan();
    let item = &mut plan.items[0];
    assert_eq!(item.since(), &Since::Changed);
    assert_eq!(item.hindrance(), Some(Hindrance::Undecided(1)));
    item.decide(&Pointer::parse("/admin_address").unwrap(), Decision::Mine);
    let reports = person.run(plan);
    assert_eq!(staged(&reports), [true]);
    person.commit();
    let email = person.body(EMAIL);
    assert_eq!(email["admin_address"], "mine@example.org");
    assert_eq!(email["sender_address"], "mine@example.org");
    assert_eq!(email["reporting_address"], "theirs@example.org");
}

#[test]
fn undecided_left_out_and_secretless_items_are_not_sent_and_stay() {
    let mut person = Person::new();
    person.put(EMAIL, &[("/alerting_address", "mine@example.org".into())]);
    person.put(SNMP, &[("/version/value/community", "S3CRET".into())]);
    person.put(
        "/api/configuration/management/webinterface",
        &[("/timeout", 20.into())],
    );
    person.lose_the_session();
    person.somebody_commits();
    let mut plan = person.plan();
    plan.items[2].chosen = false;
    let before = person.writes_sent();
    let reports = person.run(plan);
    let left: Vec<&Result> = reports.iter().map(|report| &report.result).collect();
    assert_eq!(
        left,
        [
            &Result::Left(Hindrance::Undecided(1)),
            &Result::Left(Hindrance::NeedsSecret(1)),
            &Result::Left(Hindrance::NotChosen)
        ]
    );
    assert_eq!(person.writes_sent(), before);
    assert_eq!(person.journal.waiting().len(), 3);

    let mut plan = person.plan();
    let missing = plan.items[1].missing_secrets();
    assert_eq!(missing[0].to_string(), "/version/value/community");
    assert!(plan.items[1].fill(&missing[0], "S3CRET again"));
    plan.items[0].decide_all(&Decision::Theirs);
    let reports = person.run(plan);
    assert_eq!(
        reports[0].result,
        Result::AlreadySo,
        "theirs is there already"
    );
    assert!(reports[1].result.is_staged());
    assert!(!person.journal.to_text().contains("S3CRET"));
    person.commit();
    assert_eq!(
        person.body(SNMP)["version"]["value"]["community"],
        "S3CRET again"
    );
}

#[test]
fn a_new_password_is_entered_again_and_its_new_key_is_used() {
    let mut person = Person::new();
    let password = person.post(PASSWORDS, json!({"plain": "S3CRET"}));
    let user = person.post(USERS, json!({"name": "newcomer", "password": password}));
    person.put(&format!("{USERS}/{user}"), &[("/name", "renamed".into())]);
    person.lose_the_session();
    assert!(!person.journal.to_text().contains("S3CRET"));

    // Without the secret, what depends on it is not sent either.
    let plan = person.plan();
    let reports = person.run(plan);
    let left: Vec<&Result> = reports.iter().map(|report| &report.result).collect();
    assert_eq!(
        left,
        [
            &Result::Left(Hindrance::NeedsSecret(1)),
            &Result::Left(Hindrance::DependsOnAnother)
        ]
    );
    let mut plan = person.plan();
    let missing = plan.items[0].missing_secrets();
    assert!(plan.items[0].fill(&missing[0], "S3CRET"));
    let reports = person.run(plan);
    assert_eq!(staged(&reports), [true, true], "{reports:?}");
    // Lost once more: everything is known by its present key.
    person.lose_the_session();
    let mut plan = person.plan();
    let missing = plan.items[0].missing_secrets();
    assert!(plan.items[0].fill(&missing[0], "S3CRET"));
    let reports = person.run(plan);
    assert_eq!(staged(&reports), [true, true], "{reports:?}");
    person.commit();
    assert!(person.named(USERS, "renamed").is_some());
}

/// A list that the person edited, and somebody else deleted after the session was lost.
fn edited_and_deleted() -> (Person, String) {
    let mut person = Person::new();
    let mut other = Person::at(&person.desk, 1, "admin2");
    let key = person.post(LISTS, user_list("ops"));
    person.commit();
    let path = format!("{LISTS}/{key}");
    person.put(&path, &[("/users", json!(["mine"]))]);
    person.lose_the_session();
    other.sign_in();
    other.delete(&path);
    other.commit();
    (person, key)
}

#[test]
fn what_no_longer_exists_can_be_dropped() {
    let (mut person, _) = edited_and_deleted();
    let mut plan = person.plan();
    assert_eq!(plan.items[0].since(), &Since::Gone);
    assert_eq!(plan.items[0].hindrance(), Some(Hindrance::Undecided(1)));
    plan.items[0].decide_all(&Decision::Theirs);
    let reports = person.run(plan);
    assert_eq!(reports[0].result, Result::AlreadySo);
    assert!(person.journal.is_empty());
    assert!(person.named(LISTS, "ops").is_none());
}

#[test]
fn what_no_longer_exists_can_be_created_again_with_a_new_key() {
    let (mut person, key) = edited_and_deleted();
    let mut plan = person.plan();
    plan.items[0].decide_all(&Decision::Mine);
    let reports = person.run(plan);
    assert_eq!(staged(&reports), [true], "{reports:?}");
    person.commit();
    let (new, list) = person.named(LISTS, "ops").unwrap();
    assert_ne!(new, key);
    assert_eq!(list["users"], json!(["mine"]));
}

#[test]
fn a_use_of_something_deleted_has_to_be_decided() {
    let mut person = Person::new();
    let mut other = Person::at(&person.desk, 1, "admin2");
    let week = person.body(&format!("{TIMES}/-100"));
    let mut nights = week.clone();
    nights["name"] = "nights".into();
    let key = person.post(TIMES, nights);
    person.commit();
    let connections = "/api/configuration/ssh/channel_policies";
    let Content::Node(items) = block_on(person.client.resource(connections))
        .unwrap()
        .content
    else {
        panic!("it is a list");
    };
    let (policy, place) = items
        .iter()
        .find_map(|item| {
            let body = item.body.as_ref()?;
            let place = place_of_reference(body, "time_policies", String::new())?;
            Some((format!("{connections}/{}", item.key), place))
        })
        .expect("a channel policy names a time policy");
    person.put(&policy, &[(&place, key.clone().into())]);
    person.lose_the_session();
    other.sign_in();
    other.delete(&format!("{TIMES}/{key}"));
    other.commit();
    let plan = person.plan();
    assert_eq!(plan.items[0].hindrance(), Some(Hindrance::Undecided(1)));
    let conflict = plan.items[0].merge().conflicts()[0].clone();
    assert_eq!(conflict.verdict, Verdict::Conflict(Clash::UsesDeleted));
}

/// Where a document refers to an object of that list.
fn place_of_reference(value: &Value, list: &str, at: String) -> Option<String> {
    if let Some((_, Some(href))) = sps_client::document::reference(value) {
        return href.contains(list).then_some(at);
    }
    match value {
        Value::Object(members) => members
            .iter()
            .find_map(|(name, member)| place_of_reference(member, list, format!("{at}/{name}"))),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| place_of_reference(item, list, format!("{at}/{index}"))),
        _ => None,
    }
}

/// Found by the simulation: a change that was given up stayed in the journal beside the others of its transaction.
#[test]
fn what_was_given_up_for_theirs_does_not_come_back() {
    let mut person = Person::new();
    person.put(EMAIL, &[("/alerting_address", "mine@example.org".into())]);
    person.put(SNMP, &[("/location", "Győr".into())]);
    person.lose_the_session();
    let desk = person.desk.clone();
    let theirs = json!("theirs@example.org");
    let mut other = Person::at(&desk, 1, "admin2");
    other.put(EMAIL, &[("/alerting_address", theirs.clone())]);
    other.commit();
    // The transaction is open already when the change is given up.
    block_on(person.client.ensure_transaction()).unwrap();
    let mut plan = person.plan();
    plan.items[0].decide_all(&Decision::Theirs);
    let reports = person.run(plan);
    assert_eq!(reports[0].result, Result::AlreadySo);
    assert!(reports[1].result.is_staged());
    person.lose_the_session();
    let paths: Vec<_> = person
        .journal
        .waiting()
        .iter()
        .map(|e| e.path.clone())
        .collect();
    assert_eq!(paths, [SNMP]);
}

#[test]
fn what_moved_between_plan_and_run_is_not_sent() {
    let mut person = Person::new();
    person.put(EMAIL, &[("/alerting_address", "mine@example.org".into())]);
    person.lose_the_session();
    let plan = person.plan();
    person.somebody_commits();
    let reports = person.run(plan);
    let Result::MovedAgain(merge) = &reports[0].result else {
        panic!("{reports:?}");
    };
    assert_eq!(merge.conflicts().len(), 1);
    assert_eq!(person.journal.waiting().len(), 1);
}
