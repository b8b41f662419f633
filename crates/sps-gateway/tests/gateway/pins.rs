//! The appliance is known by its key.

use std::process::Command;

use sps_gateway::{Pin, StartError, Upstream, start};

use crate::client::Answer;
use crate::console_folder::console_folder;
use crate::fake_upstream::Fake;
use crate::setup::{config, demo_upstream, site};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
const FOREIGN: &str = "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/// What `sps-gateway pin` prints.
async fn printed(url: &str) -> String {
    let url = url.to_owned();
    let output = tokio::task::spawn_blocking(move || {
        let program = env!("CARGO_BIN_EXE_sps-gateway");
        Command::new(program).args(["pin", &url]).output().unwrap()
    });
    let output = output.await.unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

async fn pin(fake: &Fake) -> Pin {
    let printed = printed(&fake.url()).await;
    let pin = printed.lines().find_map(|line| line.strip_prefix("pin: "));
    pin.unwrap_or_else(|| panic!("{printed}")).parse().unwrap()
}

async fn ask(fake: &Fake, ca: Option<&Fake>, pins: &[Pin]) -> Answer {
    let upstream = Upstream::Remote {
        url: fake.url(),
        ca: ca.map(|other| other.ca.clone()),
        pins: pins.to_vec(),
        name: None,
    };
    let site = site(upstream, |_, _| {}).await;
    site.page("GET", "/api/x").send().await
}

#[tokio::test]
async fn the_printed_pin_is_the_one_that_opens() {
    let (fake, other) = (Fake::always(OK).await, Fake::always(OK).await);
    let (right, foreign) = (pin(&fake).await, FOREIGN.parse().unwrap());
    assert!(fake.requests().is_empty(), "looking sends nothing");
    assert_eq!(ask(&fake, None, &[right]).await.status, 200);
    assert_eq!(
        ask(&fake, None, &[foreign, right]).await.status,
        200,
        "two for a change of keys"
    );
    assert_eq!(ask(&fake, Some(&fake), &[right]).await.status, 200);
    for (ca, pins, fault) in [
        (None, [foreign], "pin"),
        (Some(&fake), [foreign], "pin"),
        (Some(&other), [right], "authority"),
    ] {
        let answer = ask(&fake, ca, &pins).await;
        assert_eq!(answer.error_type(), "UpstreamCert");
        assert_eq!(answer.json()["error"]["details"]["certificate"], fault);
    }
    assert_eq!(fake.requests().len(), 3);
}

#[tokio::test]
async fn the_certificate_is_described_without_control_characters() {
    let fake = Fake::with("localhost", Vec::new(), |leaf| {
        leaf.distinguished_name
            .push(rcgen::DnType::OrganizationName, "Evil\u{1b}[2J");
    })
    .await;
    let printed = printed(&fake.url()).await;
    for word in [
        "subject: ",
        "issuer: ",
        "valid: ",
        "pin: sha256/",
        "Evil",
        "Compare the pin",
    ] {
        assert!(printed.contains(word), "{word}: {printed}");
    }
    assert!(!printed.contains('\u{1b}'));
}

#[tokio::test]
async fn something_must_be_trusted_and_not_too_much() {
    let folder = console_folder();
    let pin: Pin = FOREIGN.parse().unwrap();
    for pins in [vec![], vec![pin; 3]] {
        let mut config = config(demo_upstream(), &folder);
        config.upstream = Upstream::Remote {
            url: "https://appliance".to_owned(),
            ca: None,
            pins,
            name: None,
        };
        let error = start(config).await.err().unwrap();
        assert!(matches!(error, StartError::Trust { .. }), "{error}");
        assert!(error.to_string().contains("--appliance-pin"), "{error}");
    }
}

#[test]
fn a_bad_pin_or_address_is_refused_with_the_next_step() {
    for (arguments, word) in [
        (
            vec!["--appliance", "https://x", "--appliance-pin", "abc"],
            "sps-gateway pin",
        ),
        (vec!["pin", "http://localhost"], "Next step:"),
        (vec!["pin", "https://localhost:1"], "does not answer"),
        (vec!["pin"], "<URL>"),
    ] {
        let program = env!("CARGO_BIN_EXE_sps-gateway");
        let output = Command::new(program).args(&arguments).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && text.contains(word),
            "{arguments:?}: {text}"
        );
    }
}
