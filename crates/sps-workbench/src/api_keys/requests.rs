//! Create, commit, take back, delete. Each write is sent once, success is proved by reading (product 4.0.10, 4.0.11).

use sps_client::{ApiKeyName, Client, Error, NewApiKey, TransactionStatus, Transport};

use super::look::{KeyFound, find_key, other_changes};
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

/// Commits a key that was just created, unless other changes were staged with it meanwhile (M4.4, D3).
///
/// If the appliance says that no transaction is open, the key took effect at once and nothing is committed (product
/// F5); the list proves it. The list also settles a commit whose answer was lost.
///
/// # Errors
/// [`KeyFound::Waiting`] with other changes; nothing was committed then.
pub async fn activate_key<T: Transport>(
    client: &Client<T>,
    id: &str,
    message: Option<&str>,
) -> Result<CommitOutcome, KeyFound> {
    activate(client, message, &Expected::Listed(id))
        .await
        .map_err(|others| KeyFound::Waiting { others })
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
        KeyFound::Waiting { others: 0 } => {
            Ok(send_commit(client, message, &Expected::Listed(id)).await)
        }
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

/// Takes a staged key back (M4.6): deletes it in the transaction, and rolls that back only if nothing else is left in
/// it, which frees the lock. What another tab stages meanwhile stays.
///
/// # Errors
/// What the appliance answered; the key is still staged then, or nobody can tell.
pub async fn withdraw_key<T: Transport>(client: &Client<T>, id: &str) -> Result<Withdrawn, Error> {
    match find_key(client, id).await {
        KeyFound::Active => return Ok(Withdrawn::Active),
        KeyFound::Gone => return Ok(Withdrawn::Gone),
        // It may have taken the key with it, but that is the appliance's doing (product F2).
        KeyFound::CannotTell(Error::SessionEnded(_)) => return Ok(Withdrawn::Gone),
        KeyFound::CannotTell(error) => return Err(error),
        KeyFound::Waiting { .. } => {}
    }
    gone_is_fine(client.delete_api_key(id).await)?;
    if other_changes(&client.changes().await?, Some(id)) == 0 {
        gone_is_fine(client.roll_back().await)?;
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

/// Gone already, by time-out or another tab: that is what was wanted.
fn gone_is_fine(done: Result<(), Error>) -> Result<(), Error> {
    match done {
        Ok(()) | Err(Error::NotFound(_)) => Ok(()),
        Err(error) => Err(error),
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

/// Deletes a key and commits that; `None` if other changes were staged with it meanwhile, so that nothing was committed.
///
/// # Errors
/// What the appliance answered to the deletion or before; then nothing was committed.
pub async fn delete_and_activate<T: Transport>(
    client: &Client<T>,
    id: &str,
    message: Option<&str>,
) -> Result<Option<CommitOutcome>, Error> {
    delete_only(client, id).await?;
    Ok(retry_deletion(client, id, message).await)
}

/// Commits a staged deletion, unless other changes are staged with it: `None`, and nothing was committed.
pub async fn retry_deletion<T: Transport>(
    client: &Client<T>,
    id: &str,
    message: Option<&str>,
) -> Option<CommitOutcome> {
    activate(client, message, &Expected::Gone(id)).await.ok()
}

/// What the live list of keys shows once the write is active.
enum Expected<'a> {
    Listed(&'a str),
    Gone(&'a str),
}

impl Expected<'_> {
    fn id(&self) -> &str {
        match self {
            Self::Listed(id) | Self::Gone(id) => id,
        }
    }
}

/// Commits if there is something to commit and it is about this key alone; else how many other changes there are.
async fn activate<T: Transport>(
    client: &Client<T>,
    message: Option<&str>,
    expected: &Expected<'_>,
) -> Result<CommitOutcome, usize> {
    let read = async {
        match client.transaction().await?.status {
            TransactionStatus::Closed => Ok(None),
            _ => client.changes().await.map(Some),
        }
    };
    match read.await {
        Ok(None) => Ok(live(client, expected).await),
        Ok(Some(changes)) => match other_changes(&changes, Some(expected.id())) {
            0 => Ok(send_commit(client, message, expected).await),
            others => Err(others),
        },
        Err(error @ Error::SessionEnded(_)) => Ok(CommitOutcome::SessionEnded(error)),
        Err(error) => Ok(cannot_tell(error)),
    }
}

async fn send_commit<T: Transport>(
    client: &Client<T>,
    message: Option<&str>,
    expected: &Expected<'_>,
) -> CommitOutcome {
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
