//! Two lists compared item by item, by what a person recognises an item by.

use serde_json::Value;

use super::leaves::{self, Lists};
use super::moves::moves;
use super::order;
use super::read::{Finding, Leaf};
use super::review::{ItemEdit, What};
use super::shown::Shown;
use crate::document::is_reference;

/// What happened to the items of a list; empty if the items cannot be told apart, and the list is told as a whole.
pub(super) fn compared(leaf: &Leaf, before: &[Value], after: &[Value]) -> Vec<What> {
    if leaf.is_secret {
        return Vec::new();
    }
    if order::is_move(before, after) {
        let names = |items: &[Value]| items.iter().map(order::name).collect::<Vec<_>>();
        return vec![What::moved(
            leaf.member.clone(),
            &names(before),
            &names(after),
        )];
    }
    if let (Some(old), Some(new)) = (labels(before), labels(after)) {
        return by_label(leaf, &old, &new, before, after);
    }
    let objects = |items: &[Value]| items.iter().all(is_content);
    if before.len() == after.len() && objects(before) && objects(after) {
        let pairs = before.iter().zip(after).enumerate();
        return pairs
            .flat_map(|(position, (old, new))| inside(leaf, &position.to_string(), old, new))
            .collect();
    }
    Vec::new()
}

fn is_content(item: &Value) -> bool {
    item.is_object() && !is_reference(item)
}

/// What tells the items apart, if something does: a scalar itself, the key of a reference, an object's name.
fn labels(items: &[Value]) -> Option<Vec<String>> {
    let labels: Vec<String> = items.iter().map(label).collect::<Option<_>>()?;
    let is_single = |(at, label): (usize, &String)| {
        // A list in a resource is short; the sorted copy that a long one would need is weight for nothing.
        is_scalar(items.get(at)) || labels.iter().skip(at + 1).all(|other| other != label)
    };
    labels.iter().enumerate().all(is_single).then_some(labels)
}

fn is_scalar(item: Option<&Value>) -> bool {
    item.is_some_and(|item| !item.is_object() && !item.is_array())
}

fn label(item: &Value) -> Option<String> {
    match item {
        Value::Object(_) => order::label(item).map(ToOwned::to_owned),
        Value::Array(_) => None,
        Value::String(text) if crate::secret::is_secret_text(text) => None,
        Value::String(text) => Some(text.clone()),
        scalar => Some(scalar.to_string()),
    }
}

fn by_label(
    leaf: &Leaf,
    old: &[String],
    new: &[String],
    before: &[Value],
    after: &[Value],
) -> Vec<What> {
    let mut edits = Vec::new();
    let mut kept = vec![false; after.len()];
    let mut changed = Vec::new();
    for (at, (label, item)) in old.iter().zip(before).enumerate() {
        let is_same =
            |place: &usize| new.get(*place) == Some(label) && kept.get(*place) == Some(&false);
        match (0..new.len()).find(is_same) {
            Some(place) => {
                if let Some(kept) = kept.get_mut(place) {
                    *kept = true;
                }
                if let Some(other) = after.get(place)
                    && other != item
                {
                    changed.extend(inside(leaf, label, item, other));
                }
            }
            None => edits.push(ItemEdit::Removed {
                from: at + 1,
                item: Shown::of(Some(item), false),
            }),
        }
    }
    for (at, item) in after.iter().enumerate() {
        if kept.get(at) == Some(&false) {
            edits.push(ItemEdit::Inserted {
                at: at + 1,
                item: Shown::of(Some(item), false),
            });
        }
    }
    edits.extend(moves(old, new).into_iter().map(ItemEdit::Moved));
    let mut all = Vec::new();
    if !edits.is_empty() {
        all.push(What::Items {
            member: leaf.member.clone(),
            edits,
            is_evaluated: false,
        });
    }
    all.extend(changed);
    all
}

/// What changed inside one item.
fn inside(leaf: &Leaf, label: &str, old: &Value, new: &Value) -> Vec<What> {
    let place = [leaf.member.as_slice(), &[label.to_owned()]].concat();
    leaves::differences(&place, Some(old), Some(new), leaf.is_secret, Lists::Whole)
        .iter()
        .flat_map(|finding| match finding {
            Finding::Leaf(leaf) => What::of_leaf(leaf),
            Finding::Moved(order) => {
                vec![What::moved(order.member.clone(), &order.old, &order.new)]
            }
            // Only a whole entry comes, goes or is of an unknown kind.
            Finding::Came(_) | Finding::Went(_) | Finding::Other(_) => Vec::new(),
        })
        .collect()
}
