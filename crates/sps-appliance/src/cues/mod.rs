//! Cues: bad moments and a second administrator, on demand, for tests and demos.

mod admin2;
mod stage;

use std::fmt;

pub(crate) use admin2::{NAME as SECOND_ADMINISTRATOR, conflicting_change};
pub(crate) use stage::Stage;

/// Something that happens because somebody said so. None of it is part of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Every session ends now, and its transaction with it.
    SessionExpires,
    /// Every session has that many seconds left; the next request of each is answered without
    /// extending it, so that its client learns of it.
    SessionExpiresIn(u64),
    /// `admin2` takes the configuration lock.
    LockTaken,
    /// `admin2` frees the configuration lock.
    LockFreed,
    /// `admin2` commits a change to the leaf that the newest open transaction changed; without one,
    /// to the alerting address in `management/email`.
    Conflict,
    /// A commit needs a message from now on.
    RequireMessage,
    /// A commit needs no message from now on.
    MessageOptional,
    /// The next write to the configuration is refused.
    RefuseNextWrite,
    /// Everybody may read only, also whoever signs in later.
    RevokeRights,
    /// Everybody has the rights of the configuration again.
    RestoreRights,
    /// The appliance's clock is that many minutes ahead (`Date` and the cookie's expiry).
    Clock(i64),
    /// The appliance restarts: sessions and transactions are gone, what was committed stays.
    Restart,
    /// Everything is as it was when this appliance was made or loaded.
    Reset,
    /// Every answer takes that many milliseconds longer; 0 ends it.
    Slow(u64),
    /// The next answer breaks off in the middle of its body.
    CutBody,
    /// The next answers, that many, are an HTML page with status 503.
    Unavailable(u64),
    /// The next commit happens, but its answer is lost.
    LostCommitAnswer,
    /// No connection is answered for that many seconds.
    Unreachable(u64),
}

/// A cue as it is listed: name, meaning of its value, default of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueInfo {
    /// Its name in `POST /_demo/cues/<name>`.
    pub name: &'static str,
    /// Unit of its value, `None` if it takes none.
    pub unit: Option<&'static str>,
    /// What it does, for people.
    pub title: &'static str,
    cue: Cue,
}

const fn plain(name: &'static str, title: &'static str, cue: Cue) -> CueInfo {
    CueInfo {
        name,
        unit: None,
        title,
        cue,
    }
}

const fn valued(name: &'static str, unit: &'static str, title: &'static str, cue: Cue) -> CueInfo {
    CueInfo {
        name,
        unit: Some(unit),
        title,
        cue,
    }
}

impl Cue {
    /// All cues.
    pub const ALL: &[CueInfo] = &[
        plain(
            "session-expires",
            "The session ends now",
            Self::SessionExpires,
        ),
        valued(
            "session-expires-in",
            "seconds",
            "The session ends in 60 s",
            Self::SessionExpiresIn(60),
        ),
        plain(
            "lock-taken",
            "The second administrator takes the lock",
            Self::LockTaken,
        ),
        plain(
            "lock-freed",
            "The second administrator frees the lock",
            Self::LockFreed,
        ),
        plain(
            "conflict",
            "The second administrator commits a conflicting change",
            Self::Conflict,
        ),
        plain(
            "require-message",
            "Require a commit message",
            Self::RequireMessage,
        ),
        plain(
            "message-optional",
            "Stop requiring a commit message",
            Self::MessageOptional,
        ),
        plain(
            "refuse-next-write",
            "Refuse the next change",
            Self::RefuseNextWrite,
        ),
        plain(
            "revoke-rights",
            "Take away the right to change anything",
            Self::RevokeRights,
        ),
        plain(
            "restore-rights",
            "Give the rights back",
            Self::RestoreRights,
        ),
        valued(
            "clock",
            "minutes",
            "Appliance clock +23 min",
            Self::Clock(23),
        ),
        plain("restart", "The appliance restarts", Self::Restart),
        plain("reset", "Start over", Self::Reset),
        valued(
            "slow",
            "milliseconds",
            "Every answer takes 2 s longer",
            Self::Slow(2000),
        ),
        plain("cut-body", "The next answer breaks off", Self::CutBody),
        valued(
            "unavailable",
            "answers",
            "The next answer is an HTML page with status 503",
            Self::Unavailable(1),
        ),
        plain(
            "lost-commit-answer",
            "The answer to the next commit is lost",
            Self::LostCommitAnswer,
        ),
        valued(
            "unreachable",
            "seconds",
            "The appliance is unreachable for 30 s",
            Self::Unreachable(30),
        ),
    ];

    /// The cue of that name with its default value, `None` if there is none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|info| info.name == name)
            .map(|info| info.cue)
    }

    /// The same cue with another value, in the unit of [`CueInfo::unit`].
    ///
    /// # Errors
    /// [`CueValueError`] if it takes no value, or no negative one.
    pub fn with_value(self, value: i64) -> Result<Self, CueValueError> {
        let amount = || u64::try_from(value).map_err(|_| CueValueError);
        Ok(match self {
            Self::SessionExpiresIn(_) => Self::SessionExpiresIn(amount()?),
            Self::Clock(_) => Self::Clock(value),
            Self::Slow(_) => Self::Slow(amount()?),
            Self::Unavailable(_) => Self::Unavailable(amount()?),
            Self::Unreachable(_) => Self::Unreachable(amount()?),
            _ => return Err(CueValueError),
        })
    }
}

/// A value a cue does not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueValueError;

impl fmt::Display for CueValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("this cue takes no such value")
    }
}

impl std::error::Error for CueValueError {}
