//! Entries of a changelog, told.

use serde_json::Value;
use sps_workbench::{Effect, Shown, Told, tell};

use super::change;

/// A changelog of one entry, told.
pub fn told(entry: Value) -> Vec<Told> {
    tell(&[change(entry)])
}

/// An entry that is told in one piece.
pub fn one(entry: Value) -> Told {
    let mut all = told(entry);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// A value shown as it is.
pub fn plain(text: &str) -> Shown {
    Shown::Plain(text.to_owned())
}

/// Place, member, old and new of every changed leaf.
pub fn leaves(told: &[Told]) -> Vec<(String, String, Shown, Shown)> {
    told.iter()
        .map(|told| match &told.effect {
            Effect::Changed { member, old, new } => (
                told.place.join("/"),
                member.join("/"),
                old.clone(),
                new.clone(),
            ),
            other => panic!("{other:?} is no changed leaf"),
        })
        .collect()
}

/// A changed leaf, as [`leaves`] gives it.
pub fn leaf(place: &str, member: &str, old: Shown, new: Shown) -> (String, String, Shown, Shown) {
    (place.to_owned(), member.to_owned(), old, new)
}
