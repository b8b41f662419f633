//! What holds for the review of any changelog: moves are few and lead to the new order, word diffs give back both texts,
//! a filter loses nothing.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use proptest::prelude::*;
use serde_json::json;
use sps_workbench::changes::{
    Filter, Kind, Passed, Side, ValueChange, What, by_place, counts, moves, raw_entry, raw_json,
    review, word_diff,
};
use support::change;

fn names(numbers: &[usize]) -> Vec<String> {
    numbers.iter().map(|number| format!("k{number}")).collect()
}

fn order() -> impl Strategy<Value = Vec<usize>> {
    (0_usize..9).prop_flat_map(|count| Just((0..count).collect::<Vec<_>>()).prop_shuffle())
}

/// The longest run of items that keep their sequence, found by trying all of them.
fn longest_kept(numbers: &[usize]) -> usize {
    (0_u32..1 << numbers.len())
        .filter_map(|chosen| {
            let kept: Vec<_> = (0..numbers.len())
                .filter(|at| chosen & (1 << at) != 0)
                .map(|at| numbers[at])
                .collect();
            kept.is_sorted().then_some(kept.len())
        })
        .max()
        .unwrap_or(0)
}

proptest! {
    #[test]
    fn moves_are_the_fewest_and_make_the_new_order(new in order()) {
        let old: Vec<usize> = (0..new.len()).collect();
        let found = moves(&names(&old), &names(&new));
        prop_assert_eq!(found.len(), new.len() - longest_kept(&new));
        prop_assert!(found.len() < new.len().max(1));
        let mut made = names(&old);
        made.retain(|name| found.iter().all(|moved| moved.item != *name));
        for moved in &found {
            prop_assert_eq!(&names(&old)[moved.from - 1], &moved.item);
            made.insert(moved.to - 1, moved.item.clone());
        }
        prop_assert_eq!(made, names(&new));
    }

    #[test]
    fn a_move_names_exactly_what_it_passed(new in order()) {
        let old: Vec<usize> = (0..new.len()).collect();
        for moved in moves(&names(&old), &names(&new)) {
            let now: Vec<_> = new.iter().map(|number| format!("k{number}")).collect();
            let place = |name: &str, of: &[String]| of.iter().position(|other| other == name).unwrap();
            for other in now.iter().filter(|other| **other != moved.item) {
                let was_before = place(other, &names(&old)) < moved.from - 1;
                let is_before = place(other, &now) < moved.to - 1;
                prop_assert_eq!(moved.now_before.names.contains(other), was_before && !is_before);
                prop_assert_eq!(moved.now_after.names.contains(other), !was_before && is_before);
            }
        }
    }

    #[test]
    fn items_of_one_side_are_no_moves(old in prop::collection::vec(0_usize..4, 0..8), new in prop::collection::vec(0_usize..4, 0..8)) {
        let found = moves(&names(&old), &names(&new));
        prop_assert!(found.len() <= old.len().min(new.len()).saturating_sub(1));
        for moved in &found {
            prop_assert_eq!(&names(&old)[moved.from - 1], &moved.item);
            prop_assert_eq!(&names(&new)[moved.to - 1], &moved.item);
        }
    }

    #[test]
    fn a_reorder_is_never_told_as_coming_and_going(new in order()) {
        prop_assume!(!new.is_sorted());
        let old: Vec<usize> = (0..new.len()).collect();
        for entry in [
            json!({ "type": "reorder", "path": "ssh/connections", "old_order": names(&old), "new_order": names(&new) }),
            json!({ "type": "replace", "path": "policies/user_lists/u/users", "old_value": names(&old), "new_value": names(&new) }),
        ] {
            let told = review(&[change(entry)], &[]);
            prop_assert_eq!(told.len(), 1);
            prop_assert!(matches!(&told[0].what, What::Moved { moves, .. } if moves.len() < new.len()), "{told:?}");
        }
    }

    #[test]
    fn a_word_diff_gives_back_both_texts(old in "[ab é\n]{0,30}", new in "[ab é\n]{0,30}") {
        let pieces = word_diff(&old, &new);
        let side = |other: Side| -> String {
            let kept = pieces.iter().filter(|piece| piece.side != other);
            kept.map(|piece| piece.text.as_str()).collect()
        };
        prop_assert_eq!(side(Side::New), old.as_str());
        prop_assert_eq!(side(Side::Old), new.as_str());
        prop_assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
        prop_assert!(pieces.windows(2).all(|two| two[0].side != two[1].side));
        prop_assert_eq!(old == new, pieces.iter().all(|piece| piece.side == Side::Both));
    }
}

