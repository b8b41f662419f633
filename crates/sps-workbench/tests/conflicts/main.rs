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
use sps_workbench::merge::{Clash, Verdict};
use sps_workbench::replay::Hindrance;
use sps_workbench::{CommitOutcome, commit};

use fixture::{Fixture, Keys, all, named};
use person::Person;

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

#[test]
fn every_fixture_ends_as_expected_with_one_decision_per_conflict() {
    for fixture in all() {
        let name = fixture.name();
        let (mut person, keys, outcome) = clashed(&fixture);
        if fixture.is_merged() {
            assert_eq!(outcome, CommitOutcome::Committed, "{name}");
            fixture.check(&person, &keys);
            continue;
        }
        assert!(
            matches!(
                outcome,
                CommitOutcome::Conflict(_) | CommitOutcome::Refused(_)
            ),
            "{name}: {outcome:?}"
        );
        roll_back(&mut person);
        let mut plan = person.plan();
        if let CommitOutcome::Conflict(error) = &outcome {
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
        let open = block_on(commit(&person.client, Some("again")));
        assert_eq!(open, CommitOutcome::Committed, "{name}");
        fixture.check(&person, &keys);
    }
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
        "/api/configuration/management/webinterface",
        &[("/timeout", 40.into())],
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
