//! The three-way merge, case by case: before, theirs, mine, what becomes of each place, and the results.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use serde_json::{Value, json};
use sps_workbench::Pointer;
use sps_workbench::merge::{Clash, Decision, Merge, Verdict};

const MINE: Verdict = Verdict::MineOnly;
const THEIRS: Verdict = Verdict::TheirsOnly;
const SAME: Verdict = Verdict::Same;
const fn clash(clash: Clash) -> Verdict {
    Verdict::Conflict(clash)
}

/// A document, or none.
type Side = Option<Value>;

struct Case {
    before: Side,
    theirs: Side,
    mine: Side,
    /// Every place that changed.
    places: Vec<(&'static str, Verdict)>,
    /// The result with "keep all mine", and with "take all theirs".
    all_mine: Side,
    all_theirs: Side,
}

impl Case {
    fn check(&self, name: &str) {
        let merge = Merge::new(self.before.clone(), self.theirs.clone(), self.mine.clone());
        let changed: Vec<(String, Verdict)> = merge
            .places()
            .iter()
            .filter(|place| place.verdict != Verdict::Unchanged)
            .map(|place| (place.at.to_string(), place.verdict))
            .collect();
        let expected: Vec<(String, Verdict)> = self
            .places
            .iter()
            .map(|(at, verdict)| ((*at).to_owned(), *verdict))
            .collect();
        assert_eq!(changed, expected, "{name}: places");
        for (decision, expected) in [
            (Decision::Mine, &self.all_mine),
            (Decision::Theirs, &self.all_theirs),
        ] {
            let mut merge = merge.clone();
            merge.decide_all(&decision);
            assert!(merge.conflicts().is_empty(), "{name}: {decision:?}");
            let text = |side: Option<&Value>| side.map(ToString::to_string);
            assert_eq!(
                text(merge.result()),
                text(expected.as_ref()),
                "{name}: all {decision:?}"
            );
        }
    }
}

fn case(
    [before, theirs, mine]: [Value; 3],
    places: &[(&'static str, Verdict)],
    [all_mine, all_theirs]: [Value; 2],
) -> Case {
    Case {
        before: Some(before),
        theirs: Some(theirs),
        mine: Some(mine),
        places: places.to_vec(),
        all_mine: Some(all_mine),
        all_theirs: Some(all_theirs),
    }
}

/// Nothing to decide: one result, whatever is decided.
fn settled(sides: [Value; 3], places: &[(&'static str, Verdict)], result: Value) -> Case {
    case(sides, places, [result.clone(), result])
}

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
fn items_added_and_removed_on_both_sides_come_together() {
    settled(
        [
            json!(["a", "b", "c"]),
            json!(["a", "theirs", "b"]),
            json!(["b", "c", "mine"]),
        ],
        &[
            ("/a", MINE),
            ("/theirs", THEIRS),
            ("/c", THEIRS),
            ("/mine", MINE),
        ],
        json!(["theirs", "b", "mine"]),
    )
    .check("list add and remove");
}

#[test]
fn an_item_with_a_key_is_merged_field_by_field_wherever_it_moved() {
    let item = |key: &str, port: u16, name: &str| json!({"key": key, "port": port, "name": name});
    settled(
        [
            json!([item("k1", 1, "a"), item("k2", 2, "b")]),
            json!([item("k2", 2, "b"), item("k1", 9, "a")]),
            json!([item("k1", 1, "mine"), item("k2", 2, "b")]),
        ],
        &[
            ("/k1/port", THEIRS),
            ("/k1/name", MINE),
            ("/@order", THEIRS),
        ],
        json!([item("k2", 2, "b"), item("k1", 9, "mine")]),
    )
    .check("items by key");
}

#[test]
fn a_list_moved_by_both_differently_is_one_conflict() {
    case(
        [
            json!({"dns": ["a", "b", "c"]}),
            json!({"dns": ["c", "a", "b", "d"]}),
            json!({"dns": ["b", "a", "c"]}),
        ],
        &[("/dns/d", THEIRS), ("/dns/@order", clash(Clash::BothMoved))],
        [
            // What only they have stays behind what it stood behind there.
            json!({"dns": ["b", "d", "a", "c"]}),
            json!({"dns": ["c", "a", "b", "d"]}),
        ],
    )
    .check("list moved");
}

#[test]
fn a_move_by_one_side_takes_what_the_other_added() {
    settled(
        [
            json!(["a", "b", "c"]),
            json!(["a", "b", "new", "c"]),
            json!(["c", "b", "a"]),
        ],
        &[("/new", THEIRS), ("/@order", MINE)],
        json!(["c", "b", "new", "a"]),
    )
    .check("move and add");
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
fn the_order_of_a_map_follows_its_members() {
    settled(
        [
            json!({"@order": ["a", "b", "c"], "a": 1, "b": 1, "c": 1}),
            json!({"@order": ["a", "c", "d"], "a": 1, "c": 1, "d": 1}),
            json!({"@order": ["c", "b", "a"], "a": 2, "b": 1, "c": 1}),
        ],
        &[
            ("/a", MINE),
            ("/d", THEIRS),
            ("/b", THEIRS),
            ("/@order", MINE),
        ],
        json!({"@order": ["c", "d", "a"], "a": 2, "c": 1, "d": 1}),
    )
    .check("ordered map");
    case(
        [
            json!({"@order": ["a", "b", "c"], "a": 1, "b": 1, "c": 1}),
            json!({"@order": ["b", "a", "c"], "a": 1, "b": 1, "c": 1}),
            json!({"@order": ["c", "b", "a"], "a": 1, "b": 1, "c": 1}),
        ],
        &[("/@order", clash(Clash::BothMoved))],
        [
            json!({"@order": ["c", "b", "a"], "a": 1, "b": 1, "c": 1}),
            json!({"@order": ["b", "a", "c"], "a": 1, "b": 1, "c": 1}),
        ],
    )
    .check("ordered map moved by both");
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

#[test]
fn a_list_whose_items_cannot_be_told_apart_is_one_value() {
    let list = |port: u16| json!({"receivers": [{"server": "a", "port": port}]});
    case(
        [list(1), list(2), list(3)],
        &[("/receivers", clash(Clash::BothChanged))],
        [list(3), list(2)],
    )
    .check("objects without a key");
    case(
        [
            json!({"l": ["a", "a"]}),
            json!({"l": ["a"]}),
            json!({"l": ["a", "a", "a"]}),
        ],
        &[("/l", clash(Clash::BothChanged))],
        [json!({"l": ["a", "a", "a"]}), json!({"l": ["a"]})],
    )
    .check("equal items");
}

#[test]
fn an_own_value_is_neither_and_a_decision_can_be_changed() {
    let at = Pointer::parse("/timeout").unwrap();
    let mut merge = Merge::new(
        Some(json!({"timeout": 10})),
        Some(json!({"timeout": 15})),
        Some(json!({"timeout": 20})),
    );
    assert!(!merge.decide(&Pointer::parse("/other").unwrap(), Decision::Mine));
    assert!(merge.decide(&at, Decision::Mine));
    assert!(merge.decide(&at, Decision::Own(Some(json!(17)))));
    assert_eq!(merge.result(), Some(&json!({"timeout": 17})));
    assert!(merge.decide(&at, Decision::Own(None)));
    assert_eq!(merge.result(), Some(&json!({})));
    assert_eq!(merge.resolved().len(), 1);
}

#[test]
fn a_resolved_conflict_comes_back_only_if_the_value_moved_again() {
    let of = |theirs: u16, other: u16| {
        Merge::new(
            Some(json!({"timeout": 10, "other": 1})),
            Some(json!({"timeout": theirs, "other": other})),
            Some(json!({"timeout": 20, "other": 2})),
        )
    };
    let mut first = of(15, 1);
    first.decide_all(&Decision::Mine);
    let resolved = first.resolved();
    let mut again = of(15, 3);
    assert_eq!(again.recall(&resolved), 1);
    let open: Vec<_> = again
        .conflicts()
        .iter()
        .map(|place| place.at.to_string())
        .collect();
    assert_eq!(open, ["/other"], "only what is new");
    let mut moved = of(16, 1);
    assert_eq!(moved.recall(&resolved), 0);
    assert_eq!(moved.conflicts().len(), 1);
    // Staged over the new base, the resolved value is an ordinary edit.
    let replayed = Merge::new(
        Some(json!({"timeout": 15})),
        Some(json!({"timeout": 15})),
        Some(json!({"timeout": 20})),
    );
    assert!(replayed.conflicts().is_empty());
}
