//! What holds for every three documents.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use sps_workbench::cut_references;
use sps_workbench::merge::{Decision, Merge, Verdict};

/// Small documents out of few names and values, so that three of them have much in common.
fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..4_u8).prop_map(Value::from),
        prop::sample::select(vec!["", "a", "b", "c", "-100"]).prop_map(Value::from),
        prop::sample::select(vec!["a", "b"]).prop_map(
            |key| json!({"key": key, "meta": {"href": format!("/api/configuration/x/{key}")}})
        ),
        prop::sample::subsequence(vec!["a", "b", "c", "d"], 0..4)
            .prop_shuffle()
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let name = prop::sample::select(vec!["a", "b", "c", "key", "selection", "password"]);
        let members = prop::collection::vec((name, inner.clone()), 0..4);
        let object = members.clone().prop_map(|members| {
            let members = members.into_iter();
            Value::Object(
                members
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect(),
            )
        });
        let ordered = (members, any::<prop::sample::Index>()).prop_map(|(members, first)| {
            let members: Map<String, Value> = members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect();
            let mut order: Vec<String> = members.keys().cloned().collect();
            if !order.is_empty() {
                let first = first.index(order.len());
                order.rotate_left(first);
            }
            let mut ordered = Map::new();
            ordered.insert("@order".to_owned(), order.into());
            ordered.extend(members);
            Value::Object(ordered)
        });
        let keyed = prop::collection::vec(inner.clone(), 0..4).prop_map(|values| {
            let items = values.into_iter().enumerate();
            items
                .map(|(position, value)| json!({"key": format!("k{position}"), "value": value}))
                .collect::<Value>()
        });
        prop_oneof![
            object,
            ordered,
            keyed,
            prop::collection::vec(inner, 0..4).prop_map(Value::from)
        ]
    })
}

/// A document that may not exist.
fn side() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![9 => document().prop_map(Some), 1 => Just(None)]
}

fn text(side: Option<&Value>) -> Option<String> {
    side.map(|value| cut_references(value).to_string())
}

/// Every ordered map in it names exactly its members.
fn orders_fit(value: &Value) -> bool {
    match value {
        Value::Object(members) => {
            let fits = match members.get("@order").and_then(Value::as_array) {
                None => true,
                Some(order) => {
                    let named: Vec<&str> = order.iter().filter_map(Value::as_str).collect();
                    named.len() == members.len() - 1
                        && members
                            .keys()
                            .all(|name| name == "@order" || named.contains(&name.as_str()))
                }
            };
            fits && members.values().all(orders_fit)
        }
        Value::Array(items) => items.iter().all(orders_fit),
        _ => true,
    }
}

proptest! {
    #[test]
    fn where_they_did_nothing_mine_is_the_result(before in side(), mine in side()) {
        let merge = Merge::new(before.clone(), before, mine.clone());
        prop_assert!(merge.conflicts().is_empty());
        prop_assert!(!merge.is_touched_by_others());
        prop_assert_eq!(text(merge.result()), text(mine.as_ref()));
    }

    #[test]
    fn where_i_did_nothing_theirs_is_the_result(before in side(), theirs in side()) {
        let merge = Merge::new(before.clone(), theirs.clone(), before);
        prop_assert!(merge.conflicts().is_empty());
        prop_assert!(!merge.changes_theirs());
        prop_assert_eq!(text(merge.result()), text(theirs.as_ref()));
    }

    #[test]
    fn where_both_did_the_same_there_is_nothing_to_decide(before in side(), both in side()) {
        let merge = Merge::new(before, both.clone(), both.clone());
        prop_assert!(merge.conflicts().is_empty());
        prop_assert_eq!(text(merge.result()), text(both.as_ref()));
    }

    #[test]
    fn decided_alike_nothing_is_left_to_decide_and_orders_fit(
        before in side(), theirs in side(), mine in side(), keep_mine in any::<bool>(),
    ) {
        let decision = if keep_mine { Decision::Mine } else { Decision::Theirs };
        let mut merge = Merge::new(before, theirs, mine);
        let conflicts = merge.conflicts().len();
        merge.decide_all(&decision);
        prop_assert!(merge.conflicts().is_empty());
        prop_assert_eq!(merge.resolved().len(), conflicts);
        prop_assert!(merge.result().is_none_or(orders_fit), "{:?}", merge.result());
    }

    #[test]
    fn every_place_decided_for_one_side_gives_that_side(
        before in side(), theirs in side(), mine in side(), keep_mine in any::<bool>(),
    ) {
        let (decision, expected) = if keep_mine {
            (Decision::Mine, &mine)
        } else {
            (Decision::Theirs, &theirs)
        };
        let mut merge = Merge::new(before, theirs.clone(), mine.clone());
        let places: Vec<_> = merge.places().iter().map(|place| place.at.clone()).collect();
        for at in places {
            merge.decide(&at, decision.clone());
        }
        // The order of a plain list follows theirs where nobody moved; the content is that side's.
        let sorted = |side: Option<&Value>| side.map(|value| content(&cut_references(value)));
        prop_assert_eq!(sorted(merge.result()), sorted(expected.as_ref()));
    }

    #[test]
    fn a_place_that_one_side_left_alone_is_never_a_conflict(before in side(), theirs in side(), mine in side()) {
        for place in Merge::new(before, theirs, mine).places() {
            let touched = place.before != place.theirs && place.before != place.mine
                && place.theirs != place.mine;
            prop_assert_eq!(matches!(place.verdict, Verdict::Conflict(_)), touched, "{:?}", place);
        }
    }

    #[test]
    fn what_was_decided_holds_for_the_same_three_documents(before in side(), theirs in side(), mine in side()) {
        let mut merge = Merge::new(before.clone(), theirs.clone(), mine.clone());
        merge.decide_all(&Decision::Mine);
        let mut again = Merge::new(before, theirs, mine);
        again.recall(&merge.resolved());
        prop_assert!(again.conflicts().is_empty());
        prop_assert_eq!(again.result(), merge.result());
    }
}

/// The content whatever its order.
fn content(value: &Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut texts: Vec<String> =
                items.iter().map(|item| content(item).to_string()).collect();
            texts.sort();
            texts.into()
        }
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort();
            let pairs = names.into_iter();
            pairs
                .map(|name| (name.clone(), content(&members[name])))
                .collect::<Map<_, _>>()
                .into()
        }
        scalar => scalar.clone(),
    }
}
