//! A replaced value taken apart into the leaves that differ.

use serde_json::{Map, Value};

use super::order;
use super::shown::Shown;
use super::tell::Effect;
use crate::document::{ORDER, is_reference};
use crate::secret::{is_secret_member, is_secret_name};

/// The effects of replacing `old` by `new` at `member`, one per leaf.
pub(super) fn effects(
    member: &[String],
    old: Option<&Value>,
    new: Option<&Value>,
    is_secret: bool,
) -> Vec<Effect> {
    let mut effects = Vec::new();
    compare(member, old, new, is_secret, &mut effects);
    effects
}

fn compare(
    at: &[String],
    old: Option<&Value>,
    new: Option<&Value>,
    is_secret: bool,
    effects: &mut Vec<Effect>,
) {
    let inner = |value: Option<&Value>| {
        value
            .and_then(Value::as_object)
            .filter(|_| !value.is_some_and(is_reference))
            .cloned()
    };
    match (old, new) {
        (old, new) if old == new => {}
        (Some(Value::Array(before)), Some(Value::Array(after))) => {
            compare_lists(at, before, after, is_secret, effects);
        }
        _ => {
            let (before, after) = (inner(old), inner(new));
            let absent = |value: Option<&Value>| value.is_none_or(Value::is_null);
            match (&before, &after) {
                (Some(before), Some(after)) => {
                    compare_members(at, before, after, is_secret, effects)
                }
                (Some(before), None) if absent(new) && !before.is_empty() => {
                    compare_members(at, before, &Map::new(), is_secret, effects);
                }
                (None, Some(after)) if absent(old) && !after.is_empty() => {
                    compare_members(at, &Map::new(), after, is_secret, effects);
                }
                _ => effects.push(changed(at, old, new, is_secret)),
            }
        }
    }
}

fn compare_members(
    at: &[String],
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    around: bool,
    effects: &mut Vec<Effect>,
) {
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    for name in after.keys().chain(gone) {
        let (old, new) = (before.get(name), after.get(name));
        if name == ORDER {
            // What came or went is told by its own member; the map's order is told only if what stayed has moved.
            let (old_order, new_order) = order::common(&order::names(old), &order::names(new));
            if old_order != new_order && around {
                // The names in an order are texts, too: below a secret name they are not told.
                effects.push(changed(at, old, new, true));
            } else if old_order != new_order {
                effects.push(Effect::Moved {
                    member: at.to_vec(),
                    old_order,
                    new_order,
                });
            }
            continue;
        }
        let owner = if after.contains_key(name) {
            after
        } else {
            before
        };
        let place = [at, std::slice::from_ref(name)].concat();
        compare(
            &place,
            old,
            new,
            is_secret_member(owner, name, around),
            effects,
        );
    }
}

fn compare_lists(
    at: &[String],
    before: &[Value],
    after: &[Value],
    is_secret: bool,
    effects: &mut Vec<Effect>,
) {
    let objects = |items: &[Value]| {
        items
            .iter()
            .all(|item| item.is_object() && !is_reference(item))
    };
    if !is_secret && order::is_move(before, after) {
        effects.push(Effect::Moved {
            member: at.to_vec(),
            old_order: order::names(Some(&Value::from(before))),
            new_order: order::names(Some(&Value::from(after))),
        });
    } else if before.len() == after.len() && objects(before) && objects(after) {
        for (position, (old, new)) in before.iter().zip(after).enumerate() {
            let place = [at, &[position.to_string()]].concat();
            compare(&place, Some(old), Some(new), is_secret, effects);
        }
    } else {
        let (old, new) = (Value::from(before), Value::from(after));
        effects.push(changed(at, Some(&old), Some(&new), is_secret));
    }
}

/// One changed leaf.
pub(super) fn changed(
    at: &[String],
    old: Option<&Value>,
    new: Option<&Value>,
    is_secret: bool,
) -> Effect {
    let is_secret = is_secret || at.last().is_some_and(|name| is_secret_name(name));
    Effect::Changed {
        member: at.to_vec(),
        old: Shown::of(old, is_secret),
        new: Shown::of(new, is_secret),
    }
}
