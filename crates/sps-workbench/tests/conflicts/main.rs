//! Every three-way fixture ends in the expected configuration: one decision per real conflict, none otherwise (product §7,
//! row Conflict). The same fixtures are resolved by keyboard in a browser (`tests/e2e/tests/conflicts`).

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod fixture;
#[path = "../replay/person.rs"]
#[allow(dead_code, reason = "the tests of replay use all of it")]
mod person;
#[path = "../simulation/wire.rs"]
#[allow(dead_code, reason = "the simulation uses all of it")]
mod wire;

use pollster::block_on;
use serde_json::json;
use sps_client::{Change, ChangeKind};
use sps_workbench::journal::Journal;
use sps_workbench::merge::{Clash, Verdict};
use sps_workbench::replay::{
    Hindrance, adopt, merged_in, merged_reads, read, read_held, staged_paths,
};
use sps_workbench::{CommitOutcome, commit};

use fixture::{Fixture, Keys, all, named};
use person::{EMAIL, Person, SNMP};

/// Mine is staged, theirs is committed, and then mine is committed.
fn clashed(fixture: &Fixture) -> (Person, Keys, CommitOutcome) {
    let mut person = Person::new();
    let mut keys = Keys::default();
    let mut other = Person::at(&person.desk, 1, "admin2");
    if fixture.has_setup() {
        fixture.setup(&mut other, &mut keys);
        other.commit();
    }
    fixture.mine(&mut person, &mut keys);
    fixture.theirs(&mut other, &mut keys);
    other.commit();
    let outcome = block_on(commit(&person.client, Some("test")));
    (person, keys, outcome)
}

/// The old transaction goes, and everything in it waits.
fn roll_back(person: &mut Person) {
    block_on(person.client.roll_back()).unwrap();
    person.journal.transaction_gone();
    block_on(person.client.ensure_transaction()).unwrap();
}

#[test]
fn there_are_at_least_twelve() {
    let names: Vec<String> = all().iter().map(|fixture| fixture.name()).collect();
    assert!(names.len() >= 12, "{names:?}");
}

/// Decided, entered, staged again and committed: how it has to go on from the refusal.
fn resolve(fixture: &Fixture, person: &mut Person, outcome: &CommitOutcome, keys: &Keys) {
    let name = fixture.name();
    roll_back(person);
    let mut plan = person.plan();
    if let CommitOutcome::Conflict(error) = outcome {
        plan.suspect(error.refusal().unwrap());
    }
    let found: Vec<String> = plan
        .items
        .iter()
        .flat_map(|item| item.merge().conflicts().into_iter().cloned())
        .map(|place| place.at.to_string())
        .collect();
    assert_eq!(found, fixture.conflicts(), "{name}");
    let decisions = fixture.decide(&mut plan);
    assert_eq!(decisions, found.len(), "{name}: one decision per conflict");
    for item in &plan.items {
        assert!(
            matches!(item.hindrance(), None | Some(Hindrance::NeedsSecret(_))),
            "{name}: {:?}",
            item.hindrance()
        );
    }
    fixture.enter_secrets(&mut plan);
    let reports = person.run(plan);
    assert!(person.journal.waiting().is_empty(), "{name}: {reports:?}");
    assert!(!person.journal.to_text().contains("S3CRET"), "{name}");
    let again = block_on(commit(&person.client, Some("again")));
    assert_eq!(again, CommitOutcome::Committed, "{name}");
    fixture.check(person, keys);
}

fn is_refused(outcome: &CommitOutcome) -> bool {
    matches!(
        outcome,
        CommitOutcome::Conflict(_) | CommitOutcome::Refused(_)
    )
}

#[test]
fn every_fixture_ends_as_expected_with_one_decision_per_conflict() {
    for fixture in all() {
        let (mut person, keys, outcome) = clashed(&fixture);
        if fixture.is_merged() {
            assert_eq!(outcome, CommitOutcome::Committed, "{}", fixture.name());
            fixture.check(&person, &keys);
        } else {
            assert!(is_refused(&outcome), "{}: {outcome:?}", fixture.name());
            resolve(&fixture, &mut person, &outcome, &keys);
        }
    }
}

/// The journal is empty: all of it was staged in another tab.
#[test]
fn what_only_the_changelog_knows_is_resolved_like_the_rest() {
    for fixture in all().iter().filter(|fixture| !fixture.is_merged()) {
        let (mut person, keys, outcome) = clashed(fixture);
        let owner = person.journal.owner().clone();
        person.journal = Journal::new(owner);
        let left_out = adopted(&mut person);
        assert!(left_out.is_empty(), "{}: {left_out:?}", fixture.name());
        resolve(fixture, &mut person, &outcome, &keys);
    }
}

