//! Unions that keep what was typed, orders that count, weeks, and new objects after a model.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use proptest::prelude::*;
use serde_json::{Value, json};
use sps_workbench::document::week::{DAY, DAYS, Span, clock, is_week, minute, paint, spans};
use sps_workbench::document::{blank, cloned, discriminator, post_body};
use sps_workbench::{Draft, Pointer};

fn at(text: &str) -> Pointer {
    Pointer::parse(text).expect("a pointer")
}

#[test]
fn a_place_without_a_value_takes_the_kind_of_its_model() {
    let mut draft = Draft::new(json!({ "load": null, "name": null }));
    let load = at("/load");
    assert!(draft.type_as(&load, "x", &json!(0)).is_err());
    draft.type_as(&load, "12", &json!(0)).unwrap();
    assert_eq!(draft.get(&load), Some(&json!(12)));
    draft.type_as(&load, "", &json!(0)).unwrap();
    assert_eq!(draft.get(&load), Some(&Value::Null));
    draft.type_as(&at("/name"), "12", &Value::Null).unwrap();
    assert_eq!(draft.get(&at("/name")), Some(&json!("12")));
}

#[test]
fn a_union_comes_back_with_what_was_typed() {
    let mut draft = Draft::new(json!({
        "server": { "selection": "ip", "value": "192.0.2.1" },
        "list": [],
    }));
    let server = at("/server");
    let template = json!({ "value": "" });
    let template = template.as_object();
    assert_eq!(
        discriminator(draft.get(&server).unwrap()),
        Some("selection")
    );

    draft.type_text(&at("/server/value"), "192.0.2.9").unwrap();
    assert!(draft.choose(&server, "selection", &json!("fqdn"), template));
    assert_eq!(
        draft.get(&server),
        Some(&json!({ "selection": "fqdn", "value": "" }))
    );
    draft.type_text(&at("/server/value"), "a.example").unwrap();
    assert!(draft.choose(&server, "selection", &json!("ip"), template));
    assert_eq!(draft.get(&at("/server/value")), Some(&json!("192.0.2.9")));
    assert!(draft.choose(&server, "selection", &json!("fqdn"), template));
    assert_eq!(draft.get(&at("/server/value")), Some(&json!("a.example")));

    // Choosing what is chosen changes nothing; there is nothing to choose in a list.
    assert!(draft.choose(&server, "selection", &json!("fqdn"), template));
    assert_eq!(draft.get(&at("/server/value")), Some(&json!("a.example")));
    assert!(!draft.choose(&at("/list"), "selection", &json!("ip"), None));
    assert!(!draft.choose(&at("/nothing"), "selection", &json!("ip"), None));
}

#[test]
fn what_was_read_comes_before_the_template() {
    let mut draft = Draft::new(json!({ "enabled": true, "policy_oid": "1.2.3" }));
    let root = Pointer::root();
    let template = json!({ "policy_oid": "" });
    assert!(draft.choose(&root, "enabled", &json!(false), None));
    assert_eq!(draft.current(), &json!({ "enabled": false }));
    draft.put_back(&root);
    assert!(draft.choose(&root, "enabled", &json!(false), None));
    assert!(draft.choose(&root, "enabled", &json!(true), template.as_object()));
    assert_eq!(draft.get(&at("/policy_oid")), Some(&json!("1.2.3")));
}

#[test]
fn forms_that_were_left_follow_their_item() {
    let item = |value: &str| json!({ "selection": "ip", "value": value });
    let mut draft = Draft::new(json!({ "servers": [item("a"), item("b"), item("c")] }));
    let list = at("/servers");
    draft.choose(&at("/servers/2"), "selection", &json!("any"), None);
    assert!(draft.move_item(&list, 2, 0));
    assert!(draft.choose(&at("/servers/0"), "selection", &json!("ip"), None));
    assert_eq!(
        draft.current()["servers"],
        json!([item("c"), item("a"), item("b")])
    );

    draft.choose(&at("/servers/2"), "selection", &json!("any"), None);
    assert!(draft.remove_item(&list, 0));
    assert!(draft.choose(&at("/servers/1"), "selection", &json!("ip"), None));
    assert_eq!(draft.current()["servers"], json!([item("a"), item("b")]));
}

#[test]
fn a_moved_item_takes_its_mistyped_text_along() {
    let mut draft = Draft::new(json!({ "ports": [1, 2, 3, 4] }));
    let list = at("/ports");
    draft.type_text(&at("/ports/1"), "two").unwrap_err();
    for (from, to, expected) in [(1, 3, "/ports/3"), (0, 3, "/ports/2"), (3, 0, "/ports/3")] {
        assert!(draft.move_item(&list, from, to));
        assert_eq!(draft.problems()[0].0, at(expected), "{from} to {to}");
    }
    for (from, to) in [(4, 0), (0, 4), (9, 9)] {
        assert!(!draft.move_item(&list, from, to));
    }
    assert!(!draft.move_item(&Pointer::root(), 0, 0));
}

#[test]
fn an_ordered_map_is_reordered_by_its_order_alone() {
    let read = json!({ "rules": { "@order": ["x", "y", "z"], "x": {}, "y": {}, "z": {} } });
    let mut draft = Draft::new(read.clone());
    let rules = at("/rules");
    assert!(draft.move_member(&rules, 2, 0));
    assert_eq!(draft.order(&rules).unwrap(), ["z", "x", "y"]);
    assert_eq!(draft.changed(), [at("/rules/@order")]);
    assert!(!draft.move_member(&rules, 3, 0));
    assert!(draft.remove_member(&rules, "x"));
    assert_eq!(
        draft.get(&rules),
        Some(&json!({ "@order": ["z", "y"], "y": {}, "z": {} }))
    );
    assert!(!draft.remove_member(&rules, "x"));
    // A plain object is no ordered map.
    assert!(!draft.remove_member(&Pointer::root(), "rules"));
    assert_eq!(draft.order(&Pointer::root()), None);
}

