//! Create, commit, take back, delete. Each write is sent once, success is proved by reading (product 4.0.10, 4.0.11).

use sps_client::{ApiKeyName, Client, Error, NewApiKey, TransactionStatus, Transport};

use super::look::{KeyFound, find_key};
use crate::commit::{CommitOutcome, Finding, commit, contradiction};
use crate::transaction::open_if_possible;

/// Creates a key in the transaction and commits nothing. Opens a transaction unless one is open; where the appliance
/// refuses to, the key is created without (product Q3).
///
/// # Errors
/// What the appliance answered. After [`Error::Transport`], [`Error::ApplianceFault`] and [`Error::NotTheApi`] a key may
/// be staged whose value nobody knows: look at the list, and delete it.
pub async fn create_only<T: Transport>(
    client: &Client<T>,
    name: &ApiKeyName,
) -> Result<NewApiKey, Error> {
    let not_opened = open_if_possible(client).await?;
    client
        .create_api_key(name)
        .await
        .map_err(|error| or_reason(not_opened, error))
}

/// Commits a key that was just created.
///
/// If the appliance says that no transaction is open, the key took effect at once and nothing is committed (product
/// F5); the list proves it. The list also settles a commit whose answer was lost.
pub async fn activate_key<T: Transport>(
    client: &Client<T>,
    id: &str,
    message: Option<&str>,
) -> CommitOutcome {
    activate(client, message, &Expected::Listed(id)).await
}

/// Tries the commit of a staged key again, after the person said so: looks first, and commits only what is still
/// waiting. With other changes staged meanwhile it commits nothing and answers [`KeyFound::Waiting`] (M4.4).
///
/// # Errors
/// Where the key stands, if it is not waiting alone; nothing was written then.
pub async fn retry_key<T: Transport>(
    client: &Client<T>,
    id: &str,
    message: Option<&str>,
) -> Result<CommitOutcome, KeyFound> {
    match find_key(client, id).await {
        KeyFound::Waiting { others: 0 } => Ok(activate_key(client, id, message).await),
        found => Err(found),
    }
}

/// What became of a key that was given up.
#[derive(Debug, Clone, PartialEq)]
pub enum Withdrawn {
    /// There is no such key, and there will be none.
    Gone,
    /// It is live all the same: the commit had gone through.
    Active,
}

/// Takes a staged key back (M4.6): rolls the transaction back if it holds nothing else, which frees the lock too;
/// otherwise deletes the key in it and leaves everything else alone.
///
/// # Errors
/// What the appliance answered; the key is still staged then, or nobody can tell.
pub async fn withdraw_key<T: Transport>(client: &Client<T>, id: &str) -> Result<Withdrawn, Error> {
    let others = match find_key(client, id).await {
        KeyFound::Active => return Ok(Withdrawn::Active),
        KeyFound::Gone => return Ok(Withdrawn::Gone),
        // It may have taken the key with it, but that is the appliance's doing (product F2).
        KeyFound::CannotTell(Error::SessionEnded(_)) => return Ok(Withdrawn::Gone),
        KeyFound::CannotTell(error) => return Err(error),
        KeyFound::Waiting { others } => others,
    };
    let done = if others == 0 {
        client.roll_back().await
    } else {
        client.delete_api_key(id).await
    };
    match done {
        // Gone already, by time-out or another tab: that is what was wanted.
        Ok(()) | Err(Error::NotFound(_)) => {}
        Err(error) => return Err(error),
    }
    match find_key(client, id).await {
        KeyFound::Gone => Ok(Withdrawn::Gone),
        KeyFound::Active => Ok(Withdrawn::Active),
        KeyFound::CannotTell(error) => Err(error),
        KeyFound::Waiting { .. } => Err(contradiction(
            "the API key was taken back and is still staged",
        )),
    }
}

/// Deletes a key in the transaction and commits nothing.
///
/// # Errors
/// What the appliance answered.
pub async fn delete_only<T: Transport>(client: &Client<T>, id: &str) -> Result<(), Error> {
    let not_opened = open_if_possible(client).await?;
    client
        .delete_api_key(id)
        .await
        .map_err(|error| or_reason(not_opened, error))
}

/// Deletes a key and commits that.
///
/// # Errors
/// What the appliance answered to the deletion or before; then nothing was committed.
pub async fn delete_and_activate<T: Transport>(
    client: &Client<T>,
    id: &str,
    message: Option<&str>,
) -> Result<CommitOutcome, Error> {
    delete_only(client, id).await?;
    Ok(activate(client, message, &Expected::Gone(id)).await)
}

/// Tries the commit of a staged deletion again, after the person said so and the guard looked.
pub async fn retry_deletion<T: Transport>(
    client: &Client<T>,
    id: &str,
    message: Option<&str>,
) -> CommitOutcome {
    activate(client, message, &Expected::Gone(id)).await
}

/// What the live list of keys shows once the write is active.
enum Expected<'a> {
    Listed(&'a str),
    Gone(&'a str),
}

/// Commits if there is something to commit.
async fn activate<T: Transport>(
    client: &Client<T>,
    message: Option<&str>,
    expected: &Expected<'_>,
) -> CommitOutcome {
    let status = match client.transaction().await {
        Ok(state) => state.status,
        Err(error @ Error::SessionEnded(_)) => return CommitOutcome::SessionEnded(error),
        Err(error) => return cannot_tell(error),
    };
    if status == TransactionStatus::Closed {
        return live(client, expected).await;
    }
    match commit(client, message).await {
        // The answer was lost and the transaction is closed: committed or rolled back. The list tells which.
        CommitOutcome::Unknown {
            finding: Finding::Committed,
            ..
        } => live(client, expected).await,
        outcome => outcome,
    }
}

/// No transaction is open: either the write needed none, or it was committed, or another tab rolled back meanwhile.
/// Without a transaction the list shows what is live, so it tells which.
async fn live<T: Transport>(client: &Client<T>, expected: &Expected<'_>) -> CommitOutcome {
    let keys = match client.api_keys().await {
        Ok(keys) => keys,
        Err(error) => return cannot_tell(error),
    };
    let is_listed = |id: &str| keys.iter().any(|key| key.key == id);
    let is_live = match expected {
        Expected::Listed(id) => is_listed(id),
        Expected::Gone(id) => !is_listed(id),
    };
    if is_live {
        return CommitOutcome::Committed;
    }
    CommitOutcome::Unknown {
        error: contradiction("no transaction is open and the change to the API key is not live"),
        finding: Finding::NotCommitted,
    }
}

fn cannot_tell(error: Error) -> CommitOutcome {
    CommitOutcome::Unknown {
        error,
        finding: Finding::CannotTell,
    }
}

/// Where the transaction was refused, a refusal of the write is only its consequence; a lost answer stays one.
fn or_reason(not_opened: Option<Error>, error: Error) -> Error {
    match (not_opened, error.refusal()) {
        (Some(reason), Some(refusal)) if refusal.status < 500 && refusal.status != 401 => reason,
        _ => error,
    }
}
