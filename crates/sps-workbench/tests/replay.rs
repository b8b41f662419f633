//! Replay against the simulated appliance: what is planned, what is sent, and what the journal holds afterwards.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

#[path = "simulation/wire.rs"]
#[allow(dead_code, reason = "the simulation uses all of it")]
mod wire;

use std::cell::RefCell;
use std::rc::Rc;

use pollster::block_on;
use serde_json::{Value, json};
use sps_appliance::{Appliance, Cue, Setup};
use sps_client::{Client, Content, Credentials, TransactionStatus};
use sps_workbench::journal::{Journal, Method, NewWrite, Owner, Standing, WallTime};
use sps_workbench::merge::Decision;
use sps_workbench::replay::{
    Hindrance, Plan, Report, Result, Run, Since, read, wanted, was_committed,
};
use sps_workbench::{Finding, Pointer, commit, stage};
use wire::{Desk, Fault, Wire};

const EMAIL: &str = "/api/configuration/management/email";
const SNMP: &str = "/api/configuration/management/snmp/agent";
const LISTS: &str = "/api/configuration/policies/user_lists";
const USERS: &str = "/api/configuration/aaa/local_database/users";
const PASSWORDS: &str = "/api/configuration/passwords";
const TIMES: &str = "/api/configuration/policies/time_policies";

/// A person with a session and a journal.
struct Person {
    desk: Desk,
    client: Client<Wire>,
    journal: Journal,
}

impl Person {
    fn at(desk: &Desk, who: usize, name: &str) -> Self {
        let client = Client::new(Wire::new(desk.clone(), who));
        let owner = Owner {
            appliance: "sps".to_owned(),
            user: name.to_owned(),
        };
        let person = Self {
            desk: desk.clone(),
            client,
            journal: Journal::new(owner),
        };
        person.sign_in();
        person
    }

    fn new() -> Self {
        let appliance = Rc::new(RefCell::new(Appliance::new(Setup::default())));
        Self::at(&Desk::new(appliance), 0, "admin")
    }

    fn sign_in(&self) {
        let credentials = Credentials::new(&self.journal.owner().user, "demo").unwrap();
        block_on(
            self.client
                .sign_in_with_password(Some("local"), &credentials),
        )
        .unwrap();
    }

    fn now(&self) -> WallTime {
        WallTime(self.desk.now())
    }

    fn body(&self, path: &str) -> Value {
        match block_on(self.client.resource(path)).unwrap().content {
            Content::Body(body) => body,
            other => panic!("{path}: {other:?}"),
        }
    }

    /// Changes members of an object and stages it.
    fn put(&mut self, path: &str, places: &[(&str, Value)]) {
        let base = self.body(path);
        let mut body = sps_workbench::cut_references(&base);
        for (place, value) in places {
            *body.pointer_mut(place).unwrap() = value.clone();
        }
        block_on(stage(&self.client, path, &body)).unwrap();
        self.keep(Method::Replace, path, Some(&body), Some(&base), None);
    }

    fn post(&mut self, list: &str, body: Value) -> String {
        block_on(self.client.ensure_transaction()).unwrap();
        let key = block_on(self.client.create(list, &body))
            .unwrap()
            .key
            .unwrap();
        self.keep(Method::Create, list, Some(&body), None, Some(&key));
        key
    }

    fn delete(&mut self, path: &str) {
        let base = self.body(path);
        block_on(self.client.ensure_transaction()).unwrap();
        block_on(self.client.delete(path)).unwrap();
        self.keep(Method::Delete, path, None, Some(&base), None);
    }

    fn keep(
        &mut self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        base: Option<&Value>,
        created: Option<&str>,
    ) {
        let at = self.now();
        let _kept = self.journal.keep_write(NewWrite {
            method,
            path,
            body,
            base,
            created,
            at,
        });
    }

    /// The session ends, and the same person signs in again, from the text of the journal.
    fn lose_the_session(&mut self) {
        self.desk.appliance.borrow_mut().restart();
        self.journal.transaction_gone();
        self.journal = Journal::from_text(&self.journal.to_text()).unwrap();
        self.sign_in();
    }

