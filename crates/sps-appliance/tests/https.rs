//! What the network adds to the state machine: TLS versions, lengths of requests, limits.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod guide;

use guide::Shell;

#[test]
fn tls_1_2_and_1_3_are_spoken() {
    let shell = Shell::new();
    for version in ["--tlsv1.2 --tls-max 1.2", "--tlsv1.3"] {
        let answer = shell.run(&format!(
            "curl {version} https://<IP-address-of-SPS>/api/authentication/login_methods"
        ));
        assert_eq!(answer.status, 200, "{version}");
    }
}

#[test]
fn a_post_without_a_length_is_refused_and_one_with_length_zero_is_not() {
    let shell = Shell::new();
    shell.sign_in();
    // curl's `-X POST` without data sends neither a length nor a body.
    let refused =
        shell.run("curl --cookie cookies -X POST https://<IP-address-of-SPS>/api/transaction");
    assert_eq!(refused.status, 411);
    let opened =
        shell.run("curl --cookie cookies -H 'Content-Length: 0' -X POST https://<IP-address-of-SPS>/api/transaction");
    assert_eq!(opened.status, 200);
}

#[test]
fn utf_8_credentials_sign_in() {
    let answer = Shell::new()
        .run("curl --user 'ügyelő:pässwörd:€' https://<IP-address-of-SPS>/api/authentication");
    assert_eq!(answer.status, 200);
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let shell = Shell::new();
    shell.sign_in();
    shell.write(
        "large.json",
        &format!("\"{}\"", "x".repeat(5 * 1024 * 1024)),
    );
    let answer = shell.run("curl --cookie cookies -H 'Expect:' -H 'Content-Type: application/json' --data-binary @large.json -X PUT https://<IP-address-of-SPS>/api/configuration/datetime/timezone");
    assert_eq!(answer.status, 413);
}

#[test]
fn a_browser_needs_the_x_token_for_writes() {
    let shell = Shell::new();
    shell.sign_in();
    let open = r#"curl -A 'Mozilla/5.0' --cookie cookies --data "" -X POST https://<IP-address-of-SPS>/api/transaction"#;
    assert_eq!(shell.run(open).status, 403);
    let user = shell
        .run("curl --cookie cookies https://<IP-address-of-SPS>/api/user_info")
        .json();
    let token = user["token"].as_str().unwrap();
    assert_eq!(
        shell
            .run(&open.replace("--cookie", &format!("-H 'X-Token: {token}' --cookie")))
            .status,
        200
    );
}
