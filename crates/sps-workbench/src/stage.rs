//! One edit brought into the transaction (product F4, F18, 4.0.11).

use serde_json::Value;
use sps_client::{
    Client, Content, Error, Outcome, Resource, TransactionStatus, Transport, Verified, VerifyError,
};

use crate::document::{Pointer, cut_references, ignored_members, pointers};
use crate::transaction::ensure_open;

/// Where staging stopped. Nothing is repeated; what the person typed is still in the draft.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StageError {
    /// The transaction could not be read or opened. Nothing was written.
    #[error("the transaction could not be opened")]
    Open(#[source] Error),
    /// The write was refused, or no answer came to it; in that case read the resource before writing again.
    #[error("the change could not be staged")]
    Write(#[source] Error),
    /// The appliance took the write, but the resource could not be read afterwards: what it kept is not known.
    #[error("the staged change could not be read back")]
    ReadBack(#[source] Error),
    /// The answer to the write was lost, and reading shows that it is not staged.
    #[error("the change was not staged")]
    NotStaged(#[source] Error),
    /// The answer to the write was lost, and nobody can tell whether it is staged.
    #[error("it is not known whether the change was staged")]
    Unknown(#[source] Error),
}

impl StageError {
    /// What went wrong, whichever step it was.
    pub fn error(&self) -> &Error {
        match self {
            Self::Open(error)
            | Self::Write(error)
            | Self::ReadBack(error)
            | Self::NotStaged(error)
            | Self::Unknown(error) => error,
        }
    }
}

/// A staged edit, proved by reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Staged {
    /// The resource as it reads now, inside the transaction.
    pub read_back: Resource,
    /// Members that were sent and not kept (M6.7).
    pub ignored: Vec<Pointer>,
}

/// Stages a whole resource: opens a transaction unless one is open, sends `body` once, reads the resource and compares.
///
/// `body` is what [`Draft::put_body`](crate::Draft::put_body) gives.
///
/// # Errors
/// [`StageError`] by the step that failed.
pub async fn stage<T: Transport>(
    client: &Client<T>,
    path: &str,
    body: &Value,
) -> Result<Staged, StageError> {
    ensure_open(client).await.map_err(StageError::Open)?;
    let verified = client.replace_verified(path, body).await;
    let Verified { read_back, ignored } = verified.map_err(|error| match error {
        VerifyError::Write(error) => StageError::Write(error),
        VerifyError::ReadBack(error) => StageError::ReadBack(error),
    })?;
    let ignored = pointers(&ignored);
    Ok(Staged { read_back, ignored })
}

/// As [`stage`]; where the answer to the write is lost, the resource is read, and says whether it is staged. Nothing is
/// sent again. `base` is how the resource read before.
///
/// # Errors
/// [`StageError`] by the step that failed.
pub async fn stage_and_find_out<T: Transport>(
    client: &Client<T>,
    path: &str,
    base: &Value,
    body: &Value,
) -> Result<Staged, StageError> {
    match stage(client, path, body).await {
        Err(StageError::Write(error)) if error.outcome() == Outcome::Unknown => {
            match found(client, path, base, body).await {
                Some(Some(staged)) => Ok(staged),
                Some(None) => Err(StageError::NotStaged(error)),
                None => Err(StageError::Unknown(error)),
            }
        }
        other => other,
    }
}

/// What a write left behind whose answer was lost: staged, not staged, or nobody can tell.
async fn found<T: Transport>(
    client: &Client<T>,
    path: &str,
    base: &Value,
    body: &Value,
) -> Option<Option<Staged>> {
    if client.transaction().await.ok()?.status == TransactionStatus::Closed {
        return Some(None);
    }
    let read_back = client.resource(path).await.ok()?;
    let Content::Body(now) = &read_back.content else {
        return None;
    };
    if cut_references(now) == cut_references(base) {
        return Some(None);
    }
    // Anything else may also be what others committed before this transaction was opened.
    let is_as_sent = ignored_members(&cut_references(body), now).is_empty();
    let ignored = Vec::new();
    is_as_sent.then_some(Some(Staged { read_back, ignored }))
}
