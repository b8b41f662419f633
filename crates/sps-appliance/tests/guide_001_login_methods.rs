//! Seed 001: authentication with login methods, and their list.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod guide;

use guide::Shell;
use serde_json::{Value, json};

/// "In all four examples, the following sample response is received if the authentication is
/// successful. [...] The HTTP response code is 302 Moved Temporarily."
fn documented() -> Value {
    json!({
        "meta": {
            "href": "/api/authentication",
            "next": "/api",
            "remaining_seconds": 600,
            "transaction": "/api/transaction"
        }
    })
}

#[test]
fn authenticate_with_local_login() {
    // The URL is quoted here: the guide's bare `&` would end the command in a shell.
    let answer = Shell::new().run("curl --user <username>:<password> 'https://<IP-address-of-SPS>/api/authentication?login_method=local&type=password'");
    answer.assert_documented(302, &documented());
    assert_eq!(answer.json()["meta"]["remaining_seconds"], 600);
    assert!(
        answer.header("location").is_some(),
        "a redirect URL in the header field Location"
    );
}

#[test]
fn authenticate_with_an_x509_certificate() {
    let shell = Shell::new();
    let answer = shell.run("curl --key <private-key.pem> --cert <x509-certificate.pem> --cookie-jar cookies 'https://<IP-address-of-SPS>/api/authentication?login_method=x509_name&type=x509'");
    answer.assert_documented(302, &documented());
    assert_eq!(answer.header("location"), Some("/api/"));
    let user = shell
        .run("curl --cookie cookies https://<IP-address-of-SPS>/api/user_info")
        .json();
    assert_eq!(user["user"]["name"], "operator");
    assert_eq!(user["login_method"]["credential"], "x509");
}

#[test]
fn authenticate_with_a_password_without_parameters() {
    let answer = Shell::new().run("curl --basic --user <username>:<password> --cookie-jar cookies --insecure https://<SPS-IP-address>/api/authentication");
    answer.assert_documented(
        200,
        &json!({ "meta": { "href": "/api", "next": "/api", "transaction": "/api/transaction" } }),
    );
}

#[test]
fn retrieve_the_configuration_using_the_session_id() {
    let shell = Shell::new();
    shell.sign_in();
    let answer =
        shell.run("curl --cookie cookies --insecure https://<IP-address-of-SPS>/api/configuration");
    assert_eq!(answer.status, 200);
    assert!(
        answer.json()["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|item| item["key"] == "aaa")
    );
}

#[test]
fn list_available_login_methods() {
    let answer = Shell::new()
        .run("curl -X GET https://<IP-address-of-SPS>/api/authentication/login_methods");
    answer.assert_documented(
        200,
        &json!({
            "login_methods": [
                { "name": "local", "title": "Local login", "authentication": "local", "credential": "password" },
                { "name": "x509_name", "title": "X509 login", "authentication": "x509", "credential": "x509" },
            ],
            "meta": { "href": "/api/authentication/login_methods", "next": "/api/authentication" }
        }),
    );
    let received = answer.json();
    let named = |name: &str| {
        received["login_methods"]
            .as_array()
            .unwrap()
            .iter()
            .find(|method| method["name"] == name)
            .cloned()
    };
    for documented in [
        json!({ "name": "local", "title": "Local login", "authentication": "local", "credential": "password" }),
        json!({ "name": "x509_name", "title": "X509 login", "authentication": "x509", "credential": "x509" }),
        json!({ "name": "x509_with_ldap_groups_name", "title": "X509 login ldap groups", "authentication": "x509", "credential": "x509" }),
        json!({ "name": "radius_with_local_groups_name", "title": "Radius login with local groups", "authentication": "radius", "credential": "password" }),
    ] {
        assert_eq!(
            named(documented["name"].as_str().unwrap()),
            Some(documented)
        );
    }
}
