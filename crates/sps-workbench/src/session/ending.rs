//! Why a session ended (product.md M3.8).

/// Why a session ended, as far as this tab can know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EndedBecause {
    /// Its time ran out without a request.
    IdleTime,
    /// Somebody signed out in another tab of this browser.
    SignedOutElsewhere,
    /// Somebody else signed in in another tab of this browser.
    SomebodyElseSignedIn,
    /// The appliance was away and does not know the session any more.
    ApplianceRestarted,
    /// It ended early, and nothing tells why.
    #[default]
    Unknown,
}

impl EndedBecause {
    /// Why a session ended that the appliance refused: whether its time had run out by then, and whether the appliance
    /// could not be reached at some time since its last answer.
    #[must_use]
    pub fn refused(time_had_run_out: bool, was_away: bool) -> Self {
        match (time_had_run_out, was_away) {
            (true, _) => Self::IdleTime,
            (false, true) => Self::ApplianceRestarted,
            (false, false) => Self::Unknown,
        }
    }

    /// The word other tabs are told.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::IdleTime => "idle",
            Self::SignedOutElsewhere => "signed-out",
            Self::SomebodyElseSignedIn => "somebody-else",
            Self::ApplianceRestarted => "restarted",
            Self::Unknown => "unknown",
        }
    }

    /// The reverse of [`EndedBecause::word`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::IdleTime,
            Self::SignedOutElsewhere,
            Self::SomebodyElseSignedIn,
            Self::ApplianceRestarted,
            Self::Unknown,
        ]
        .into_iter()
        .find(|because| because.word() == word)
    }
}
