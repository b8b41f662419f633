//! In which order the writes of an undo have to be sent.

use serde_json::Value;

use super::keys::refers;
use super::{Step, Verb};

/// A step and what its place in the sequence depends on.
pub(super) struct Draft {
    pub(super) step: Step,
    /// The list in which the object is; empty for fixed resources.
    pub(super) list: String,
    /// For a deletion, the key of the object.
    pub(super) key: Option<String>,
    /// The content as it is now, before the step.
    pub(super) before: Option<Value>,
    /// Whether it writes the order of `list`.
    pub(super) is_order: bool,
}

impl Draft {
    /// Among steps that could be sent now, the lower goes first: what others may refer to is made first, and deleted last.
    fn rank(&self) -> u8 {
        match self.step.write.verb {
            Verb::Post => 0,
            Verb::Put if !self.is_order => 1,
            Verb::Delete => 2,
            Verb::Put => 3,
        }
    }

    /// Whether this step has to wait until `other` is done.
    fn waits_for(&self, other: &Self) -> bool {
        let body = self.step.write.body.as_ref();
        // A reference needs its object.
        let needs_object = other.step.old_key.as_deref().is_some_and(|key| {
            other.step.write.verb == Verb::Post && body.is_some_and(|body| refers(body, key))
        });
        // An object in use cannot be deleted (`sps-api.md` §8.2).
        let is_in_use = self.key.as_deref().is_some_and(|key| {
            self.step.write.verb == Verb::Delete
                && other.before.as_ref().is_some_and(|body| refers(body, key))
        });
        // A name can be given only when it is free.
        let wants_name = name(body).is_some_and(|wanted| {
            self.list == other.list
                && !self.list.is_empty()
                && name(self.before.as_ref()) != Some(wanted)
                && name(other.before.as_ref()) == Some(wanted)
                && name(other.step.write.body.as_ref()) != Some(wanted)
        });
        // An order names the objects there are.
        let orders = self.is_order && !other.is_order && self.list == other.list;
        needs_object || is_in_use || wants_name || orders
    }
}

fn name(body: Option<&Value>) -> Option<&str> {
    body?.get("name")?.as_str()
}

/// The steps in the order in which they have to be sent, and those that wait for each other.
pub(super) fn sequenced(mut drafts: Vec<Draft>) -> (Vec<Draft>, Vec<Draft>) {
    let mut sequence = Vec::new();
    loop {
        let is_ready = |at: usize| {
            let draft = drafts.get(at);
            let others = drafts.iter().enumerate().filter(|(other, _)| *other != at);
            draft.is_some_and(|draft| others.into_iter().all(|(_, other)| !draft.waits_for(other)))
        };
        let next = (0..drafts.len())
            .filter(|at| is_ready(*at))
            .min_by_key(|at| drafts.get(*at).map(Draft::rank));
        match next {
            Some(next) => sequence.push(drafts.remove(next)),
            None => return (sequence, drafts),
        }
    }
}
