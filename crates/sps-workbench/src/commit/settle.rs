//! Finding out about a commit whose answer was lost (product M5.8): from the transaction, and from what is live.

use sps_client::{Change, Client, Error, TransactionStatus, Transport};

use super::outcome::Finding;
use crate::undo::{is_live, read_live};

/// Whether a commit of `changes` was done. It writes nothing, and may be asked as often as the person wants.
///
/// In the session that sent the commit an open transaction says no, and a closed one yes unless what is live contradicts.
/// In another session (`is_same_session` is false) a closed transaction proves nothing, and what is live decides alone;
/// with a transaction open there, nothing live can be read and nobody can tell.
///
/// # Errors
/// An [`Error`] after which nothing can be said yet: no session, no answer.
pub async fn settle<T: Transport>(
    client: &Client<T>,
    changes: &[Change],
    is_same_session: bool,
) -> Result<Finding, Error> {
    match (client.transaction().await?.status, is_same_session) {
        (TransactionStatus::Open, true) => Ok(Finding::NotCommitted),
        (TransactionStatus::Open, false) | (TransactionStatus::Other(_), _) => {
            Ok(Finding::CannotTell)
        }
        (TransactionStatus::Closed, _) => {
            let live = read_live(client, changes).await?;
            Ok(match is_live(changes, &live) {
                Finding::CannotTell if is_same_session => Finding::Committed,
                found => found,
            })
        }
    }
}