    fn plan(&self) -> Plan {
        let entries = self.journal.waiting();
        let fresh: Vec<_> = wanted(&entries)
            .iter()
            .map(|path| block_on(read(&self.client, path)))
            .collect();
        Plan::new(&entries, &fresh)
    }

    fn run(&mut self, plan: Plan) -> Vec<Report> {
        let mut run = Run::new(plan);
        let mut reports = Vec::new();
        loop {
            let now = self.now();
            let Some(report) = block_on(run.step(&self.client, &mut self.journal, now)) else {
                return reports;
            };
            reports.push(report);
        }
    }

    fn commit(&mut self) {
        let contained = self.journal.contained();
        let outcome = block_on(commit(&self.client, Some("test")));
        assert_eq!(outcome, sps_workbench::CommitOutcome::Committed);
        self.journal.committed(&contained);
    }

    fn writes_sent(&self) -> usize {
        let asked = self.client.transport().asked.borrow();
        asked
            .iter()
            .filter(|asked| !asked.starts_with("GET"))
            .count()
    }

    /// The object of that name, with its key.
    fn named(&self, list: &str, name: &str) -> Option<(String, Value)> {
        let Content::Node(items) = block_on(self.client.resource(list)).unwrap().content else {
            panic!("{list} is a list");
        };
        items.into_iter().find_map(|item| {
            let body = item.body?;
            (body["name"] == name).then_some((item.key, body))
        })
    }
}

fn user_list(name: &str) -> Value {
    json!({"name": name, "allow": true, "users": ["a"]})
}

fn staged(reports: &[Report]) -> Vec<bool> {
    reports
        .iter()
        .map(|report| report.result.is_staged())
        .collect()
}

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
    let desk = person.desk.clone();
    desk.appliance
        .borrow_mut()
        .cue(Cue::Conflict, desk.timestamp());
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
    assert_eq!(
        conflict.verdict,
        sps_workbench::merge::Verdict::Conflict(sps_workbench::merge::Clash::UsesDeleted)
    );
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

#[test]
fn an_object_that_is_there_already_is_not_created_twice() {
    let mut person = Person::new();
    person.post(LISTS, user_list("ops"));
    // The commit is done and its answer lost; so the writes are still in the journal.
    person.client.transport().plan_fault(0, Fault::RestartAfter);
    let outcome = block_on(commit(&person.client, Some("test")));
    assert!(
        matches!(outcome, sps_workbench::CommitOutcome::Unknown { .. }),
        "{outcome:?}"
    );
    person.lose_the_session();
    let entries = person.journal.waiting();
    let fresh: Vec<_> = wanted(&entries)
        .iter()
        .map(|path| block_on(read(&person.client, path)))
        .collect();
    assert_eq!(was_committed(&entries, &fresh), Finding::Committed);
    let plan = person.plan();
    let reports = person.run(plan);
    assert_eq!(reports[0].result, Result::AlreadySo);
    assert!(person.journal.is_empty());
}

#[test]
fn a_commit_that_was_not_done_is_told_from_what_is_live() {
    let mut person = Person::new();
    person.put(EMAIL, &[("/admin_address", "mine@example.org".into())]);
    let base = person.post(LISTS, user_list("ops"));
    person.put(&format!("{LISTS}/{base}"), &[("/allow", false.into())]);
    person.client.transport().plan_fault(0, Fault::Restart);
    let _outcome = block_on(commit(&person.client, Some("test")));
    person.lose_the_session();
    let entries = person.journal.waiting();
    let fresh: Vec<_> = wanted(&entries)
        .iter()
        .map(|path| block_on(read(&person.client, path)))
        .collect();
    assert_eq!(was_committed(&entries, &fresh), Finding::NotCommitted);
    // The state of the transaction alone would say otherwise.
    let state = block_on(person.client.transaction()).unwrap();
    assert_eq!(state.status, TransactionStatus::Closed);
}

