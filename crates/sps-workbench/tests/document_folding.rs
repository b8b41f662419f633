//! Folding a JSON text and unfolding it again: nothing is lost, and what is typed beside a folded part stays beside it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use proptest::prelude::*;
use serde_json::{Value, json};
use sps_workbench::document::{Folded, JsonProblemKind, Unfolding, fields};
use sps_workbench::{Draft, Field, FieldKind, Pointer};

fn draft(json: &str) -> Draft {
    Draft::new(serde_json::from_str(json).unwrap())
}

const NESTED: &str = "{
  \"name\": \"x\",
  \"accounts\": [
    {
      \"id\": 9007199254740993,
      \"ratio\": 1.0
    },
    {
      \"id\": 2,
      \"ratio\": 1e3
    }
  ],
  \"end\": {
    \"port\": 22
  }
}";

#[test]
fn folding_shows_less_and_loses_nothing() {
    let draft = draft(NESTED);
    let mut text = Folded::new(&draft.json_text());
    assert!(text.fold_line(3), "the first account");
    assert!(text.fold_line(2), "the list with the folded account");
    assert_eq!(
        text.shown(),
        "{\n  \"name\": \"x\",\n  \"accounts\": [⋯1⋯],\n  \"end\": {\n    \"port\": 22\n  }\n}"
    );
    assert_eq!(text.full(), NESTED);
    // Line numbers are those of the whole text.
    assert_eq!(text.line_numbers(), [1, 2, 3, 13, 14, 15, 16]);
    assert_eq!(text.folded_lines(), [2]);
    assert_eq!(&text.scan().1.unwrap(), draft.current());
    // What was folded in it comes back folded.
    assert!(text.unfold_line(2));
    assert!(text.shown().contains("{⋯0⋯}"));
    assert_eq!(text.line_numbers()[..5], [1, 2, 3, 4, 8]);
    text.unfold_all();
    assert_eq!(text.shown(), NESTED);
    assert!(!text.unfold_line(2));
    assert!(!text.fold_line(1), "one line is nothing to fold");
}

#[test]
fn an_edit_beside_a_folded_part_is_taken_with_it() {
    let mut draft = draft(NESTED);
    let mut text = Folded::new(&draft.json_text());
    assert_eq!(text.fold_all(), 2);
    let typed = text.shown().replace("\"x\"", "\"other\"");
    assert_eq!(text.typed(&typed), Ok(()));
    draft.take_folded(&text).1.unwrap();
    assert_eq!(text.full(), NESTED.replace("\"x\"", "\"other\""));
    assert_eq!(draft.changed().len(), 1);
    assert_eq!(draft.json_text().text(), text.full());
}

#[test]
fn a_folded_part_is_deleted_or_moved_as_a_whole_or_not_at_all() {
    let mut text = Folded::new(&draft(NESTED).json_text());
    text.fold_all();
    let shown = text.shown().to_owned();
    // A key press into the mark unfolds it and does nothing else.
    let mut touched = text.clone();
    assert_eq!(touched.typed(&shown.replace("⋯0⋯]", "⋯0⋯")), Err(Unfolding));
    assert_eq!(touched.full(), NESTED);
    assert!(touched.shown().contains("9007199254740993") && touched.shown().contains("{⋯1⋯}"));
    // The whole mark cut, and pasted elsewhere.
    assert_eq!(text.typed(&shown.replace("[⋯0⋯]", "")), Ok(()));
    assert_eq!(
        text.scan().1.unwrap_err().kind,
        JsonProblemKind::ValueMissing
    );
    assert_eq!(
        text.typed(&shown.replace("[⋯0⋯]", "null").replace("\"x\"", "[⋯0⋯]")),
        Ok(())
    );
    let moved = text.scan().1.unwrap();
    assert_eq!(moved["name"][1]["id"], 2);
    assert_eq!(moved["name"][0]["id"].to_string(), "9007199254740993");
    // The undo of the text field.
    assert_eq!(text.typed(&shown), Ok(()));
    assert_eq!(text.full(), NESTED);
}

