//! What can be undone, and how well.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use serde_json::json;
use sps_workbench::undo::{Limits, Reason, Verdict, prepare, put_back};
use support::change;
use support::preparing::{inexact, undo, verdicts, writes};

#[test]
fn what_cannot_be_undone_says_why() {
    let table = [
        (
            json!({ "type": "rename", "path": "ssh/connections/k1" }),
            Reason::UnknownKind("rename".to_owned()),
        ),
        (
            json!({ "type": "replace", "path": "management/webinterface/timeout", "new_value": 5 }),
            Reason::OldUntold,
        ),
        (
            json!({ "type": "delete", "path": "ssh/connections/k1" }),
            Reason::OldUntold,
        ),
        (
            json!({ "type": "delete", "path": "ssh/connections/k1", "old_value": null }),
            Reason::OldUntold,
        ),
        (
            json!({ "type": "reorder", "path": "ssh/connections", "new_order": ["a"] }),
            Reason::OldUntold,
        ),
        (
            json!({ "type": "replace", "path": "management/webinterface/timeout", "old_value": 5, "new_value": 6 }),
            Reason::NotRead,
        ),
        (
            json!({ "type": "reorder", "path": "ssh/connections", "old_order": ["a", "b"], "new_order": ["b", "a"] }),
            Reason::NotRead,
        ),
        (
            json!({ "type": "create", "path": "passwords/0a6c", "new_value": { "plain": "x" } }),
            Reason::WriteOnly,
        ),
        (
            json!({ "type": "create", "path": "private_keys/0a6c" }),
            Reason::WriteOnly,
        ),
        (
            json!({ "type": "delete", "path": "/api/user/api_keys/2dde", "old_value": { "name": "ci" } }),
            Reason::ShownOnce,
        ),
        (json!({ "type": "create", "path": "" }), Reason::NoPlace),
        (json!({}), Reason::NoPlace),
    ];
    for (entry, reason) in table {
        let undo = undo(std::slice::from_ref(&entry), &[]);
        assert_eq!(
            verdicts(&undo),
            [Verdict::Cannot(reason.clone())],
            "{entry}"
        );
        assert!(undo.steps.is_empty(), "{entry}");
        assert_eq!(put_back(&change(entry), &[]), Err(reason));
    }
}

#[test]
fn an_entry_that_changed_nothing_needs_no_write() {
    let same = json!({ "type": "replace", "path": "management/webinterface/timeout", "old_value": 5, "new_value": 5 });
    let undo = undo(std::slice::from_ref(&same), &[]);
    assert!(undo.is_exact() && undo.steps.is_empty());
    assert_eq!(put_back(&change(same), &[]).unwrap().step, None);
}

#[test]
fn entries_of_one_resource_become_one_write() {
    let entries = [
        json!({ "type": "replace", "path": "management/email/admin_address", "old_value": "a", "new_value": "b" }),
        json!({ "type": "create", "path": "management/email#smtp_auth/user", "new_value": "u" }),
        json!({ "type": "delete", "path": "/api/configuration/management/email/tls", "old_value": true }),
    ];
    let now = json!({ "admin_address": "b", "smtp_auth": { "enabled": true, "user": "u" }, "server": { "key": "k", "meta": { "href": "/x" } } });
    let undo = undo(&entries, &[("management/email", now)]);
    assert!(undo.is_exact());
    assert_eq!(writes(&undo), ["PUT management/email"]);
    assert_eq!(undo.steps[0].entries, [0, 1, 2]);
    assert_eq!(
        undo.steps[0].write.body,
        Some(
            json!({ "admin_address": "a", "smtp_auth": { "enabled": true }, "server": "k", "tls": true })
        )
    );
}

