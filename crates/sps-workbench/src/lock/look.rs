//! Looking whether the lock is free.

use sps_client::{Client, Error, TransactionStatus, Transport};

use super::Look;

/// Where the appliance refused for the lock (`sps-api.md` §7.1); that decides what can be found out about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockAt {
    /// When a transaction was to be opened (5.x, 6.0).
    Opening,
    /// When it was to be committed (6.9.2 and later).
    Commit,
}

/// Looks once.
///
/// No guide knows a request that only reads the lock. Where opening takes it, a transaction is opened and, being empty,
/// closed at once: nothing of the configuration is written, and the lock is held no longer than that. Where the commit
/// takes it, nothing but a commit could tell, and none is sent: the transaction is read, which keeps it from ending with
/// the session, and the answer is [`Look::Unknown`].
///
/// # Errors
/// Any [`Error`] but the lock itself; it counts as [`Look::Unknown`], and tells of an ended session.
pub async fn look<T: Transport>(client: &Client<T>, at: LockAt) -> Result<Look, Error> {
    let state = client.transaction().await?;
    match (at, state.status) {
        // This session has a transaction: another tab got the lock.
        (LockAt::Opening, TransactionStatus::Open) => Ok(Look::Free),
        (LockAt::Opening, TransactionStatus::Closed) => match client.open_transaction().await {
            Ok(()) => let_go(client).await.map(|()| Look::Free),
            Err(Error::Locked(_)) => Ok(Look::Held),
            Err(error) => Err(error),
        },
        (LockAt::Opening, TransactionStatus::Other(_)) | (LockAt::Commit, _) => Ok(Look::Unknown),
    }
}

/// Closes the transaction that was just opened, unless another tab of this session has put something into it already.
async fn let_go<T: Transport>(client: &Client<T>) -> Result<(), Error> {
    if client.changes().await?.is_empty() {
        client.roll_back().await?;
    }
    Ok(())
}
