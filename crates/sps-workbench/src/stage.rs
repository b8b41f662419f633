//! One edit brought into the transaction (product F4, F18, 4.0.11).

use serde_json::Value;
use sps_client::{
    Client, Content, Error, Outcome, Resource, TransactionStatus, Transport, Verified, VerifyError,
};

use crate::document::{Draft, Pointer, cut_references, ignored_members, pointers};
use crate::replay::{draft_over, is_outdated};
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
    /// Whether the write may stand in the transaction all the same.
    pub fn may_stand(&self) -> bool {
        match self {
            Self::Write(error) => error.outcome() == Outcome::Unknown,
            Self::Unknown(_) => true,
            Self::Open(_) | Self::ReadBack(_) | Self::NotStaged(_) => false,
        }
    }

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
    put(client, path, body).await
}

async fn put<T: Transport>(
    client: &Client<T>,
    path: &str,
    body: &Value,
) -> Result<Staged, StageError> {
    let verified = client.replace_verified(path, body).await;
    let Verified { read_back, ignored } = verified.map_err(|error| match error {
        VerifyError::Write(error) => StageError::Write(error),
        VerifyError::ReadBack(error) => StageError::ReadBack(error),
    })?;
    let ignored = pointers(&ignored);
    Ok(Staged { read_back, ignored })
}

/// What came of staging a draft.
pub enum DraftStaged {
    /// It is in the transaction.
    Staged {
        /// What the appliance made of it.
        staged: Box<Staged>,
        /// What was sent.
        body: Value,
        /// What was there before, without the person's own: the base of a kept write.
        base: Value,
    },
    /// Nothing was sent: somebody changed the same places since the draft was begun. This is the same edit over what is
    /// there now, for another look.
    Moved(Box<Draft>),
}

/// Stages a draft in the open transaction, over what the resource holds there now: what others changed elsewhere in it
/// stays as they made it (product F8, M7). `may_stand` is what [`Journal::may_stand`](crate::journal::Journal::may_stand)
/// says of it: whether what is read may be the person's own edit already.
///
/// # Errors
/// [`StageError`] by the step that failed; [`StageError::Open`] if the resource could not be read.
pub async fn stage_draft<T: Transport>(
    client: &Client<T>,
    path: &str,
    draft: &Draft,
    may_stand: bool,
) -> Result<DraftStaged, StageError> {
    let now = client.resource(path).await.map_err(StageError::Open)?;
    let mut over = None;
    if let Content::Body(theirs) = &now.content
        && is_outdated(draft, theirs)
    {
        let (draft, merge) = draft_over(draft, theirs);
        if !merge.conflicts().is_empty() {
            return Ok(DraftStaged::Moved(Box::new(draft)));
        }
        over = Some(draft);
    }
    let draft = over.as_ref().unwrap_or(draft);
    let body = draft.put_body();
    let base = match &now.content {
        // What is live already is not of this transaction, also where it is as the person wants it.
        Content::Body(theirs) if !may_stand => theirs,
        _ => draft.base(),
    };
    let staged = put_and_find_out(client, path, base, &body).await?;
    Ok(DraftStaged::Staged {
        staged: Box::new(staged),
        body,
        base: base.clone(),
    })
}

/// As [`put`]; where the answer to the write is lost, the resource is read, and says whether it is staged. Nothing is
/// sent again. `base` is how the resource read before.
async fn put_and_find_out<T: Transport>(
    client: &Client<T>,
    path: &str,
    base: &Value,
    body: &Value,
) -> Result<Staged, StageError> {
    match put(client, path, body).await {
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
