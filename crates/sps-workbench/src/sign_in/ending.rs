//! Why nobody is signed in (any more), and who is signed in without being let in.

use sps_client::Error;

/// Why a session is over, as far as this browser can know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Its time without activity was over.
    Idle,
    /// This browser signed out, in another tab or window.
    Elsewhere,
    /// The appliance ended it before its time: it was restarted, or an administrator ended it.
    ByAppliance,
    /// Nothing tells.
    Unknown,
}

/// Why the appliance does not know the session: `time_was_left` by the newest word of the appliance, `has_cookie` as the
/// gateway sees this browser; `None` where nobody can tell (product M3.8).
pub fn why_ended(time_was_left: Option<bool>, has_cookie: Option<bool>) -> Ending {
    match (time_was_left, has_cookie) {
        (Some(false), _) => Ending::Idle,
        // The gateway takes the cookie away at sign-out, and only then.
        (Some(true), Some(false)) => Ending::Elsewhere,
        (Some(true), Some(true)) => Ending::ByAppliance,
        _ => Ending::Unknown,
    }
}

/// Whether somebody is signed in all right and only may not use the API (product M1.13). Newer firmware says so with 403,
/// older with 401 and a type of its own (`sps-api.md` §6.2).
pub fn lacks_api_right(error: &Error) -> bool {
    match error {
        Error::LacksRight(_) => true,
        Error::SessionNotKept(refusal) | Error::SessionEnded(refusal) => {
            refusal.kind.as_deref() == Some("AuthenticationFailure")
        }
        _ => false,
    }
}
