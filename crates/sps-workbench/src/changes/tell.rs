//! Every entry of the changelog told as what happened where.

use serde_json::Value;
use sps_client::{Change, ChangeKind};

use super::location::Location;
use super::shown::Shown;
use super::{leaves, order};
use crate::document::{ORDER, is_reference};
use crate::secret::{is_secret_name, masked, text_with_json};

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
    let location = Location::read(&change.path);
    let is_secret = location.names().iter().any(|name| is_secret_name(name));
    let raw = masked_entry(&change.raw, is_secret);
    let old = change.old_value.as_ref().map(unpacked);
    let new = change.new_value.as_ref().map(unpacked);
    let (length, effects) = match &change.kind {
        ChangeKind::Create => came_or_went(&location, &Way::Came, new.as_ref(), is_secret),
        ChangeKind::Delete => came_or_went(&location, &Way::Went, old.as_ref(), is_secret),
        ChangeKind::Replace => replaced(&location, old.as_ref(), new.as_ref(), is_secret),
        ChangeKind::Reorder => moved(&location, change),
        ChangeKind::Other(kind) => {
            let length = location.resource().unwrap_or(location.names().len());
            (length, vec![Effect::Other { kind: kind.clone() }])
        }
    };
    effects
        .into_iter()
        .map(|effect| {
            let is_in_list = matches!(effect, Effect::Added { .. } | Effect::Removed { .. });
            Told {
                place: location
                    .split(if is_in_list {
                        length.saturating_sub(1)
                    } else {
                        length
                    })
                    .0,
                path: location.path(length),
                effect,
                raw: raw.clone(),
            }
        })
        .collect()
}

enum Way {
    Came,
    Went,
}

/// A new or removed object, or a member that came or went inside a resource that stays.
fn came_or_went(
    location: &Location,
    way: &Way,
    content: Option<&Value>,
    is_secret: bool,
) -> (usize, Vec<Effect>) {
    let length = location.resource().unwrap_or(location.names().len());
    let (_, member) = location.split(length);
    if !member.is_empty() {
        let (old, new) = match way {
            Way::Came => (None, content),
            Way::Went => (content, None),
        };
        let mut effects = leaves::effects(&member, old, new, is_secret);
        if effects.is_empty() {
            effects.push(leaves::changed(&member, old, new, is_secret));
        }
        return (length, effects);
    }
    let name = content
        .and_then(|content| content.get("name")?.as_str())
        .filter(|_| !is_secret)
        .or(location.names().last().map(String::as_str))
        .map(ToOwned::to_owned);
    let value = Shown::of(content, is_secret);
    let effect = match way {
        Way::Came => Effect::Added { name, value },
        Way::Went => Effect::Removed { name, value },
    };
    (length, vec![effect])
}

fn replaced(
    location: &Location,
    old: Option<&Value>,
    new: Option<&Value>,
    is_secret: bool,
) -> (usize, Vec<Effect>) {
    let whole = location.names().len();
    let is_content = |value: Option<&Value>| {
        value.is_some_and(|value| value.is_object() && !is_reference(value))
    };
    // ASSUMPTION: outside the documented tree an entry with objects is a resource, and one with anything else a member
    // of the resource around it; wrong for an undocumented resource whose whole body is a text or a list.
    let length = location
        .resource()
        .unwrap_or(if is_content(old) || is_content(new) {
            whole
        } else {
            whole.saturating_sub(1)
        });
    let (_, member) = location.split(length);
    if is_secret && old.is_none() && new.is_none() {
        // The appliance left a secret out of its entry: all that is known is that it was replaced.
        return (
            length,
            vec![Effect::Changed {
                member,
                old: Shown::Secret,
                new: Shown::Secret,
            }],
        );
    }
    let mut effects = if old.is_some() && new.is_some() {
        leaves::effects(&member, old, new, is_secret)
    } else {
        Vec::new()
    };
    if effects.is_empty() {
        effects.push(leaves::changed(&member, old, new, is_secret));
    }
    (length, effects)
}

fn moved(location: &Location, change: &Change) -> (usize, Vec<Effect>) {
    let length = location.resource().unwrap_or(location.names().len());
    let (_, mut member) = location.split(length);
    member.retain(|name| name != ORDER);
    let effect = Effect::Moved {
        member,
        old_order: order::names(change.old_order.as_ref()),
        new_order: order::names(change.new_order.as_ref()),
    };
    (length, vec![effect])
}

/// A value, or the value written out in a text.
fn unpacked(value: &Value) -> Value {
    value
        .as_str()
        .and_then(text_with_json)
        .unwrap_or_else(|| value.clone())
}

/// The entry with its secrets masked; what it is about stays readable.
fn masked_entry(entry: &Value, is_secret: bool) -> Value {
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
                    masked(member, is_secret)
                },
            )
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
}
