//! What the tests of the guide share: an appliance behind HTTPS, the real `curl` in a shell, and the
//! comparison of an answer with the documented one.
#![allow(dead_code, reason = "every test file uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::process::Command;

use serde_json::Value;
use sps_appliance::serve::{ServeOptions, Serving, SharedAppliance, serve};
use sps_appliance::{Appliance, Setup, Switches};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Members of `meta` that the chapter "Message format" (seed 003) announces for any answer, so that
/// they may stand in an answer whose sample does not print them.
const ANNOUNCED_IN_META: &[&str] = &[
    "changes",
    "remaining_seconds",
    "href",
    "parent",
    "next",
    "previous",
    "first",
    "last",
    "transaction",
];

/// An appliance and a working directory for its user at a shell.
pub struct Shell {
    serving: Serving,
    _runtime: Runtime,
    directory: TempDir,
}

/// What `curl` printed.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Statuses of answers before the last one: curl tries again by itself after a 417.
    pub earlier: Vec<u16>,
    headers: Vec<(String, String)>,
    pub text: String,
}

impl Shell {
    /// An appliance of profile 8.0.
    pub fn new() -> Self {
        Self::with(Switches::v8_0())
    }

    pub fn with(switches: Switches) -> Self {
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
        let directory = tempfile::tempdir().unwrap();
        let shell = Self {
            serving,
            _runtime: runtime,
            directory,
        };
        shell.write("ca.pem", &shell.serving.ca_pem);
        shell.write("x509-certificate.pem", &shell.serving.user_certificate_pem);
        shell.write("private-key.pem", &shell.serving.user_key_pem);
        shell
    }

    /// A file in the working directory, such as `body.json`.
    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.directory.path().join(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.directory.path().join(name)).unwrap()
    }

    /// Runs a command as the guide prints it, with its placeholders filled in. Where the guide does
    /// not say `--insecure`, the appliance's certificate is verified: `CURL_CA_BUNDLE`, as it advises.
    pub fn run(&self, command: &str) -> Answer {
        let host = format!("localhost:{}", self.serving.address.port());
        let command = command
            .replace("curl ", "curl --silent --show-error --include ")
            .replace("<username>:<password>", "admin:demo")
            .replace("<IP-address-of-SPS>", &host)
            .replace("<SPS-IP-address>", &host)
            .replace("<private-key.pem>", "private-key.pem")
            .replace("<x509-certificate.pem>", "x509-certificate.pem");
        let output = Command::new("sh")
            .args(["-c", &command])
            .current_dir(self.directory.path())
            .env("CURL_CA_BUNDLE", self.directory.path().join("ca.pem"))
            .env("HOME", self.directory.path())
            .output()
            .expect("sh and curl are installed");
        assert!(
            output.status.success(),
            "{command}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let printed = String::from_utf8(output.stdout).unwrap();
        // curl prints one header per answer it got; the last one counts.
        let mut rest = printed.as_str();
        let mut headers = Vec::new();
        while rest.starts_with("HTTP/") {
            let (header, body) = rest.split_once("\r\n\r\n").unwrap();
            headers.push(header);
            rest = body;
        }
        let status = |header: &&str| header.split(' ').nth(1).unwrap().parse::<u16>().unwrap();
        let (last, earlier) = headers.split_last().expect("an HTTP answer");
        Answer {
            status: status(last),
            earlier: earlier.iter().map(status).collect(),
            headers: last
                .lines()
                .skip(1)
                .map(|line| line.split_once(": ").unwrap_or((line, "")))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect(),
            text: rest.to_owned(),
        }
    }

    /// Signs in as `admin` with a cookie jar named `cookies`, as the guide's first step does.
    pub fn sign_in(&self) {
        let answer = self.run(
            "curl --basic --user <username>:<password> --cookie-jar cookies --insecure https://<SPS-IP-address>/api/authentication",
        );
        assert_eq!(answer.status, 200);
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(header, _)| header == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The answer has the documented status, the headers of every answer, and the documented shape.
    #[track_caller]
    pub fn assert_documented(&self, status: u16, documented: &Value) {
        assert_eq!(self.status, status, "{}", self.text);
        for header in ["allow", "content-language", "content-type"] {
            assert!(self.header(header).is_some(), "no {header}");
        }
        assert_eq!(self.header("content-language"), Some("en"));
        assert_eq!(self.header("content-type"), Some("application/json"));
        assert_shape("", documented, &self.json());
    }
}

/// `received` has the same members of the same JSON types as `documented`, and no others.
///
/// - In `meta` a path may stand where the sample has null and the other way round, and members that
///   the guide announces for any answer may join.
/// - The guide's `"...": "..."` stands for further members or items.
#[track_caller]
pub fn assert_shape(place: &str, documented: &Value, received: &Value) {
    match (documented, received) {
        (Value::Object(documented), Value::Object(received)) => {
            for (name, value) in documented.iter().filter(|(name, _)| *name != "...") {
                let found = received
                    .get(name)
                    .unwrap_or_else(|| panic!("{place} has no {name}"));
                assert_shape(&format!("{place}/{name}"), value, found);
            }
            let in_meta = place.ends_with("/meta");
            for name in received.keys().filter(|_| !documented.contains_key("...")) {
                let announced = in_meta && ANNOUNCED_IN_META.contains(&name.as_str());
                assert!(
                    documented.contains_key(name) || announced,
                    "{place} has an undocumented {name}"
                );
            }
        }
        (Value::Array(documented), Value::Array(received)) => {
            let sample = documented.first().expect("a sample of the items");
            assert!(!received.is_empty(), "{place} is empty");
            for (number, item) in received.iter().enumerate() {
                assert_shape(&format!("{place}/{number}"), sample, item);
            }
        }
        (Value::String(_), Value::Null) | (Value::Null, Value::String(_))
            if place.contains("/meta/") => {}
        _ => assert_eq!(
            std::mem::discriminant(documented),
            std::mem::discriminant(received),
            "{place}: {documented} is documented, {received} came"
        ),
    }
}
