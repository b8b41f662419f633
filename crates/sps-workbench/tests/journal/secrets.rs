//! No secret is kept, and no more than the secrets is cut out.

use serde_json::json;
use sps_workbench::journal::{Cut, Journal, Kept, Reason, WallTime, cut_at};
use sps_workbench::{Draft, Pointer};

use crate::writes::{PASSWORDS, SNMP, create, owner, read_again, replace};

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
