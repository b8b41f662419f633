//! Who is at this browser.

use sps_client::UserInfo;
use sps_workbench::session::EndedBecause;

use crate::messages::Msg;

/// Who is at this browser.
#[derive(Clone, Debug, PartialEq)]
pub enum Person {
    /// Not known yet: the console has just started.
    Starting,
    /// Nobody, and why.
    SignedOut(SignedOut),
    /// Signed in all right, with an account that may not use the API; the name, where it is known.
    WithoutApi(Option<String>),
    /// This user, as user information named it.
    SignedIn(Box<UserInfo>),
}

impl Person {
    /// Whether somebody is signed in; `None` while that is not known.
    pub fn is_known_to_be_signed_in(&self) -> Option<bool> {
        match self {
            Person::Starting => None,
            Person::SignedOut(_) => Some(false),
            Person::SignedIn(_) | Person::WithoutApi(_) => Some(true),
        }
    }
}

/// Why nobody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedOut {
    /// No session yet.
    Fresh,
    /// The person asked for it; after so many minutes without activity the session ends on the appliance too.
    ByYou(Option<u32>),
    /// As before, but the gateway did not confirm: the session lives on until its idle time-out.
    ByYouUnconfirmed,
    /// The cookie of an earlier visit does not count any more.
    EarlierSessionOver,
}

/// Why a session ended, in words.
pub fn ended_text(because: EndedBecause) -> Msg {
    match because {
        EndedBecause::IdleTime => Msg::EndedIdleTime,
        EndedBecause::TimeLimit => Msg::EndedTimeLimit,
        EndedBecause::SignedOutElsewhere => Msg::EndedSignedOutElsewhere,
        EndedBecause::CookieGone => Msg::EndedCookieGone,
        EndedBecause::SomebodyElseSignedIn => Msg::EndedSomebodyElse,
        EndedBecause::ApplianceRestarted => Msg::EndedRestarted,
        EndedBecause::Unknown => Msg::EndedUnknown,
    }
}