#[test]
fn a_place_in_a_folded_part_is_unfolded() {
    let mut text = Folded::new(&draft(NESTED).json_text());
    text.fold_line(7);
    text.fold_all();
    let full = NESTED.find("\"ratio\": 1e3").unwrap();
    assert_eq!(text.shown_offset(full), text.shown().find('[').unwrap());
    let shown = text.reveal(full);
    assert!(text.shown()[shown..].starts_with("\"ratio\": 1e3"));
    assert!(
        text.shown().contains("\"end\": {⋯"),
        "the other stays folded"
    );
    assert_eq!(text.full_offset(shown), full);
}

#[test]
fn problems_and_depth_are_told_with_folded_parts() {
    let mut text = Folded::new(&draft(NESTED).json_text());
    text.fold_all();
    let broken = text.shown().replace("\"end\":", "\"end\"");
    text.typed(&broken).unwrap();
    let problem = text.scan().1.unwrap_err();
    assert_eq!(
        (problem.kind, problem.line),
        (JsonProblemKind::ColonMissing, 4)
    );
    assert_eq!(text.line_numbers()[problem.line - 1], 13);
    let deep = format!("{}\"x\"{}", "[\n".repeat(100), "]".repeat(100));
    let mut text = Folded::new(&draft(&deep).json_text());
    assert!(text.fold_line(0));
    // A bracket typed beside a mark that begins with one is no edit of the mark.
    text.typed(&("[".repeat(29) + text.shown())).unwrap();
    text.typed(&(text.shown().to_owned() + &"]".repeat(29)))
        .unwrap();
    assert_eq!(text.scan().1.unwrap_err().kind, JsonProblemKind::TooDeep);
}

#[test]
fn secrets_in_folded_parts_come_back() {
    let mut draft = Draft::new(json!({ "a": { "password": "canary" }, "b": { "x": [] } }));
    let mut text = Folded::new(&draft.json_text());
    text.fold_all();
    assert!(!text.shown().contains("canary") && !text.full().contains("canary"));
    draft.take_folded(&text).1.unwrap();
    assert!(!draft.is_changed());
}

