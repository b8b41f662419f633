//! Kept changes: what goes in, what never does, how it leaves, and its text.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use serde_json::{Value, json};
use sps_workbench::journal::{
    Cut, Journal, JournalError, Kept, LONGEST_KEPT_MS, Method, NewWrite, Owner, Reason, Standing,
    TAKE_BACK_MS, TakenBack, WallTime, cut_at,
};
use sps_workbench::replay::{Found, draft_merge};
use sps_workbench::{Draft, Pointer};

const EMAIL: &str = "/api/configuration/management/email";
const SNMP: &str = "/api/configuration/management/snmp/agent";
const PASSWORDS: &str = "/api/configuration/passwords";

fn owner() -> Owner {
    Owner {
        appliance: "https://sps.example.org".to_owned(),
        user: "ügyelő".to_owned(),
    }
}

fn replace<'a>(path: &'a str, base: &'a Value, body: &'a Value, at: u64) -> NewWrite<'a> {
    NewWrite {
        method: Method::Replace,
        path,
        body: Some(body),
        base: Some(base),
        created: None,
        at: WallTime(at),
    }
}

fn create<'a>(path: &'a str, body: &'a Value, key: &'a str) -> NewWrite<'a> {
    NewWrite {
        method: Method::Create,
        path,
        body: Some(body),
        base: None,
        created: Some(key),
        at: WallTime(1),
    }
}

/// A journal with a write of `management/email` made at 1 and one of another resource made at 2.
fn two_writes() -> Journal {
    let mut journal = Journal::new(owner());
    let kept = journal.keep_write(replace(EMAIL, &json!({"a": 1}), &json!({"a": 2}), 1));
    assert_eq!(kept, Kept::Kept);
    let other = json!({"timeout": 20});
    let kept = journal.keep_write(replace("/api/configuration/w", &json!({}), &other, 2));
    assert_eq!(kept, Kept::Kept);
    journal
}

fn read_again(journal: &Journal) -> Journal {
    let again = Journal::from_text(&journal.to_text()).expect("what was written is read");
    assert_eq!(&again, journal);
    again
}

#[test]
fn a_journal_reads_back_from_its_text() {
    let mut journal = two_writes();
    let mut draft = Draft::new(json!({"port": 25, "name": "ő\u{2028}\"\u{0}"}));
    let port = Pointer::parse("/port").unwrap();
    draft.type_text(&port, "twenty").unwrap_err();
    assert_eq!(journal.keep_draft(EMAIL, &draft, WallTime(3)), Kept::Kept);
    let body = json!({"name": "x"});
    assert_eq!(
        journal.keep_write(create("/api/user/api_keys", &body, "k")),
        Kept::NotKept(Reason::ApiKey)
    );
    journal.transaction_gone();
    let again = read_again(&journal);
    assert_eq!(again.owner(), &owner());
    let kept = &again.drafts()[0];
    let read_now = Found::Object(kept.base.clone());
    let restored = kept.draft(&draft_merge(kept, &read_now));
    assert_eq!(restored.typed(&port).unwrap().0, "twenty");
}

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
fn secrets_are_cut_out_wherever_they_stand() {
    let mut journal = Journal::new(owner());
    let agent = |community: &str, contact: &str| {
        json!({"enabled": true, "contact": contact,
            "version": {"selection": "2c", "value": {"community": community}}})
    };
    let key = "-----BEGIN PRIVATE KEY-----\nS3CRET";
    let pairs = [
        (SNMP, agent("S3CRET old", "a"), agent("S3CRET new", "b")),
        (
            "/api/configuration/a",
            json!({"note": key, "list": [{"passphrase": "S3CRET"}]}),
            json!({"note": key, "list": [{"passphrase": "S3CRET 2"}]}),
        ),
        (
            "/api/configuration/b",
            json!({"raw": ""}),
            json!({"raw": "{\"x\":{\"api_token\":\"S3CRET\"}}"}),
        ),
        (
            "/api/configuration/c",
            json!({"selection": "password", "value": "S3CRET"}),
            json!({"selection": "password", "value": "S3CRET 2"}),
        ),
    ];
    for (path, base, body) in &pairs {
        assert_eq!(journal.keep_write(replace(path, base, body, 1)), Kept::Kept);
        let mut draft = Draft::new(base.clone());
        draft.set(&Pointer::root(), body.clone());
        assert_eq!(journal.keep_draft(path, &draft, WallTime(1)), Kept::Kept);
    }
    for (path, body) in [
        (PASSWORDS, json!({"plain": "S3CRET"})),
        (PASSWORDS, json!({"hash": "S3CRET", "salt": "S3CRET"})),
        ("/api/configuration/private_keys", json!({"plain": key})),
        (
            "/api/x-configuration/x-passwords",
            json!({"plain": "S3CRET"}),
        ),
    ] {
        assert_eq!(
            journal.keep_write(create(path, &body, "0f4e6c3a")),
            Kept::Kept
        );
    }
    let text = journal.to_text();
    assert!(!text.contains("S3CRET"), "{text}");
    assert!(
        !format!("{journal:?}").contains("noc"),
        "values stay out of Debug"
    );
    read_again(&journal);
    let community = journal.entries()[0].body.as_ref().unwrap();
    let community = &community["version"]["value"]["community"];
    assert_eq!(cut_at(community), Some(Cut::Set));
}

