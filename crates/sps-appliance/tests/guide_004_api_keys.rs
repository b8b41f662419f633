//! Seed 004, the 8.0 LTS text: API keys, certificate sign-in, login methods, user information.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod guide;

use guide::Shell;
use serde_json::json;

const CREATE: &str = r#"curl -H "Content-Type: application/json" -d @body.json --cookie cookies --insecure -X POST https://<IP-address-of-SPS>/api/user/api_keys"#;
const COMMIT: &str = r#"curl -H "Content-Type: application/json" -d '{"status": "commit","message": "My commit message"}' --cookie cookies --insecure -X PUT https://<IP-address-of-SPS>/api/transaction"#;
const LIST: &str = "curl --cookie cookies --insecure https://<IP-address-of-SPS>/api/user/api_keys";

#[test]
fn create_an_api_key() {
    let shell = Shell::new();
    shell.sign_in();
    shell.write("body.json", r#"{ "name": "my_api_key" }"#);
    let answer = shell.run(CREATE);
    // The sample of this page has no `meta`; the guide says elsewhere that every answer has one.
    answer.assert_documented(
        201,
        &json!({
            "body": {
                "login_method": "f46acbd3-69c4-4562-8ed6-3212cc8750a8",
                "name": "my_api_key",
                "token": "sriUN7XteezWI7rJshnppe3tc7RPIBNhI4HYpvYQlR6DpEMr8ksO5ZHi3b83qcU5",
                "username": "exampleuser"
            },
            "key": "2dde93c0-4292-445d-9fb3-e13b9e22c460",
            "meta": {}
        }),
    );
    let received = answer.json();
    let token = received["body"]["token"].as_str().unwrap();
    assert!(token.len() == 64 && token.chars().all(|letter| letter.is_ascii_alphanumeric()));
    assert_eq!(received["key"].as_str().unwrap().len(), 36);
    assert_eq!(received["body"]["name"], "my_api_key");
    assert_eq!(received["body"]["username"], "admin");
}

#[test]
fn the_key_becomes_effective_after_the_commit_and_is_listed_without_its_value() {
    let shell = Shell::new();
    shell.sign_in();
    shell.write("body.json", r#"{ "name": "my_api_key" }"#);
    let created = shell.run(CREATE).json();
    let token = created["body"]["token"].as_str().unwrap();
    let with_key = format!(
        r#"curl -H "Authorization: Bearer {token}" https://<IP-address-of-SPS>/api/user_info"#
    );
    assert_eq!(shell.run(&with_key).status, 401);
    assert_eq!(shell.run(COMMIT).status, 200);
    assert_eq!(shell.run(&with_key).json()["user"]["name"], "admin");
    let list = shell.run(LIST);
    assert_eq!(list.status, 200);
    assert_eq!(list.json()["items"][0]["body"]["name"], "my_api_key");
    assert!(!list.text.contains(token));
}

#[test]
fn the_key_is_removed_after_the_commit() {
    let shell = Shell::new();
    shell.sign_in();
    shell.write("body.json", r#"{ "name": "my_api_key" }"#);
    let key = shell.run(CREATE).json()["key"].as_str().unwrap().to_owned();
    shell.run(COMMIT);
    let delete = format!(
        "curl --cookie cookies --insecure -X DELETE https://<IP-address-of-SPS>/api/user/api_keys/{key}"
    );
    assert_eq!(shell.run(&delete).status, 200);
    assert_eq!(shell.run(COMMIT).status, 200);
    assert_eq!(shell.run(LIST).json()["items"], json!([]));
}

#[test]
fn authenticate_using_curl_and_retrieve_the_configuration() {
    let shell = Shell::new();
    let answer = shell.run("curl --basic --user <username>:<password> --cookie-jar cookies.txt --insecure https://<SPS-IP-address>/api/authentication");
    answer.assert_documented(
        200,
        &json!({ "meta": { "href": "/api", "next": "/api", "transaction": "/api/transaction" } }),
    );
    let configuration = shell
        .run("curl --cookie cookies.txt --insecure https://<IP-address-of-SPS>/api/configuration");
    assert_eq!(configuration.status, 200);
}

#[test]
fn authenticate_using_an_x509_certificate() {
    let answer = Shell::new().run("curl --key <private-key.pem> --cert <x509-certificate.pem> --cookie-jar cookies.txt --insecure 'https://<SPS-IP-address>/api/authentication?type=x509'");
    answer.assert_documented(
        302,
        &json!({ "meta": { "href": "/api", "next": "/api", "transaction": "/api/transaction" } }),
    );
    assert_eq!(answer.header("location"), Some("/api/"));
}

#[test]
fn list_available_login_methods() {
    let answer = Shell::new()
        .run("curl -X GET https://<IP-address-of-SPS>/api/authentication/login_methods");
    answer.assert_documented(
        200,
        &json!({
            "login_methods": [
                { "name": "local", "title": "Local login", "authentication": "local", "credential": "password" }
            ],
            "meta": { "href": "/api/authentication/login_methods", "next": "/api/authentication" }
        }),
    );
}

#[test]
fn querying_user_info() {
    let shell = Shell::new();
    shell.sign_in();
    for path in ["/api/user_info", "/api/user/info"] {
        let answer = shell.run(&format!(
            "curl --cookie cookies https://<IP-address-of-SPS>{path}"
        ));
        // There is no sample; these are the elements of the table. `token` is known from a real
        // client (X-Token rule).
        answer.assert_documented(
            200,
            &json!({
                "login_method": { "authentication": "local", "credential": "password", "name": "local" },
                "user": { "name": "admin" },
                "token": "…",
                "meta": { "href": "/api/user_info" }
            }),
        );
    }
}
