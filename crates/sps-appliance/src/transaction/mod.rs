//! A transaction: a copy of the configuration at the time of opening, plus own changes.
//!
//! It belongs to one login session; a time-out drops it with the session (`sps-api.md` §7.1).

mod changes;
mod commit;
mod merge;

use serde_json::Value;

use crate::configuration::{Address, Objects, Store};

pub(crate) use commit::commit;

/// An open transaction.
#[derive(Clone, Debug)]
pub(crate) struct Transaction {
    /// The configuration when it was opened.
    base: Store,
    /// The same with own changes.
    draft: Store,
    /// What was written, in the order of the first write to each.
    touched: indexmap::IndexSet<Address>,
    /// Paths of lists that got a new order.
    rearranged: indexmap::IndexSet<String>,
}

impl Transaction {
    pub(crate) fn open(live: &Store) -> Self {
        Self {
            base: live.clone(),
            draft: live.clone(),
            touched: indexmap::IndexSet::new(),
            rearranged: indexmap::IndexSet::new(),
        }
    }

    pub(crate) fn draft(&self) -> &Store {
        &self.draft
    }

    pub(crate) fn set(&mut self, address: Address, body: Value) {
        self.draft.set(&address, body);
        self.touched.insert(address);
    }

    /// Puts the objects of the list at `path` into the order of `keys`.
    pub(crate) fn rearrange(&mut self, path: &str, keys: &[String]) {
        self.draft.rearrange(path, keys);
        self.rearranged.insert(path.to_owned());
    }

    /// The lists whose objects stand in another order now, with the keys before and after. Objects
    /// that came or went are told by their own changes.
    fn reordered(&self) -> impl Iterator<Item = (&str, Vec<String>, Vec<String>)> {
        self.rearranged.iter().filter_map(|path| {
            let (old, new) = (self.base.list(path)?, self.draft.list(path)?);
            let kept = |of: &Objects, other: &Objects| -> Vec<String> {
                let keys = of.keys().filter(|key| other.contains_key(*key));
                keys.cloned().collect()
            };
            let (old, new) = (kept(old, new), kept(new, old));
            (old != new).then_some((path.as_str(), old, new))
        })
    }

    pub(crate) fn remove(&mut self, address: Address) {
        self.draft.remove(&address);
        self.touched.insert(address);
    }

    /// What differs now: a change that was taken back is none. With the values before and after.
    pub(crate) fn changed(
        &self,
    ) -> impl Iterator<Item = (&Address, Option<&Value>, Option<&Value>)> {
        self.touched
            .iter()
            .map(|address| (address, self.base.get(address), self.draft.get(address)))
            .filter(|(_, before, after)| before != after)
    }

    pub(crate) fn has_changes(&self) -> bool {
        self.changed().next().is_some() || self.reordered().next().is_some()
    }
}
