//! Drafts: setting, typing, putting back, lists, and the body that is sent.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use serde_json::{Value, json};
use sps_workbench::{Draft, FieldKind, InputProblem, Pointer, fields};

fn pointer(text: &str) -> Pointer {
    Pointer::parse(text).expect("a pointer")
}

fn email() -> Value {
    json!({
        "admin_address": "admin@example.org", "sender_address": null, "retries": 3, "ratio": 0.5,
        "smtp_auth": { "enabled": false }, "certificates": [],
        "time_policy": { "key": "-100", "meta": { "href": "/api/configuration/policies/time_policies/-100" } }
    })
}

#[test]
fn an_unknown_place_is_refused_and_nothing_changes() {
    let mut draft = Draft::new(email());
    for place in [
        "/nothing",
        "/certificates/0",
        "/admin_address/0",
        "/smtp_auth/enabled/x",
        "/retries/-",
    ] {
        assert!(!draft.set(&pointer(place), json!(1)), "{place}");
        assert_eq!(
            draft.type_text(&pointer(place), "1"),
            Err(InputProblem::NotTypable),
            "{place}"
        );
    }
    assert!(!draft.is_changed());
    assert_eq!(draft.current(), &email());
}

#[test]
fn typed_text_becomes_a_value_of_the_fields_kind() {
    use InputProblem::{NotANumber, NotAnInteger, NotTypable};
    let exact = |text: &str| Ok(serde_json::from_str::<Value>(text).unwrap());
    let table: [(&str, &str, Result<Value, InputProblem>); 32] = [
        ("/admin_address", "a@b", Ok(json!("a@b"))),
        ("/admin_address", "", Ok(json!(""))),
        ("/admin_address", " 12 ", Ok(json!(" 12 "))),
        ("/sender_address", "", Ok(json!(null))),
        ("/sender_address", "x", Ok(json!("x"))),
        ("/retries", " 4 ", Ok(json!(4))),
        ("/retries", "-9223372036854775808", Ok(json!(i64::MIN))),
        ("/retries", "18446744073709551615", Ok(json!(u64::MAX))),
        (
            "/retries",
            "18446744073709551616",
            exact("18446744073709551616"),
        ),
        ("/retries", "9007199254740993", exact("9007199254740993")),
        ("/retries", "-0", exact("-0")),
        ("/retries", "007", Ok(json!(7))),
        ("/retries", "4.5", Err(NotAnInteger)),
        ("/retries", "", Err(NotAnInteger)),
        ("/retries", "-", Err(NotAnInteger)),
        ("/retries", "four", Err(NotAnInteger)),
        ("/ratio", "0.25", Ok(json!(0.25))),
        ("/ratio", "2", Ok(json!(2))),
        ("/ratio", "1e3", exact("1e3")),
        ("/ratio", "1e999", exact("1e999")),
        ("/ratio", "1.0", exact("1.0")),
        ("/ratio", "0.10", exact("0.10")),
        ("/ratio", "5.", exact("5.0")),
        ("/ratio", "NaN", Err(NotANumber)),
        ("/ratio", "inf", Err(NotANumber)),
        ("/ratio", "", Err(NotANumber)),
        ("/ratio", "1,5", Err(NotANumber)),
        ("/smtp_auth/enabled", "true", Ok(json!(true))),
        ("/smtp_auth/enabled", "yes", Err(NotTypable)),
        ("/smtp_auth", "x", Err(NotTypable)),
        ("/certificates", "x", Err(NotTypable)),
        (
            "/time_policy",
            "-200",
            Ok(json!({ "key": "-200", "meta": { "href": null } })),
        ),
    ];
    for (place, text, expected) in table {
        let mut draft = Draft::new(email());
        let place = pointer(place);
        let result = draft.type_text(&place, text);
        let value = place
            .segments()
            .iter()
            .fold(draft.current(), |value, name| &value[name]);
        match expected {
            Ok(expected) => {
                assert_eq!(result, Ok(()), "{place} {text:?}");
                assert_eq!(value, &expected, "{place} {text:?}");
            }
            Err(problem) => {
                assert_eq!(result, Err(problem), "{place} {text:?}");
                assert_eq!(draft.current(), &email(), "{place} {text:?}");
            }
        }
    }
}

