//! Why a session ended (product.md M3.8).

/// Why a session ended, as far as this tab can know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EndedBecause {
    /// Its time ran out without a request.
    IdleTime,
    /// Its time ran out, whatever was done to extend it.
    TimeLimit,
    /// Somebody signed out in another tab of this browser.
    SignedOutElsewhere,
    /// The browser has no session cookie any more: after a sign-out that this tab did not hear of, or deleted by hand.
    CookieGone,
    /// Somebody else signed in in another tab of this browser.
    SomebodyElseSignedIn,
    /// The appliance was away and does not know the session any more.
    ApplianceRestarted,
    /// It ended early, and nothing tells why.
    #[default]
    Unknown,
}

impl EndedBecause {
    /// Why a session ended whose time ran out: whether it was tried in vain to extend it.
    #[must_use]
    pub fn ran_out(cannot_be_extended: bool) -> Self {
        if cannot_be_extended {
            Self::TimeLimit
        } else {
            Self::IdleTime
        }
    }

    /// Why a session ended that the appliance refused before its time: whether the appliance itself could not be reached
    /// at some time since its last answer.
    #[must_use]
    pub fn refused(was_away: bool) -> Self {
        if was_away {
            Self::ApplianceRestarted
        } else {
            Self::Unknown
        }
    }

    /// The word other tabs are told.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::IdleTime => "idle",
            Self::TimeLimit => "limit",
            Self::SignedOutElsewhere => "signed-out",
            Self::CookieGone => "cookie-gone",
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
            Self::TimeLimit,
            Self::SignedOutElsewhere,
            Self::CookieGone,
            Self::SomebodyElseSignedIn,
            Self::ApplianceRestarted,
            Self::Unknown,
        ]
        .into_iter()
        .find(|because| because.word() == word)
    }
}
