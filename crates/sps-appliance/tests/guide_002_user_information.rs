//! Seed 002, the text of the 7.x generation: sign-in, and user information at three addresses.
//!
//! The sample of user information wants `user_info_shape: Endpoints` and no X-Token.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod guide;

use guide::Shell;
use serde_json::{Value, json};
use sps_appliance::{Switches, UserInfoShape, XTokenRule};

fn shell() -> Shell {
    let mut switches = Switches::v8_0();
    switches.user_info_shape = UserInfoShape::Endpoints;
    switches.xtoken_rule = XTokenRule::Off;
    Shell::with(switches)
}

fn documented() -> Value {
    json!({
        "user": { "name": "admin" },
        "endpoints": [{ "methods": ["DELETE", "GET", "POST", "PUT"], "url": "/api" }],
        "meta": { "href": "/api/user_info", "...": "..." }
    })
}

#[test]
fn authenticate_and_retrieve_the_configuration() {
    let shell = shell();
    let answer = shell.run("curl --basic --user <username>:<password> --cookie-jar cookies --insecure https://<SPS-IP-address>/api/authentication");
    answer.assert_documented(
        200,
        &json!({ "meta": { "href": "/api", "next": "/api", "transaction": "/api/transaction" } }),
    );
    let configuration =
        shell.run("curl --cookie cookies --insecure https://<IP-address-of-SPS>/api/configuration");
    assert_eq!(configuration.status, 200);
}

#[test]
fn retrieve_user_information() {
    let shell = shell();
    shell.sign_in();
    shell
        .run("curl --cookie cookies https://<IP-address-of-SPS>/api/user_info")
        .assert_documented(200, &documented());
}

#[test]
fn the_information_is_also_available_on_user_info_with_a_slash() {
    let shell = shell();
    shell.sign_in();
    shell
        .run("curl --cookie cookies https://<IP-address-of-SPS>/api/user/info")
        .assert_documented(200, &documented());
}

#[test]
fn the_permitted_methods_are_also_available_on_endpoints() {
    let shell = shell();
    shell.sign_in();
    let endpoints = shell.run("curl --cookie cookies https://<IP-address-of-SPS>/api/endpoints");
    let user_info = shell.run("curl --cookie cookies https://<IP-address-of-SPS>/api/user_info");
    assert_eq!(endpoints.status, 200);
    assert_eq!(endpoints.json()["endpoints"], user_info.json()["endpoints"]);
}

#[test]
fn status_401_not_authenticated() {
    let answer = shell().run("curl https://<IP-address-of-SPS>/api/user_info");
    assert_eq!(answer.status, 401);
    assert_eq!(answer.json()["error"]["type"], "Unauthenticated");
}

#[test]
fn status_403_not_authorized() {
    let shell = shell();
    shell.run("curl --user helpdesk:demo --cookie-jar cookies https://<IP-address-of-SPS>/api/authentication");
    let answer = shell.run("curl --cookie cookies https://<IP-address-of-SPS>/api/configuration");
    assert_eq!(answer.status, 403);
    assert_eq!(answer.json()["error"]["type"], "Unauthorized");
    assert_eq!(
        answer.json()["error"]["details"]["path"],
        "/api/configuration"
    );
}
