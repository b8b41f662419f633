//! Documents of thousands of fields: levels and windows, what is open, finding a field, what differs.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use proptest::prelude::*;
use serde_json::{Value, json};
use sps_workbench::catalogue::Catalogue;
use sps_workbench::document::{Draft, FieldKind, Pointer, Unfolded, extent, fields, level};

fn at(text: &str) -> Pointer {
    Pointer::parse(text).unwrap()
}

/// 2,000 objects of five fields, and a small group.
fn large() -> Value {
    let item = |number: usize| {
        json!({
            "authorizer": format!("auth-{number}"), "permission": "audit", "ip": number.is_multiple_of(2), "user": true,
            "subject": { "group": format!("group-{number}") },
        })
    };
    json!({
        "name": "large",
        "password": "canary",
        "rules": (0..2000).map(item).collect::<Vec<_>>(),
        "small": { "a": 1, "b": 2 },
    })
}

#[test]
fn a_level_of_a_large_document_is_small() {
    let document = large();
    assert_eq!(extent(&document), 10_004);
    let root = level(&document, &Pointer::root(), 0).unwrap();
    assert_eq!((root.count, root.fields.len()), (4, 4));
    // A long list shows its first window without being asked.
    assert_eq!(root.open, [true, true, true, true]);
    let rules = level(&document, &at("/rules"), 1999).unwrap();
    assert_eq!(
        (rules.first, rules.fields.len(), rules.count),
        (1980, 20, 2000)
    );
    assert_eq!(rules.fields[19].pointer, at("/rules/1999"));
    assert_eq!(rules.fields[19].kind, FieldKind::Object(Vec::new()));
    assert!(rules.open.iter().all(|open| *open));
    // Behind the end: the last window, also when items went away.
    assert_eq!(level(&document, &at("/rules"), 9999).unwrap().first, 1980);
    assert_eq!(level(&document, &at("/name"), 0), None);
    assert_eq!(level(&document, &at("/nowhere"), 0), None);
    assert_eq!(level(&json!([]), &Pointer::root(), 0).unwrap().count, 0);
}

#[test]
fn secrets_stay_secrets_on_every_level() {
    let document = json!({ "password": ["canary"], "private_key": { "text": "canary" } });
    let root = level(&document, &Pointer::root(), 0).unwrap();
    assert!(!format!("{root:?}").contains("canary"));
    for place in ["/password", "/private_key"] {
        let below = level(&document, &at(place), 0).unwrap();
        assert_eq!(
            below.fields[0].kind,
            FieldKind::Secret { is_set: true },
            "{place}"
        );
    }
}

#[test]
fn what_does_not_fit_is_closed_at_first() {
    let wide = json!({ "x": (0..50).map(|number| (format!("m{number}"), json!(0))).collect::<serde_json::Map<_, _>>() });
    let many = Value::Array(vec![wide.clone(); 30]);
    let items = level(&many, &Pointer::root(), 0).unwrap();
    assert!(
        items.open.iter().all(|open| !open),
        "twenty objects of fifty fields"
    );
    let members = json!({ "a": wide, "b": wide, "c": wide, "d": wide, "e": wide, "f": 1 });
    let members = level(&members, &Pointer::root(), 0).unwrap();
    assert_eq!(members.open, [true, true, true, false, false, true]);
}

#[test]
fn a_place_is_revealed_with_all_it_lies_in() {
    let document = large();
    let mut unfolded = Unfolded::default();
    let place = at("/rules/1234/subject/group");
    unfolded.reveal(&document, &place);
    for around in ["/rules", "/rules/1234", "/rules/1234/subject"] {
        assert_eq!(unfolded.is_open(&at(around)), Some(true), "{around}");
    }
    let shown = level(&document, &at("/rules"), unfolded.first(&at("/rules"))).unwrap();
    assert!(shown.fields.iter().any(|field| field.name == "1234"));
    assert_eq!(unfolded.is_open(&at("/small")), None);
}

#[test]
fn what_is_open_follows_its_item() {
    let mut unfolded = Unfolded::default();
    unfolded.set_open(&at("/rules/3"), false);
    unfolded.set_first(&at("/rules/3/list"), 60);
    unfolded.after_removal(&at("/rules"), 1);
    assert_eq!(unfolded.is_open(&at("/rules/2")), Some(false));
    unfolded.after_move(&at("/rules"), 2, 7);
    assert_eq!(unfolded.is_open(&at("/rules/7")), Some(false));
    assert_eq!(unfolded.first(&at("/rules/7/list")), 60);
    unfolded.after_removal(&at("/rules"), 7);
    assert_eq!(unfolded.is_open(&at("/rules/7")), None);
}

