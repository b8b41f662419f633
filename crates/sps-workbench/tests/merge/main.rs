//! The three-way merge, case by case: before, theirs, mine, what becomes of each place, and the results.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod case;
mod decisions;
mod lists;

use case::{Case, MINE, SAME, THEIRS, case, clash, settled};
use serde_json::{Value, json};
use sps_workbench::merge::{Clash, Decision, Merge};

#[test]
fn a_scalar_changed_by_both_is_one_conflict() {
    case(
        [
            json!({"timeout": 10, "banner": "x"}),
            json!({"timeout": 15, "banner": "x"}),
            json!({"timeout": 20, "banner": "x"}),
        ],
        &[("/timeout", clash(Clash::BothChanged))],
        [
            json!({"timeout": 20, "banner": "x"}),
            json!({"timeout": 15, "banner": "x"}),
        ],
    )
    .check("scalar");
}

#[test]
fn different_fields_of_nested_objects_need_no_decision() {
    settled(
        [
            json!({"a": {"b": {"c": 1, "d": 1}}, "e": 1, "f": 1}),
            json!({"a": {"b": {"c": 2, "d": 1}}, "e": 1, "f": 3}),
            json!({"a": {"b": {"c": 1, "d": 2}}, "e": 2, "f": 3}),
        ],
        &[
            ("/a/b/c", THEIRS),
            ("/a/b/d", MINE),
            ("/e", MINE),
            ("/f", SAME),
        ],
        json!({"a": {"b": {"c": 2, "d": 2}}, "e": 2, "f": 3}),
    )
    .check("nested");
}

#[test]
fn what_both_deleted_needs_no_decision() {
    settled(
        [
            json!({"a": 1, "list": ["x", "y"]}),
            json!({"list": ["y"]}),
            json!({"list": ["y"]}),
        ],
        &[("/list/x", SAME), ("/a", SAME)],
        json!({"list": ["y"]}),
    )
    .check("both delete");
    let whole = Case {
        before: Some(json!({"a": 1})),
        theirs: None,
        mine: None,
        places: vec![("", SAME)],
        all_mine: None,
        all_theirs: None,
    };
    whole.check("both delete the object");
}

#[test]
fn a_deletion_against_an_edit_is_a_conflict_in_both_directions() {
    let item = |port: u16| json!({"key": "k1", "port": port});
    case(
        [json!([item(1)]), json!([]), json!([item(2)])],
        &[("/k1", clash(Clash::TheyDeleted))],
        [json!([item(2)]), json!([])],
    )
    .check("they deleted");
    case(
        [json!([item(1)]), json!([item(2)]), json!([])],
        &[("/k1", clash(Clash::IDeleted))],
        [json!([]), json!([item(2)])],
    )
    .check("I deleted");
    let whole = Case {
        before: Some(json!({"a": 1})),
        theirs: None,
        mine: Some(json!({"a": 2})),
        places: vec![("", clash(Clash::TheyDeleted))],
        all_mine: Some(json!({"a": 2})),
        all_theirs: None,
    };
    whole.check("they deleted the object");
}

#[test]
fn a_reference_to_something_they_deleted_is_a_conflict() {
    let policy = |key: &str| json!({"key": key, "meta": {"href": format!("/api/configuration/policies/time_policies/{key}")}});
    let merge = |gone: &[&str]| {
        Merge::knowing(
            Some(json!({"policy": policy("-100"), "name": "ops", "lists": []})),
            Some(json!({"policy": policy("-100"), "name": "ops", "lists": []})),
            Some(json!({"policy": "8348340645707e2575e3c6", "name": "ops",
                "lists": ["8348340645707e2575e3c6"]})),
            gone.iter().map(|key| (*key).to_owned()).collect(),
            false,
        )
    };
    assert!(merge(&[]).conflicts().is_empty());
    let mut merge = merge(&["8348340645707e2575e3c6"]);
    let conflicts: Vec<_> = merge
        .conflicts()
        .iter()
        .map(|place| (place.at.to_string(), place.verdict))
        .collect();
    assert_eq!(
        conflicts,
        [
            ("/policy".to_owned(), clash(Clash::UsesDeleted)),
            (
                "/lists/8348340645707e2575e3c6".to_owned(),
                clash(Clash::UsesDeleted)
            )
        ]
    );
    merge.decide_all(&Decision::Theirs);
    assert_eq!(
        merge.result(),
        Some(&json!({"policy": "-100", "name": "ops", "lists": []}))
    );
}

