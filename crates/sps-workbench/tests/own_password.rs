//! Changing the own password: one transaction, nothing left half done, rules told before.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use pollster::block_on;
use serde_json::{Value, json};
use sps_client::{Authentication, UserInfo, UserLoginMethod};
use sps_workbench::commit::CommitOutcome;
use sps_workbench::rights::{
    PasswordOutcome, PasswordRule, change_password, keeps_the_password, password_rules,
};
use support::keys::changes;
use support::{Step, client, lost, refusal, step, transaction};

const PATH: &str = "/api/user/password";
const TX: &str = "/api/transaction";

fn ok(method: &'static str, path: &'static str) -> Step {
    step(method, path, 200, json!({ "meta": {} }))
}

fn run(steps: Vec<Step>) -> (PasswordOutcome, Vec<support::Sent>) {
    let client = client(steps);
    let outcome = block_on(change_password(&client, PATH, "old:é", " new ", "message"));
    assert!(client.transport().is_finished(), "not everything was asked");
    (outcome, client.transport().sent())
}

/// The commit that failed, and whether the change was rolled back.
fn not_committed(outcome: PasswordOutcome) -> (CommitOutcome, bool) {
    match outcome {
        PasswordOutcome::NotCommitted {
            commit,
            is_rolled_back,
        } => (commit, is_rolled_back),
        other => panic!("{other:?}"),
    }
}

/// Why it was not changed is known; whether it may be staged all the same.
fn may_be_staged(outcome: PasswordOutcome) -> bool {
    match outcome {
        PasswordOutcome::NotChanged { may_be_staged, .. } => may_be_staged,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_change_is_opened_sent_and_committed_once() {
    let (outcome, sent) = run(vec![
        transaction("closed"),
        ok("POST", TX),
        ok("PUT", PATH),
        ok("PUT", TX),
        transaction("closed"),
    ]);
    assert!(matches!(outcome, PasswordOutcome::Changed), "{outcome:?}");
    assert_eq!(sent[2].body, json!({ "old": "old:é", "new": " new " }));
    assert_eq!(sent[3].body["message"], "message");
}

#[test]
fn a_refused_password_leaves_no_transaction_behind_that_was_opened_for_it() {
    let (outcome, _) = run(vec![
        transaction("closed"),
        ok("POST", TX),
        step("PUT", PATH, 400, refusal("SemanticError")),
        ok("DELETE", TX),
    ]);
    assert!(!may_be_staged(outcome));
    // What was open before stays.
    let (outcome, _) = run(vec![
        transaction("open"),
        changes(&[]),
        step("PUT", PATH, 400, refusal("SemanticError")),
    ]);
    assert!(!may_be_staged(outcome));
}

#[test]
fn a_commit_that_was_refused_is_rolled_back_and_an_unknown_one_is_left_alone() {
    let (outcome, _) = run(vec![
        transaction("closed"),
        ok("POST", TX),
        ok("PUT", PATH),
        step("PUT", TX, 423, refusal("Locked")),
        ok("DELETE", TX),
    ]);
    let (commit, is_rolled_back) = not_committed(outcome);
    assert!(matches!(commit, CommitOutcome::Locked(_)) && is_rolled_back);

    let (outcome, _) = run(vec![
        transaction("open"),
        changes(&[PATH]),
        ok("PUT", PATH),
        lost("PUT", TX),
        transaction("open"),
    ]);
    let (commit, is_rolled_back) = not_committed(outcome);
    assert!(matches!(commit, CommitOutcome::Unknown { .. }) && !is_rolled_back);
}

#[test]
fn a_lost_answer_to_the_commit_is_settled_by_the_closed_transaction() {
    let (outcome, _) = run(vec![
        transaction("closed"),
        ok("POST", TX),
        ok("PUT", PATH),
        lost("PUT", TX),
        transaction("closed"),
    ]);
    assert!(matches!(outcome, PasswordOutcome::Changed), "{outcome:?}");
    // The session was over before: its transaction is gone, and the new password with it.
    let (outcome, _) = run(vec![
        transaction("closed"),
        ok("POST", TX),
        ok("PUT", PATH),
        step("PUT", TX, 401, refusal("Unauthenticated")),
    ]);
    assert!(!may_be_staged(outcome));
}

#[test]
fn a_lost_answer_is_told_and_not_repeated() {
    let (outcome, sent) = run(vec![transaction("open"), changes(&[]), lost("PUT", PATH)]);
    assert_eq!(sent.iter().filter(|sent| sent.path == PATH).count(), 1);
    assert!(may_be_staged(outcome), "a later commit may change it");
    // What was opened for it is rolled back, and it with it.
    let (outcome, _) = run(vec![
        transaction("closed"),
        ok("POST", TX),
        lost("PUT", PATH),
        ok("DELETE", TX),
    ]);
    assert!(!may_be_staged(outcome));
    let (outcome, _) = run(vec![
        transaction("closed"),
        ok("POST", TX),
        lost("PUT", PATH),
        lost("DELETE", TX),
    ]);
    assert!(may_be_staged(outcome));
}

#[test]
fn everything_else_in_the_transaction_counts_as_other_changes() {
    for (paths, others) in [
        (&["/api/user/password", "/api/configuration/ssh/options"], 1),
        (
            &["/api/user/api_keys/1", "/api/configuration/aaa/settings"],
            2,
        ),
    ] {
        let (outcome, _) = run(vec![transaction("open"), changes(paths)]);
        assert!(
            matches!(outcome, PasswordOutcome::Others(count) if count == others),
            "{paths:?}: {outcome:?}"
        );
    }
}

#[test]
fn the_rules_are_told_as_far_as_they_are_known() {
    use PasswordRule::{
        ExpiresAfterDays, MinimumLength, MinimumStrength, NotGuessable, NotOneOfTheLast,
    };
    let cases: [(Value, Option<Vec<PasswordRule>>); 6] = [
        (
            json!({ "backend": { "selection": "local", "cracklib_enabled": true, "expiration_days": 90,
                "minimum_password_strength": "good", "remember_previous_passwords": 10 } }),
            Some(vec![
                MinimumStrength("good".to_owned()),
                NotGuessable,
                NotOneOfTheLast(10),
                ExpiresAfterDays(90),
            ]),
        ),
        (
            json!({ "backend": { "cracklib_enabled": false, "expiration_days": 0,
                "minimum_password_strength": "disabled", "remember_previous_passwords": 0 } }),
            Some(vec![]),
        ),
        (
            json!({ "backend": { "minimum_password_length": 12 } }),
            Some(vec![MinimumLength(12)]),
        ),
        (json!({ "backend": { "selection": "ldap" } }), None),
        (json!({ "require_commitlog": true }), None),
        (json!(["odd"]), None),
    ];
    for (settings, rules) in cases {
        assert_eq!(password_rules(&settings), rules, "{settings}");
    }
}

#[test]
fn a_password_that_somebody_else_keeps_cannot_be_changed_here() {
    let by = |authentication| UserInfo {
        name: "jdoe".to_owned(),
        endpoints: None,
        login_method: authentication,
    };
    let method = |authentication| {
        Some(UserLoginMethod {
            name: None,
            authentication,
            credential: None,
        })
    };
    for (method, keeps) in [
        (None, true),
        (method(None), true),
        (method(Some(Authentication::Local)), true),
        (method(Some(Authentication::X509)), true),
        (method(Some(Authentication::Ldap)), false),
        (method(Some(Authentication::Radius)), false),
        (method(Some(Authentication::Saml2)), false),
    ] {
        assert_eq!(keeps_the_password(&by(method.clone())), keeps, "{method:?}");
    }
}
