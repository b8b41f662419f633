//! A replaced value taken apart into the leaves that differ.

use serde_json::{Map, Value};

use super::order;
use super::read::{Finding, Leaf, Order};
use crate::document::{ORDER, is_reference};
use crate::secret::{is_secret_member, is_secret_name};

/// How a list that differs is taken apart.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Lists {
    /// Told as a move, item by item if both sides are as long, or as a whole.
    ByPosition,
    /// Always one leaf: whoever reads it compares the items.
    Whole,
}

/// What differs between `old` and `new` at `member`, one finding per leaf.
pub(super) fn differences(
    member: &[String],
    old: Option<&Value>,
    new: Option<&Value>,
    is_secret: bool,
    lists: Lists,
) -> Vec<Finding> {
    let mut walk = Walk {
        lists,
        findings: Vec::new(),
    };
    walk.compare(member, old, new, is_secret);
    walk.findings
}

/// One leaf.
pub(super) fn leaf(
    at: &[String],
    old: Option<&Value>,
    new: Option<&Value>,
    is_secret: bool,
) -> Finding {
    Finding::Leaf(Leaf {
        member: at.to_vec(),
        old: old.cloned(),
        new: new.cloned(),
        is_secret: is_secret || at.last().is_some_and(|name| is_secret_name(name)),
    })
}

struct Walk {
    lists: Lists,
    findings: Vec<Finding>,
}

impl Walk {
    fn compare(
        &mut self,
        at: &[String],
        old: Option<&Value>,
        new: Option<&Value>,
        is_secret: bool,
    ) {
        let absent = |value: Option<&Value>| value.is_none_or(Value::is_null);
        match (old, new) {
            (old, new) if old == new => {}
            (Some(Value::Array(before)), Some(Value::Array(after)))
                if self.lists == Lists::ByPosition =>
            {
                self.compare_lists(at, before, after, is_secret);
            }
            _ => match (members(old), members(new)) {
                (Some(before), Some(after)) => {
                    self.compare_members(at, before, after, is_secret);
                }
                (Some(before), None) if absent(new) && !before.is_empty() => {
                    self.compare_members(at, before, &Map::new(), is_secret);
                }
                (None, Some(after)) if absent(old) && !after.is_empty() => {
                    self.compare_members(at, &Map::new(), after, is_secret);
                }
                _ => self.findings.push(leaf(at, old, new, is_secret)),
            },
        }
    }

    fn compare_members(
        &mut self,
        at: &[String],
        before: &Map<String, Value>,
        after: &Map<String, Value>,
        around: bool,
    ) {
        let gone = before.keys().filter(|name| !after.contains_key(*name));
        for name in after.keys().chain(gone) {
            let (old, new) = (before.get(name), after.get(name));
            if name == ORDER {
                self.compare_orders(at, old, new, around);
                continue;
            }
            let owner = if after.contains_key(name) {
                after
            } else {
                before
            };
            let place = [at, std::slice::from_ref(name)].concat();
            self.compare(&place, old, new, is_secret_member(owner, name, around));
        }
    }

    /// What came or went is told by its own member; the map's order is told only if what stayed has moved.
    fn compare_orders(
        &mut self,
        at: &[String],
        old: Option<&Value>,
        new: Option<&Value>,
        around: bool,
    ) {
        let (before, after) = order::common(&order::names(old), &order::names(new));
        if before == after {
            return;
        }
        self.findings.push(if around {
            // The names in an order are texts, too: below a secret name they are not told.
            leaf(at, old, new, true)
        } else {
            Finding::Moved(Order {
                member: at.to_vec(),
                old: before,
                new: after,
            })
        });
    }

    fn compare_lists(&mut self, at: &[String], before: &[Value], after: &[Value], is_secret: bool) {
        let objects = |items: &[Value]| {
            items
                .iter()
                .all(|item| item.is_object() && !is_reference(item))
        };
        if !is_secret && order::is_move(before, after) {
            self.findings.push(Finding::Moved(Order {
                member: at.to_vec(),
                old: before.iter().map(order::name).collect(),
                new: after.iter().map(order::name).collect(),
            }));
        } else if before.len() == after.len()
            && objects(before)
            && objects(after)
            && !is_shifted(before, after)
        {
            for (position, (old, new)) in before.iter().zip(after).enumerate() {
                let place = [at, &[position.to_string()]].concat();
                self.compare(&place, Some(old), Some(new), is_secret);
            }
        } else {
            let (old, new) = (Value::from(before), Value::from(after));
            self.findings
                .push(leaf(at, Some(&old), Some(&new), is_secret));
        }
    }
}

/// The members of an object that is no reference.
fn members(value: Option<&Value>) -> Option<&Map<String, Value>> {
    value
        .filter(|value| !is_reference(value))
        .and_then(Value::as_object)
}

/// Whether an item that is told apart by a name stands at another position: then positions say nothing.
fn is_shifted(before: &[Value], after: &[Value]) -> bool {
    after.iter().enumerate().any(|(position, item)| {
        order::label(item).is_some_and(|label| {
            before
                .iter()
                .enumerate()
                .any(|(other, old)| other != position && order::label(old) == Some(label))
                && before.get(position).and_then(order::label) != Some(label)
        })
    })
}