#[test]
fn two_creations_are_the_same_or_a_conflict() {
    let member = |value: Value| json!({"new": value});
    settled(
        [json!({}), member(json!({"a": 1})), member(json!({"a": 1}))],
        &[("/new", SAME)],
        member(json!({"a": 1})),
    )
    .check("new and new, equal");
    case(
        [json!({}), member(json!({"a": 1})), member(json!({"a": 2}))],
        &[("/new", clash(Clash::BothCreated))],
        [member(json!({"a": 2})), member(json!({"a": 1}))],
    )
    .check("new and new, different");
}

#[test]
fn a_secret_is_merged_and_marked_as_one() {
    let sides = [
        json!({"community": "public", "name": "a"}),
        json!({"community": "theirs", "name": "a"}),
        json!({"community": "mine", "name": "b"}),
    ];
    let merge = Merge::new(
        Some(sides[0].clone()),
        Some(sides[1].clone()),
        Some(sides[2].clone()),
    );
    let secret: Vec<bool> = merge.places().iter().map(|place| place.is_secret).collect();
    assert_eq!(secret, [true, false]);
    assert!(!format!("{merge:?}").contains("theirs"), "not in Debug");
    case(
        sides,
        &[("/community", clash(Clash::BothChanged)), ("/name", MINE)],
        [
            json!({"community": "mine", "name": "b"}),
            json!({"community": "theirs", "name": "b"}),
        ],
    )
    .check("secret");
}

#[test]
fn a_secret_that_was_cut_out_and_left_alone_is_theirs() {
    let cut = json!({"@secret": "unchanged"});
    settled(
        [
            json!({"community": cut, "name": "a"}),
            json!({"community": "anything", "name": "a"}),
            json!({"community": cut, "name": "b"}),
        ],
        &[("/name", MINE)],
        json!({"community": "anything", "name": "b"}),
    )
    .check("secret left alone");
    let set = json!({"@secret": "set"});
    settled(
        [
            json!({"community": cut}),
            json!({"community": "anything"}),
            json!({"community": set}),
        ],
        &[("/community", MINE)],
        json!({"community": set}),
    )
    .check("secret set");
}

#[test]
fn another_type_is_another_value_and_variants_of_a_union_are_not_mixed() {
    case(
        [json!({"a": 1}), json!({"a": [1]}), json!({"a": {"b": 1}})],
        &[("/a", clash(Clash::BothChanged))],
        [json!({"a": {"b": 1}}), json!({"a": [1]})],
    )
    .check("type change");
    let server =
        |selection: &str, value: &str| json!({"s": {"selection": selection, "value": value}});
    case(
        [
            server("fqdn", "one.example"),
            server("fqdn", "two.example"),
            server("ip", "192.0.2.1"),
        ],
        &[("/s", clash(Clash::BothChanged))],
        [server("ip", "192.0.2.1"), server("fqdn", "two.example")],
    )
    .check("union");
}

#[test]
fn null_is_a_value_and_a_missing_member_is_none() {
    settled(
        [json!({}), json!({"a": null}), json!({})],
        &[("/a", THEIRS)],
        json!({"a": null}),
    )
    .check("null appears");
    case(
        [json!({"a": null}), json!({}), json!({"a": 5})],
        &[("/a", clash(Clash::TheyDeleted))],
        [json!({"a": 5}), json!({})],
    )
    .check("null vanishes under an edit");
    case(
        [json!({"a": 5}), json!({"a": null}), json!({})],
        &[("/a", clash(Clash::IDeleted))],
        [json!({}), json!({"a": null})],
    )
    .check("null against missing");
}