#[test]
fn a_lost_answer_is_settled_by_reading_and_the_write_is_not_repeated() {
    for (fault, staged_again) in [(Fault::LostAnswer, true), (Fault::LostRequest, false)] {
        for create in [true, false] {
            let mut person = Person::new();
            if create {
                person.post(LISTS, user_list("ops"));
            } else {
                person.put(EMAIL, &[("/admin_address", "mine@example.org".into())]);
            }
            person.lose_the_session();
            let plan = person.plan();
            // The transaction is read and opened, the object or list is read, then comes the write.
            person.client.transport().plan_fault(3, fault);
            let before = person.writes_sent();
            let reports = person.run(plan);
            let what = format!("{fault:?} {create} {reports:?}");
            assert_eq!(person.writes_sent(), before + 2, "{what}");
            assert_eq!(reports[0].result.is_staged(), staged_again, "{what}");
            assert_eq!(person.journal.staged().len(), usize::from(staged_again));
            if !staged_again {
                assert!(matches!(reports[0].result, Result::NotDone(_)), "{what}");
            }
        }
    }
}

#[test]
fn a_session_that_ends_under_way_stops_the_run_and_keeps_the_rest() {
    let mut person = Person::new();
    let key = person.post(LISTS, user_list("ops"));
    person.put(EMAIL, &[("/admin_address", "mine@example.org".into())]);
    person.delete(&format!("{LISTS}/{key}"));
    person.put(SNMP, &[("/location", "Győr".into())]);
    person.lose_the_session();
    let plan = person.plan();
    assert_eq!(plan.items.len(), 2, "created and deleted is nothing");
    // The first item takes five requests: state, open, read, write, read.
    person.client.transport().plan_fault(5, Fault::Restart);
    let reports = person.run(plan);
    assert!(reports[0].result.is_staged());
    assert!(
        matches!(reports[1].result, Result::NotDone(_)),
        "{reports:?}"
    );
    let standing: Vec<_> = person
        .journal
        .entries()
        .iter()
        .map(|entry| (entry.path.as_str(), entry.standing))
        .collect();
    assert_eq!(
        standing,
        [(EMAIL, Standing::Staged), (SNMP, Standing::Waiting)]
    );
    person.lose_the_session();
    let plan = person.plan();
    assert_eq!(staged(&person.run(plan)), [true, true]);
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

/// Found by the simulation: a write whose answer was lost stands in the transaction only, and goes with it.
#[test]
fn what_stands_only_in_the_transaction_stays_in_the_journal() {
    let mut person = Person::new();
    person.put(EMAIL, &[("/admin_address", "mine@example.org".into())]);
    person.post(LISTS, user_list("ops"));
    // The journal believes that the transaction is gone, and it is not.
    person.journal.transaction_gone();
    for _ in 0..2 {
        let plan = person.plan();
        let reports = person.run(plan);
        assert!(
            reports
                .iter()
                .all(|report| report.result == Result::AlreadySo),
            "{reports:?}"
        );
        assert_eq!(person.journal.staged().len(), 2);
        person.journal.transaction_gone();
    }
    person.lose_the_session();
    let plan = person.plan();
    assert_eq!(staged(&person.run(plan)), [true, true]);
}

/// Found by the simulation: the answer of a roll back was lost, and the journal still believed in the old transaction.
#[test]
fn a_run_that_opens_a_transaction_knows_that_the_one_before_is_gone() {
    let mut person = Person::new();
    person.put(EMAIL, &[("/admin_address", "mine@example.org".into())]);
    person.lose_the_session();
    person.put(SNMP, &[("/location", "Győr".into())]);
    block_on(person.client.roll_back()).unwrap();
    assert_eq!(person.journal.staged().len(), 1, "it does not know");
    let plan = person.plan();
    assert_eq!(staged(&person.run(plan)), [true]);
    let waiting: Vec<_> = person.journal.waiting();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].path, SNMP);
}

#[test]
fn what_moved_between_plan_and_run_is_not_sent() {
    let mut person = Person::new();
    person.put(EMAIL, &[("/alerting_address", "mine@example.org".into())]);
    person.lose_the_session();
    let plan = person.plan();
    let desk = person.desk.clone();
    desk.appliance
        .borrow_mut()
        .cue(Cue::Conflict, desk.timestamp());
    let reports = person.run(plan);
    let Result::MovedAgain(merge) = &reports[0].result else {
        panic!("{reports:?}");
    };
    assert_eq!(merge.conflicts().len(), 1);
    assert_eq!(person.journal.waiting().len(), 1);
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
