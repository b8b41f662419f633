//! The inverse of a change, applied to what the change left behind, gives back the document: for any document, per leaf
//! and per object, in every spelling of a path, wherever the undo claims to be exact.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use sps_client::Change;
use sps_workbench::{
    cut_references,
    undo::{Limits, Read, Reading, Verb, Verdict, prepare, put_back, reads},
};
use support::change;

const PATH: &str = "/api/configuration/management/webinterface";

fn any_value(depth: u32) -> impl Strategy<Value = Value> {
    let reference = "k[12]".prop_map(|key: String| {
        json!({ "key": key, "meta": { "href": format!("/api/configuration/x/{key}") } })
    });
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3_i64..3).prop_map(Value::from),
        "[ab é]{0,2}".prop_map(Value::from),
        Just(json!("[1]")),
        Just(json!("{\"a\":1}")),
        reference,
    ];
    leaf.prop_recursive(depth, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            object(inner.clone()),
            prop::collection::vec(inner, 0..4)
                .prop_flat_map(|values| {
                    let names: Vec<String> = (1..=values.len()).map(|n| format!("i{n}")).collect();
                    (
                        Just(values),
                        Just(names.clone()),
                        Just(names).prop_shuffle(),
                    )
                })
                .prop_map(|(values, names, order)| {
                    let mut map = Map::new();
                    map.insert("@order".to_owned(), order.into());
                    map.extend(names.into_iter().zip(values));
                    Value::Object(map)
                }),
        ]
    })
}

fn object(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::collection::vec(("[a-c]|password", inner), 0..4)
        .prop_map(|members| Value::Object(members.into_iter().collect()))
}

/// A changelog as an appliance could write it.
#[derive(Debug, Clone, Copy)]
enum Style {
    PerObject,
    PerLeaf(fn(&str) -> String),
}

fn absolute(member: &str) -> String {
    format!("{PATH}/{member}")
}

fn relative(member: &str) -> String {
    format!("management/webinterface/{member}")
}

fn fragment(member: &str) -> String {
    format!("{PATH}#{member}")
}

fn changelog(style: Style, old: &Value, new: &Value) -> Vec<Change> {
    let mut entries = Vec::new();
    match style {
        Style::PerObject if old != new => entries
            .push(json!({ "type": "replace", "path": PATH, "old_value": old, "new_value": new })),
        Style::PerObject => {}
        Style::PerLeaf(spell) => leaves("", old, new, spell, &mut entries),
    }
    entries.into_iter().map(change).collect()
}

fn leaves(at: &str, old: &Value, new: &Value, spell: fn(&str) -> String, entries: &mut Vec<Value>) {
    let is_map = |value: &Value| value.is_object() && value.get("meta").is_none();
    if old == new {
        return;
    }
    // A map is ordered or it is not; if that changes, it is another thing.
    let is_ordered = |value: &Value| value.get("@order").is_some();
    if !is_map(old) || !is_map(new) || is_ordered(old) != is_ordered(new) {
        entries.push(
            json!({ "type": "replace", "path": spell(at), "old_value": old, "new_value": new }),
        );
        return;
    }
    let (before, after) = (old.as_object().unwrap(), new.as_object().unwrap());
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    for name in after.keys().chain(gone).filter(|name| *name != "@order") {
        let place = if at.is_empty() {
            name.clone()
        } else {
            format!("{at}/{name}")
        };
        match (before.get(name), after.get(name)) {
            (Some(old), Some(new)) => leaves(&place, old, new, spell, entries),
            (None, Some(new)) => {
                entries.push(json!({ "type": "create", "path": spell(&place), "new_value": new }));
            }
            (Some(old), None) => {
                entries.push(json!({ "type": "delete", "path": spell(&place), "old_value": old }));
            }
            (None, None) => unreachable!("the name is of one side"),
        }
    }
    if let (Some(old), Some(new)) = (before.get("@order"), after.get("@order"))
        && old != new
    {
        entries.push(
            json!({ "type": "reorder", "path": spell(at), "old_order": old, "new_order": new }),
        );
    }
}