#[test]
fn invalid_text_is_kept_until_it_is_corrected_or_put_back() {
    let mut draft = Draft::new(email());
    let retries = pointer("/retries");
    draft.type_text(&retries, "x").expect_err("no number");
    draft.type_text(&retries, "xy").expect_err("no number");
    assert_eq!(
        draft.typed(&retries),
        Some(("xy", &InputProblem::NotAnInteger))
    );
    assert_eq!(
        draft.problems(),
        [(retries.clone(), InputProblem::NotAnInteger)]
    );
    assert!(draft.is_changed() && draft.is_changed_at(&retries) && draft.changed().is_empty());
    draft.type_text(&retries, "5").expect("a number");
    assert_eq!(draft.typed(&retries), None);
    draft.type_text(&retries, "x").expect_err("no number");
    draft.put_back(&Pointer::root());
    assert!(!draft.is_changed() && draft.problems().is_empty());
}

#[test]
fn a_null_takes_text_and_becomes_null_again() {
    let mut draft = Draft::new(email());
    let sender = pointer("/sender_address");
    draft.type_text(&sender, "a").expect("text");
    draft.type_text(&sender, "ab").expect("text");
    assert_eq!(draft.changed(), std::slice::from_ref(&sender));
    draft.type_text(&sender, "").expect("text");
    assert!(!draft.is_changed());
}

#[test]
fn a_number_that_was_set_to_null_still_takes_numbers() {
    let mut draft = Draft::new(email());
    let retries = pointer("/retries");
    assert!(draft.set(&retries, Value::Null));
    assert_eq!(
        draft.type_text(&retries, "x"),
        Err(InputProblem::NotAnInteger)
    );
    draft.type_text(&retries, "3").expect("a number");
    assert!(!draft.is_changed());
}

#[test]
fn another_key_keeps_the_field_a_reference_and_the_old_key_brings_the_old_one_back() {
    let mut draft = Draft::new(email());
    let policy = pointer("/time_policy");
    draft.type_text(&policy, "-200").expect("a key");
    let FieldKind::Object(shown) = fields(draft.current()).kind else {
        panic!("an object")
    };
    assert!(shown.iter().any(|field| field.kind
        == FieldKind::Reference {
            key: "-200".to_owned(),
            href: None
        }));
    assert_eq!(draft.put_body()["time_policy"], "-200");
    draft.type_text(&policy, "-100").expect("a key");
    assert!(!draft.is_changed());
}

#[test]
fn an_added_item_has_the_shape_of_the_last_one_and_no_content() {
    let base = json!({ "rules": [{
        "type": "ldap", "server": { "selection": "ip", "value": "10.0.0.1" }, "port": 22, "on": true, "tags": ["x"],
        "policy": { "key": "-1", "meta": { "href": "/api/p" } }, "map": { "@order": ["1"], "1": "a" }, "none": null
    }], "names": ["a"], "numbers": [1], "empty": [], "text": "" });
    let mut draft = Draft::new(base);
    for (list, index, item) in [
        (
            "/rules",
            1,
            json!({
                "type": "ldap", "server": { "selection": "ip", "value": "" }, "port": 0, "on": false, "tags": [],
                "policy": { "key": "", "meta": { "href": null } }, "map": { "@order": [] }, "none": null
            }),
        ),
        ("/names", 1, json!("")),
        ("/numbers", 1, json!(0)),
        ("/empty", 0, json!("")),
    ] {
        assert!(draft.add_item(&pointer(list)));
        assert_eq!(
            draft.current()[list.trim_start_matches('/')][index],
            item,
            "{list}"
        );
    }
    for no_list in ["/text", "/unknown", ""] {
        assert!(!draft.add_item(&pointer(no_list)), "{no_list}");
    }
}

