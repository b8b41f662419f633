//! API keys created and committed, tried again, taken back; never a key that is said to work and does not.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use pollster::block_on;
use serde_json::json;
use sps_client::{Error, NewApiKey};
use sps_workbench::api_keys::{KeyFound, Withdrawn, find_key, retry_key, withdraw_key};
use sps_workbench::{CommitOutcome, Finding, activate_key, create_only};
use support::keys::*;
use support::{Script, Step, client, lost, refusal, step, transaction};

const OTHER: &str = "/api/configuration/aaa/settings";

/// Creates and commits, as the screen does.
fn create(
    script: impl IntoIterator<Item = Step>,
) -> Result<(NewApiKey, CommitOutcome), Box<Error>> {
    let client = client(script);
    let result = block_on(async {
        let key = create_only(&client, &name()).await?;
        let outcome = activate_key(&client, &key.key, Some("Create API key ci_key")).await;
        Ok((key, outcome.expect("alone")))
    });
    done(client.transport());
    assert!(!format!("{result:?}").contains(TOKEN));
    result.map_err(Box::new)
}

fn done(script: &Script) {
    assert!(script.is_finished());
    for (verb, path) in [
        ("PUT", TRANSACTION),
        ("POST", KEYS),
        ("DELETE", KEY),
        ("DELETE", TRANSACTION),
    ] {
        assert!(script.count(verb, path) <= 1, "no write is repeated");
    }
}

#[test]
fn a_key_is_active_after_its_commit() {
    let (key, outcome) = create([
        transaction("closed"),
        opened(),
        created(),
        transaction("open"),
        changes(&[KEY]),
        committed(),
        transaction("closed"),
    ])
    .expect("created");
    assert_eq!((key.key.as_str(), key.secret()), (ID, TOKEN));
    assert_eq!(outcome, CommitOutcome::Committed);
}

#[test]
fn a_key_that_took_effect_at_once_is_proved_by_the_list() {
    let run = |keys: &[&str]| {
        let script = [
            transaction("open"),
            created(),
            transaction("closed"),
            listed(keys),
        ];
        create(script).expect("created").1
    };
    assert_eq!(run(&["other", ID]), CommitOutcome::Committed);
    // Another tab rolled back meanwhile.
    assert!(matches!(
        run(&["other"]),
        CommitOutcome::Unknown {
            finding: Finding::NotCommitted,
            ..
        }
    ));
}

#[test]
fn what_another_tab_stages_meanwhile_is_not_activated_in_passing() {
    let client = client([transaction("open"), changes(&[KEY, OTHER])]);
    let outcome = block_on(activate_key(&client, ID, Some("Create API key ci_key")));
    assert_eq!(outcome, Err(KeyFound::Waiting { others: 1 }));
    done(client.transport());
    // Where nobody can tell what is staged, nothing is committed either.
    let client = support::client([transaction("open"), lost("GET", CHANGES)]);
    let outcome = block_on(activate_key(&client, ID, None));
    assert!(
        matches!(outcome, Ok(CommitOutcome::Unknown { .. })),
        "{outcome:?}"
    );
    done(client.transport());
}

#[test]
fn where_opening_is_refused_the_key_is_tried_without() {
    let refused = step("POST", TRANSACTION, 403, refusal("Unauthorized"));
    let (_, outcome) = create([
        transaction("closed"),
        refused,
        created(),
        transaction("open"),
        changes(&[KEY]),
        committed(),
        transaction("closed"),
    ])
    .expect("created");
    assert_eq!(outcome, CommitOutcome::Committed);
    // The lock is the reason to tell, not its consequence.
    let locked = step("POST", TRANSACTION, 409, refusal("ConfigurationLocked"));
    let error = create([
        transaction("closed"),
        locked,
        step("POST", KEYS, 403, refusal("NoTransaction")),
    ])
    .expect_err("locked");
    assert!(matches!(*error, Error::Locked(_)), "{error:?}");
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
        create(script).expect_err("no key");
    }
}

