//! Seed 003: "How to configure SPS using REST: a sample transaction", request by request, and the
//! samples of "Message format" and "Error responses".
//!
//! The samples are of the generation that prints the payload under the resource's own name and keeps
//! `require_commitlog` in `aaa/settings`: `payload_wrap: Name`, `commitlog_location: AaaSettings`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod guide;

use guide::Shell;
use serde_json::json;
use sps_appliance::{CommitLogLocation, PayloadWrap, Switches};

fn shell() -> Shell {
    let mut switches = Switches::v8_0();
    switches.payload_wrap = PayloadWrap::Name;
    switches.commitlog_location = CommitLogLocation::AaaSettings;
    Shell::with(switches)
}

#[test]
fn authenticate_and_receive_a_session_id() {
    let shell = shell();
    let answer = shell.run("curl --basic --user <username>:<password> --cookie-jar cookies --insecure https://<SPS-IP-address>/api/authentication");
    answer.assert_documented(
        200,
        &json!({ "meta": { "href": "/api", "next": "/api", "transaction": "/api/transaction" } }),
    );
    assert!(shell.read("cookies").contains("session_id"));
}

#[test]
fn open_a_transaction() {
    let shell = shell();
    shell.sign_in();
    let answer =
        shell.run(r#"curl --data "" --cookie cookies --insecure -X POST https://<IP-address-of-SPS>/api/transaction"#);
    answer.assert_documented(
        200,
        &json!({ "meta": { "href": "/api/transaction", "parent": "/api" } }),
    );
}

#[test]
fn retrieve_a_resource() {
    let shell = shell();
    shell.sign_in();
    let answer = shell.run("curl --cookie cookies --insecure https://<IP-address-of-SPS>/api/configuration/aaa/settings");
    answer.assert_documented(
        200,
        &json!({
            "key": "settings",
            "meta": {
                "first": "/api/configuration/aaa/settings",
                "href": "/api/configuration/aaa/settings",
                "last": "/api/configuration/aaa/settings",
                "next": null,
                "parent": "/api/configuration/aaa",
                "previous": null,
                "transaction": "/api/transaction"
            },
            "settings": {
                "backend": {
                    "cracklib_enabled": false,
                    "expiration_days": 0,
                    "minimum_password_strength": "good",
                    "remember_previous_passwords": 10,
                    "selection": "local"
                },
                "method": { "selection": "passwd" },
                "require_commitlog": false
            }
        }),
    );
    assert_eq!(
        answer.json()["settings"]["backend"]["cracklib_enabled"],
        false
    );
}

/// The body of the guide's PUT request.
const BODY: &str = r#"{ "backend": { "cracklib_enabled": true, "expiration_days": 0, "minimum_password_strength": "good", "remember_previous_passwords": 10, "selection": "local" }, "method": { "selection": "passwd" }, "require_commitlog": false }"#;
const PUT: &str = r#"curl -H "Content-Type: application/json" -d @body.json --cookie cookies --insecure -X PUT https://<IP-address-of-SPS>/api/configuration/aaa/settings"#;

#[test]
fn change_and_modify_the_configuration() {
    let shell = shell();
    shell.sign_in();
    shell.write("body.json", BODY);
    shell.run(PUT).assert_documented(
        200,
        &json!({
            "meta": {
                "first": "/api/configuration/aaa/settings",
                "href": "/api/configuration/aaa/settings",
                "last": "/api/configuration/aaa/settings",
                "next": null,
                "parent": "/api/configuration/aaa",
                "previous": null,
                "transaction": "/api/transaction"
            }
        }),
    );
}

#[test]
fn commit_your_transaction() {
    let shell = shell();
    shell.sign_in();
    shell.run(r#"curl --data "" --cookie cookies --insecure -X POST https://<IP-address-of-SPS>/api/transaction"#);
    shell.write("body.json", BODY);
    shell.run(PUT);
    let answer = shell.run(r#"curl -H "Content-Type: application/json" -d '{"status": "commit","message": "My commit message"}' --cookie cookies --insecure -X PUT https://<IP-address-of-SPS>/api/transaction"#);
    answer.assert_documented(
        200,
        &json!({ "meta": { "href": "/api/transaction", "parent": "/api" } }),
    );

    // "... and you have successfully changed the configuration": another login sees it.
    shell.sign_in();
    let settings =
        shell.run("curl --cookie cookies --insecure https://<IP-address-of-SPS>/api/configuration/aaa/settings");
    assert_eq!(
        settings.json()["settings"]["backend"]["cracklib_enabled"],
        true
    );
}

#[test]
fn message_format_the_root() {
    let shell = shell();
    shell.sign_in();
    let answer = shell.run("curl --cookie cookies --insecure https://<IP-address-of-SPS>/api");
    // The sample has `meta` only; the table above it adds the list of `items`.
    answer.assert_documented(
        200,
        &json!({ "items": [{ "key": "info", "meta": { "href": "/api/info" } }], "meta": { "href": "/api", "next": "/api/configuration" } }),
    );
    assert_eq!(answer.json()["meta"]["next"], "/api/configuration");
}

#[test]
fn message_format_items() {
    let shell = shell();
    shell.sign_in();
    shell.run("curl --cookie cookies --insecure https://<IP-address-of-SPS>/api/ssh-host-keys").assert_documented(
        200,
        &json!({
            "meta": { "href": "/api/ssh-host-keys", "parent": "/api" },
            "items": [
                { "key": "ssh-rsa-10.10.100.1:22", "meta": { "href": "/api/ssh-host-keys/ssh-rsa-10.10.100.1:22" } },
                { "key": "ssh-rsa-10.10.20.35:22", "meta": { "href": "/api/ssh-host-keys/ssh-rsa-10.10.20.35:22" } }
            ]
        }),
    );
}

#[test]
fn a_complete_error_response() {
    let shell = shell();
    shell.sign_in();
    let answer = shell.run("curl --cookie cookies --insecure https://<IP-address-of-SPS>/api/configuration/no/such/path");
    let documented = json!({
        "error": {
            "type": "NodeNotFound",
            "message": "Unable to locate the requested path",
            "details": { "path": "no/such/path" }
        },
        "meta": { "href": "/api/configuration/no/such/path", "parent": "/api/configuration" }
    });
    answer.assert_documented(404, &documented);
    assert_eq!(answer.json()["error"], documented["error"]);
    assert_eq!(answer.json()["meta"]["parent"], "/api/configuration");
}

#[test]
fn a_large_body_with_expect_is_refused_and_the_documented_ways_around_it_work() {
    let shell = shell();
    shell.sign_in();
    shell.write("body.json", BODY);
    // "If you receive the 417 - Expectation Failed error code when using curl, use curl with the
    // --http1.0 or the -H "Expect:" option."
    let refused =
        shell.run(&PUT.replace("curl ", r#"curl --max-time 20 -H "Expect: 100-continue" "#));
    let statuses = [refused.earlier.as_slice(), &[refused.status]].concat();
    assert_eq!(
        statuses[0], 417,
        "curl may try again by itself: {statuses:?}"
    );
    assert_eq!(
        shell.run(&PUT.replace("curl ", "curl --http1.0 ")).status,
        200
    );
    assert_eq!(
        shell
            .run(&PUT.replace("curl ", r#"curl -H "Expect:" "#))
            .status,
        200
    );
}