#[test]
fn a_secret_that_was_left_alone_needs_not_be_entered_again() {
    let mut journal = Journal::new(owner());
    let base = json!({"community": "public", "contact": "a"});
    let first = json!({"community": "public", "contact": "b"});
    let _kept = journal.keep_write(replace(SNMP, &base, &first, 1));
    let body = journal.entries()[0].body.clone().unwrap();
    assert_eq!(cut_at(&body["community"]), Some(Cut::Unchanged));
    // Set in the first write, left alone in the second: it was set all the same.
    let second = json!({"community": "new", "contact": "b"});
    let third = json!({"community": "new", "contact": "c"});
    let _kept = journal.keep_write(replace(SNMP, &first, &second, 2));
    let _kept = journal.keep_write(replace(SNMP, &second, &third, 3));
    assert_eq!(journal.entries().len(), 1, "one write of one object");
    let entry = &journal.entries()[0];
    assert_eq!(
        cut_at(&entry.body.clone().unwrap()["community"]),
        Some(Cut::Set)
    );
    assert_eq!(entry.body.clone().unwrap()["contact"], "c");
    assert_eq!(
        entry.base.clone().unwrap()["contact"],
        "a",
        "before the first"
    );
}

#[test]
fn the_key_of_a_password_object_is_no_secret() {
    let mut journal = Journal::new(owner());
    let reference = |key: &str| json!({"key": key, "meta": {"href": format!("/api/configuration/passwords/{key}")}});
    let user = "/api/configuration/aaa/local_database/users/91a7be02";
    let base = json!({"name": "a", "password": reference("0ld0ld0ld0ld")});
    let unchanged = json!({"name": "b", "password": "0ld0ld0ld0ld"});
    let _kept = journal.keep_write(replace(user, &base, &unchanged, 1));
    assert_eq!(journal.entries()[0].body, Some(unchanged.clone()));
    let plain = json!({"plain": "S3CRET"});
    let _kept = journal.keep_write(create(PASSWORDS, &plain, "n3wn3wn3wn3w"));
    let changed = json!({"name": "b", "password": "n3wn3wn3wn3w"});
    let _kept = journal.keep_write(replace(user, &base, &changed, 1));
    assert_eq!(journal.entries()[2].body, Some(changed));
    // A text nobody knows as a key may be a password.
    let typed = json!({"name": "b", "password": "S3CRET"});
    let _kept = journal.keep_write(replace(user, &base, &typed, 1));
    assert!(!journal.to_text().contains("S3CRET"));
}

#[test]
fn the_creation_of_an_api_key_is_never_kept_and_told() {
    let body = json!({"name": "ci_key"});
    for path in [
        "/api/user/api_keys",
        "/api/x-user/x-api_keys",
        "/api/user/API-Keys?x=1",
    ] {
        let mut journal = Journal::new(owner());
        let kept = journal.keep_write(create(path, &body, "2dde93c0"));
        assert_eq!(kept, Kept::NotKept(Reason::ApiKey));
        let draft = Draft::new(body.clone());
        let kept = journal.keep_draft(path, &draft, WallTime(1));
        assert_eq!(kept, Kept::NotKept(Reason::ApiKey));
        assert!(!journal.to_text().contains("ci_key"));
        assert_eq!(journal.unkept().len(), 2);
    }
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

#[test]
fn other_texts_are_refused_with_a_reason_and_without_a_word_of_them() {
    use JournalError::{Damaged, Foreign, NotJson, Version};
    for (text, expected) in [
        ("", NotJson),
        ("{\"format\":", NotJson),
        ("[]", Foreign),
        ("{\"format\":\"S3CRET\"}", Foreign),
    ] {
        let error = Journal::from_text(text).unwrap_err();
        assert_eq!(error, expected);
        assert!(!error.to_string().contains("S3CRET"));
    }
    let whole: Value = serde_json::from_str(&two_writes().to_text()).unwrap();
    let changed = |place: &str, value: Value| {
        let mut text = whole.clone();
        *text.pointer_mut(place).unwrap() = value;
        Journal::from_text(&text.to_string()).unwrap_err()
    };
    assert_eq!(changed("/version", json!(2)), Version { found: 2 });
    for (place, value, told) in [
        ("/version", json!("1"), "/version"),
        ("/user", json!(1), "/user"),
        ("/writes", json!({}), "/writes"),
        ("/writes/1", json!(null), "/writes/1"),
        ("/writes/0/method", json!("PATCH"), "/writes/0"),
        ("/writes/0/staged", json!(2), "/writes/0"),
        ("/writes/1/number", json!(1), "/writes/1/number"),
        ("/next", json!(2), "/writes/1/number"),
        ("/limit", json!(-1), "/limit"),
        ("/next", json!(u64::MAX), "/next"),
    ] {
        let place = changed(place, value);
        assert_eq!(
            place,
            Damaged {
                place: told.to_owned()
            }
        );
    }
}

#[test]
fn every_damaged_text_is_an_error_or_a_journal_and_never_a_panic() {
    let text = two_writes().to_text();
    for length in (0..text.len()).filter(|length| text.is_char_boundary(*length)) {
        assert!(Journal::from_text(&text[..length]).is_err());
    }
    // Every member taken away, one at a time.
    let whole: Value = serde_json::from_str(&text).unwrap();
    for name in whole.as_object().unwrap().keys() {
        let mut damaged = whole.clone();
        damaged.as_object_mut().unwrap().shift_remove(name);
        assert!(Journal::from_text(&damaged.to_string()).is_err(), "{name}");
    }
    let entry = whole["writes"][0].as_object().unwrap();
    for name in entry.keys().filter(|name| *name != "base") {
        let mut damaged = whole.clone();
        damaged["writes"][0]
            .as_object_mut()
            .unwrap()
            .shift_remove(name);
        assert!(Journal::from_text(&damaged.to_string()).is_err(), "{name}");
    }
}
