//! What came of one change of a replay.

use sps_client::Error;

use super::item::Hindrance;
use crate::document::Pointer;
use crate::merge::Merge;

/// What a step of a run did.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Which item of the plan.
    pub item: usize,
    /// Where it went, with new keys in place of old ones.
    pub path: String,
    /// What came of it.
    pub result: Result,
}

/// What came of a change.
#[derive(Debug, Clone, PartialEq)]
pub enum Result {
    /// It is in the transaction, proved by reading.
    Staged {
        /// Members that were sent and not kept (M6.7).
        ignored: Vec<Pointer>,
        /// The key of an object that was created.
        key: Option<String>,
    },
    /// The appliance took it, but it could not be read afterwards.
    StagedUnread(Error),
    /// There was nothing to send: it is as wanted already.
    AlreadySo,
    /// It was not sent; it stays in the journal.
    Left(Hindrance),
    /// Somebody changed it since the plan was made; it was not sent. Decide again.
    MovedAgain(Box<Merge>),
    /// It was refused, or proved not to be done; it stays in the journal.
    NotDone(Error),
    /// Whether it was done is not known, also not after reading; it stays in the journal.
    Unknown(Error),
}

impl Result {
    /// Whether the change is in the transaction.
    pub fn is_staged(&self) -> bool {
        matches!(self, Self::Staged { .. } | Self::StagedUnread(_))
    }

    /// Whether going on makes no sense: the session is over, nobody answers, or somebody else holds the lock.
    pub(super) fn ends_the_run(&self) -> bool {
        match self {
            Self::NotDone(error) | Self::Unknown(error) | Self::StagedUnread(error) => matches!(
                error,
                Error::SessionEnded(_) | Error::Transport(_) | Error::Locked(_)
            ),
            _ => false,
        }
    }
}
