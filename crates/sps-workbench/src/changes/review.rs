//! The review in sentences (product M6.1, M6.2): what happened where, as parts that a view puts into words.

use serde_json::Value;
use sps_client::Change;

use super::items;
use super::leaves::Lists;
use super::moves::{Move, moves};
use super::read::{Entry, Finding, Leaf, Object};
use super::shown::Shown;
use super::value_change::ValueChange;

/// One sentence of the review.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Which entry of the changelog it comes from.
    pub entry: usize,
    /// The way to it below `/api/configuration`, or below `/api` if it lies elsewhere; for something added or removed,
    /// the list it is in.
    pub place: Vec<String>,
    /// The absolute address of the resource it is about.
    pub path: String,
    /// What happened.
    pub what: What,
}

/// What a sentence says.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
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
    /// A value was replaced, came or went.
    Changed {
        /// The way to the value inside the resource; empty if the resource itself is the value.
        member: Vec<String>,
        /// How.
        value: ValueChange,
    },
    /// Items of a list inside a resource came, went or moved.
    Items {
        /// The way to the list.
        member: Vec<String>,
        /// What happened to them: removals, then insertions, then moves.
        edits: Vec<ItemEdit>,
        /// As at [`What::Moved`]: also an item that came or went changes what is hit first.
        is_evaluated: bool,
    },
    /// The same things in another order.
    Moved {
        /// The way to the list or map inside the resource; empty if the place itself is the list.
        member: Vec<String>,
        /// The fewest moves that make the new order. None, if the appliance did not say how it was before.
        moves: Vec<Move>,
        /// The whole new order.
        order: Vec<String>,
        /// Whether the appliance goes through this list from the top and stops at the first hit, so that a move changes
        /// what is allowed (`sps-api.md` §8.4).
        is_evaluated: bool,
    },
    /// A kind of entry nobody here knows.
    Other {
        /// The kind, as the appliance calls it.
        kind: String,
    },
}

/// What happened to an item of a list.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemEdit {
    /// It is new.
    Inserted {
        /// Its position now, counted from 1.
        at: usize,
        /// The item.
        item: Shown,
    },
    /// It is gone.
    Removed {
        /// Its position before, counted from 1.
        from: usize,
        /// The item.
        item: Shown,
    },
    /// It stands elsewhere.
    Moved(Move),
}

/// The names of the objects of one list, as the caller read them: `reorder` entries speak in keys.
#[derive(Debug, Clone, Copy)]
pub struct Siblings<'a> {
    /// The address of the list.
    pub path: &'a str,
    /// Key and name of every object.
    pub names: &'a [(String, String)],
}

/// The changelog in sentences, in the order of the appliance. Keys in moves become names where `siblings` knows them.
pub fn review(changes: &[Change], siblings: &[Siblings<'_>]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (number, change) in changes.iter().enumerate() {
        let entry = Entry::read(change, Lists::Whole);
        let path = entry.path();
        for finding in &entry.findings {
            let place = entry.place(finding);
            for mut what in What::of(finding, &entry, &path, siblings) {
                what.look_at(&place);
                sentences.push(Sentence {
                    entry: number,
                    place: place.clone(),
                    path: path.clone(),
                    what,
                });
            }
        }
    }
    sentences
}

impl What {
    fn of(finding: &Finding, entry: &Entry, path: &str, siblings: &[Siblings<'_>]) -> Vec<Self> {
        match finding {
            Finding::Came(Object { name, value }) => vec![Self::Added {
                name: name.clone(),
                value: Shown::of(value.as_ref(), entry.is_secret),
            }],
            Finding::Went(Object { name, value }) => vec![Self::Removed {
                name: name.clone(),
                value: Shown::of(value.as_ref(), entry.is_secret),
            }],
            Finding::Leaf(leaf) => Self::of_leaf(leaf),
            Finding::Moved(order) => {
                let list = siblings.iter().find(|list| list.path == path);
                let names = list.map(|list| list.names).unwrap_or_default();
                let named = |keys: &[String]| -> Vec<String> {
                    keys.iter()
                        .map(|key| {
                            let known = names.iter().find(|(known, _)| known == key);
                            known.map_or(key, |(_, name)| name).clone()
                        })
                        .collect()
                };
                if order.member.is_empty() {
                    vec![Self::moved(
                        Vec::new(),
                        &named(&order.old),
                        &named(&order.new),
                    )]
                } else {
                    vec![Self::moved(order.member.clone(), &order.old, &order.new)]
                }
            }
            Finding::Other(kind) => vec![Self::Other { kind: kind.clone() }],
        }
    }

    /// A leaf; a list becomes what happened to its items.
    pub(super) fn of_leaf(leaf: &Leaf) -> Vec<Self> {
        if let (Some(Value::Array(before)), Some(Value::Array(after))) = (&leaf.old, &leaf.new)
            && before != after
        {
            let items = items::compared(leaf, before, after);
            if !items.is_empty() {
                return items;
            }
        }
        vec![Self::Changed {
            member: leaf.member.clone(),
            value: ValueChange::of(leaf),
        }]
    }

    pub(super) fn moved(member: Vec<String>, old: &[String], new: &[String]) -> Self {
        if old == new {
            return Self::Changed {
                member,
                value: ValueChange::Nothing(Shown::Plain(new.join(", "))),
            };
        }
        Self::Moved {
            member,
            moves: moves(old, new),
            order: new.to_vec(),
            is_evaluated: false,
        }
    }

    /// Notes whether the order is one in which the appliance looks for the first hit.
    fn look_at(&mut self, place: &[String]) {
        if let Self::Moved {
            member,
            is_evaluated: evaluated,
            ..
        }
        | Self::Items {
            member,
            is_evaluated: evaluated,
            ..
        } = self
        {
            *evaluated = is_evaluated(place, member);
        }
    }
}

/// Connections, and the rules of channel policies, are matched from the top; the first hit wins (`sps-api.md` §8.4).
fn is_evaluated(place: &[String], member: &[String]) -> bool {
    let is_policy = place.iter().any(|name| name == "channel_policies");
    match member {
        [] => is_evaluated_list(place),
        [list, ..] => is_policy && list == "rules",
    }
}

/// Whether the objects of the list at this place are matched from the top.
pub(crate) fn is_evaluated_list(place: &[String]) -> bool {
    place.last().is_some_and(|name| name == "connections")
}
