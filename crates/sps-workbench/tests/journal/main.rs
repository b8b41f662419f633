//! Kept changes: what goes in, what never does, how it leaves, and its text.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod secrets;
mod text;
mod writes;

use serde_json::json;
use sps_workbench::journal::{
    Journal, Kept, LONGEST_KEPT_MS, Method, Reason, Standing, TAKE_BACK_MS, TakenBack, WallTime,
};
use sps_workbench::replay::{Found, draft_merge};
use sps_workbench::{Draft, Pointer};
use writes::{EMAIL, SNMP, owner, read_again, replace, two_writes};

/// Found by the simulation: the answer of a write was lost, the page was reloaded while the value stood in the
/// transaction, and the transaction was gone afterwards.
#[test]
fn a_draft_restored_over_its_own_lost_write_is_still_an_edit() {
    let mut journal = Journal::new(owner());
    let mut draft = Draft::new(json!({"contact": "old", "location": "a"}));
    draft.set(&Pointer::parse("/contact").unwrap(), "mine".into());
    let _kept = journal.keep_draft(SNMP, &draft, WallTime(1));
    let in_transaction = Found::Object(json!({"contact": "mine", "location": "b"}));
    let kept = &journal.drafts()[0];
    let restored = kept.draft(&draft_merge(kept, &in_transaction));
    assert_eq!(restored.base(), &json!({"contact": "old", "location": "b"}));
    assert_eq!(
        restored.current(),
        &json!({"contact": "mine", "location": "b"})
    );
}

#[test]
fn what_does_not_fit_is_told_and_what_was_there_stays() {
    let mut journal = Journal::with_limit(owner(), 1000);
    let small = json!({"text": "x".repeat(300)});
    let large = json!({"text": "x".repeat(2000)});
    assert_eq!(
        journal.keep_write(replace("/api/a", &json!({}), &small, 1)),
        Kept::Kept
    );
    let mut draft = Draft::new(json!({"text": ""}));
    draft.set(&Pointer::parse("/text").unwrap(), "y".into());
    assert_eq!(
        journal.keep_draft("/api/b", &draft, WallTime(2)),
        Kept::Kept
    );
    let before = journal.clone();
    assert_eq!(
        journal.keep_write(replace("/api/c", &json!({}), &large, 3)),
        Kept::NotKept(Reason::TooLarge)
    );
    draft.set(&Pointer::root(), large.clone());
    assert_eq!(
        journal.keep_draft("/api/b", &draft, WallTime(4)),
        Kept::NotKept(Reason::TooLarge)
    );
    assert_eq!(journal.entries(), before.entries());
    assert_eq!(journal.drafts(), before.drafts(), "the earlier draft stays");
    let told: Vec<_> = journal
        .unkept()
        .iter()
        .map(|unkept| (unkept.method, unkept.path.as_str()))
        .collect();
    assert_eq!(told, [(Some(Method::Replace), "/api/c"), (None, "/api/b")]);
    assert!(journal.to_text().len() < 1000 + 600);
    read_again(&journal);

    let deep = (0..110).fold(json!(1), |inner, _| json!({ "a": inner }));
    assert_eq!(
        journal.keep_write(replace("/api/d", &json!({}), &deep, 5)),
        Kept::NotKept(Reason::TooDeep)
    );
    let fits = (0..99).fold(json!(1), |inner, _| json!({ "a": inner }));
    let mut deep = Journal::new(owner());
    assert_eq!(
        deep.keep_write(replace("/api/d", &json!({}), &fits, 5)),
        Kept::Kept
    );
    read_again(&deep);
}

#[test]
fn a_commit_takes_exactly_the_writes_it_contained() {
    let mut journal = two_writes();
    journal.transaction_gone();
    assert_eq!(journal.waiting().len(), 2);
    let body = json!({"b": 2});
    let _kept = journal.keep_write(replace(EMAIL, &json!({"b": 1}), &body, 3));
    let contained = journal.contained();
    let late = json!({"c": 2});
    let _kept = journal.keep_write(replace("/api/late", &json!({}), &late, 4));
    journal.committed(&contained);
    let left: Vec<(u64, Standing)> = journal
        .entries()
        .iter()
        .map(|entry| (entry.at.0, entry.standing))
        .collect();
    assert_eq!(
        left,
        [
            (4, Standing::Staged),
            (1, Standing::Waiting),
            (2, Standing::Waiting)
        ]
    );
    // Another tab's commit at 3 did not contain what was staged later.
    journal.committed(&journal.contained_at(WallTime(3)));
    assert_eq!(journal.entries().len(), 3);
    journal.committed(&journal.contained_at(WallTime(4)));
    assert_eq!(journal.entries().len(), 2);
}

