//! API keys created and committed in one go, or into the transaction; never a key that is said to work and does not.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use std::cell::RefCell;

use pollster::block_on;
use serde_json::{Value, json};
use sps_client::{ApiKeyName, Error};
use sps_workbench::{
    CommitOutcome, Finding, KeyOutcome, KeyStep, create_and_activate, create_only,
};
use support::{Script, Step, client, lost, refusal, step, transaction};

const KEYS: &str = "/api/user/api_keys";
const KEY: &str = "/api/user/api_keys/2dde93c0";
const TRANSACTION: &str = "/api/transaction";
const TOKEN: &str = "obviously-fake-token-5UcV";

fn name() -> ApiKeyName {
    ApiKeyName::parse("ci_key").expect("a name")
}

fn opened() -> Step {
    step("POST", TRANSACTION, 200, json!({ "meta": {} }))
}

fn created() -> Step {
    let body =
        json!({ "name": "ci_key", "token": TOKEN, "username": "u", "login_method": "f46acbd3" });
    step(
        "POST",
        KEYS,
        201,
        json!({ "key": "2dde93c0", "body": body, "meta": { "href": KEY } }),
    )
}

fn committed() -> Step {
    step("PUT", TRANSACTION, 200, json!({ "meta": {} }))
}

fn listed(keys: &[&str]) -> Step {
    let items: Vec<Value> = keys
        .iter()
        .map(|key| json!({ "key": key, "body": { "name": "n" }, "meta": {} }))
        .collect();
    step("GET", KEYS, 200, json!({ "items": items, "meta": {} }))
}

fn create(script: impl IntoIterator<Item = Step>) -> (KeyOutcome, Vec<KeyStep>) {
    let client = client(script);
    let steps = RefCell::new(Vec::new());
    let outcome = block_on(create_and_activate(
        &client,
        &name(),
        Some("Create API key ci_key"),
        |step| steps.borrow_mut().push(step),
    ));
    done(client.transport());
    assert!(!format!("{outcome:?}").contains(TOKEN));
    (outcome, steps.into_inner())
}

fn done(script: &Script) {
    assert!(script.is_finished());
    assert!(
        script.count("PUT", TRANSACTION) <= 1 && script.count("POST", KEYS) <= 1,
        "no write is repeated"
    );
}

#[test]
fn a_key_is_active_after_its_commit() {
    let (outcome, steps) = create([
        transaction("closed"),
        opened(),
        created(),
        transaction("open"),
        committed(),
        transaction("closed"),
    ]);
    let KeyOutcome::Active(key) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!((key.key.as_str(), key.secret()), ("2dde93c0", TOKEN));
    assert_eq!(steps, [KeyStep::Creating, KeyStep::Activating]);
}

#[test]
fn an_open_transaction_is_used() {
    let (outcome, _) = create([
        transaction("open"),
        created(),
        transaction("open"),
        committed(),
        transaction("closed"),
    ]);
    assert!(matches!(outcome, KeyOutcome::Active(_)), "{outcome:?}");
}

#[test]
fn a_key_that_took_effect_at_once_is_proved_by_the_list() {
    let (outcome, _) = create([
        transaction("open"),
        created(),
        transaction("closed"),
        listed(&["other", "2dde93c0"]),
    ]);
    assert!(matches!(outcome, KeyOutcome::Active(_)), "{outcome:?}");
    // Another tab rolled back meanwhile.
    let (outcome, _) = create([
        transaction("open"),
        created(),
        transaction("closed"),
        listed(&["other"]),
    ]);
    assert!(
        matches!(
            &outcome,
            KeyOutcome::NotActive {
                commit: CommitOutcome::Unknown {
                    finding: Finding::NotCommitted,
                    ..
                },
                ..
            }
        ),
        "{outcome:?}"
    );
}

#[test]
fn where_opening_is_refused_the_key_is_tried_without() {
    let refused = || step("POST", TRANSACTION, 403, refusal("Unauthorized"));
    let (outcome, _) = create([
        transaction("closed"),
        refused(),
        created(),
        transaction("open"),
        committed(),
        transaction("closed"),
    ]);
    assert!(matches!(outcome, KeyOutcome::Active(_)), "{outcome:?}");
    // The lock is the reason to tell, not its consequence.
    let locked = step("POST", TRANSACTION, 409, refusal("ConfigurationLocked"));
    let (outcome, steps) = create([
        transaction("closed"),
        locked,
        step("POST", KEYS, 403, refusal("NoTransaction")),
    ]);
    assert!(
        matches!(&outcome, KeyOutcome::NotCreated(Error::Locked(_))),
        "{outcome:?}"
    );
    assert_eq!(steps, [KeyStep::Creating]);
}

#[test]
fn without_a_key_nothing_is_committed() {
    for script in [
        vec![step("GET", TRANSACTION, 401, refusal("Unauthenticated"))],
        vec![lost("GET", TRANSACTION)],
        vec![transaction("closed"), lost("POST", TRANSACTION)],
        vec![transaction("open"), lost("POST", KEYS)],
        vec![
            transaction("open"),
            step("POST", KEYS, 400, refusal("SemanticError")),
        ],
        vec![
            transaction("open"),
            step(
                "POST",
                KEYS,
                201,
                json!({ "key": "k", "body": { "name": "ci_key" } }),
            ),
        ],
    ] {
        let (outcome, _) = create(script);
        assert!(matches!(outcome, KeyOutcome::NotCreated(_)), "{outcome:?}");
    }
}

#[test]
fn a_commit_that_fails_leaves_the_key_not_active() {
    let before = || [transaction("open"), created(), transaction("open")];
    type Check = fn(&CommitOutcome) -> bool;
    let failures: [(Vec<Step>, Check); 4] = [
        (
            vec![step(
                "PUT",
                TRANSACTION,
                409,
                refusal("ConfigurationLocked"),
            )],
            |o| matches!(o, CommitOutcome::Locked(_)),
        ),
        (
            vec![step("PUT", TRANSACTION, 409, refusal("MergeConflict"))],
            |o| matches!(o, CommitOutcome::Conflict(_)),
        ),
        (
            vec![step("PUT", TRANSACTION, 401, refusal("Unauthenticated"))],
            |o| matches!(o, CommitOutcome::SessionEnded(_)),
        ),
        (vec![lost("PUT", TRANSACTION), transaction("closed")], |o| {
            matches!(
                o,
                CommitOutcome::Unknown {
                    finding: Finding::Committed,
                    ..
                }
            )
        }),
    ];
    for (failure, expected) in failures {
        let (outcome, _) = create(before().into_iter().chain(failure));
        let KeyOutcome::NotActive { key, commit } = outcome else {
            panic!("{outcome:?}")
        };
        assert!(expected(&commit), "{commit:?}");
        assert_eq!(key.secret(), TOKEN);
    }
    let (outcome, _) = create([transaction("open"), created(), lost("GET", TRANSACTION)]);
    assert!(
        matches!(
            &outcome,
            KeyOutcome::NotActive {
                commit: CommitOutcome::Unknown {
                    finding: Finding::CannotTell,
                    ..
                },
                ..
            }
        ),
        "{outcome:?}"
    );
}

#[test]
fn a_key_for_later_is_not_committed() {
    let client = client([transaction("closed"), opened(), created()]);
    let key = block_on(create_only(&client, &name())).expect("created");
    assert_eq!(key.secret(), TOKEN);
    assert_eq!(
        client.transport().sent()[2].body,
        json!({ "name": "ci_key" })
    );
    done(client.transport());
}
