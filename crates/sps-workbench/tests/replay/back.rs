//! Drafts over what is read now, before they are staged or after the page was loaded anew; kept writes beside the
//! changelog; an undo that is kept.

use pollster::block_on;
use serde_json::{Value, json};
use sps_workbench::journal::{Journal, Owner, WallTime};
use sps_workbench::replay::{covers, draft_back, draft_over, how_many, is_outdated, may_be_in};
use sps_workbench::stage::{DraftStaged, stage_draft};
use sps_workbench::undo::{put_back, reads, stage_undo_telling};
use sps_workbench::{Draft, Pointer};

use super::person::{EMAIL, LISTS, Person, SNMP, user_list};

fn at(text: &str) -> Pointer {
    Pointer::parse(text).unwrap()
}

fn edited(base: Value, places: &[(&str, Value)]) -> Draft {
    let mut draft = Draft::new(base);
    for (place, value) in places {
        assert!(draft.set(&at(place), value.clone()), "{place}");
    }
    draft
}

/// What a journal keeps of a draft, through its text.
fn kept(path: &str, draft: &Draft) -> Journal {
    let mut journal = Journal::new(Owner {
        appliance: "sps".to_owned(),
        user: "admin".to_owned(),
    });
    let _kept = journal.keep_draft(path, draft, WallTime(1));
    Journal::from_text(&journal.to_text()).unwrap()
}

#[test]
fn a_draft_comes_back_with_its_references_and_without_its_secret() {
    let person = Person::new();
    let base = person.body(SNMP);
    let listen = base["listen"].clone();
    let draft = edited(
        base.clone(),
        &[
            ("/contact", "me".into()),
            ("/version/value/community", "CANARY".into()),
        ],
    );
    let journal = kept(SNMP, &draft);
    assert!(!journal.to_text().contains("CANARY"));
    let back = draft_back(&journal.drafts()[0], &base);
    assert!(!back.is_touched);
    assert_eq!(back.lost, [at("/version/value/community")]);
    assert_eq!(back.draft.current()["contact"], "me");
    assert_eq!(back.draft.base()["contact"], base["contact"]);
    assert_eq!(
        back.draft.get(&at("/version/value/community")),
        base.pointer("/version/value/community"),
        "what stands there stays until it is typed again"
    );
    assert_eq!(back.draft.current()["listen"], listen, "expanded as read");
    assert_eq!(back.draft.changed(), [at("/contact")]);
}

#[test]
fn a_draft_comes_back_over_what_others_changed() {
    let base = json!({"a": 1, "b": 1, "c": 1, "n": 5});
    let mut draft = edited(base, &[("/a", 2.into()), ("/b", 2.into())]);
    assert!(draft.type_text(&at("/n"), "5x").is_err());
    let theirs = json!({"a": 1, "b": 9, "c": 9, "n": 5});
    let journal = kept("/api/x", &draft);
    let back = draft_back(&journal.drafts()[0], &theirs);
    assert!(back.is_touched);
    assert_eq!(back.draft.base(), &theirs);
    assert_eq!(
        back.draft.current(),
        &json!({"a": 2, "b": 2, "c": 9, "n": 5})
    );
    assert_eq!(back.draft.typed(&at("/n")).unwrap().0, "5x");

    let (over, merge) = draft_over(&draft, &theirs);
    assert_eq!(merge.conflicts().len(), 1, "both changed b");
    assert_eq!(over.current(), back.draft.current());
    assert_eq!(over.typed(&at("/n")).unwrap().0, "5x");
    assert!(is_outdated(&draft, &theirs) && !is_outdated(&over, &theirs));
}

#[test]
fn staging_a_draft_keeps_what_others_made_of_the_resource() {
    let mut person = Person::new();
    let draft = edited(
        person.body(EMAIL),
        &[("/admin_address", "mine@example.org".into())],
    );
    // Somebody else, or another tab, was faster with another member.
    person.put(EMAIL, &[("/sender_address", "theirs@example.org".into())]);
    let staged = block_on(stage_draft(&person.client, EMAIL, &draft, false)).unwrap();
    let DraftStaged::Staged { base, body, .. } = staged else {
        panic!("nobody changed the same member");
    };
    assert_eq!(base["sender_address"], "theirs@example.org");
    assert_eq!(body["admin_address"], "mine@example.org");
    let now = person.body(EMAIL);
    assert_eq!(now["sender_address"], "theirs@example.org");
    assert_eq!(now["admin_address"], "mine@example.org");

    // The same member: nothing is sent, and the same press again is the person's word.
    person.put(EMAIL, &[("/admin_address", "theirs@example.org".into())]);
    let draft = edited(now, &[("/admin_address", "again@example.org".into())]);
    let before = person.writes_sent();
    let moved = block_on(stage_draft(&person.client, EMAIL, &draft, false)).unwrap();
    let DraftStaged::Moved(over) = moved else {
        panic!("both changed the address");
    };
    assert_eq!(person.writes_sent(), before);
    assert_eq!(over.base()["admin_address"], "theirs@example.org");
    let again = block_on(stage_draft(&person.client, EMAIL, &over, false)).unwrap();
    assert!(matches!(again, DraftStaged::Staged { .. }));
    assert_eq!(person.body(EMAIL)["admin_address"], "again@example.org");
}

#[test]
fn kept_writes_are_compared_with_the_changelog() {
    let mut person = Person::new();
    person.put(EMAIL, &[("/admin_address", "me@example.org".into())]);
    let key = person.post(LISTS, user_list("ops"));
    person.put(&format!("{LISTS}/{key}"), &[("/users", json!(["a"]))]);
    let changes = block_on(person.client.changes()).unwrap();
    let staged = person.journal.staged();
    assert_eq!(how_many(&staged), 2);
    assert!(may_be_in(&staged, &changes) && covers(&staged, &changes));
    assert!(!may_be_in(&staged, &changes[..1]), "one is missing there");
    assert!(!covers(&staged[..1], &changes), "the list has no copy");
    // Written and written back: it need not show up.
    person.delete(&format!("{LISTS}/{key}"));
    person.put(
        EMAIL,
        &[(
            "/admin_address",
            person.body(EMAIL)["admin_address"].clone(),
        )],
    );
    assert!(may_be_in(&person.journal.staged()[..1], &changes));
}

#[test]
fn a_change_that_is_put_back_is_told_with_what_was_there() {
    let mut person = Person::new();
    let before = person.body(EMAIL);
    person.put(EMAIL, &[("/admin_address", "me@example.org".into())]);
    let changes = block_on(person.client.changes()).unwrap();
    assert_eq!(reads(&changes).len(), 1);
    let readings = [sps_workbench::undo::Reading::Resource {
        path: EMAIL.to_owned(),
        body: person.body(EMAIL),
    }];
    let step = put_back(&changes[0], &readings).unwrap().step.unwrap();
    let undo = sps_workbench::undo::Undo {
        items: Vec::new(),
        steps: vec![step],
    };
    let mut told = Vec::new();
    let mut tell = |step: sps_workbench::undo::StagedStep<'_>| {
        told.push((step.write.path.clone(), step.base.cloned()));
    };
    assert!(block_on(stage_undo_telling(&person.client, &undo, &mut tell)).is_ok());
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, EMAIL);
    assert_eq!(
        told[0].1.as_ref().unwrap()["admin_address"],
        "me@example.org"
    );
    assert_eq!(person.body(EMAIL)["admin_address"], before["admin_address"]);
}
