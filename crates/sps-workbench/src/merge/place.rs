//! One place of a merge, and what a person decides about it.

use std::fmt;

use serde_json::Value;

use crate::document::Pointer;

/// What became of one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nobody changed it.
    Unchanged,
    /// Only the person did: mine is taken.
    MineOnly,
    /// Only somebody else did: theirs is taken.
    TheirsOnly,
    /// Both did, alike.
    Same,
    /// It has to be decided.
    Conflict(Clash),
}

/// Why a place has to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clash {
    /// Both changed it, to different values.
    BothChanged,
    /// Both created it, differently.
    BothCreated,
    /// They deleted what the person changed.
    TheyDeleted,
    /// The person deleted what they changed.
    IDeleted,
    /// Both moved the items of a list or ordered map, to different orders.
    BothMoved,
    /// The person uses something that they deleted.
    UsesDeleted,
}

/// A place of the merged document and its three values; `None` where there is none. `Debug` leaves the values out.
///
/// References are keys here, and a secret that was cut out is a mark ([`is_cut`](crate::journal::is_cut)).
#[derive(Clone, PartialEq)]
pub struct Place {
    /// Where: member names; in a list whose items can be told apart, the item's key or text instead of its index; for
    /// the order of such a list or of an ordered map, `@order`.
    pub at: Pointer,
    /// What became of it.
    pub verdict: Verdict,
    /// What was read before.
    pub before: Option<Value>,
    /// What is there now.
    pub theirs: Option<Value>,
    /// What the person made of it.
    pub mine: Option<Value>,
    /// Whether it looks like a secret: do not show its values.
    pub is_secret: bool,
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Place")
            .field("at", &self.at)
            .field("verdict", &self.verdict)
            .finish_non_exhaustive()
    }
}

/// What the person wants at a place.
#[derive(Clone, PartialEq)]
pub enum Decision {
    /// Keep mine.
    Mine,
    /// Take theirs.
    Theirs,
    /// Neither: this value; `None` takes the place away.
    Own(Option<Value>),
}

impl fmt::Debug for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mine => "Mine",
            Self::Theirs => "Theirs",
            Self::Own(_) => "Own(..)",
        })
    }
}

/// A decision together with what it was about, so that it holds in a later merge if nothing moved since (M7.6).
#[derive(Clone, PartialEq, Debug)]
pub struct Resolved {
    /// The place, as it was decided.
    pub place: Place,
    /// The decision.
    pub decision: Decision,
}
