//! The changelog told: moves, whatever form the order has.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use serde_json::{Value, json};
use sps_workbench::{Effect, Shown};
use support::telling::{leaf, leaves, one, plain, told};

#[test]
fn orders_are_read_in_every_form() {
    for (old, new) in [
        (json!(["k1", "k2"]), json!(["k2", "k1"])),
        (json!("[\"k1\",\"k2\"]"), json!(["k2", "k1"])),
        (
            json!({ "@order": ["k1", "k2"] }),
            json!([{ "key": "k2" }, { "key": "k1" }]),
        ),
        (
            json!({ "k1": 0, "k2": 1 }),
            json!([{ "name": "k2" }, { "name": "k1" }]),
        ),
    ] {
        let told = one(
            json!({ "type": "reorder", "path": "/api/configuration/ssh/connections", "old_order": old, "new_order": new }),
        );
        assert_eq!(told.place, ["ssh", "connections"]);
        assert_eq!(
            told.effect,
            Effect::Moved {
                member: vec![],
                old_order: vec!["k1".to_owned(), "k2".to_owned()],
                new_order: vec!["k2".to_owned(), "k1".to_owned()],
            }
        );
    }
    let inside = one(
        json!({ "type": "reorder", "path": "network/nics/nic1#interfaces/@order", "new_order": ["b", "a"] }),
    );
    assert_eq!(
        inside.effect,
        Effect::Moved {
            member: vec!["interfaces".to_owned()],
            old_order: vec![],
            new_order: vec!["b".to_owned(), "a".to_owned()],
        }
    );
}

#[test]
fn a_move_inside_an_object_is_told_as_a_move() {
    let entry = |old: Value, new: Value| {
        told(
            json!({ "type": "replace", "path": "network/nics/nic1", "old_value": old, "new_value": new }),
        )
    };
    let moved = Effect::Moved {
        member: vec!["map".to_owned()],
        old_order: vec!["a".to_owned(), "b".to_owned()],
        new_order: vec!["b".to_owned(), "a".to_owned()],
    };
    let map = |order: Value| json!({ "map": { "@order": order, "a": 1, "b": 2 } });
    let all = entry(map(json!(["a", "b"])), map(json!(["b", "a"])));
    assert_eq!(
        all.into_iter().map(|told| told.effect).collect::<Vec<_>>(),
        std::slice::from_ref(&moved)
    );
    let list = entry(json!({ "map": ["a", "b"] }), json!({ "map": ["b", "a"] }));
    assert_eq!(
        list.into_iter().map(|told| told.effect).collect::<Vec<_>>(),
        [moved]
    );
    // What came tells itself; the order of the rest is as it was.
    let came = entry(
        map(json!(["a", "b"])),
        json!({ "map": { "@order": ["a", "c", "b"], "a": 1, "b": 2, "c": 3 } }),
    );
    assert_eq!(
        leaves(&came),
        [leaf(
            "network/nics/nic1",
            "map/c",
            Shown::Nothing,
            plain("3")
        )]
    );
}