#[test]
fn a_whole_object_can_be_put_back_without_reading_it() {
    let entry = json!({ "type": "replace", "path": "management/webinterface", "old_value": "{\"timeout\":10}", "new_value": "{\"timeout\":20}" });
    let undo = undo(&[entry], &[]);
    assert!(undo.is_exact());
    assert_eq!(undo.steps[0].write.body, Some(json!({ "timeout": 10 })));
    let timezone = json!({ "type": "replace", "path": "datetime/timezone", "old_value": "UTC", "new_value": "CET" });
    let undo = prepare(&[change(timezone)], &[]);
    assert_eq!(undo.steps[0].write.body, Some(json!("UTC")));
}

#[test]
fn a_change_that_somebody_made_since_is_named() {
    let entry = json!({ "type": "replace", "path": "management/webinterface/timeout", "old_value": 10, "new_value": 20 });
    let with_theirs = undo(
        std::slice::from_ref(&entry),
        &[(
            "management/webinterface",
            json!({ "timeout": 30, "banner": "new" }),
        )],
    );
    let limits = Limits {
        changed_since: true,
        ..Limits::default()
    };
    assert_eq!(verdicts(&with_theirs), [inexact(limits)]);
    assert_eq!(
        with_theirs.steps[0].write.body,
        Some(json!({ "timeout": 10, "banner": "new" }))
    );
    let inside = json!({ "type": "replace", "path": "management/email/smtp_auth/user", "old_value": "a", "new_value": "b" });
    let gone = undo(
        &[inside],
        &[("management/email", json!({ "smtp_auth": null }))],
    );
    assert_eq!(verdicts(&gone), [Verdict::Cannot(Reason::Gone)]);
    assert!(gone.steps.is_empty());
}

#[test]
fn a_secret_stays_as_it_is_until_it_is_typed_again() {
    let mask = "********";
    let path = "management/snmp/trap";
    let now = json!({ "enabled": false, "version": { "community": "now" } });
    let limits = Limits {
        needs_secret: true,
        ..Limits::default()
    };
    for (old, new) in [(mask, mask), ("before", "now")] {
        let entry = json!({ "type": "replace", "path": path,
            "old_value": { "enabled": true, "version": { "community": old } },
            "new_value": { "enabled": false, "version": { "community": new } } });
        let mut undo = undo(&[entry], &[(path, now.clone())]);
        assert_eq!(verdicts(&undo), [inexact(limits.clone())]);
        let step = &mut undo.steps[0];
        assert_eq!(step.write.body.as_ref().unwrap()["enabled"], true);
        assert_eq!(
            step.write.body.as_ref().unwrap()["version"]["community"],
            "now"
        );
        assert_eq!(step.secrets.len(), 1);
        assert!(!step.waits_for_secret(), "the rest can be undone without");
        let at = step.secrets[0].at.clone();
        assert!(step.supply(&at, json!("typed")));
        assert_eq!(
            step.write.body.as_ref().unwrap()["version"]["community"],
            "typed"
        );
        assert!(
            !format!("{undo:?}").contains("typed"),
            "Debug shows no content"
        );
    }
    // A secret that came can be taken away, and one that was emptied cannot be made up.
    let came = json!({ "type": "replace", "path": format!("{path}/version/community"), "old_value": "", "new_value": mask });
    assert!(undo(&[came], &[(path, now.clone())]).is_exact());
    let went = json!({ "type": "replace", "path": format!("{path}/version/community"), "old_value": mask, "new_value": "" });
    let emptied = json!({ "enabled": false, "version": { "community": "" } });
    assert_eq!(
        verdicts(&undo(&[went], &[(path, emptied)])),
        [inexact(limits)]
    );
}

#[test]
fn a_mask_is_never_written() {
    let entries = [
        json!({ "type": "delete", "path": "policies/credentialstores/71d0", "old_value": { "name": "s", "users": [{ "username": "r", "password": "********" }] } }),
        json!({ "type": "replace", "path": "policies/other/k1/users", "old_value": [{ "password": "****" }], "new_value": [] }),
    ];
    let undo = undo(&entries, &[("policies/other/k1", json!({ "users": [] }))]);
    assert_eq!(undo.steps.len(), 2);
    assert!(
        undo.steps
            .iter()
            .all(sps_workbench::undo::Step::waits_for_secret)
    );
}
