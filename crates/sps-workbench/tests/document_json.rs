//! The same document as a form and as JSON text: nothing is lost by switching, secrets do not show, problems have a place.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use proptest::prelude::*;
use serde_json::{Value, json};
use sps_workbench::document::{JsonProblemKind as Kind, TokenKind, folds, scan};
use sps_workbench::{Draft, Pointer};

fn draft(json: &str) -> Draft {
    Draft::new(serde_json::from_str(json).unwrap())
}

#[test]
fn numbers_keep_their_digits_and_members_their_order() {
    let json = r#"{
  "z": 9007199254740993,
  "a": 1.0,
  "m": 1e3,
  "big": 123456789012345678901234567890,
  "small": 0.10,
  "minus": -0
}"#;
    let draft = draft(json);
    assert_eq!(draft.json_text().text(), json);
    let mut same = draft.clone();
    same.take_json(json, &draft.json_text()).unwrap();
    assert!(!same.is_changed());
}

#[test]
fn secrets_stand_as_dots_and_come_back_where_they_were_moved() {
    let mut draft = Draft::new(json!({
        "users": [
            { "name": "a", "password": "first-canary" },
            { "name": "b", "password": "second-canary" },
        ],
        "note": "\u{2022}\u{2022}\u{2022}\u{2022}1",
    }));
    let shown = draft.json_text();
    assert!(!shown.text().contains("canary"), "{}", shown.text());
    let value: Value = serde_json::from_str(shown.text()).unwrap();
    let swapped = json!({
        "users": [value["users"][1], value["users"][0]],
        "note": value["note"],
    });
    draft.take_json(&swapped.to_string(), &shown).unwrap();
    assert_eq!(draft.current()["users"][0]["name"], "b");
    assert_eq!(draft.current()["users"][0]["password"], "second-canary");
    assert_eq!(draft.current()["users"][1]["password"], "first-canary");
    assert_eq!(draft.current()["note"], "\u{2022}\u{2022}\u{2022}\u{2022}1");
}

#[test]
fn a_new_secret_may_be_typed_and_is_hidden_at_once() {
    let mut draft = Draft::new(json!({ "password": "old-canary" }));
    let shown = draft.json_text();
    draft
        .take_json(r#"{"password": "new-canary"}"#, &shown)
        .unwrap();
    assert_eq!(draft.current()["password"], "new-canary");
    assert!(!draft.json_text().text().contains("canary"));
}

#[test]
fn problems_are_told_at_their_place_and_change_nothing() {
    let table: [(&str, Kind, usize, usize, &str); 19] = [
        ("", Kind::ValueMissing, 1, 1, ""),
        ("  \n ", Kind::ValueMissing, 2, 2, ""),
        ("{", Kind::NameMissing, 1, 2, ""),
        ("{\n  \"a\" 1}", Kind::ColonMissing, 2, 7, ""),
        ("{\"a\": }", Kind::ValueMissing, 1, 7, "/a"),
        ("{\"a\": 1 \"b\": 2}", Kind::CommaOrEndMissing, 1, 9, ""),
        ("{\"a\": 1,}", Kind::NameMissing, 1, 9, ""),
        ("[1, 2,]", Kind::ValueMissing, 1, 7, "/2"),
        ("[1 2]", Kind::CommaOrEndMissing, 1, 4, ""),
        (
            "{\"a\": [1,\n {\"b\": tru}]}",
            Kind::ValueMissing,
            2,
            8,
            "/a/1/b",
        ),
        ("{\"a\": 1}\n}", Kind::Behind, 2, 1, ""),
        ("\"open", Kind::OpenText, 1, 1, ""),
        ("\"line\nbreak\"", Kind::OpenText, 1, 1, ""),
        ("\"\\x\"", Kind::Escape, 1, 1, ""),
        ("{\"a\": 01}", Kind::Number, 1, 7, "/a"),
        ("{\"ü\": 1.}", Kind::Number, 1, 7, "/ü"),
        ("{\"a\": 1, \"a\": 2}", Kind::DoubleName, 1, 10, ""),
        (
            "[\"\u{2022}\u{2022}\u{2022}\u{2022}7\"]",
            Kind::NoSuchSecret,
            1,
            2,
            "/0",
        ),
        ("NaN", Kind::ValueMissing, 1, 1, ""),
    ];
    for (typed, kind, line, column, at) in table {
        let mut draft = Draft::new(json!({ "a": 1 }));
        let shown = draft.json_text();
        let problem = draft.take_json(typed, &shown).unwrap_err();
        assert_eq!(
            (
                problem.kind,
                problem.line,
                problem.column,
                problem.at.to_string().as_str()
            ),
            (kind, line, column, at),
            "{typed:?}"
        );
        assert!(!draft.is_changed(), "{typed:?}");
    }
}

#[test]
fn depth_is_bounded() {
    let deep = "[".repeat(100_000);
    assert_eq!(scan(&deep, &[]).1.unwrap_err().kind, Kind::TooDeep);
    let allowed = format!("{}1{}", "[".repeat(128), "]".repeat(128));
    assert!(scan(&allowed, &[]).1.is_ok());
}

#[test]
fn parts_and_folds_are_told() {
    let text = "{\n  \"a\": [1, true],\n  \"b\": {\n    \"c\": \"x\"\n  }\n}";
    let (tokens, value) = scan(text, &[]);
    assert_eq!(value.unwrap(), json!({ "a": [1, true], "b": { "c": "x" } }));
    let names: Vec<&str> = tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Name)
        .map(|token| &text[token.start..token.end])
        .collect();
    assert_eq!(names, ["\"a\"", "\"b\"", "\"c\""]);
    let lines: Vec<_> = folds(&tokens)
        .iter()
        .map(|fold| (fold.line, fold.last_line))
        .collect();
    assert_eq!(lines, [(0, 5), (2, 4)]);
}