#[test]
fn what_the_journal_knows_is_not_taken_over_twice() {
    for fixture in all().iter().filter(|fixture| !fixture.is_merged()) {
        let (mut person, _, _) = clashed(fixture);
        let before = person.journal.clone();
        let left_out = adopted(&mut person);
        assert!(left_out.is_empty(), "{}: {left_out:?}", fixture.name());
        assert_eq!(person.journal, before, "{}", fixture.name());
    }
}

#[test]
fn the_order_of_a_list_cannot_be_taken_over_and_is_told() {
    let mut person = Person::new();
    let change = Change {
        kind: ChangeKind::Reorder,
        path: "/api/configuration/ssh/connections".to_owned(),
        old_value: None,
        new_value: None,
        old_order: Some(json!(["a", "b"])),
        new_order: Some(json!(["b", "a"])),
        raw: json!({}),
    };
    let changes = [change];
    let held = block_on(read_held(
        &person.client,
        &changes,
        &staged_paths(&person.journal),
    ))
    .unwrap();
    let now = person.now();
    let left_out = adopt(&mut person.journal, &held, now);
    assert_eq!(left_out, ["/api/configuration/ssh/connections"]);
}

/// Takes over what the transaction holds; what could not be.
fn adopted(person: &mut Person) -> Vec<String> {
    let changes = block_on(person.client.changes()).unwrap();
    let held = block_on(read_held(
        &person.client,
        &changes,
        &staged_paths(&person.journal),
    ))
    .unwrap();
    let now = person.now();
    adopt(&mut person.journal, &held, now)
}

#[test]
fn a_silent_merge_is_told_with_what_others_changed() {
    let mut person = Person::new();
    let mut other = Person::at(&person.desk, 1, "admin2");
    person.put(EMAIL, &[("/admin_address", "mine@example.org".into())]);
    other.put(
        EMAIL,
        &[("/reporting_address", "theirs@example.org".into())],
    );
    other.put(SNMP, &[("/location", "elsewhere".into())]);
    other.commit();
    let entries: Vec<_> = person.journal.staged().into_iter().cloned().collect();
    let entries: Vec<_> = entries.iter().collect();
    person.commit();
    let fresh: Vec<_> = merged_reads(&entries)
        .iter()
        .map(|path| block_on(read(&person.client, path)))
        .collect();
    let merged = merged_in(&entries, &fresh);
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0].path, EMAIL);
    let places: Vec<String> = merged[0].places.iter().map(|p| p.at.to_string()).collect();
    assert_eq!(places, ["/reporting_address"]);
    assert!(merged_in(&[], &fresh).is_empty());
}

#[test]
fn rolling_back_before_the_decision_loses_nothing() {
    for fixture in all().iter().filter(|fixture| !fixture.is_merged()) {
        let (mut person, _, _) = clashed(fixture);
        let before: Vec<_> = person.journal.staged().into_iter().cloned().collect();
        roll_back(&mut person);
        let waiting = person.journal.waiting();
        assert_eq!(waiting.len(), before.len(), "{}", fixture.name());
        for (now, then) in waiting.into_iter().zip(&before) {
            assert_eq!((&now.body, &now.base), (&then.body, &then.base));
        }
    }
}

#[test]
fn a_resolved_conflict_comes_back_only_if_the_value_moved_again() {
    let fixture = named("the same scalar, to different values");
    let (mut person, _, _) = clashed(&fixture);
    roll_back(&mut person);
    let mut plan = person.plan();
    fixture.decide(&mut plan);
    let decided = plan.items[0].merge().resolved();
    // Decided, and lost before it was staged: the same decision holds.
    let mut again = person.plan();
    let item = &mut again.items[0];
    assert_eq!(item.merge().conflicts().len(), 1);
    for resolved in &decided {
        assert!(item.decide(&resolved.place.at, resolved.decision.clone()));
    }
    assert!(item.merge().conflicts().is_empty());
    person.run(again);
    // Staged: what they made of it is the base now, and no conflict is left.
    roll_back(&mut person);
    let plan = person.plan();
    assert!(plan.items[0].merge().conflicts().is_empty());
    // They move it again: decide again.
    let mut other = Person::at(&person.desk, 2, "admin2");
    other.put(
        "/api/configuration/reporting/settings",
        &[("/retention_days", 600.into())],
    );
    other.commit();
    roll_back(&mut person);
    let mut plan = person.plan();
    assert_eq!(plan.items[0].merge().conflicts().len(), 1);
    let mut merge = plan.items.remove(0).merge().clone();
    assert_eq!(merge.recall(&decided), 0, "the earlier decision is void");
}

#[test]
fn a_use_of_something_removed_is_named_as_that() {
    let (mut person, _, _) = clashed(&named("used by me, deleted by them"));
    roll_back(&mut person);
    let plan = person.plan();
    let merge = plan.items[0].merge();
    let verdicts: Vec<Verdict> = merge
        .conflicts()
        .iter()
        .map(|place| place.verdict)
        .collect();
    assert_eq!(verdicts, [Verdict::Conflict(Clash::UsesDeleted)]);
}
