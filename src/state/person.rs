//! Who is at this browser.

use sps_client::UserInfo;

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

impl Person {
    /// Whether somebody is signed in; `None` while that is not known.
    pub fn is_known_to_be_signed_in(&self) -> Option<bool> {
        match self {
            Person::Starting => None,
            Person::SignedOut(_) => Some(false),
            Person::SignedIn(_) => Some(true),
        }
    }
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