#[test]
fn a_week_is_read_painted_and_written() {
    let mut week = json!({ "name": "office" });
    for day in DAYS {
        week[day] = json!([["08:00", "17:00"]]);
    }
    week["Sun"] = json!([]);
    week["Sat"] = json!([["0:00", "23:59"]]);
    assert!(is_week(&week));
    assert_eq!(spans(&week, "Sat").unwrap(), [Span { from: 0, to: DAY }]);
    let mut draft = Draft::new(week);
    let root = Pointer::root();
    let noon = Span { from: 720, to: 780 };
    assert!(draft.paint_day(&root, "Mon", noon, true));
    assert!(!draft.is_changed(), "noon was allowed already");
    assert!(draft.paint_day(&root, "Mon", noon, false));
    assert_eq!(
        draft.current()["Mon"],
        json!([["8:00", "12:00"], ["13:00", "17:00"]])
    );
    assert!(draft.paint_day(&root, "Mon", noon, true));
    assert_eq!(draft.current()["Mon"], json!([["8:00", "17:00"]]));
    assert!(draft.paint_day(
        &root,
        "Sat",
        Span {
            from: 1380,
            to: DAY
        },
        false
    ));
    assert_eq!(draft.current()["Sat"], json!([["0:00", "23:00"]]));
    assert!(draft.paint_day(&root, "Sun", Span { from: 0, to: DAY }, true));
    assert_eq!(draft.current()["Sun"], json!([["0:00", "23:59"]]));
    assert!(!draft.paint_day(&root, "Holiday", noon, true));
}

#[test]
fn what_is_no_week_is_left_to_the_plain_form() {
    let mut week = json!({});
    for day in DAYS {
        week[day] = json!([]);
    }
    assert!(is_week(&week));
    for odd in [
        json!([["17:00", "8:00"]]),
        json!([["8:00"]]),
        json!([["8", "9"]]),
        json!([["25:00", "26:00"]]),
        json!([["8:61", "9:00"]]),
        json!("always"),
    ] {
        week["Wed"] = odd;
        assert!(!is_week(&week), "{}", week["Wed"]);
    }
    assert!(!is_week(&json!({ "name": "x" })));
}

#[test]
fn a_clone_has_a_free_name_and_no_secrets() {
    let model = json!({
        "name": "office", "password": { "key": "k", "meta": { "href": "/api/configuration/passwords/k" } },
        "passwords": ["k"], "community": "public", "limit": 3,
        "policy": { "key": "-100", "meta": { "href": null } },
    });
    let copy = cloned(&model, &["office", "office-2"]);
    assert_eq!(
        post_body(&copy),
        json!({
            "name": "office-3", "password": null, "passwords": [], "community": "", "limit": 3, "policy": "-100",
        })
    );
    assert_eq!(cloned(&json!({ "name": "a-7" }), &["a-7"])["name"], "a-2");
    assert_eq!(
        blank(&model),
        json!({
            "name": "", "password": null, "passwords": [], "community": "", "limit": 0,
            "policy": { "key": "", "meta": { "href": null } },
        })
    );
}

fn any_spans() -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec((0..DAY, 1..300_u16), 0..6).prop_map(|painted| {
        painted
            .into_iter()
            .fold(Vec::new(), |spans, (from, length)| {
                let to = (from + length).min(DAY);
                paint(&spans, Span { from, to }, true)
            })
    })
}

fn covers(spans: &[Span], minute: u16) -> bool {
    spans
        .iter()
        .any(|span| span.from <= minute && minute < span.to)
}

proptest! {
    /// Painting decides about the painted minutes and no others, and leaves sorted times that neither touch nor overlap.
    #[test]
    fn painting_is_exact(spans in any_spans(), from in 0..DAY, length in 1..600_u16, allowed: bool) {
        let painted = Span { from, to: (from + length).min(DAY) };
        let after = paint(&spans, painted, allowed);
        for minute in 0..DAY {
            let inside = painted.from <= minute && minute < painted.to;
            let expected = if inside { allowed } else { covers(&spans, minute) };
            prop_assert_eq!(covers(&after, minute), expected, "minute {}", minute);
        }
        prop_assert!(after.windows(2).all(|pair| pair[0].to < pair[1].from));
    }

    /// Every minute reads as it is written; only the very last one stands for the end of the day.
    #[test]
    fn a_clock_time_reads_as_written(time in 0..DAY) {
        prop_assert_eq!(minute(&clock(time)), Some(time));
    }

    /// There and back again through any number of moves is the same list.
    #[test]
    fn moves_can_be_taken_back(moves in prop::collection::vec((0..6_usize, 0..6_usize), 0..12)) {
        let list = Pointer::root();
        let mut draft = Draft::new(json!([0, 1, 2, 3, 4, 5]));
        for (from, to) in &moves {
            prop_assert!(draft.move_item(&list, *from, *to));
        }
        for (from, to) in moves.iter().rev() {
            prop_assert!(draft.move_item(&list, *to, *from));
        }
        let same: Value = json!([0, 1, 2, 3, 4, 5]);
        prop_assert_eq!(draft.current(), &same);
    }
}
