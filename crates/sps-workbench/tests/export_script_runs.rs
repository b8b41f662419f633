//! The exported script does what was done in the console: run for real, with sh and curl, against a simulated appliance.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use std::path::Path;
use std::process::{Command, Output};

use serde_json::json;
use sps_appliance::serve::{ServeOptions, SharedAppliance, serve};
use sps_appliance::{Appliance, Setup, Switches};
use sps_workbench::export::{ScriptWrite, script};
use sps_workbench::undo::Verb;
use support::shell::{ROOT, plain, run, write};

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
