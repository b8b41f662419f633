//! The writes that a changelog stands for.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use serde_json::{Value, json};
use sps_workbench::undo::{Reading, Reason, Undo, Verb, Verdict, again};
use support::change;

const ROOT: &str = "/api/configuration";

fn writes_of(entries: &[Value], readings: &[(&str, Value)]) -> Undo {
    let changes: Vec<_> = entries.iter().cloned().map(change).collect();
    let readings: Vec<_> = readings
        .iter()
        .map(|(path, body)| Reading::Resource {
            path: format!("{ROOT}/{path}"),
            body: body.clone(),
        })
        .collect();
    again(&changes, &readings)
}

#[test]
fn a_replaced_value_becomes_the_whole_resource_with_the_new_value() {
    let entry = json!({"type": "replace", "path": format!("{ROOT}/management/webinterface/timeout"),
        "old_value": 10, "new_value": 20});
    // Read after the commit, or before it: the same write.
    for now in [20, 10] {
        let undo = writes_of(
            std::slice::from_ref(&entry),
            &[(
                "management/webinterface",
                json!({"timeout": now, "banner": "hi"}),
            )],
        );
        let write = &undo.steps[0].write;
        assert_eq!(write.verb, Verb::Put);
        assert_eq!(write.path, format!("{ROOT}/management/webinterface"));
        assert_eq!(write.body, Some(json!({"timeout": 20, "banner": "hi"})));
        assert_eq!(undo.steps[0].entries, [0]);
    }
}

#[test]
fn of_two_changes_to_one_value_the_later_one_counts() {
    let entry = |old: u32, new: u32| {
        json!({"type": "replace", "path": format!("{ROOT}/management/webinterface/timeout"),
            "old_value": old, "new_value": new})
    };
    let undo = writes_of(
        &[entry(10, 20), entry(20, 30)],
        &[("management/webinterface", json!({"timeout": 30}))],
    );
    assert_eq!(undo.steps.len(), 1);
    assert_eq!(undo.steps[0].write.body, Some(json!({"timeout": 30})));
    assert_eq!(undo.steps[0].entries, [0, 1]);
}

#[test]
fn what_came_is_made_and_what_went_is_deleted() {
    let list = format!("{ROOT}/policies/time_policies");
    let undo = writes_of(
        &[
            json!({"type": "delete", "path": format!("{list}/11111111111111111111"), "old_value": {"name": "old"}}),
            json!({"type": "create", "path": format!("{list}/22222222222222222222"), "new_value": {"name": "new"}}),
        ],
        &[],
    );
    let made: Vec<_> = undo
        .steps
        .iter()
        .map(|step| (step.write.verb, step.write.path.clone()))
        .collect();
    assert!(made.contains(&(Verb::Post, list.clone())), "{made:?}");
    assert!(
        made.contains(&(Verb::Delete, format!("{list}/11111111111111111111"))),
        "{made:?}"
    );
    let posted = undo
        .steps
        .iter()
        .find(|step| step.write.verb == Verb::Post)
        .unwrap();
    assert_eq!(posted.write.body, Some(json!({"name": "new"})));
    assert_eq!(posted.old_key.as_deref(), Some("22222222222222222222"));
    assert_eq!(posted.entries, [1]);
}

#[test]
fn what_cannot_be_written_is_named_at_its_own_entry() {
    let undo = writes_of(
        &[
            json!({"type": "replace", "path": format!("{ROOT}/management/webinterface/timeout"), "old_value": 1, "new_value": 2}),
            json!({"type": "create", "path": "/api/user/api_keys/33333333333333333333", "new_value": {"name": "ci"}}),
        ],
        &[("management/webinterface", json!({"timeout": 2}))],
    );
    assert_eq!(undo.steps.len(), 1);
    assert!(!matches!(undo.items[0].verdict, Verdict::Cannot(_)));
    assert_eq!(undo.items[1].verdict, Verdict::Cannot(Reason::ShownOnce));
}
