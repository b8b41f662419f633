//! The switches `tls.min` and `tls.max`, seen by a client that speaks one version only.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::process::Command;

use sps_appliance::serve::{ServeOptions, SharedAppliance, serve};
use sps_appliance::{Appliance, Setup, Switches};

/// Whether curl gets an answer over that version of TLS.
fn answers(port: u16, version: &str) -> bool {
    let status = Command::new("curl")
        .args(["--silent", "--insecure", "--output", "/dev/null"])
        .arg(format!("--tlsv{version}"))
        .args(["--tls-max", version])
        .arg(format!("https://localhost:{port}/api/info"))
        .status();
    status.expect("curl is installed").success()
}

fn seen(min: &str, max: &str) -> [bool; 2] {
    let mut switches = Switches::v8_0();
    switches.set("tls.min", min).unwrap();
    switches.set("tls.max", max).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let appliance = SharedAppliance::new(Appliance::new(Setup {
        switches,
        ..Setup::default()
    }));
    let serving = runtime
        .block_on(serve(appliance, ServeOptions::default()))
        .unwrap();
    ["1.2", "1.3"].map(|version| answers(serving.address.port(), version))
}

#[test]
fn the_versions_between_tls_min_and_tls_max_are_spoken() {
    assert_eq!(seen("1.2", "1.3"), [true, true]);
    assert_eq!(seen("1.3", "1.3"), [false, true]);
    assert_eq!(seen("1.2", "1.2"), [true, false]);
}

#[test]
fn no_version_at_all_is_refused_at_start() {
    let mut switches = Switches::v8_0();
    switches.set("tls.min", "1.3").unwrap();
    switches.set("tls.max", "1.2").unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let appliance = SharedAppliance::new(Appliance::new(Setup {
        switches,
        ..Setup::default()
    }));
    let started = runtime.block_on(serve(appliance, ServeOptions::default()));
    assert!(started.is_err());
}
