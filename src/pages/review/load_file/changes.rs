//! A change of the file in the words of the review: what is there now, and what would be there.

use serde_json::Value;
use sps_client::{Change, ChangeKind};
use sps_workbench::{
    changes::{Sentence, review},
    document::cut_references,
    journal::Method,
    replay::Item,
};

/// What staging the item would change, as sentences.
pub fn sentences(item: &Item) -> Vec<Sentence> {
    let (theirs, wanted) = (
        item.merge().theirs(),
        item.merge().result().or(item.merge().mine()),
    );
    let (kind, path) = match (item.method(), theirs) {
        (Method::Create, None) => (ChangeKind::Create, format!("{}/…", item.path())),
        (Method::Delete, _) => (ChangeKind::Delete, item.path().to_owned()),
        (Method::Create | Method::Replace, _) => (ChangeKind::Replace, item.path().to_owned()),
    };
    let is_delete = kind == ChangeKind::Delete;
    let change = Change {
        kind,
        path,
        // References are told by their keys on both sides.
        old_value: theirs.map(cut_references),
        new_value: wanted.filter(|_| !is_delete).map(cut_references),
        old_order: None,
        new_order: None,
        raw: Value::Null,
    };
    review(&[change], &[])
}
