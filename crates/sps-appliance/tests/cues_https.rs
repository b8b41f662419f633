//! Cues over HTTPS, what they do to a connection, and the scripts under `examples/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::path::Path;
use std::process::Command;

use sps_appliance::serve::{ServeOptions, Serving, SharedAppliance, serve};
use sps_appliance::{Appliance, Setup};
use tempfile::TempDir;
use tokio::runtime::Runtime;

struct Site {
    serving: Serving,
    directory: TempDir,
    _runtime: Runtime,
}

/// What a command printed, and whether it succeeded.
struct Outcome {
    is_success: bool,
    text: String,
}

impl Site {
    fn new(demo_cues: bool) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let appliance = SharedAppliance::new(Appliance::new(Setup::default()));
        let options = ServeOptions {
            demo_cues,
            ..ServeOptions::default()
        };
        let serving = runtime.block_on(serve(appliance, options)).unwrap();
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("ca.pem"), &serving.ca_pem).unwrap();
        Self {
            serving,
            directory,
            _runtime: runtime,
        }
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Outcome {
        let output = Command::new(program)
            .args(arguments)
            .env("HOST", format!("localhost:{}", self.serving.address.port()))
            .env("CA", self.directory.path().join("ca.pem"))
            .output()
            .expect("sh and curl are installed");
        Outcome {
            is_success: output.status.success(),
            text: String::from_utf8_lossy(&output.stdout).into_owned(),
        }
    }

    fn curl(&self, arguments: &str, path: &str) -> Outcome {
        let command = format!(
            "curl --silent --max-time 20 --cacert \"$CA\" {arguments} \"https://$HOST{path}\""
        );
        self.run("sh", &["-c", &command])
    }

    fn status(&self, arguments: &str, path: &str) -> String {
        let arguments = format!("{arguments} --output /dev/null --write-out '%{{http_code}}'");
        self.curl(&arguments, path).text
    }

    fn script(&self, name: &str) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("examples")
            .join(name);
        let outcome = self.run("sh", &[path.to_str().unwrap()]);
        assert!(outcome.is_success, "{name}: {}", outcome.text);
        outcome.text
    }
}

const INFO: &str = "/api/info";

#[test]
fn the_scripts_do_what_they_say() {
    let site = Site::new(true);
    let changed = site.script("change-dns.sh");
    assert!(
        changed.contains(r#""new_value":"192.0.2.153""#),
        "{changed}"
    );
    let now = changed.lines().last().unwrap();
    assert!(now.contains(r#""primary":"192.0.2.153""#), "{now}");

    let conflict = site.script("conflict-on-cue.sh");
    assert!(conflict.contains("webinterface/timeout"), "{conflict}");
    assert!(conflict.contains("MergeConflict"), "{conflict}");
    assert!(conflict.contains("GMT"), "{conflict}");
}

#[test]
fn cues_are_there_where_they_are_switched_on_and_not_for_foreign_pages() {
    let site = Site::new(true);
    assert!(
        site.curl("", "/_demo/cues")
            .text
            .contains("session-expires")
    );
    for (arguments, path, status) in [
        ("--request POST", "/_demo/cues/no-such", "404"),
        ("--request POST", "/_demo/cues/slow?value=x", "400"),
        ("--request POST", "/_demo/cues/reset?value=1", "400"),
        ("--request DELETE", "/_demo/cues/reset", "405"),
        (
            "--request POST --header 'Origin: https://evil.example'",
            "/_demo/cues/reset",
            "403",
        ),
        (
            "--request POST --header 'Sec-Fetch-Site: cross-site'",
            "/_demo/cues/reset",
            "403",
        ),
        (
            "--request POST --header 'Sec-Fetch-Site: same-origin'",
            "/_demo/cues/reset",
            "200",
        ),
        ("--request POST", "/_demo/cues/reset", "200"),
        ("", "/_demo/cuesome", "404"),
    ] {
        let found = site.status(arguments, path);
        // Outside of the API nobody knows anything without signing in.
        let found = if found == "401" {
            "404".to_owned()
        } else {
            found
        };
        assert_eq!(found, status, "{arguments} {path}");
    }
    let without = Site::new(false);
    assert!(
        !without
            .curl("", "/_demo/cues")
            .text
            .contains("session-expires")
    );
}

#[test]
fn connections_break_and_wait_as_asked_for() {
    let site = Site::new(true);
    let whole = site.curl("", INFO).text;
    site.curl("--request POST", "/_demo/cues/cut-body");
    let cut = site.curl("", INFO);
    assert!(
        !cut.is_success && cut.text.len() < whole.len(),
        "{}",
        cut.text
    );
    assert_eq!(site.curl("", INFO).text, whole);

    site.curl("--request POST", "/_demo/cues/unreachable?value=60");
    assert_eq!(site.status("", INFO), "000");
    // The cues themselves stay within reach.
    site.curl("--request POST", "/_demo/cues/unreachable?value=0");
    assert_eq!(site.status("", INFO), "200");

    site.curl("--request POST", "/_demo/cues/slow?value=400");
    let started = std::time::Instant::now();
    assert_eq!(site.status("", INFO), "200");
    assert!(started.elapsed().as_millis() >= 400);

    site.curl("--request POST", "/_demo/cues/slow?value=0");
    site.curl("--request POST", "/_demo/cues/unavailable");
    assert!(site.curl("", INFO).text.contains("<html>"));
}