#[test]
fn the_model_of_an_item_is_remembered_when_the_list_was_emptied() {
    let mut draft = Draft::new(json!({ "ports": [22] }));
    let ports = pointer("/ports");
    assert!(draft.remove_item(&ports, 0));
    assert!(!draft.remove_item(&ports, 0));
    assert!(draft.add_item(&ports));
    assert_eq!(draft.current(), &json!({ "ports": [0] }));
    draft.put_back(&ports);
    assert!(!draft.is_changed());
}

#[test]
fn invalid_texts_move_with_their_items() {
    let mut draft = Draft::new(json!({ "ports": [1, 2, 3] }));
    let ports = pointer("/ports");
    draft
        .type_text(&pointer("/ports/1"), "b")
        .expect_err("no number");
    draft
        .type_text(&pointer("/ports/2"), "c")
        .expect_err("no number");
    assert!(draft.remove_item(&ports, 1));
    assert_eq!(
        draft.typed(&pointer("/ports/1")).map(|(text, _)| text),
        Some("c")
    );
    assert_eq!(draft.problems().len(), 1);
}

#[test]
fn put_back_restores_what_was_read_wherever_it_went() {
    let base = json!({ "a": { "x": 1, "y": 2 }, "list": [1, 2] });
    // An added item goes away.
    let mut draft = Draft::new(base.clone());
    draft.add_item(&pointer("/list"));
    draft.put_back(&pointer("/list/2"));
    assert_eq!(draft.current(), &base);
    // A removed last item comes back.
    draft.remove_item(&pointer("/list"), 1);
    draft.put_back(&pointer("/list/1"));
    assert_eq!(draft.current(), &base);
    // A member that was replaced away comes back at its old place.
    draft.set(&pointer("/a"), json!({ "y": 3, "new": 4 }));
    draft.put_back(&pointer("/a/x"));
    assert_eq!(draft.current()["a"].to_string(), r#"{"x":1,"y":3,"new":4}"#);
    draft.put_back(&pointer("/a/new"));
    assert_eq!(draft.current()["a"], json!({ "x": 1, "y": 3 }));
    // Inside something that is gone, the whole comes back.
    draft.set(&pointer("/a"), json!("text"));
    draft.put_back(&pointer("/a/x"));
    assert_eq!(draft.current(), &base);
    // A place that never was does nothing.
    draft.put_back(&pointer("/b/c"));
    assert_eq!(draft.current(), &base);
}

#[test]
fn changes_are_told_leaf_by_leaf() {
    let mut draft = Draft::new(email());
    draft.set(&pointer("/smtp_auth/enabled"), json!(true));
    draft.set(&pointer("/certificates"), json!(["a"]));
    draft
        .type_text(&pointer("/time_policy"), "-200")
        .expect("a key");
    let changed: Vec<String> = draft.changed().iter().map(ToString::to_string).collect();
    assert_eq!(
        changed,
        ["/smtp_auth/enabled", "/certificates/0", "/time_policy"]
    );
    assert!(draft.is_changed_at(&pointer("/smtp_auth")));
    assert!(!draft.is_changed_at(&pointer("/retries")));
}

#[test]
fn the_body_is_the_whole_object_in_its_own_order() {
    let mut draft = Draft::new(json!({
        "z": 1, "unknown": { "deep": [] }, "a": "x", "map": { "@order": ["b", "a"], "b": 1, "a": 2 },
        "server": { "key": "k", "meta": { "href": "/api/x" } }, "none": null
    }));
    draft.type_text(&pointer("/a"), "y").expect("text");
    assert_eq!(
        draft.put_body().to_string(),
        r#"{"z":1,"unknown":{"deep":[]},"a":"y","map":{"@order":["b","a"],"b":1,"a":2},"server":"k","none":null}"#
    );
    assert_eq!(draft.base()["a"], "x");
}
