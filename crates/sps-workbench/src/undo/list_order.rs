//! The order of a list as it was, among the objects that will be there.

use serde_json::json;

use super::sequence::Draft;
use super::target::Target;
use crate::changes::order_names;
use crate::document::ORDER;

/// Fills in the body of a step that writes an order: until now it holds the keys that were read, and `before` the order
/// that is wanted. `made` are the objects that come back, by list and old key.
pub(super) fn fill_in(draft: &mut Draft, targets: &[Target], made: &[(String, String)]) {
    let now = order_names(draft.step.write.body.as_ref());
    let old = order_names(draft.before.as_ref());
    let is_removed = |key: &String| {
        targets.iter().any(|target| {
            matches!(target, Target::Remove { list, key: gone, .. } if *list == draft.list && gone == key)
        })
    };
    let came = made
        .iter()
        .filter(|(list, _)| *list == draft.list)
        .map(|(_, key)| key.clone());
    let there: Vec<String> = now
        .into_iter()
        .filter(|key| !is_removed(key))
        .chain(came)
        .collect();
    draft.step.write.body = Some(json!({ ORDER: rearranged(&there, &old) }));
    draft.before = None;
}

/// The keys that are there, those of `old` in the sequence of `old`, the others where they are.
fn rearranged(there: &[String], old: &[String]) -> Vec<String> {
    let mut wanted = old.iter().filter(|key| there.contains(key));
    there
        .iter()
        .filter_map(|key| {
            if old.contains(key) {
                wanted.next().cloned()
            } else {
                Some(key.clone())
            }
        })
        .collect()
}