#[test]
fn more_than_a_few_passed_items_are_counted() {
    let old: Vec<usize> = (0..30).collect();
    let new: Vec<usize> = std::iter::once(29).chain(0..29).collect();
    let found = moves(&names(&old), &names(&new));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].now_before.names.len(), Passed::NAMED);
    assert_eq!(found[0].now_before.more, 29 - Passed::NAMED);
}

#[test]
fn the_filter_shows_kinds_and_words_and_never_finds_secrets() {
    let changes = [
        json!({ "type": "replace", "path": "management/webinterface/timeout", "old_value": 10, "new_value": 20 }),
        json!({ "type": "create", "path": "policies/time_policies/99ab", "new_value": { "name": "Nights" } }),
        json!({ "type": "replace", "path": "management/snmp/trap/community", "old_value": "hunter2", "new_value": "hunter3" }),
        json!({ "type": "reorder", "path": "ssh/connections", "old_order": ["alpha", "beta"], "new_order": ["beta", "alpha"] }),
    ]
    .map(change);
    let sentences = review(&changes, &[]);
    assert_eq!(
        counts(&sentences),
        [(Kind::Added, 1), (Kind::Changed, 2), (Kind::Moved, 1)]
    );
    let shown = |kinds: &[Kind], words: &str| -> Vec<usize> {
        let filter = Filter {
            kinds: kinds.to_vec(),
            words: words.to_owned(),
        };
        let shown = sentences.iter().filter(|sentence| filter.shows(sentence));
        shown.map(|sentence| sentence.entry).collect()
    };
    assert_eq!(shown(&[], ""), [0, 1, 2, 3]);
    assert_eq!(shown(&[Kind::Changed], ""), [0, 2]);
    assert_eq!(shown(&[Kind::Added, Kind::Moved], ""), [1, 3]);
    assert_eq!(shown(&[], "nights"), [1]);
    assert_eq!(shown(&[], "MANAGEMENT 20"), [0]);
    assert_eq!(shown(&[], "alpha beta"), [3]);
    assert_eq!(shown(&[], "hunter"), [0_usize; 0]);
    assert_eq!(shown(&[Kind::Moved], "timeout"), [0_usize; 0]);
}

#[test]
fn a_view_adds_its_own_names_to_what_is_searched() {
    let change = change(
        json!({ "type": "replace", "path": "management/webinterface/timeout", "old_value": 10, "new_value": 20 }),
    );
    let sentence = &review(&[change], &[])[0];
    let filter = Filter {
        kinds: Vec::new(),
        words: "minutes TIMEOUT".to_owned(),
    };
    assert!(!filter.shows(sentence));
    assert!(filter.shows_named(sentence, &["Minutes until the end".to_owned()]));
}

#[test]
fn an_entry_alone_reads_as_in_the_whole_list() {
    let changes = [
        json!({ "type": "replace", "path": "management/snmp/trap/community", "old_value": "hunter2", "new_value": "hunter3" }),
        json!({ "type": "create", "path": "policies/time_policies/99ab", "new_value": { "name": "Nights" } }),
    ]
    .map(change);
    let whole: serde_json::Value = serde_json::from_str(&raw_json(&changes)).unwrap();
    for (at, change) in changes.iter().enumerate() {
        let alone = raw_entry(change);
        assert!(!alone.contains("hunter"), "{alone}");
        let alone: serde_json::Value = serde_json::from_str(&alone).unwrap();
        assert_eq!(alone, whole[at]);
    }
}

#[test]
fn places_are_gathered_however_many_there_are() {
    let changes: Vec<_> = (0..600)
        .map(|number| {
            change(json!({ "type": "replace", "path": format!("ssh/connections/k{}/name", number % 300), "old_value": "a", "new_value": "b" }))
        })
        .collect();
    let groups = by_place(review(&changes, &[]));
    assert_eq!(groups.len(), 300);
    assert!(groups.iter().enumerate().all(|(at, group)| {
        let entries: Vec<_> = group.changes.iter().map(|change| change.entry).collect();
        entries == [at, at + 300]
    }));
}

#[test]
fn five_hundred_changes_are_told_at_once() {
    let changes: Vec<_> = (0..500)
        .map(|number| {
            change(json!({ "type": "replace", "path": format!("ssh/connections/k{number}"),
                "old_value": { "name": "a", "ports": [1, 2, 3] }, "new_value": { "name": "b", "ports": [3, 1, 2] } }))
        })
        .collect();
    let told = review(&changes, &[]);
    assert_eq!(told.len(), 1000);
    assert!(told.iter().all(|sentence| !matches!(
        &sentence.what,
        What::Changed {
            value: ValueChange::Nothing(_),
            ..
        }
    )));
}