#[test]
fn a_document_with_the_marks_own_character_folds_too() {
    let document = json!({ "a": ["{⋯0⋯}", "⋯"], "b": { "c": 1 } });
    let draft = Draft::new(document.clone());
    let mut text = Folded::new(&draft.json_text());
    assert_eq!(text.fold_all(), 2);
    assert_eq!(text.full(), draft.json_text().text());
    assert_eq!(text.scan().1.unwrap(), document);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        "[0-9]{1,3}\\.[0-9]{1,4}(e[0-9]{1,2})?"
            .prop_filter_map("a number", |text| serde_json::from_str(&text).ok()),
        "[a-z⋯{}\\[\\]0-9\\n]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let name = prop_oneof!["[a-z]{1,3}", Just("password".to_owned())];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Folds and unfolds lines, one after the other.
fn fold(text: &mut Folded, lines: &[(bool, prop::sample::Index)]) {
    for (fold, line) in lines {
        let line = line.index(text.line_numbers().len());
        if *fold {
            text.fold_line(line);
        } else {
            text.unfold_line(line);
        }
    }
}

/// The places of everything but objects, lists and secrets.
fn leaves(at: &Pointer, field: &Field, found: &mut Vec<Pointer>) {
    match &field.kind {
        FieldKind::Object(below) | FieldKind::List(below) => {
            for field in below {
                leaves(&field.pointer, field, found);
            }
        }
        FieldKind::Secret { .. } => {}
        // A number there becomes a secret when it becomes a text.
        _ if at.segments().iter().any(|name| name == "password") => {}
        _ => found.push(at.clone()),
    }
}

proptest! {
    /// However it is folded, the whole text and its value stay the same, and every place maps there and back.
    #[test]
    fn folding_is_the_identity(
        document in any_json(),
        lines in prop::collection::vec((any::<bool>(), any::<prop::sample::Index>()), 0..8),
    ) {
        let draft = Draft::new(document.clone());
        let full = draft.json_text().text().to_owned();
        let mut text = Folded::new(&draft.json_text());
        fold(&mut text, &lines);
        prop_assert_eq!(text.full(), full.clone());
        prop_assert_eq!(text.scan().1.unwrap().to_string(), document.to_string());
        prop_assert_eq!(text.line_numbers().len(), text.shown().matches('\n').count() + 1);
        for at in (0..full.len()).filter(|at| full.is_char_boundary(*at)).step_by(7) {
            let mut revealed = text.clone();
            let shown = revealed.reveal(at);
            prop_assert_eq!(revealed.shown().get(shown..).map(|rest| &rest.as_bytes()[..1]), Some(&full.as_bytes()[at..=at]));
            prop_assert_eq!(revealed.full_offset(shown), at);
            prop_assert_eq!(revealed.full(), full.clone());
        }
        text.unfold_all();
        prop_assert_eq!(text.shown(), full);
    }

    /// An edit in the form and the same edit in the JSON give the same body, wherever the field lies and whatever is
    /// folded.
    #[test]
    fn form_and_json_agree_everywhere(
        document in any_json(),
        place in any::<prop::sample::Index>(),
        lines in prop::collection::vec((any::<bool>(), any::<prop::sample::Index>()), 0..8),
        typed in "[a-z⋯\"{} ]{0,6}",
    ) {
        let mut base = json!({ "rest": document, "own": "text" });
        let mut places = Vec::new();
        leaves(&Pointer::root(), &fields(&base), &mut places);
        let place = place.get(&places);
        *base.pointer_mut(&place.to_string()).unwrap() = json!("to-be-edited");
        let mut form = Draft::new(base.clone());
        form.type_text(place, &typed).unwrap();

        let mut json = Draft::new(base);
        let mut text = Folded::new(&json.json_text());
        fold(&mut text, &lines);
        let full = text.full().find("\"to-be-edited\"").unwrap();
        let shown = text.reveal(full);
        let mut edited = text.shown().to_owned();
        edited.replace_range(shown..shown + "\"to-be-edited\"".len(), &json!(typed).to_string());
        text.typed(&edited).unwrap();
        json.take_folded(&text).1.unwrap();
        prop_assert_eq!(json.put_body().to_string(), form.put_body().to_string());
        prop_assert_eq!(json.changed(), form.changed());
    }

    /// What is typed at a place outside of marks is the same edit of the whole text; inside a mark it is none.
    #[test]
    fn an_edit_changes_the_whole_text_at_its_place_only(
        document in any_json(),
        lines in prop::collection::vec((any::<bool>(), any::<prop::sample::Index>()), 0..8),
        at in any::<prop::sample::Index>(),
        deleted in 0_usize..4,
        typed in "[a-z\"{}⋯0]{0,3}",
    ) {
        let draft = Draft::new(document);
        let mut text = Folded::new(&draft.json_text());
        fold(&mut text, &lines);
        let full = text.full();
        let places: Vec<usize> = text.shown().char_indices().map(|(at, _)| at).chain([text.shown().len()]).collect();
        let from = at.get(&places);
        let to = places.iter().filter(|place| *place >= from).nth(deleted).unwrap_or(from);
        let mut edited = text.shown().to_owned();
        edited.replace_range(*from..*to, &typed);
        let (full_from, full_to) = (text.full_offset(*from), text.full_offset(*to));
        let is_in_mark = [from, to].iter().any(|at| text.shown_offset(text.full_offset(**at)) != **at);
        match text.typed(&edited) {
            Err(Unfolding) => prop_assert_eq!(text.full(), full),
            // Deleting the bracket of a mark beside the same bracket is deleting that one.
            Ok(()) if is_in_mark => prop_assert_eq!(text.shown(), edited),
            Ok(()) => {
                let mut expected = full;
                expected.replace_range(full_from..full_to, &typed);
                prop_assert_eq!(text.full(), expected);
            }
        }
    }
}
