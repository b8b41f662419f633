//! Around the commit: risks, tickets, own messages, and what this browser committed.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use proptest::prelude::*;
use serde_json::json;
use sps_workbench::commit::{
    CommitHistory, CommitOutcome, CommittedEntry, Finding, OwnMessages, RecordedOutcome, Risk,
    RiskKind, Ticket, TicketProblem, risks,
};
use support::change;

fn kinds(path: &str) -> Vec<RiskKind> {
    risks(&[change(json!({ "type": "replace", "path": path }))])
        .iter()
        .map(|risk| risk.kind)
        .collect()
}

#[test]
fn risks_are_told_by_the_place_of_a_change() {
    use RiskKind::{Network, OwnRights, SignIn};
    let table: [(&str, &[RiskKind]); 20] = [
        (
            "/api/configuration/aaa/settings/backend/expiration_days",
            &[SignIn],
        ),
        ("aaa/settings#backend", &[SignIn]),
        ("aaa/login_methods/f46a", &[SignIn, OwnRights]),
        ("aaa/login_methods/f46a/title", &[SignIn]),
        (
            "aaa/login_methods/f46a/groups/selection",
            &[SignIn, OwnRights],
        ),
        ("aaa/local_database/users/u1/password", &[SignIn]),
        ("aaa/local_database/groups/g1/members", &[OwnRights]),
        ("aaa/acls/3", &[OwnRights]),
        ("network/nics/nic1", &[Network]),
        (
            "/api/configuration/network/nics/nic1#interfaces/@order",
            &[Network],
        ),
        ("local_services/admin_web/listen", &[Network]),
        ("management/certificates/server", &[Network]),
        ("management/root_password", &[SignIn]),
        ("datetime/timezone", &[SignIn]),
        ("/api/cluster/nodes/n1", &[Network]),
        ("/api/user/password", &[SignIn]),
        ("/api/user/api_keys/k1", &[]),
        ("ssh/connections/k1", &[]),
        ("networking/nics", &[]),
        ("", &[]),
    ];
    for (path, expected) in table {
        assert_eq!(kinds(path), expected, "{path}");
    }
}

#[test]
fn each_risk_is_named_once_with_all_its_changes() {
    let changes = [
        "network/dns/primary",
        "ssh/options/x",
        "aaa/acls",
        "network/naming/hostname",
    ]
    .map(|path| change(json!({ "type": "replace", "path": path })));
    let risk = |kind, entries: &[usize]| Risk {
        kind,
        entries: entries.to_vec(),
    };
    assert_eq!(
        risks(&changes),
        [
            risk(RiskKind::Network, &[0, 3]),
            risk(RiskKind::OwnRights, &[2])
        ]
    );
}

#[test]
fn tickets_are_checked_and_put_in_front() {
    let ticket = |typed: &str| Ticket::read(typed).unwrap().unwrap();
    assert_eq!(ticket(" CHG-1234 ").name(), "CHG-1234");
    assert_eq!(ticket("[ops/42#7]").name(), "ops/42#7");
    assert_eq!(Ticket::read("  "), Ok(None));
    assert_eq!(Ticket::read("[]"), Ok(None));
    assert_eq!(Ticket::read("CHG 12"), Err(TicketProblem::Character(' ')));
    assert_eq!(Ticket::read("CHG-12\n"), Ticket::read("CHG-12"));
    assert_eq!(Ticket::read("CHG]1"), Err(TicketProblem::Character(']')));
    assert_eq!(Ticket::read("Änd-1"), Err(TicketProblem::Character('Ä')));
    assert_eq!(Ticket::read("CHG"), Err(TicketProblem::NoNumber));
    assert_eq!(Ticket::read(&"1".repeat(41)), Err(TicketProblem::TooLong));
    assert!(Ticket::read(&"1".repeat(40)).is_ok());
    let change = ticket("CHG-1");
    assert_eq!(change.in_front_of("Open port"), "[CHG-1] Open port");
    assert_eq!(change.in_front_of("[CHG-1] Open port"), "[CHG-1] Open port");
    assert_eq!(
        change.in_front_of("[CHG-12] Open port"),
        "[CHG-1] [CHG-12] Open port"
    );
    assert_eq!(change.in_front_of("  "), "[CHG-1]");
    assert_eq!(
        Ticket::split("[CHG-1] Open port"),
        (Some(change), "Open port")
    );
    assert_eq!(
        Ticket::split("[draft] Open port"),
        (None, "[draft] Open port")
    );
    assert_eq!(Ticket::split("Open [CHG-1]"), (None, "Open [CHG-1]"));
}

