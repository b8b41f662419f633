//! One change of a plan: what it was, what is there now, what the person wants.

use serde_json::Value;
use sps_client::Error;

use super::net::Net;
use crate::document::Pointer;
use crate::journal::{Method, places_to_fill};
use crate::merge::{Decision, Merge};

/// What happened since the change was made.
#[derive(Debug, Clone, PartialEq)]
pub enum Since {
    /// Nothing: it can be staged as it was.
    Unchanged,
    /// Somebody changed the same object; [`Item::merge`] tells what has to be decided, if anything.
    Changed,
    /// The object no longer exists.
    Gone,
    /// It could not be read, so nothing is known.
    Unread(Error),
}

/// Why a change is not sent as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// The person left it out.
    NotChosen,
    /// So many conflicts have to be decided.
    Undecided(usize),
    /// So many secrets have to be entered again.
    NeedsSecret(usize),
    /// What is there could not be read.
    Unread,
    /// It uses an object whose creation is not staged.
    DependsOnAnother,
}

/// A change of the plan. It may hold a secret that was just entered, so it has no `Debug`.
#[derive(Clone)]
pub struct Item {
    pub(super) net: Net,
    pub(super) since: Since,
    pub(super) merge: Merge,
    /// For a creation: the key of the object of that name that is there already.
    pub(super) namesake: Option<String>,
    /// The object is created by an item before this one.
    pub(super) is_of_new_object: bool,
    filled: Vec<(Pointer, String)>,
    /// Whether the person wants it: the tick box. All are at first.
    pub chosen: bool,
}

impl Item {
    pub(super) fn new(net: Net, since: Since, merge: Merge) -> Self {
        Self {
            net,
            since,
            merge,
            namesake: None,
            is_of_new_object: false,
            filled: Vec::new(),
            chosen: true,
        }
    }

    /// The numbers of the journal's entries it comes from.
    pub fn numbers(&self) -> &[u64] {
        &self.net.numbers
    }

    /// What it does.
    pub fn method(&self) -> Method {
        self.net.method
    }

    /// The object, or for a creation the list.
    pub fn path(&self) -> &str {
        &self.net.path
    }

    /// What happened since.
    pub fn since(&self) -> &Since {
        &self.since
    }

    /// Before, theirs, mine, place by place.
    pub fn merge(&self) -> &Merge {
        &self.merge
    }

    /// Decides about a place; false if there is none. Secrets that were entered before have to be entered again, as
    /// another body may come of it.
    pub fn decide(&mut self, at: &Pointer, decision: Decision) -> bool {
        self.filled.clear();
        self.merge.decide(at, decision)
    }

    /// Takes over what is decided in a merge of the same three values, and what is open in it.
    pub fn take_decisions(&mut self, merge: &Merge) {
        if merge.resolved() != self.merge.resolved() {
            self.filled.clear();
            self.merge = merge.clone();
        }
    }

    /// Decides all open conflicts alike.
    pub fn decide_all(&mut self, decision: &Decision) {
        self.filled.clear();
        self.merge.decide_all(decision);
    }

    /// The places of the body whose secrets have to be entered again and were not yet.
    pub fn missing_secrets(&self) -> Vec<Pointer> {
        let places = self.merge.result().map(places_to_fill).unwrap_or_default();
        places
            .into_iter()
            .filter(|place| !self.filled.iter().any(|(filled, _)| filled == place))
            .collect()
    }

    /// Enters a secret again; false if none is missing there. It is held in memory only.
    pub fn fill(&mut self, at: &Pointer, secret: &str) -> bool {
        let is_missing = self.missing_secrets().contains(at);
        if is_missing {
            self.filled.push((at.clone(), secret.to_owned()));
        }
        is_missing
    }

    /// Why it would not be sent; `None` if it would.
    pub fn hindrance(&self) -> Option<Hindrance> {
        let undecided = self.merge.conflicts().len();
        let secrets = self.missing_secrets().len();
        if !self.chosen {
            Some(Hindrance::NotChosen)
        } else if matches!(self.since, Since::Unread(_)) {
            Some(Hindrance::Unread)
        } else if undecided > 0 {
            Some(Hindrance::Undecided(undecided))
        } else if secrets > 0 {
            Some(Hindrance::NeedsSecret(secrets))
        } else {
            None
        }
    }

    /// The body with its secrets; `None` if the object is to be deleted or stays so.
    pub(super) fn body(&self) -> Option<Value> {
        let mut body = self.merge.result()?.clone();
        for (at, secret) in &self.filled {
            if let Some(place) = at.find_mut(&mut body) {
                *place = Value::String(secret.clone());
            }
        }
        Some(body)
    }
}