#[test]
fn a_text_that_is_no_value_survives_a_look_at_the_json() {
    let mut draft = Draft::new(json!({ "port": 22, "name": "x" }));
    let port = Pointer::parse("/port").unwrap();
    draft.type_text(&port, "twenty").unwrap_err();
    let shown = draft.json_text();
    draft.take_json(shown.text(), &shown).unwrap();
    assert_eq!(draft.typed(&port).map(|(text, _)| text), Some("twenty"));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[0-9]{1,3}\\.[0-9]{1,4}(e[0-9]{1,2})?"
            .prop_filter_map("a number", |text| serde_json::from_str(&text).ok()),
        any::<String>().prop_map(Value::from),
        "\u{2022}{4}[0-9]?".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let name = prop_oneof!["[a-z]{1,3}", Just("password".to_owned()), any::<String>()];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    /// What is shown as JSON reads back as the very same document.
    #[test]
    fn shown_and_taken_back_is_the_same(document in any_json()) {
        let mut draft = Draft::new(document.clone());
        let shown = draft.json_text();
        draft.take_json(shown.text(), &shown).unwrap();
        prop_assert_eq!(draft.current(), &document);
        prop_assert_eq!(draft.current().to_string(), document.to_string());
        prop_assert!(!draft.is_changed());
    }

    /// An edit in the form and the same edit in the JSON give the same body.
    #[test]
    fn form_and_json_agree(document in any_json(), typed in "[a-zA-Z ]{0,8}") {
        let base = json!({ "edited": "before", "rest": document });
        let mut form = Draft::new(base.clone());
        form.type_text(&Pointer::parse("/edited").unwrap(), &typed).unwrap();
        let mut json = Draft::new(base);
        let shown = json.json_text();
        let text = shown.text().replacen("\"before\"", &json!(typed).to_string(), 1);
        json.take_json(&text, &shown).unwrap();
        prop_assert_eq!(form.put_body(), json.put_body());
    }

    /// Any text at all: a value or a problem inside the text, never a panic; where `serde_json` reads a value, so do we.
    #[test]
    fn any_text_is_read_or_refused(text in prop_oneof![any::<String>(), "[\\[\\]{}\",: 0-9eE.+-]{0,40}"]) {
        let (tokens, result) = scan(&text, &[]);
        prop_assert!(tokens.iter().all(|token| text.get(token.start..token.end).is_some()));
        match (result, serde_json::from_str::<Value>(&text)) {
            (Ok(ours), theirs) => prop_assert_eq!(ours, theirs.unwrap()),
            (Err(problem), Ok(_)) => prop_assert_eq!(problem.kind, Kind::DoubleName),
            (Err(problem), Err(_)) => {
                prop_assert!(problem.line <= text.matches('\n').count() + 1);
            }
        }
    }
}
