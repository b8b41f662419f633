//! What a row of writes comes to: one change of each object, in an order in which they can be staged.

use serde_json::Value;
use sps_client::paths;

use super::rename::mentions;
use crate::journal::{Entry, Method, covered};

/// One change, and the entries it comes from.
#[derive(Clone)]
pub(super) struct Net {
    pub(super) numbers: Vec<u64>,
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) base: Option<Value>,
    pub(super) body: Option<Value>,
    pub(super) created: Option<String>,
    transaction: u64,
}

impl Net {
    fn of(entry: &Entry) -> Self {
        Self {
            numbers: vec![entry.number],
            method: entry.method,
            path: entry.path.clone(),
            base: entry.base.clone(),
            body: entry.body.clone(),
            created: entry.created.clone(),
            transaction: entry.transaction,
        }
    }

    /// The address of the object this creates.
    fn creates(&self) -> Option<String> {
        let key = self.created.as_deref()?;
        Some(paths::child(self.path.trim_end_matches('/'), key))
    }

    fn takes(&mut self, later: &Entry) {
        self.numbers.push(later.number);
        self.body = match (&self.body, &later.body) {
            (Some(earlier), Some(later)) => Some(covered(earlier, later)),
            (_, later) => later.clone(),
        };
    }
}

/// What came to nothing: created and deleted again.
pub(super) struct Netted {
    pub(super) changes: Vec<Net>,
    pub(super) nothing: Vec<u64>,
}

/// Puts the writes of one object together. A change goes where the first write of it was, unless it uses an object that
/// is created later; deletions stay behind what they came behind.
pub(super) fn net(entries: &[&Entry]) -> Netted {
    let mut changes: Vec<Net> = Vec::new();
    let mut nothing = Vec::new();
    for entry in entries {
        // A write of another transaction was made over something else: it is a change of its own.
        let builds_on = |net: &Net| net.transaction == entry.transaction;
        let earlier = changes.iter().position(|net| {
            net.method == Method::Replace && net.path == entry.path && builds_on(net)
        });
        let creation = changes
            .iter()
            .position(|net| net.creates().is_some_and(|path| path == entry.path));
        let foldable = creation.filter(|position| changes.get(*position).is_some_and(builds_on));
        match (entry.method, earlier.or(foldable)) {
            (Method::Replace, Some(position)) => {
                let needs_later = changes.iter().skip(position + 1).any(|net| {
                    let key = net.created.as_deref();
                    key.is_some_and(|key| {
                        entry.body.as_ref().is_some_and(|body| mentions(body, key))
                    })
                });
                match (needs_later, earlier) {
                    (false, _) => {
                        if let Some(net) = changes.get_mut(position) {
                            net.takes(entry);
                        }
                    }
                    // What it uses is created by then.
                    (true, Some(position)) => {
                        let mut net = changes.remove(position);
                        net.takes(entry);
                        changes.push(net);
                    }
                    (true, None) => changes.push(Net::of(entry)),
                }
            }
            (Method::Delete, _) => {
                let mut deletion = Net::of(entry);
                if let Some(position) = earlier {
                    let net = changes.remove(position);
                    deletion.numbers.splice(0..0, net.numbers);
                    deletion.base = net.base;
                }
                match creation {
                    Some(position) => {
                        nothing.extend(deletion.numbers);
                        // The change taken out above stood behind the creation.
                        nothing.extend(changes.remove(position).numbers);
                    }
                    None => changes.push(deletion),
                }
            }
            _ => changes.push(Net::of(entry)),
        }
    }
    Netted { changes, nothing }
}