#[test]
fn the_last_five_messages_are_kept() {
    let mut messages = OwnMessages::default();
    for message in [
        "a",
        "b",
        " ",
        "c",
        "a",
        "d",
        "e",
        "f",
        "-----BEGIN PRIVATE KEY-----\nx",
    ] {
        messages.add(message);
    }
    messages.add(&"x".repeat(1001));
    assert_eq!(messages.all(), ["f", "e", "d", "a", "c"]);
    assert_eq!(OwnMessages::from_json(&messages.to_json()), messages);
    for damaged in ["", "{}", "[1,null]", "[\"", "null", "[[\"a\"]]"] {
        assert!(
            OwnMessages::from_json(damaged).all().is_empty(),
            "{damaged}"
        );
    }
    assert_eq!(OwnMessages::from_json(r#"["a",1,"b"]"#).all(), ["a", "b"]);
}

fn entry(number: u64) -> CommittedEntry {
    CommittedEntry {
        at_ms: number,
        appliance: "sps1".to_owned(),
        user: "admin".to_owned(),
        message: number
            .is_multiple_of(2)
            .then(|| format!("message {number}")),
        changes: 3,
        places: vec!["/api/configuration/network/dns".to_owned()],
        outcome: RecordedOutcome::Committed,
    }
}

#[test]
fn the_history_is_bounded_and_survives_storage() {
    let mut history = CommitHistory::default();
    for number in 0..60 {
        history.add(entry(number));
    }
    assert_eq!(history.all().len(), 50);
    assert_eq!(history.all()[0].at_ms, 59);
    assert_eq!(CommitHistory::from_json(&history.to_json()), history);
    let mut large = entry(61);
    large.message = Some("é".repeat(10_000));
    large.places = vec!["p".repeat(600); 100];
    history.add(large);
    let mut secret = entry(62);
    secret.message = Some("-----BEGIN PRIVATE KEY-----".to_owned());
    history.add(secret);
    assert_eq!(history.all()[0].message, None);
    assert_eq!(
        history.all()[1].message.as_ref().unwrap().chars().count(),
        501
    );
    assert_eq!(history.all()[1].places.len(), 20);
    assert!(history.to_json().len() < 100_000);
    assert_eq!(CommitHistory::from_json(&history.to_json()), history);
}

#[test]
fn a_damaged_history_loses_what_is_damaged() {
    for damaged in [
        "",
        "[]",
        "{\"version\":2,\"commits\":[]}",
        "{\"version\":1,\"commits\":[{}]}",
        "{\"version\":1}",
    ] {
        assert_eq!(
            CommitHistory::from_json(damaged),
            CommitHistory::default(),
            "{damaged}"
        );
    }
    let mut history = CommitHistory::default();
    history.add(entry(1));
    history.add(entry(2));
    let text = history.to_json().replacen("\"at_ms\":2", "\"at_ms\":-2", 1);
    assert_eq!(CommitHistory::from_json(&text).all(), [entry(1)]);
}

#[test]
fn outcomes_are_recorded_as_what_is_known() {
    let error = || sps_client::Error::NotTheApi {
        status: 200,
        content_type: None,
        detail: String::new(),
    };
    let unknown = |finding| CommitOutcome::Unknown {
        error: error(),
        finding,
    };
    let table = [
        (CommitOutcome::Committed, RecordedOutcome::Committed),
        (unknown(Finding::Committed), RecordedOutcome::Committed),
        (
            unknown(Finding::NotCommitted),
            RecordedOutcome::NotCommitted,
        ),
        (unknown(Finding::CannotTell), RecordedOutcome::Unknown),
        (
            CommitOutcome::Refused(error()),
            RecordedOutcome::NotCommitted,
        ),
    ];
    for (outcome, recorded) in table {
        assert_eq!(RecordedOutcome::from(&outcome), recorded, "{outcome:?}");
    }
}

proptest! {
    #[test]
    fn whatever_was_stored_nothing_breaks(text in ".{0,200}", message in ".{0,50}") {
        let _ = CommitHistory::from_json(&text);
        let mut messages = OwnMessages::from_json(&text);
        messages.add(&message);
        prop_assert_eq!(&OwnMessages::from_json(&messages.to_json()), &messages);
        let mut history = CommitHistory::default();
        history.add(CommittedEntry { message: Some(message), ..entry(1) });
        prop_assert_eq!(&CommitHistory::from_json(&history.to_json()), &history);
    }
}
