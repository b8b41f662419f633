//! The catalogue's reader, and the file itself held against a configuration.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use std::path::Path;

use serde_json::{Value, json};
use sps_workbench::catalogue::{Catalogue, CatalogueError, ValueProblem, check};
use sps_workbench::{Draft, Pointer};

fn catalogue() -> Catalogue {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/catalogue.json");
    Catalogue::parse(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn at(text: &str) -> Pointer {
    Pointer::parse(text).unwrap()
}

const SETTINGS: &str = "/api/configuration/aaa/settings";
const EMAIL: &str = "/api/configuration/management/email";
const CONNECTION: &str = "/api/configuration/ssh/connections/4f0c";

#[test]
fn labels_units_limits_and_choices_are_found() {
    let catalogue = catalogue();
    let content = json!({ "backend": { "selection": "local", "expiration_days": 0 } });
    let days = catalogue
        .at(SETTINGS, &content, &at("/backend/expiration_days"))
        .unwrap();
    assert_eq!(days.unit(), Some("days"));
    assert_eq!(days.limits(), (Some(0), None));
    let strength = catalogue
        .at(
            SETTINGS,
            &content,
            &at("/backend/minimum_password_strength"),
        )
        .unwrap();
    assert!(
        strength
            .choices()
            .iter()
            .any(|choice| choice.value == "good")
    );
    assert!(strength.is_open());
    // Objects of a list, and what a reference refers to.
    let policy = catalogue
        .at(CONNECTION, &json!({}), &at("/channel_policy"))
        .unwrap();
    assert_eq!(
        policy.refers_to().as_deref(),
        Some("/api/configuration/ssh/channel_policies")
    );
    // Inside the items of a list, and in a shape that others share.
    let content = json!({ "network": { "ports": [22] } });
    let port = catalogue
        .at(CONNECTION, &content, &at("/network/ports/0"))
        .unwrap();
    assert_eq!(port.limits(), (Some(1), Some(65535)));
}

#[test]
fn the_form_of_a_union_decides_what_is_known() {
    let catalogue = catalogue();
    let server =
        |selection: &str| json!({ "smtp_server": { "selection": selection, "value": "" } });
    let value = at("/smtp_server/value");
    let hint = |content: &Value| {
        let hint = catalogue.at(EMAIL, content, &value);
        hint.and_then(|hint| hint.kind().map(str::to_owned))
    };
    assert_eq!(hint(&server("ip")).as_deref(), Some("address"));
    assert_eq!(hint(&server("fqdn")).as_deref(), Some("text"));
    assert_eq!(hint(&server("other")), None);

    let union = catalogue
        .at(EMAIL, &server("ip"), &at("/smtp_auth"))
        .unwrap()
        .union()
        .unwrap();
    assert_eq!(union.member, "enabled");
    assert_eq!(union.cases[0].value, json!(true));
    assert_eq!(
        Value::Object(union.cases[0].template.clone()),
        json!({ "username": "", "password": null })
    );
}

#[test]
fn templates_are_whole() {
    let connection = catalogue().resource(CONNECTION).unwrap().template();
    for member in [
        "access_control",
        "channel_policy",
        "network",
        "server_address",
    ] {
        assert!(connection.get(member).is_some(), "{member}: {connection}");
    }
    assert_eq!(
        connection["server_address"],
        json!({ "selection": "original" })
    );
    assert_eq!(connection["network"]["ports"], json!([]));
}

#[test]
fn documented_rules_are_checked_and_others_left_to_the_appliance() {
    let catalogue = catalogue();
    let table: [(&str, &str, Value, Option<ValueProblem>); 16] = [
        (
            CONNECTION,
            "/name",
            json!("with space"),
            Some(ValueProblem::Name),
        ),
        (CONNECTION, "/name", json!(""), Some(ValueProblem::Name)),
        (CONNECTION, "/name", json!("jump-1"), None),
        (
            CONNECTION,
            "/network/ports/0",
            json!(0),
            Some(ValueProblem::TooSmall(1)),
        ),
        (
            CONNECTION,
            "/network/ports/0",
            json!(65536),
            Some(ValueProblem::TooGreat(65535)),
        ),
        (CONNECTION, "/network/ports/0", json!(22), None),
        (CONNECTION, "/network/clients/0", json!("10.0.0.0/8"), None),
        (
            CONNECTION,
            "/network/clients/0",
            json!("10.0.0.0/33"),
            Some(ValueProblem::Network),
        ),
        (
            CONNECTION,
            "/network/clients/0",
            json!("10.0.0.0"),
            Some(ValueProblem::Network),
        ),
        (
            CONNECTION,
            "/network/clients/0",
            json!("2001:db8::/32"),
            None,
        ),
        (
            CONNECTION,
            "/network/clients/0",
            json!("010.0.0.1/8"),
            Some(ValueProblem::Network),
        ),
        (
            CONNECTION,
            "/access_control/0/permission",
            json!("all"),
            Some(ValueProblem::NoChoice),
        ),
        (
            CONNECTION,
            "/access_control/0/permission",
            json!("audit"),
            None,
        ),
        (CONNECTION, "/network/ports/0", json!("22"), None),
        (
            "/api/configuration/network/dns",
            "/primary",
            json!("1.2.3"),
            Some(ValueProblem::Address),
        ),
        (
            "/api/configuration/network/dns",
            "/primary",
            json!(null),
            None,
        ),
    ];
    for (path, place, value, expected) in table {
        let hint = catalogue.at(path, &json!({}), &at(place)).unwrap();
        assert_eq!(check(hint, &value), expected, "{place} {value}");
    }
}

#[test]
fn only_what_was_edited_is_checked() {
    let catalogue = catalogue();
    let read = json!({ "name": "odd name", "network": { "ports": [0], "clients": [] } });
    let mut draft = Draft::new(read);
    assert_eq!(catalogue.problems(CONNECTION, &draft), []);
    draft.add_item(&at("/network/ports"));
    draft.set(&at("/network/clients"), json!(["10.0.0.0/8", "everybody"]));
    assert_eq!(
        catalogue.problems(CONNECTION, &draft),
        [
            (at("/network/ports/1"), ValueProblem::TooSmall(1)),
            (at("/network/clients/1"), ValueProblem::Network),
        ]
    );
}

#[test]
fn what_is_not_known_is_no_error() {
    let catalogue = catalogue();
    for path in [
        "/api/configuration/unheard/of",
        "/api/configuration/",
        "/api/info",
        "",
    ] {
        assert!(catalogue.resource(path).is_none(), "{path}");
    }
    assert!(
        Catalogue::default()
            .at(SETTINGS, &json!({}), &Pointer::root())
            .is_none()
    );
    for (text, error) in [
        ("", CatalogueError::NotJson),
        ("[]", CatalogueError::OtherVersion),
        (r#"{"version": 2}"#, CatalogueError::OtherVersion),
    ] {
        assert_eq!(Catalogue::parse(text), Err(error));
    }
}

fn way(path: &str, member: &[&str]) -> (Vec<Option<String>>, Option<String>) {
    let catalogue = catalogue();
    let member: Vec<String> = member.iter().map(|name| (*name).to_owned()).collect();
    let way = catalogue.way(path, &member);
    let labels = way.labels.iter().map(|label| label.map(str::to_owned));
    (labels.collect(), way.unit().map(str::to_owned))
}

#[test]
fn a_member_is_named_without_the_content_around_it() {
    let some = |text: &str| Some(text.to_owned());
    let days = way(SETTINGS, &["backend", "expiration_days"]);
    assert_eq!(
        days,
        (
            vec![some("User database"), some("Passwords expire after")],
            some("days")
        )
    );
    assert_eq!(
        way(SETTINGS, &["backend", "new_member"]).0,
        [some("User database"), None]
    );
    assert_eq!(
        way("/api/configuration/no/such", &["a", "b"]).0,
        [None, None]
    );
    assert!(way(SETTINGS, &[]).0.is_empty());
}

#[test]
fn a_value_is_called_as_in_the_form() {
    let catalogue = catalogue();
    let path = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    let strength = path(&["backend", "minimum_password_strength"]);
    let way = catalogue.way(SETTINGS, &strength);
    assert_eq!(way.choice("good"), Some("Good"));
    assert_eq!(way.choice("unheard-of"), None);
    assert!(!way.is_switch());
    let switch = path(&["backend", "cracklib_enabled"]);
    assert!(catalogue.way(SETTINGS, &switch).is_switch());
    // The member that chooses the form of a union has the union's own name, and its values are the forms.
    let chooser = path(&["method", "selection"]);
    let way = catalogue.way(SETTINGS, &chooser);
    assert_eq!(way.labels, [Some("Sign-in method"), Some("")]);
    assert_eq!(way.choice("passwd"), Some("Password"));
}
