//! Seed 000, the text of the 5.x generation: authentication by password and by certificate, user
//! information with endpoints.
//!
//! User information is of the generation of `user_info_shape: Endpoints`, which knows no X-Token
//! (`xtoken_rule: Off`); the cookie-file line has the secure flag off (`cookie_style: Old`).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod guide;

use guide::Shell;
use serde_json::json;
use sps_appliance::{CookieStyle, Switches, UserInfoShape, XTokenRule};

fn shell() -> Shell {
    let mut switches = Switches::v8_0();
    switches.user_info_shape = UserInfoShape::Endpoints;
    switches.xtoken_rule = XTokenRule::Off;
    switches.cookie_style = CookieStyle::Old;
    Shell::with(switches)
}

#[test]
fn authenticate_to_the_rest_server_using_curl() {
    let answer = shell().run("curl --basic --user <username>:<password> --cookie-jar cookies --insecure https://<SPS-IP-address>/api/authentication");
    answer.assert_documented(
        200,
        &json!({ "meta": { "href": "/api", "next": "/api", "transaction": "/api/transaction" } }),
    );
}

#[test]
fn the_cookie_containing_the_session_id_is_received() {
    let shell = shell();
    shell.sign_in();
    // localhost FALSE / FALSE 1395325830 session_id 600dc0ffeec0ffeec0ffeec0ffeec0ffeec0ffee
    let jar = shell.read("cookies");
    let line: Vec<_> = jar.lines().last().unwrap().split_whitespace().collect();
    assert_eq!(line[..4], ["localhost", "FALSE", "/", "FALSE"]);
    assert!(line[4].parse::<u64>().unwrap() > 1_395_325_830);
    assert_eq!(line[5], "session_id");
    assert!(
        line[6].len() == 40
            && line[6]
                .chars()
                .all(|digit| matches!(digit, '0'..='9' | 'a'..='f'))
    );
}

#[test]
fn retrieve_the_configuration_using_the_session_id() {
    let shell = shell();
    shell.sign_in();
    let answer =
        shell.run("curl --cookie cookies --insecure https://<IP-address-of-SPS>/api/configuration");
    // The text prints the answer to the sign-in once more instead of a sample; the form of lists of
    // endpoints stands in seed 003.
    answer.assert_documented(
        200,
        &json!({ "items": [{ "key": "aaa", "meta": { "href": "/api/configuration/aaa" } }], "meta": { "href": "/api/configuration" } }),
    );
}

#[test]
fn retrieve_user_information() {
    let shell = shell();
    shell.sign_in();
    let answer = shell.run("curl --cookie cookies https://<IP-address-of-SPS>/api/user_info");
    answer.assert_documented(
        200,
        &json!({
            "user": { "name": "admin" },
            "endpoints": [{ "methods": ["DELETE", "GET", "POST", "PUT"], "url": "/api" }],
            "meta": { "href": "/api/user_info", "...": "..." }
        }),
    );
    let received = answer.json();
    assert_eq!(received["user"]["name"], "admin");
    assert_eq!(
        received["endpoints"][0],
        json!({ "methods": ["DELETE", "GET", "POST", "PUT"], "url": "/api" })
    );
}

fn error(kind: &str) -> serde_json::Value {
    json!({
        "error": { "type": kind, "message": "…", "details": { "...": "..." } },
        "meta": { "href": "/api/authentication", "...": "..." }
    })
}

#[test]
fn status_400_no_valid_credentials_found() {
    let answer = shell().run("curl https://<IP-address-of-SPS>/api/authentication");
    answer.assert_documented(400, &error("InvalidAuthenticationRequest"));
    assert_eq!(
        answer.json()["error"]["type"],
        "InvalidAuthenticationRequest"
    );
}

#[test]
fn status_400_a_certificate_where_a_password_is_expected() {
    // "... if password fallback is enabled for the admin user, but the admin tries to authenticate
    // with a certificate on the /api/authentication endpoint."
    let answer = shell().run("curl --key <private-key.pem> --cert <x509-certificate.pem> https://<IP-address-of-SPS>/api/authentication");
    answer.assert_documented(400, &error("InvalidAuthenticationRequest"));
}

#[test]
fn status_401_wrong_credentials() {
    let answer = shell()
        .run("curl --basic --user admin:wrong https://<IP-address-of-SPS>/api/authentication");
    answer.assert_documented(401, &error("AuthenticationFailure"));
    assert_eq!(answer.json()["error"]["type"], "AuthenticationFailure");
}

#[test]
fn status_401_not_authenticated_with_the_path_in_the_details() {
    let answer = shell().run("curl https://<IP-address-of-SPS>/api/user_info");
    answer.assert_documented(401, &error("Unauthenticated"));
    assert_eq!(answer.json()["error"]["details"]["path"], "/api/user_info");
}

#[test]
fn status_405_an_unsupported_method() {
    let answer = shell().run(r#"curl --user <username>:<password> -X POST --data "" https://<IP-address-of-SPS>/api/authentication"#);
    answer.assert_documented(405, &error("MethodNotAllowed"));
    assert_eq!(answer.header("allow"), Some("GET"));
}

#[test]
fn authenticate_using_an_x509_certificate() {
    let answer = shell().run("curl --key <private-key.pem> --cert <x509-certificate.pem> --cookie-jar cookies --insecure 'https://<SPS-IP-address>/api/authentication?type=x509'");
    answer.assert_documented(
        302,
        &json!({ "meta": { "href": "/api", "next": "/api", "transaction": "/api/transaction" } }),
    );
    assert_eq!(answer.header("location"), Some("/api/"));
    assert!(
        answer
            .header("set-cookie")
            .unwrap()
            .starts_with("session_id=")
    );
}
