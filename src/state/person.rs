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
    /// This user, as user information named it.
    SignedIn(Box<UserInfo>),
}

/// Why nobody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedOut {
    /// No session yet.
    Fresh,
    /// The person asked for it.
    ByYou,
    /// As before, but the gateway did not confirm: the session lives on until its idle time-out.
    ByYouUnconfirmed,
}

/// Why a session ended, in words.
pub fn ended_text(because: EndedBecause) -> Msg {
    match because {
        EndedBecause::IdleTime => Msg::EndedIdleTime,
        EndedBecause::SignedOutElsewhere => Msg::EndedSignedOutElsewhere,
        EndedBecause::SomebodyElseSignedIn => Msg::EndedSomebodyElse,
        EndedBecause::ApplianceRestarted => Msg::EndedRestarted,
        EndedBecause::Unknown => Msg::EndedUnknown,
    }
}
