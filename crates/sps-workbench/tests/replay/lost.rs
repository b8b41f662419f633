//! Lost answers and lost sessions: what was done is found out by reading, and nothing is done twice.

use pollster::block_on;
use sps_client::TransactionStatus;
use sps_workbench::journal::Standing;
use sps_workbench::replay::Result;
use sps_workbench::{CommitOutcome, Finding, commit};

use crate::person::{EMAIL, LISTS, Person, SNMP, staged, user_list};
use crate::wire::Fault;

#[test]
fn an_object_that_is_there_already_is_not_created_twice() {
    let mut person = Person::new();
    person.post(LISTS, user_list("ops"));
    // The commit is done and its answer lost; so the writes are still in the journal.
    person.client.transport().plan_fault(0, Fault::RestartAfter);
    let outcome = block_on(commit(&person.client, Some("test")));
    assert!(
        matches!(outcome, CommitOutcome::Unknown { .. }),
        "{outcome:?}"
    );
    person.lose_the_session();
    assert_eq!(person.was_committed(), Finding::Committed);
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
    assert_eq!(person.was_committed(), Finding::NotCommitted);
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
