//! Who is signed in without being let in.

use sps_client::Error;

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
