//! Every entry of the changelog told as what happened where.

use serde_json::Value;
use sps_client::Change;

use super::leaves::Lists;
use super::read::{Entry, Finding, Leaf, Object};
use super::shown::Shown;
use crate::secret::{is_secret_name, masked};

/// One thing that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The way to it below `/api/configuration`, or below `/api` if it lies elsewhere: names and keys. For something
    /// added or removed, the list it is in.
    pub place: Vec<String>,
    /// The absolute address of the resource it is about.
    pub path: String,
    /// What happened.
    pub effect: Effect,
    /// The entry as the appliance sent it, secrets masked.
    pub raw: Value,
}

/// What happened at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// An object is new in a list.
    Added {
        /// Its name, or its key if it has none.
        name: Option<String>,
        /// Its content.
        value: Shown,
    },
    /// An object left a list.
    Removed {
        /// Its name, or its key if it has none.
        name: Option<String>,
        /// Its content.
        value: Shown,
    },
    /// A value was replaced, came or went. Equal sides tell an entry that changed nothing (M6.6).
    Changed {
        /// The way to the value inside the resource; empty if the resource itself is the value.
        member: Vec<String>,
        /// What was there.
        old: Shown,
        /// What is there now.
        new: Shown,
    },
    /// The same things in another order.
    Moved {
        /// The way to the list or map inside the resource; empty if the place itself is the list.
        member: Vec<String>,
        /// The names or keys as they stood.
        old_order: Vec<String>,
        /// The names or keys as they stand now.
        new_order: Vec<String>,
    },
    /// A kind of entry the console does not know.
    Other {
        /// The kind, as the appliance calls it.
        kind: String,
    },
}

/// Tells the changelog, in the order of the appliance. An object that was replaced as a whole gives one entry per leaf.
pub fn tell(changes: &[Change]) -> Vec<Told> {
    changes.iter().flat_map(told).collect()
}

fn told(change: &Change) -> Vec<Told> {
    let entry = Entry::read(change, Lists::ByPosition);
    let raw = masked_entry(&change.raw, entry.is_secret);
    entry
        .findings
        .iter()
        .map(|finding| Told {
            place: entry.place(finding),
            path: entry.path(),
            effect: effect(finding, entry.is_secret),
            raw: raw.clone(),
        })
        .collect()
}

fn effect(finding: &Finding, is_secret: bool) -> Effect {
    match finding {
        Finding::Came(Object { name, value }) => Effect::Added {
            name: name.clone(),
            value: Shown::of(value.as_ref(), is_secret),
        },
        Finding::Went(Object { name, value }) => Effect::Removed {
            name: name.clone(),
            value: Shown::of(value.as_ref(), is_secret),
        },
        Finding::Leaf(leaf) => {
            let (old, new) = sides(leaf);
            Effect::Changed {
                member: leaf.member.clone(),
                old,
                new,
            }
        }
        Finding::Moved(order) => Effect::Moved {
            member: order.member.clone(),
            old_order: order.old.clone(),
            new_order: order.new.clone(),
        },
        Finding::Other(kind) => Effect::Other { kind: kind.clone() },
    }
}

/// Both sides of a leaf, shown. A secret that the appliance left out of its entry was replaced: no more is known.
pub(super) fn sides(leaf: &Leaf) -> (Shown, Shown) {
    if leaf.is_secret && leaf.old.is_none() && leaf.new.is_none() {
        return (Shown::Secret, Shown::Secret);
    }
    let side = |value: &Option<Value>| Shown::of(value.as_ref(), leaf.is_secret);
    (side(&leaf.old), side(&leaf.new))
}

/// The entry with its secrets masked; what it is about stays readable.
pub(super) fn masked_entry(entry: &Value, is_secret: bool) -> Value {
    let Some(members) = entry.as_object() else {
        return masked(entry, is_secret);
    };
    members
        .iter()
        .map(|(name, member)| {
            let is_label = matches!(name.as_str(), "type" | "path");
            (
                name.clone(),
                if is_label {
                    member.clone()
                } else {
                    masked(member, is_secret || is_secret_name(name))
                },
            )
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
}
