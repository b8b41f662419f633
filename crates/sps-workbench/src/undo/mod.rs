//! Taking changes back: one of them inside the open transaction (*Put back*, product M6.5), or all of a committed
//! changelog in a new one (*Prepare undo*, D8).
//!
//! Nothing is promised that the API cannot keep: every item says whether its inverse is exact, needs a secret typed
//! again, gets another key, or cannot be had and why.

mod again;
mod keys;
mod list_order;
mod live;
mod plan;
mod put_back;
mod revert;
mod sequence;
mod stage;
mod target;
mod write;

pub use again::again;
pub use keys::KeyMap;
pub use live::{Live, is_live, read_live};
pub use plan::prepare;
pub use put_back::{PutBack, put_back};
pub use stage::{StagedStep, UndoStopped, stage_undo, stage_undo_telling};
pub use write::{Verb, Write};

use serde_json::Value;
use sps_client::Change;

use crate::document::Pointer;
use target::Target;

/// What has to be read before an undo can be prepared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// The content of the resource or object at this address.
    Resource(String),
    /// The keys of the list at this address, and whether its order can be written.
    List(String),
}

/// What was read.
#[derive(Clone, PartialEq)]
pub enum Reading {
    /// A resource or object.
    Resource {
        /// Its address, as [`Read::Resource`] asked for it.
        path: String,
        /// Its content, as it was answered.
        body: Value,
    },
    /// A list.
    List {
        /// Its address, as [`Read::List`] asked for it.
        path: String,
        /// The keys of its objects, in order.
        keys: Vec<String>,
        /// Whether the appliance takes a new order: no guide knows a way to give one (`sps-api.md` §8.4).
        can_order: bool,
    },
}

/// What undoing `changes` has to read first, each address once.
///
/// Read inside the transaction in which the undo will be staged.
pub fn reads(changes: &[Change]) -> Vec<Read> {
    let mut reads = Vec::new();
    for change in changes {
        let read = match Target::of(change) {
            Target::Revert { path, .. } => Read::Resource(path),
            Target::Order { list, .. } => Read::List(list),
            Target::Recreate { .. }
            | Target::Remove { .. }
            | Target::Nothing { .. }
            | Target::None { .. } => continue,
        };
        if !reads.contains(&read) {
            reads.push(read);
        }
    }
    reads
}

/// A prepared undo.
#[derive(Debug, Clone, PartialEq)]
pub struct Undo {
    /// One item per entry of the changelog, in its order.
    pub items: Vec<UndoItem>,
    /// The writes, in the order in which they have to be sent.
    pub steps: Vec<Step>,
}

impl Undo {
    /// Whether every item is exact: afterwards everything will be as it was before the changes.
    pub fn is_exact(&self) -> bool {
        self.items.iter().all(|item| item.verdict == Verdict::Exact)
    }
}

/// What becomes of one entry.
#[derive(Debug, Clone, PartialEq)]
pub struct UndoItem {
    /// The address of the resource or object.
    pub path: String,
    /// How well it can be undone.
    pub verdict: Verdict,
}

/// How well an entry can be undone.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Afterwards it is as it was.
    Exact,
    /// It can be undone with these differences.
    Inexact(Limits),
    /// It cannot be undone.
    Cannot(Reason),
}

/// In what an undone change differs from how it was before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limits {
    /// Secrets that have to be typed again: the appliance does not give them back (product F19).
    pub needs_secret: bool,
    /// An object gets another key than it had, or a reference to such an object does.
    pub new_key: bool,
    /// An object or entry comes back at the end of its list or ordered map.
    pub loses_place: bool,
    /// Somebody has changed the same place since; that change is lost.
    pub changed_since: bool,
}

impl Limits {
    fn verdict(self) -> Verdict {
        if self == Self::default() {
            Verdict::Exact
        } else {
            Verdict::Inexact(self)
        }
    }
}

/// Why an entry cannot be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The entry names no resource.
    NoPlace,
    /// Nobody here knows what the entry did; this is what the appliance calls it.
    UnknownKind(String),
    /// The entry does not say how it was before.
    OldUntold,
    /// The resource could not be read, so that the rest of it would be lost.
    NotRead,
    /// What was changed is not there any more.
    Gone,
    /// The appliance takes no order for this list.
    OrderFixed,
    /// Password and private key objects can be made and not deleted (`sps-api.md` §8.5). One that nothing refers to has
    /// no effect.
    WriteOnly,
    /// An API key's value is shown once; a new key has another one (product F15).
    ShownOnce,
    /// The writes need each other: each would have to be the first.
    Circular,
}

/// One write of an undo.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The write. Keys of objects that an earlier step makes again are the old ones: see [`KeyMap`].
    pub write: Write,
    /// The entries of the changelog that it undoes.
    pub entries: Vec<usize>,
    /// For [`Verb::Post`], the key that the object had.
    pub old_key: Option<String>,
    /// Places of the body whose secret is not known, see [`Secret`].
    pub secrets: Vec<Secret>,
}

/// A place of a body whose secret is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// The place; the old value there can be a mask or the key of a password object that is used up.
    pub at: Pointer,
    /// Whether the write makes no sense without it. Otherwise the secret stays as it is now.
    pub is_needed: bool,
}

impl Step {
    /// Whether a secret has to be supplied before the step is sent.
    pub fn waits_for_secret(&self) -> bool {
        self.secrets.iter().any(|secret| secret.is_needed)
    }

    /// Supplies a secret, or the key of a new password object, for one of [`Step::secrets`]; false, and nothing changed,
    /// if there is no such place.
    pub fn supply(&mut self, at: &Pointer, value: Value) -> bool {
        let Some(position) = self.secrets.iter().position(|secret| secret.at == *at) else {
            return false;
        };
        let place = self.write.body.as_mut().and_then(|body| at.find_mut(body));
        let Some(place) = place else {
            return false;
        };
        *place = value;
        self.secrets.remove(position);
        true
    }
}