/// Old and new content: the same members at the top, which no map loses or gains its order.
fn documents() -> impl Strategy<Value = (Value, Value)> {
    (object(any_value(3)), object(any_value(3)), any::<bool>()).prop_map(|(old, new, share)| {
        let mut new = new;
        if share && let (Some(old), Some(new)) = (old.as_object(), new.as_object_mut()) {
            for (name, value) in old.iter().take(2) {
                new.insert(name.clone(), value.clone());
            }
        }
        (
            json!({ "top": old, "name": "n" }),
            json!({ "top": new, "name": "n" }),
        )
    })
}

/// The document without members that make an undo inexact.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| *name != "password" && *name != "@order")
            .map(|(name, member)| (name.clone(), plain(member)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(plain).collect(),
        scalar => scalar.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_exact_undo_gives_the_document_back((old, new) in documents()) {
        for style in [Style::PerObject, Style::PerLeaf(absolute), Style::PerLeaf(relative), Style::PerLeaf(fragment)] {
            let changes = changelog(style, &old, &new);
            prop_assert!(reads(&changes).iter().all(|read| *read == Read::Resource(PATH.to_owned())));
            let readings = [Reading::Resource { path: PATH.to_owned(), body: new.clone() }];
            let undo = prepare(&changes, &readings);
            prop_assert_eq!(undo.items.len(), changes.len());
            prop_assert!(undo.steps.len() <= 1, "one write per resource");
            if undo.is_exact() {
                let body = undo.steps.first().map_or_else(|| cut_references(&new), |step| {
                    assert!(step.secrets.is_empty());
                    step.write.body.clone().unwrap()
                });
                prop_assert_eq!(body, cut_references(&old), "{:?} {:?}", style, changes.iter().map(|change| change.raw.to_string()).collect::<Vec<_>>());
            } else {
                for item in &undo.items {
                    prop_assert!(
                        !matches!(&item.verdict, Verdict::Inexact(limits) if limits.changed_since || limits.new_key),
                        "nobody changed anything: {:?}", item
                    );
                    prop_assert!(!matches!(&item.verdict, Verdict::Cannot(_)), "{:?}", item);
                }
            }
        }
    }

    #[test]
    fn without_secrets_and_ordered_maps_every_undo_is_exact((old, new) in documents()) {
        let (old, new) = (plain(&old), plain(&new));
        for style in [Style::PerObject, Style::PerLeaf(absolute)] {
            let readings = [Reading::Resource { path: PATH.to_owned(), body: new.clone() }];
            let undo = prepare(&changelog(style, &old, &new), &readings);
            prop_assert!(undo.is_exact(), "{:?}", undo.items);
        }
    }

    #[test]
    fn what_others_did_elsewhere_stays((old, new) in documents(), theirs in any_value(2)) {
        let mut now = new.clone();
        now["theirs"] = theirs.clone();
        let readings = [Reading::Resource { path: PATH.to_owned(), body: now }];
        for style in [Style::PerObject, Style::PerLeaf(fragment)] {
            for step in prepare(&changelog(style, &old, &new), &readings).steps {
                prop_assert_eq!(&step.write.body.unwrap()["theirs"], &cut_references(&theirs));
            }
        }
    }

    #[test]
    fn each_change_can_be_put_back_alone((old, new) in documents()) {
        // Putting all of them back one after the other, the last first, is the same as the undo.
        let changes = changelog(Style::PerLeaf(absolute), &old, &new);
        let mut now = new.clone();
        let mut exact = true;
        for change in changes.iter().rev() {
            let readings = [Reading::Resource { path: PATH.to_owned(), body: now.clone() }];
            let back = put_back(change, &readings).unwrap();
            exact &= back.limits == Limits::default();
            if let Some(step) = back.step {
                prop_assert_eq!(step.write.verb, Verb::Put);
                now = step.write.body.unwrap();
            }
        }
        if exact {
            prop_assert_eq!(cut_references(&now), cut_references(&old));
        }
    }
}

#[test]
fn most_undos_are_exact() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let exact = (0..200)
        .filter(|_| {
            let (old, new) = documents().new_tree(&mut runner).unwrap().current();
            let readings = [Reading::Resource {
                path: PATH.to_owned(),
                body: new.clone(),
            }];
            let undo = prepare(&changelog(Style::PerObject, &old, &new), &readings);
            undo.is_exact() && !undo.steps.is_empty()
        })
        .count();
    assert!(exact > 80, "the properties above say something: {exact}");
}
