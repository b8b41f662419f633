//! Decisions: changed, and recalled in another merge.

use serde_json::json;
use sps_workbench::Pointer;
use sps_workbench::merge::{Decision, Merge};

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