#[test]
fn fields_are_found_by_number_name_label_and_value() {
    let catalogue = Catalogue::parse(
        r#"{"version": 1, "resources": {"ssh/large": {"members": {"rules": {"label": "Access control"}}}}}"#,
    )
    .unwrap();
    let document = large();
    let find =
        |words: &str| catalogue.find_fields("/api/configuration/ssh/large", &document, words, 3);
    assert_eq!(find("GROUP-1999").places, [at("/rules/1999/subject/group")]);
    // The item's number as it is shown, and a name in it.
    assert_eq!(
        find("2000 authorizer").places,
        [at("/rules/1999/authorizer")]
    );
    assert_eq!(find("access control").places, [at("/rules")]);
    let all = find("authorizer");
    assert_eq!((all.count, all.places.len()), (2000, 3));
    assert_eq!(find("canary").count, 0, "secrets are not looked at");
    assert_eq!(find("password").places, [at("/password")]);
    assert_eq!(find("  ").count, 0);
    assert_eq!(find("no-such-thing").count, 0);
    // Without a catalogue, names do.
    let bare = Catalogue::default().find_fields("", &document, "small b", 9);
    assert_eq!(bare.places, [at("/small/b")]);
}

#[test]
fn one_change_among_ten_thousand_fields_is_one_place() {
    let mut draft = Draft::new(large());
    draft
        .type_text(&at("/rules/1999/subject/group"), "other")
        .unwrap();
    assert_eq!(draft.changed(), [at("/rules/1999/subject/group")]);
    assert!(draft.is_changed_at(&at("/rules")));
    assert!(!draft.is_changed_at(&at("/small")));
}

fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        "[a-c]{0,2}".prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 300, 70, |inner| {
        let name = prop_oneof!["[a-z]{1,3}", Just("@order".to_owned())];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..70).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// All places that a form reaches, window by window and level by level.
fn reached(document: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    let mut next = 0;
    while let Some(shown) = level(document, at, next) {
        for field in &shown.fields {
            found.push(field.pointer.clone());
            if matches!(field.kind, FieldKind::Object(_) | FieldKind::List(_)) {
                reached(document, &field.pointer, found);
            }
        }
        next = shown.first + shown.window;
        if next >= shown.count {
            break;
        }
    }
}

fn all(field: &sps_workbench::Field, found: &mut Vec<Pointer>) {
    if let FieldKind::Object(below) | FieldKind::List(below) = &field.kind {
        for field in below {
            found.push(field.pointer.clone());
            all(field, found);
        }
    }
}

/// What differs, written the slow way.
fn differing(at: &Pointer, old: Option<&Value>, new: Option<&Value>, found: &mut Vec<Pointer>) {
    match (old, new) {
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            for (name, value) in after {
                differing(&at.child(name), before.get(name), Some(value), found);
            }
            for (name, value) in before.iter().filter(|(name, _)| !after.contains_key(*name)) {
                differing(&at.child(name), Some(value), None, found);
            }
        }
        (Some(Value::Array(before)), Some(Value::Array(after)))
            if at.segments().last().is_none_or(|name| name != "@order") =>
        {
            for position in 0..before.len().max(after.len()) {
                differing(
                    &at.child(&position.to_string()),
                    before.get(position),
                    after.get(position),
                    found,
                );
            }
        }
        (old, new) if old == new => {}
        _ => found.push(at.clone()),
    }
}

proptest! {
    /// Windows and levels show every field once, in the order of the whole form.
    #[test]
    fn windows_reach_every_field(document in document()) {
        let (mut by_levels, mut at_once) = (Vec::new(), Vec::new());
        reached(&document, &Pointer::root(), &mut by_levels);
        all(&fields(&document), &mut at_once);
        prop_assert_eq!(by_levels, at_once);
    }

    /// The quick comparison finds what the plain one finds, also where members stand in another sequence.
    #[test]
    fn the_quick_comparison_is_the_plain_one(old in document(), new in document(), edit in any::<prop::sample::Index>()) {
        let mut expected = Vec::new();
        differing(&Pointer::root(), Some(&old), Some(&new), &mut expected);
        let mut draft = Draft::new(old.clone());
        draft.set(&Pointer::root(), new.clone());
        prop_assert_eq!(draft.changed(), expected);
        prop_assert_eq!(draft.is_changed(), old != new);
        // One edit far down.
        let mut places = Vec::new();
        all(&fields(&old), &mut places);
        if !places.is_empty() {
            let place = edit.get(&places);
            let mut draft = Draft::new(old.clone());
            draft.set(place, json!("something else"));
            prop_assert_eq!(draft.is_changed(), draft.current() != &old);
            prop_assert_eq!(draft.changed().is_empty(), draft.current() == &old);
        }
    }
}
