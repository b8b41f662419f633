//! The program itself: what it prints, and what its log never holds.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::client::Ask;
use crate::console_folder::console_folder;

/// Ends the program also when a test fails.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn the_demo_tells_its_addresses_and_logs_no_secret() {
    let (folder, certificates) = (console_folder(), tempfile::tempdir().unwrap());
    let program = Command::new(env!("CARGO_BIN_EXE_sps-gateway"))
        .args([
            "--demo",
            "--listen",
            "127.0.0.1:0",
            "--demo-appliance-listen",
            "127.0.0.1:0",
            "--x509-port",
            "0",
            "--console",
        ])
        .arg(folder.path())
        .arg("--demo-certificates")
        .arg(certificates.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut program = Program(program);
    let mut printed = Vec::new();
    for line in BufReader::new(program.0.stdout.take().unwrap()).lines() {
        printed.push(line.unwrap());
        if printed.last().unwrap().starts_with("ready: ") {
            break;
        }
    }
    assert!(printed.iter().any(|line| line.starts_with("appliance: https://localhost:") && line.ends_with("/api")), "{printed:?}");
    assert!(
        printed.contains(&"account: admin / demo".to_owned()),
        "{printed:?}"
    );
    let key = certificates.path().join("user.key");
    for start in [
        "certificate sign-in: https://localhost:",
        "certificate of operator: ",
    ] {
        assert!(
            printed.iter().any(|line| line.starts_with(start)),
            "{start}: {printed:?}"
        );
    }
    assert!(key.is_file() && printed.join("").contains(&key.display().to_string()));
    let origin = printed
        .last()
        .unwrap()
        .strip_prefix("ready: http://localhost:")
        .unwrap()
        .strip_suffix("/console/")
        .unwrap();
    let address: SocketAddr = format!("127.0.0.1:{origin}").parse().unwrap();

    let page = |method: &str, target: &str| Ask::new(address, method, target).with_page_headers();
    // `admin:demo`; a refused one; and canaries everywhere a secret travels.
    let signed_in = page("GET", "/api/authentication")
        .with("Authorization", "Basic YWRtaW46ZGVtbw==")
        .send()
        .await;
    let cookie = signed_in
        .header("set-cookie")
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let session = cookie.split_once('=').unwrap().1.to_owned();
    page("GET", "/api/authentication")
        .with("Authorization", "Basic Y2FuYXJ5OmNhbmFyeQ==")
        .send()
        .await;
    page("PUT", "/api/x?password=canary1")
        .with("Cookie", &cookie)
        .with("X-Token", "canary2")
        .body(b"{\"password\":\"canary3\"}")
        .send()
        .await;
    page("GET", "/api/%zz?canary4")
        .with("Cookie", "sps=canary5; sps=canary6")
        .send()
        .await;
    let report = br#"{"csp-report":{"document-uri":"http://x/?canary7","violated-directive":"img-src","blocked-uri":"https://y/?canary8"}}"#;
    page("POST", "/console/gw/csp-report")
        .body(report)
        .send()
        .await;
    page("POST", "/console/gw/certificate-sign-in")
        .with("Cookie", "session_id=canary9; sps-certificate=canary10")
        .send()
        .await;
    page("GET", "/api/user_info")
        .with("Cookie", "session_id=canary11; sps-certificate=canary12")
        .send()
        .await;
    page("GET", "/console/gw/connection")
        .with("Cookie", "session_id=canary13")
        .send()
        .await;
    page("POST", "/console/gw/logout")
        .with("Cookie", &cookie)
        .send()
        .await;

    let ended = Command::new("kill")
        .args(["-INT", &program.0.id().to_string()])
        .status()
        .unwrap();
    assert!(ended.success());
    let mut log = String::new();
    program
        .0
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut log)
        .unwrap();
    assert!(
        program.0.wait().unwrap().success(),
        "an interrupt is a clean end"
    );

    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")))
        .collect();
    let requests: Vec<&Value> = lines
        .iter()
        .filter(|line| line.get("method").is_some())
        .collect();
    assert_eq!(requests.len(), 9, "{log}");
    let second = requests[2];
    assert_eq!(
        (&second["method"], &second["path"]),
        (&Value::from("PUT"), &Value::from("/api/x"))
    );
    for member in ["time", "request_id", "status", "bytes", "ms"] {
        assert!(second.get(member).is_some(), "{member}");
    }
    assert!(requests[0]["bytes"].as_u64().unwrap() > 0);
    assert!(
        lines
            .iter()
            .any(|line| line["event"] == "csp-report" && line["directive"] == "img-src"),
        "{log}"
    );
    for secret in ["canary", "YWRtaW46ZGVtbw", "Y2FuYXJ5", session.as_str()] {
        assert!(!log.contains(secret), "{secret} is in the log: {log}");
    }
}

#[test]
fn the_program_says_what_is_missing() {
    for (arguments, word) in [
        (vec![], "--appliance"),
        (vec!["--appliance", "https://x"], "--appliance-ca"),
        (
            vec!["--demo", "--appliance", "https://x", "--appliance-ca", "y"],
            "--demo",
        ),
        (
            vec![
                "--appliance",
                "https://x",
                "--appliance-ca",
                "/nonexistent/ca.pem",
            ],
            "Next step:",
        ),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_sps-gateway"))
            .args(&arguments)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && text.contains(word),
            "{arguments:?}: {text}"
        );
    }
}
