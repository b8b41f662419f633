//! What a screen is told of the way of a key.

use sps_client::Error;

/// What the screen is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// Nothing is under way; perhaps something [ended](super::KeyJourney::ended).
    Form,
    /// The key is being staged: "Creating…".
    Creating,
    /// The commit is on its way: "Activating…". The value is held and not shown.
    Activating,
    /// The key is staged and its commit did not succeed. The value is held and not shown (M4.6).
    Waiting,
    /// The key is being taken back.
    Withdrawing,
    /// The key works; its value may be shown.
    Ready,
    /// The person commits later; the value may be shown under NOT ACTIVE YET (M4.5).
    NotActiveYet,
}

/// How a journey ended. Nothing of the value is left in any of these.
#[derive(Debug, Clone, PartialEq)]
pub enum Ended {
    /// No key value came back.
    NotCreated(Error),
    /// The session ended before the key was active: no key was created.
    SessionEnded {
        /// The name of the key.
        name: String,
        /// The value had been shown or copied: wherever it is, it will never work.
        was_given_out: bool,
    },
    /// The key was taken back, or somebody rolled the transaction back: no key was created.
    NoKey {
        /// The name of the key.
        name: String,
        /// The value had been shown or copied: wherever it is, it will never work.
        was_given_out: bool,
    },
    /// The value was cleared before it was closed.
    Wiped {
        /// The name of the key.
        name: String,
        /// Why.
        why: Wiped,
        /// Nobody had copied it: the key is of no use.
        is_lost: bool,
    },
}

/// Why a value was cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wiped {
    /// It was on the page for five minutes.
    OutOfTime,
    /// The tab was hidden for more than a minute.
    Hidden,
    /// The page was left, or the person signed out.
    Left,
}

/// What leaving the screen would cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// Nothing.
    Free,
    /// A value that nobody has copied or seen (M4.9).
    NotCopied,
    /// A key that is on its way, or waits for its commit.
    UnderWay,
}
