//! Who is signed in without being let in.

use sps_client::{Error, paths};

/// Whether somebody is signed in all right and only may not use the API (product M1.13). Newer firmware says so with 403,
/// older with 401 and a type of its own (`sps-api.md` §6.2). Who is refused at the sign-in itself is not signed in, and a
/// refusal without a type may be any server's.
pub fn lacks_api_right(error: &Error) -> bool {
    match error {
        Error::LacksRight(refusal) => {
            refusal.kind.is_some() && refusal.path != paths::AUTHENTICATION
        }
        Error::SessionNotKept(refusal) | Error::SessionEnded(refusal) => {
            refusal.kind.as_deref() == Some("AuthenticationFailure")
        }
        _ => false,
    }
}
