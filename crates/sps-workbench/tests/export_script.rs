//! The exported script: sound for every shell whatever the configuration holds, and without secrets.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use std::process::Command;

use proptest::prelude::*;
use serde_json::{Value, json};
use sps_workbench::export::{ScriptWrite, script};
use sps_workbench::undo::Verb;
use support::shell::{ROOT, plain, run, write};

/// The arguments with which the script would call, found by letting a shell read its lines with other functions.
fn calls(text: &str) -> Vec<String> {
    let (_, writes) = text
        .split_once("opened=yes\n")
        .expect("the script opens a transaction");
    let (writes, _) = writes.rsplit_once("opened=\n").expect("it ends");
    let stubs = "call() { for argument; do printf '%s\\0' \"$argument\"; done; printf '\\0'; }\n\
        ask_secret() { answer=SECRET; }\nkey_of_answer() { key=NEWKEY; }\n";
    let output = run(Command::new("sh").arg("-s"), &format!("{stubs}{writes}"));
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{output:?}\n{text}"
    );
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    printed
        .split_terminator("\0\0")
        .map(ToOwned::to_owned)
        .collect()
}

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "['\"`$\\\\\n\r!;&|<>(){}#* \\[\\]~%@-]{0,12}",
        Just("'; rm -rf /; '".to_owned()),
        Just("$(reboot)`reboot`".to_owned()),
        Just("\u{f8ff}secret_1\u{f8ff}${secret_1}".to_owned()),
        Just("line\nEOF\n'\\''".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_shell_reads_exactly_what_was_meant(texts in prop::collection::vec(hostile(), 5), path in hostile(), message in hostile()) {
        let body = json!({ texts[0].as_str(): [texts[1], { "a": texts[2] }], "b": texts[3] });
        let edit = write(Verb::Put, &format!("{ROOT}/x/{path}"), Some(body.clone()));
        let gone = write(Verb::Delete, &format!("{ROOT}/y/k"), None);
        let text = script(&[plain(&edit), plain(&gone)], Some(&message));
        let checked = run(Command::new("sh").arg("-n"), &text);
        prop_assert!(checked.status.success() && checked.stderr.is_empty(), "{checked:?}\n{text}");
        let calls = calls(&text);
        prop_assert_eq!(calls.len(), 3);
        let parts: Vec<&str> = calls[0].split('\0').collect();
        prop_assert_eq!(parts.len(), 3);
        prop_assert_eq!(parts[0], "PUT");
        prop_assert!(parts[1].starts_with(ROOT) && parts[1].is_ascii() && !parts[1].contains([' ', '\n', '#', '?']));
        prop_assert_eq!(serde_json::from_str::<Value>(parts[2]).unwrap(), without(&body));
        // An empty body is the last argument; the ends of both melt together.
        prop_assert_eq!(calls[1].trim_end_matches('\0'), format!("DELETE\0{ROOT}/y/k"));
        let commit = calls[2].rsplit('\0').next().unwrap();
        prop_assert_eq!(serde_json::from_str::<Value>(commit).unwrap(), json!({ "status": "commit", "message": message }));
    }
}

/// The body as the script sends it: what looks like a secret is asked for.
fn without(body: &Value) -> Value {
    let (mut content, places) = sps_workbench::export::without_secrets(body);
    for place in places {
        let mut at = &mut content;
        for name in place.segments() {
            at = match at {
                Value::Array(items) => &mut items[name.parse::<usize>().unwrap()],
                other => &mut other[name.as_str()],
            };
        }
        *at = "SECRET".into();
    }
    content
}

#[test]
fn secrets_are_asked_for_and_never_written() {
    let secret = "hunter2";
    let writes = [
        write(
            Verb::Post,
            &format!("{ROOT}/passwords"),
            Some(json!({ "plain": secret })),
        ),
        write(
            Verb::Put,
            &format!("{ROOT}/management/snmp/trap"),
            Some(json!({ "version": { "value": { "community": secret } }, "enabled": true })),
        ),
        write(
            Verb::Post,
            &format!("{ROOT}/x509"),
            Some(json!({ "key": format!("-----BEGIN PRIVATE KEY-----{secret}") })),
        ),
    ];
    let entries: Vec<_> = writes.iter().map(plain).collect();
    let text = script(&entries, None);
    assert!(!text.contains(secret));
    let calls = calls(&text);
    assert!(calls[0].ends_with(r#"{"plain":"SECRET"}"#), "{calls:?}");
    assert!(calls[1].ends_with(r#"{"version":{"value":{"community":"SECRET"}},"enabled":true}"#));
    assert!(calls[2].ends_with(r#"{"key":"SECRET"}"#));
    assert!(calls[3].ends_with(r#"{"status":"commit"}"#));
}

#[test]
fn keys_of_new_objects_are_taken_from_the_answers() {
    let made = write(
        Verb::Post,
        &format!("{ROOT}/ssh/channel_policies"),
        Some(json!({ "name": "p" })),
    );
    let used = write(
        Verb::Put,
        &format!("{ROOT}/ssh/connections/k1"),
        Some(json!({ "channel_policy": "8348", "name": "8348x" })),
    );
    let gone = write(
        Verb::Delete,
        &format!("{ROOT}/ssh/channel_policies/8348"),
        None,
    );
    let text = script(
        &[
            ScriptWrite {
                write: &made,
                created_key: Some("8348"),
            },
            plain(&used),
            plain(&gone),
        ],
        None,
    );
    let calls = calls(&text);
    assert!(
        calls[1].ends_with(r#"{"channel_policy":"NEWKEY","name":"8348x"}"#),
        "{calls:?}"
    );
    assert!(calls[2].contains("/ssh/channel_policies/NEWKEY"));
}
