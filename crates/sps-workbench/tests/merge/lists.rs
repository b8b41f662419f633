//! Lists and orders: items added, removed and moved on both sides.

use serde_json::json;
use sps_workbench::merge::Clash;

use crate::case::{MINE, THEIRS, case, clash, settled};

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