#[test]
fn a_commit_that_fails_says_how() {
    let before = || {
        [
            transaction("open"),
            created(),
            transaction("open"),
            changes(&[KEY]),
        ]
    };
    let refused = |kind, status| vec![step("PUT", TRANSACTION, status, refusal(kind))];
    type Check = fn(&CommitOutcome) -> bool;
    let failures: [(Vec<Step>, Check); 5] = [
        (refused("ConfigurationLocked", 409), |o| {
            matches!(o, CommitOutcome::Locked(_))
        }),
        (refused("MergeConflict", 409), |o| {
            matches!(o, CommitOutcome::Conflict(_))
        }),
        (refused("Unauthenticated", 401), |o| {
            matches!(o, CommitOutcome::SessionEnded(_))
        }),
        // The answer is lost, and the list settles it.
        (
            vec![
                lost("PUT", TRANSACTION),
                transaction("closed"),
                listed(&[ID]),
            ],
            |o| matches!(o, CommitOutcome::Committed),
        ),
        (
            vec![lost("PUT", TRANSACTION), transaction("closed"), listed(&[])],
            |o| {
                matches!(
                    o,
                    CommitOutcome::Unknown {
                        finding: Finding::NotCommitted,
                        ..
                    }
                )
            },
        ),
    ];
    for (failure, expected) in failures {
        let (key, outcome) = create(before().into_iter().chain(failure)).expect("created");
        assert!(expected(&outcome), "{outcome:?}");
        assert_eq!(key.secret(), TOKEN);
    }
}

#[test]
fn where_a_key_stands_is_told_by_reading() {
    let find = |script: Vec<Step>| {
        let client = client(script);
        let found = block_on(find_key(&client, ID));
        assert!(client.transport().is_finished());
        found
    };
    assert_eq!(
        find(vec![transaction("closed"), listed(&[ID])]),
        KeyFound::Active
    );
    assert_eq!(
        find(vec![transaction("closed"), listed(&["k"])]),
        KeyFound::Gone
    );
    let open = |paths: &[&str]| vec![transaction("open"), listed(&[ID]), changes(paths)];
    assert_eq!(find(open(&[OTHER])), KeyFound::Active);
    assert_eq!(find(open(&[KEY])), KeyFound::Waiting { others: 0 });
    assert_eq!(
        find(open(&[OTHER, KEY, "/api/user/api_keys/k"])),
        KeyFound::Waiting { others: 2 },
        "another key is another change"
    );
    assert_eq!(
        find(vec![transaction("open"), listed(&["k"])]),
        KeyFound::Gone
    );
    assert!(matches!(
        find(vec![lost("GET", TRANSACTION)]),
        KeyFound::CannotTell(_)
    ));
}

#[test]
fn another_try_commits_only_the_key_it_is_about() {
    let retry = |script: Vec<Step>| {
        let client = client(script);
        let result = block_on(retry_key(&client, ID, Some("again")));
        done(client.transport());
        result
    };
    let waits = || {
        vec![
            transaction("open"),
            listed(&[ID]),
            changes(&[KEY]),
            committed(),
            transaction("closed"),
        ]
    };
    assert_eq!(retry(waits()), Ok(CommitOutcome::Committed));
    let shared = vec![transaction("open"), listed(&[ID]), changes(&[KEY, OTHER])];
    assert_eq!(retry(shared), Err(KeyFound::Waiting { others: 1 }));
    let gone = vec![transaction("closed"), listed(&[])];
    assert_eq!(retry(gone), Err(KeyFound::Gone));
    let live = vec![transaction("closed"), listed(&[ID])];
    assert_eq!(retry(live), Err(KeyFound::Active));
}

#[test]
fn giving_up_takes_back_only_what_is_ours() {
    let withdraw = |script: Vec<Step>| {
        let client = client(script);
        let result = block_on(withdraw_key(&client, ID));
        done(client.transport());
        result
    };
    let alone = vec![
        transaction("open"),
        listed(&[ID]),
        changes(&[KEY]),
        deleted(),
        changes(&[]),
        rolled_back(),
        transaction("closed"),
        listed(&[]),
    ];
    assert_eq!(withdraw(alone), Ok(Withdrawn::Gone));
    // Also what another tab staged after the first look.
    let shared = vec![
        transaction("open"),
        listed(&[ID]),
        changes(&[KEY]),
        deleted(),
        changes(&[OTHER]),
        transaction("open"),
        listed(&[]),
    ];
    assert_eq!(withdraw(shared), Ok(Withdrawn::Gone));
    // The commit had gone through after all.
    let live = vec![transaction("closed"), listed(&[ID])];
    assert_eq!(withdraw(live), Ok(Withdrawn::Active));
    let over = vec![step("GET", TRANSACTION, 401, refusal("Unauthenticated"))];
    assert_eq!(withdraw(over), Ok(Withdrawn::Gone));
    let refused = vec![
        transaction("open"),
        listed(&[ID]),
        changes(&[KEY]),
        step("DELETE", KEY, 403, refusal("Unauthorized")),
    ];
    assert!(matches!(withdraw(refused), Err(Error::LacksRight(_))));
    let still_there = vec![
        transaction("open"),
        listed(&[ID]),
        changes(&[OTHER, KEY]),
        deleted(),
        changes(&[OTHER, KEY]),
        transaction("open"),
        listed(&[ID]),
        changes(&[OTHER, KEY]),
    ];
    assert!(withdraw(still_there).is_err(), "success is proved");
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
