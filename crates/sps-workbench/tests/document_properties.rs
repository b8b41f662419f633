//! What holds for every document, every edit and every pointer.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use sps_workbench::{
    Draft, Field, FieldKind, Pointer, cut_references, field_at, fields, ignored_members,
};

/// Any JSON, with references, ordered maps and secret names mixed in.
fn document() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        "[a-z~/ é]{0,6}",
        Just("password".to_owned()),
        Just("selection".to_owned()),
        Just("key".to_owned()),
        Just("meta".to_owned()),
        Just("@order".to_owned()),
        Just("0".to_owned()),
    ];
    let reference = ("[a-z0-9.-]{0,8}", "/api/[a-z]{1,6}")
        .prop_map(|(key, href)| json!({ "key": key, "meta": { "href": href } }));
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>()
            .prop_filter("JSON has no such number", |n| n.is_finite())
            .prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        reference,
    ];
    leaf.prop_recursive(4, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Every place of a document that a field shows, and its value.
fn places(at: &Pointer, value: &Value, found: &mut Vec<(Pointer, Value)>) {
    found.push((at.clone(), value.clone()));
    if cut_references(value).is_string() {
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter().filter(|(name, _)| *name != "@order") {
                places(&at.child(name), member, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(&at.child(&index.to_string()), item, found);
            }
        }
        _ => {}
    }
}

fn shown(field: &Field, found: &mut Vec<Pointer>) {
    found.push(field.pointer.clone());
    if let FieldKind::Object(fields) | FieldKind::List(fields) = &field.kind {
        fields.iter().for_each(|field| shown(field, found));
    }
}

fn all_places(document: &Value) -> Vec<(Pointer, Value)> {
    let mut found = Vec::new();
    places(&Pointer::root(), document, &mut found);
    found
}

/// The document with one place replaced, written without the code under test.
fn replaced(document: &Value, at: &[String], value: &Value) -> Value {
    let Some((name, rest)) = at.split_first() else {
        return value.clone();
    };
    match document {
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| {
                (
                    key.clone(),
                    if key == name {
                        replaced(member, rest, value)
                    } else {
                        member.clone()
                    },
                )
            })
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| {
                if index.to_string() == *name {
                    replaced(item, rest, value)
                } else {
                    item.clone()
                }
            })
            .collect(),
        scalar => scalar.clone(),
    }
}

/// Also the sequence of members counts, which `==` on objects does not see.
fn text(value: &Value) -> String {
    value.to_string()
}

proptest! {
    #[test]
    fn fields_cover_every_place_once(document in document()) {
        let mut expected: Vec<Pointer> = all_places(&document).into_iter().map(|(place, _)| place).collect();
        let mut found = Vec::new();
        shown(&fields(&document), &mut found);
        expected.sort();
        found.sort();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn one_field_is_the_same_as_the_field_among_all(document in document()) {
        fn check(document: &Value, field: &Field) {
            assert_eq!(field_at(document, &field.pointer).as_ref(), Some(field));
            if let FieldKind::Object(fields) | FieldKind::List(fields) = &field.kind {
                fields.iter().for_each(|field| check(document, field));
            }
        }
        check(&document, &fields(&document));
        prop_assert_eq!(field_at(&document, &Pointer::root().child("no such member")), None);
    }

    #[test]
    fn an_unedited_draft_sends_what_was_read_with_references_cut(document in document()) {
        let draft = Draft::new(document.clone());
        prop_assert!(!draft.is_changed());
        prop_assert!(draft.changed().is_empty());
        prop_assert_eq!(text(&draft.put_body()), text(&cut_references(&document)));
    }

    #[test]
    fn setting_changes_one_place_and_putting_back_undoes_it(
        document in document(),
        value in document(),
        choice in any::<prop::sample::Index>(),
    ) {
        let places = all_places(&document);
        let (place, _) = choice.get(&places);
        let mut draft = Draft::new(document.clone());
        prop_assert!(draft.set(place, value.clone()));
        prop_assert_eq!(draft.get(place), Some(&value));
        prop_assert_eq!(draft.base_at(place), document.pointer(&place.to_string()));
        let expected = replaced(&document, place.segments(), &value);
        prop_assert_eq!(text(draft.current()), text(&expected));
        prop_assert_eq!(text(&draft.put_body()), text(&cut_references(&expected)));
        prop_assert_eq!(draft.is_changed(), expected != document);
        prop_assert_eq!(draft.changed().is_empty(), expected == document);
        for changed in draft.changed() {
            prop_assert!(changed.segments().starts_with(place.segments()), "{changed} lies outside {place}");
        }
        draft.put_back(place);
        prop_assert_eq!(text(draft.current()), text(&document));
    }

    #[test]
    fn putting_back_every_changed_place_gives_what_was_read(document in document(), other in document()) {
        let mut draft = Draft::new(document.clone());
        draft.set(&Pointer::root(), other);
        // Items that were added go away from the end.
        for place in draft.changed().iter().rev() {
            draft.put_back(place);
        }
        prop_assert_eq!(draft.current(), &document);
    }

    #[test]
    fn cutting_references_twice_is_cutting_them_once(document in document()) {
        let cut = cut_references(&document);
        prop_assert_eq!(&cut_references(&cut), &cut);
    }

    #[test]
    fn what_was_kept_is_not_reported(document in document()) {
        prop_assert!(ignored_members(&document, &document).is_empty());
        prop_assert!(ignored_members(&cut_references(&document), &document).is_empty());
    }

    #[test]
    fn a_pointer_reads_back_from_its_text(segments in prop::collection::vec("[a-z~/01é ]{0,6}", 0..6)) {
        let pointer = segments.iter().fold(Pointer::root(), |pointer, segment| pointer.child(segment));
        prop_assert_eq!(pointer.segments(), &segments[..]);
        prop_assert_eq!(Pointer::parse(&pointer.to_string()), Some(pointer));
    }

    #[test]
    fn the_text_of_a_pointer_is_the_one_of_rfc_6901(document in document(), choice in any::<prop::sample::Index>()) {
        let places = all_places(&document);
        let (place, value) = choice.get(&places);
        prop_assert_eq!(document.pointer(&place.to_string()), Some(value));
    }

    #[test]
    fn any_text_is_a_pointer_or_none(text in "\\PC{0,16}") {
        if let Some(pointer) = Pointer::parse(&text) {
            prop_assert_eq!(pointer.to_string(), text);
        }
    }
}
