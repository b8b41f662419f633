//! Staging: open if needed, write once, read back, compare.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use pollster::block_on;
use serde_json::{Value, json};
use sps_client::Error;
use sps_workbench::{StageError, stage};
use support::{client, lost, refusal, step, transaction};

const PATH: &str = "/api/configuration/network/dns";

fn read(body: Value) -> support::Step {
    step(
        "GET",
        PATH,
        200,
        json!({ "key": "dns", "body": body, "meta": { "href": PATH } }),
    )
}

fn ok(method: &'static str, path: &'static str) -> support::Step {
    step(method, path, 200, json!({ "meta": { "href": path } }))
}

#[test]
fn a_closed_transaction_is_opened_before_the_write() {
    let client = client([
        transaction("closed"),
        ok("POST", "/api/transaction"),
        ok("PUT", PATH),
        read(json!({ "primary": "192.0.2.53" })),
    ]);
    let staged =
        block_on(stage(&client, PATH, &json!({ "primary": "192.0.2.53" }))).expect("staged");
    assert!(staged.ignored.is_empty());
    assert!(client.transport().is_finished());
    assert_eq!(
        client.transport().sent()[2].body,
        json!({ "primary": "192.0.2.53" })
    );
}

#[test]
fn an_open_transaction_is_not_opened_again() {
    let client = client([
        transaction("open"),
        ok("PUT", PATH),
        read(json!({ "primary": "192.0.2.53" })),
    ]);
    let staged = block_on(stage(
        &client,
        PATH,
        &json!({ "primary": "192.0.2.53", "typo": 1 }),
    ))
    .expect("staged");
    assert_eq!(
        staged
            .ignored
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        ["/typo"]
    );
    assert_eq!(staged.read_back.path, PATH);
}

#[test]
fn an_answer_without_content_shows_nothing_as_kept() {
    let empty = step(
        "GET",
        PATH,
        200,
        json!({ "key": "dns", "meta": { "href": PATH } }),
    );
    let client = client([transaction("open"), ok("PUT", PATH), empty]);
    let staged = block_on(stage(&client, PATH, &json!({ "primary": "x" }))).expect("staged");
    assert_eq!(
        staged
            .ignored
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        ["/primary"]
    );
}

#[test]
fn every_failure_names_its_step_and_nothing_more_is_sent() {
    let scripts = [
        vec![step(
            "GET",
            "/api/transaction",
            401,
            refusal("Unauthenticated"),
        )],
        vec![
            transaction("closed"),
            step(
                "POST",
                "/api/transaction",
                409,
                refusal("ConfigurationLocked"),
            ),
        ],
        vec![
            transaction("open"),
            step("PUT", PATH, 400, refusal("SemanticError")),
        ],
        vec![transaction("open"), lost("PUT", PATH)],
        vec![
            transaction("open"),
            ok("PUT", PATH),
            step("GET", PATH, 500, refusal("Internal")),
        ],
    ];
    let results: Vec<StageError> = scripts
        .into_iter()
        .map(|script| {
            let client = client(script);
            let error = block_on(stage(&client, PATH, &json!({}))).expect_err("fails");
            assert!(client.transport().is_finished());
            assert!(client.transport().count("PUT", PATH) <= 1);
            error
        })
        .collect();
    assert!(
        matches!(&results[0], StageError::Open(Error::SessionEnded(_))),
        "{results:?}"
    );
    assert!(
        matches!(&results[1], StageError::Open(Error::Locked(_))),
        "{results:?}"
    );
    assert!(
        matches!(&results[2], StageError::Write(Error::Refused(_))),
        "{results:?}"
    );
    assert!(
        matches!(&results[3], StageError::Write(Error::Transport(_))),
        "{results:?}"
    );
    assert!(
        matches!(&results[4], StageError::ReadBack(Error::ApplianceFault(_))),
        "{results:?}"
    );
    assert!(matches!(results[4].error(), Error::ApplianceFault(_)));
}
