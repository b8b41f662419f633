//! The exported script: sound for every shell whatever the configuration holds, without secrets, and it does what was done
//! in the console, run for real against a simulated appliance.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use proptest::prelude::*;
use serde_json::{Value, json};
use sps_appliance::serve::{ServeOptions, SharedAppliance, serve};
use sps_appliance::{Appliance, Setup, Switches};
use sps_workbench::export::{ScriptWrite, script};
use sps_workbench::undo::{Verb, Write};

const ROOT: &str = "/api/configuration";

fn write(verb: Verb, path: &str, body: Option<Value>) -> Write {
    Write {
        verb,
        path: path.to_owned(),
        body,
    }
}

fn plain(write: &Write) -> ScriptWrite<'_> {
    ScriptWrite {
        write,
        created_key: None,
    }
}

fn run(shell: &mut Command, input: &str) -> Output {
    let mut child = shell
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sh is installed");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A script that stops early closes the pipe.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("the script ends")
}

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

/// An appliance behind HTTPS, and the script run against it.
fn on_appliance(text: &str, folder: &Path, input: &str) -> (Output, SharedAppliance) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let appliance = SharedAppliance::new(Appliance::new(Setup {
        switches: Switches::v8_0(),
        ..Setup::default()
    }));
    let serving = runtime
        .block_on(serve(appliance.clone(), ServeOptions::default()))
        .unwrap();
    let (file, ca) = (folder.join("changes.sh"), folder.join("ca.pem"));
    std::fs::write(&file, text).unwrap();
    std::fs::write(&ca, &serving.ca_pem).unwrap();
    let mut shell = Command::new("sh");
    shell
        .arg(&file)
        .env("SPS_HOST", format!("localhost:{}", serving.address.port()))
        .env("SPS_USER", "admin")
        .env("SPS_CA", &ca)
        .env("HOME", folder)
        .env("TMPDIR", folder)
        .current_dir(folder);
    let output = run(&mut shell, input);
    runtime.block_on(serving.stop());
    (output, appliance)
}

#[test]
fn the_script_commits_on_an_appliance() {
    let nasty = "it's \"quoted\" $HOME `id` \\ ; é 東京";
    let contact = json!({ "contact": nasty, "phone": null });
    let writes = [
        write(
            Verb::Put,
            &format!("{ROOT}/management/support_info"),
            Some(contact.clone()),
        ),
        write(
            Verb::Put,
            &format!("{ROOT}/management/webinterface"),
            Some(json!({ "timeout": 25 })),
        ),
        write(
            Verb::Delete,
            &format!("{ROOT}/reporting/reports/6a2f90d3c7e14b58b3f401"),
            None,
        ),
    ];
    let entries: Vec<_> = writes.iter().map(plain).collect();
    let folder = tempfile::tempdir().unwrap();
    let text = script(&entries, Some("[CHG-1] it's \"done\" & $HOME"));
    let (output, appliance) = on_appliance(&text, folder.path(), "demo\n");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert!(
        told.ends_with("Committed.\n") && !told.contains("demo"),
        "{told}"
    );
    assert!(output.stdout.is_empty());
    let state = appliance.export();
    let resources = &state["resources"];
    assert_eq!(
        resources[format!("{ROOT}/management/support_info")],
        contact
    );
    assert_eq!(
        resources[format!("{ROOT}/management/webinterface")]["timeout"],
        25
    );
    assert_eq!(
        state["lists"][format!("{ROOT}/reporting/reports")],
        json!({})
    );
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "cookies and answers are gone: {left:?}");
}

#[test]
fn the_script_makes_objects_and_asks_for_secrets() {
    let policy = write(
        Verb::Post,
        &format!("{ROOT}/ssh/channel_policies"),
        Some(json!({ "name": "scripted", "rules": [] })),
    );
    let trap = write(
        Verb::Put,
        &format!("{ROOT}/management/snmp/trap"),
        Some(
            json!({ "enabled": true, "version": { "selection": "2c", "value": { "community": "hidden", "server": { "selection": "ip", "value": "192.0.2.7" } } } }),
        ),
    );
    let renamed = write(
        Verb::Put,
        &format!("{ROOT}/ssh/channel_policies/0000aaaa0000"),
        Some(json!({ "name": "scripted-again", "rules": [] })),
    );
    let text = script(
        &[
            ScriptWrite {
                write: &policy,
                created_key: Some("0000aaaa0000"),
            },
            plain(&trap),
            plain(&renamed),
        ],
        None,
    );
    let folder = tempfile::tempdir().unwrap();
    let (output, appliance) = on_appliance(&text, folder.path(), "demo\na \"b\" \\c\n");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let state = appliance.export();
    let trap = &state["resources"][format!("{ROOT}/management/snmp/trap")];
    assert_eq!(trap["version"]["value"]["community"], "a \"b\" \\c");
    let policies = state["lists"][format!("{ROOT}/ssh/channel_policies")].to_string();
    assert!(policies.contains("scripted-again"), "{policies}");
}

#[test]
fn a_refusal_rolls_back() {
    let good = write(
        Verb::Put,
        &format!("{ROOT}/management/webinterface"),
        Some(json!({ "timeout": 25 })),
    );
    let bad = write(
        Verb::Put,
        &format!("{ROOT}/management/webinterface"),
        Some(json!({ "timeout": "never" })),
    );
    let text = script(&[plain(&good), plain(&bad)], None);
    let folder = tempfile::tempdir().unwrap();
    let (output, appliance) = on_appliance(&text, folder.path(), "demo\n");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains("The appliance answered 400") && told.contains("Rolling back"),
        "{told}"
    );
    let state = appliance.export();
    assert_eq!(
        state["resources"][format!("{ROOT}/management/webinterface")]["timeout"],
        10
    );
}

#[test]
fn a_wrong_password_ends_it() {
    let text = script(&[], None);
    let folder = tempfile::tempdir().unwrap();
    let (output, _) = on_appliance(&text, folder.path(), "wrong\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Signing in failed: 401"));
}