#[test]
fn a_roll_back_can_be_taken_back_for_ten_minutes() {
    let mut journal = two_writes();
    let draft = Draft::new(json!({}));
    let _kept = journal.keep_draft(EMAIL, &draft, WallTime(3));
    let rolled_back = journal.roll_back(WallTime(1000));
    assert!(journal.entries().is_empty());
    assert_eq!(
        journal.drafts().len(),
        1,
        "a draft is not in the transaction"
    );
    let late = WallTime(1000 + TAKE_BACK_MS + 1);
    let TakenBack::TooLate(rolled_back) = journal.take_back(rolled_back, late) else {
        panic!("the ten minutes are over");
    };
    let in_time = WallTime(1000 + TAKE_BACK_MS);
    let taken = journal.take_back(rolled_back, in_time);
    assert_eq!(taken, TakenBack::Waiting { not_kept: 0 });
    assert_eq!(journal.waiting().len(), 2);
    read_again(&journal);
}

#[test]
fn taking_back_more_than_fits_is_told() {
    let mut journal = Journal::with_limit(owner(), 700);
    let body = json!({"text": "x".repeat(300)});
    let _kept = journal.keep_write(replace("/api/a", &json!({}), &body, 1));
    let rolled_back = journal.roll_back(WallTime(2));
    let _kept = journal.keep_write(replace("/api/b", &json!({}), &body, 3));
    let taken = journal.take_back(rolled_back, WallTime(4));
    assert_eq!(taken, TakenBack::Waiting { not_kept: 1 });
    assert_eq!(journal.unkept()[0].path, "/api/a");
}

#[test]
fn signing_out_wipes_everything() {
    let mut journal = two_writes();
    let _kept = journal.keep_draft(EMAIL, &Draft::new(json!({})), WallTime(3));
    journal.wipe();
    assert!(journal.is_empty());
}

#[test]
fn what_is_older_than_a_day_goes_and_is_told_also_after_the_clock_was_set_back() {
    let mut journal = two_writes();
    assert!(journal.drop_old(WallTime(1 + LONGEST_KEPT_MS)).is_empty());
    let dropped = journal.drop_old(WallTime(2 + LONGEST_KEPT_MS));
    assert_eq!(dropped, [(Some(Method::Replace), EMAIL.to_owned())]);
    assert_eq!(journal.entries().len(), 1);
    let far = WallTime(10 * LONGEST_KEPT_MS);
    let _kept = journal.keep_draft(EMAIL, &Draft::new(json!({})), far);
    assert_eq!(journal.drop_old(WallTime(3)), [(None, EMAIL.to_owned())]);
}

/// A draft that was sent without an answer may stand in the open transaction; in the next one it does not, whatever
/// became of the one before.
#[test]
fn what_was_sent_may_stand_in_this_transaction_alone() {
    let mut draft = Draft::new(json!({"location": "a"}));
    let location = Pointer::parse("/location").expect("a pointer");
    draft.set(&location, json!("b"));
    let ends: [fn(&mut Journal); 3] = [
        |journal| {
            let contained = journal.contained();
            journal.committed(&contained);
        },
        Journal::transaction_gone,
        |journal| drop(journal.roll_back(WallTime(5))),
    ];
    for end in ends {
        let mut journal = Journal::new(owner());
        assert_eq!(journal.keep_draft(SNMP, &draft, WallTime(1)), Kept::Kept);
        assert!(!journal.may_stand(SNMP));
        journal.sending(SNMP);
        // Typing on does not change what was sent, nor does a reload.
        assert_eq!(journal.keep_draft(SNMP, &draft, WallTime(2)), Kept::Kept);
        let mut journal = read_again(&journal);
        assert!(journal.may_stand(SNMP));
        journal.answered(SNMP);
        assert!(!journal.may_stand(SNMP), "the appliance told");
        journal.sending(SNMP);
        end(&mut journal);
        assert!(!journal.may_stand(SNMP));
    }
}
