//! The program saves its state at the end and starts from it again.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// Starts the program on a free port; returns it with the address of its API once it serves.
fn start(directory: &Path, arguments: &[&str]) -> (Child, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_sps-appliance"))
        .args(["--address", "127.0.0.1:0", "--write-certificates", "."])
        .args(arguments)
        .current_dir(directory)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let line = lines.next().unwrap().unwrap();
    let address = line.strip_prefix("appliance: ").unwrap().to_owned();
    (program, address)
}

fn stop(mut program: Child) {
    let told = Command::new("kill")
        .args(["-TERM", &program.id().to_string()])
        .status();
    assert!(told.unwrap().success());
    assert!(program.wait().unwrap().success());
}

fn info(directory: &Path, api: &str) -> Value {
    let script = "curl --silent --show-error --cacert ca.pem --user admin:demo --cookie-jar jar \"$API/authentication\" \
                  >/dev/null && curl --silent --show-error --cacert ca.pem --cookie jar \"$API/info\"";
    let output = Command::new("sh")
        .args(["-c", script])
        .current_dir(directory)
        .env("API", api)
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_state_is_saved_at_the_end_and_loaded_at_the_start() {
    let directory = tempfile::tempdir().unwrap();
    let at = directory.path();
    // Without a file yet, `--state` starts fresh.
    let (program, api) = start(
        at,
        &[
            "--profile",
            "7.5",
            "--objects",
            "10",
            "--state",
            "state.json",
            "--save-state",
            "state.json",
        ],
    );
    assert_eq!(info(at, &api)["body"]["firmware_version"], "7.5.0");
    stop(program);

    let file = at.join("state.json");
    let mut state: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(
        state["lists"]["/api/configuration/ssh/connections"]
            .as_object()
            .unwrap()
            .len(),
        6
    );
    // A prepared demo is an edited file.
    state["resources"]["/api/configuration/network/naming"]["hostname"] = "prepared".into();
    std::fs::write(&file, state.to_string()).unwrap();
    let (program, api) = start(at, &["--state", "state.json"]);
    let told = info(at, &api);
    stop(program);
    assert_eq!(told["body"]["hostname"], "prepared");
    assert_eq!(told["body"]["firmware_version"], "7.5.0");
}
