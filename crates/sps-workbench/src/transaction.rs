//! Opening the transaction, once, and only if it is not open; rolling it back, and proving it.

use sps_client::{Client, Error, Outcome, TransactionStatus, Transport};

/// Rolls the transaction back: sent once. Where the answer is lost, the transaction is read, and a closed one is what was
/// wanted (product 4.0.11).
///
/// # Errors
/// What the appliance answered, or that no answer came and the transaction is not known to be closed.
pub async fn roll_back<T: Transport>(client: &Client<T>) -> Result<(), Error> {
    let Err(error) = client.roll_back().await else {
        return Ok(());
    };
    if error.outcome() == Outcome::Unknown
        && let Ok(state) = client.transaction().await
        && state.status == TransactionStatus::Closed
    {
        return Ok(());
    }
    Err(error)
}

/// Reads the state and opens a transaction unless one is open: whether opening twice is an error differs between
/// versions (`sps-api.md` §7.3), and an explicit opening makes the moment of the snapshot known (product F4).
pub(crate) async fn ensure_open<T: Transport>(client: &Client<T>) -> Result<(), Error> {
    open_unless_open(client).await.map(drop)
}

/// The same, and tells whether it was opened here: then there is nothing else in it.
pub(crate) async fn open_unless_open<T: Transport>(client: &Client<T>) -> Result<bool, Error> {
    match client.transaction().await?.status {
        TransactionStatus::Open => Ok(false),
        TransactionStatus::Closed => client.open_transaction().await.map(|()| true),
        // What is in it is not known.
        TransactionStatus::Other(_) => client.open_transaction().await.map(|()| false),
    }
}

/// The same for writes that may not need a transaction (API keys, product Q3): a refusal to open is handed back as
/// `Ok(Some(refusal))`, so that the write is tried without.
pub(crate) async fn open_if_possible<T: Transport>(
    client: &Client<T>,
) -> Result<Option<Error>, Error> {
    match ensure_open(client).await {
        Ok(()) => Ok(None),
        Err(
            refusal @ (Error::LacksRight(_)
            | Error::NotFound(_)
            | Error::NotAllowed(_)
            | Error::Locked(_)
            | Error::Conflict(_)
            | Error::Refused(_)),
        ) => Ok(Some(refusal)),
        Err(error) => Err(error),
    }
}
