//! Creating and deleting API keys so that a person never holds a key that does not work (product M4, D2).
//!
//! A commit activates the whole transaction, so callers first ask [`own_changes_only`] and show what else would become
//! active (M4.4). Nothing here is repeated, and the key value is in [`NewApiKey`] alone.

use sps_client::{ApiKeyName, Change, Client, Error, NewApiKey, TransactionStatus, Transport};

use crate::changes::Location;
use crate::commit::{CommitOutcome, Finding, commit, contradiction};
use crate::transaction::open_if_possible;

/// What is being done, for a line of progress (M4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStep {
    /// The change is being staged.
    Creating,
    /// The transaction is being committed.
    Activating,
}

/// What came of creating a key.
#[derive(Debug)]
pub enum KeyOutcome {
    /// The key works. Its value may be shown, once.
    Active(NewApiKey),
    /// The key is staged and does not work yet, or not for certain; keep its value hidden (M4.6).
    NotActive {
        /// The key, for a later commit that succeeds.
        key: NewApiKey,
        /// What came of the commit.
        commit: CommitOutcome,
    },
    /// No key value came back. After [`Error::Transport`], [`Error::ApplianceFault`] and [`Error::NotTheApi`] a key may
    /// be staged whose value nobody knows: look at the changelog, and roll back or delete it.
    NotCreated(Error),
}

/// Creates a key and commits it: opens a transaction unless one is open, creates, commits.
///
/// If the appliance says afterwards that no transaction is open, the key took effect at once and nothing is committed
/// (product F5).
pub async fn create_and_activate<T: Transport>(
    client: &Client<T>,
    name: &ApiKeyName,
    message: Option<&str>,
    on_step: impl Fn(KeyStep),
) -> KeyOutcome {
    on_step(KeyStep::Creating);
    let key = match create_only(client, name).await {
        Ok(key) => key,
        Err(error) => return KeyOutcome::NotCreated(error),
    };
    on_step(KeyStep::Activating);
    match activate(client, message, &Expected::Listed(&key.key)).await {
        CommitOutcome::Committed => KeyOutcome::Active(key),
        commit => KeyOutcome::NotActive { key, commit },
    }
}

/// Creates a key in the transaction and leaves the commit to the person (M4.5). Opens a transaction unless one is open;
/// where the appliance refuses to, the key is created without (product Q3).
///
/// # Errors
/// What the appliance answered. The same doubt as at [`KeyOutcome::NotCreated`] remains.
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

/// Deletes a key and commits that, in the same way as [`create_and_activate`].
///
/// # Errors
/// What the appliance answered to the deletion or before; then nothing was committed.
pub async fn delete_and_activate<T: Transport>(
    client: &Client<T>,
    key: &str,
    message: Option<&str>,
    on_step: impl Fn(KeyStep),
) -> Result<CommitOutcome, Error> {
    on_step(KeyStep::Creating);
    let not_opened = open_if_possible(client).await?;
    client
        .delete_api_key(key)
        .await
        .map_err(|error| or_reason(not_opened, error))?;
    on_step(KeyStep::Activating);
    Ok(activate(client, message, &Expected::Gone(key)).await)
}

/// How many of the staged changes are about something else than API keys, and would become active with them (M4.4, D3).
pub fn own_changes_only(changes: &[Change]) -> usize {
    changes
        .iter()
        .filter(|change| !Location::read(&change.path).is_within_api(&["user", "api_keys"]))
        .count()
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
    match client.transaction().await.map(|state| state.status) {
        Ok(TransactionStatus::Open | TransactionStatus::Other(_)) => commit(client, message).await,
        Ok(TransactionStatus::Closed) => effective_at_once(client, expected).await,
        Err(error @ Error::SessionEnded(_)) => CommitOutcome::SessionEnded(error),
        Err(error) => CommitOutcome::Unknown {
            error,
            finding: Finding::CannotTell,
        },
    }
}

/// No transaction is open: either the write needed none, or another tab committed or rolled back meanwhile. Without a
/// transaction the list shows what is live, so it tells which.
async fn effective_at_once<T: Transport>(
    client: &Client<T>,
    expected: &Expected<'_>,
) -> CommitOutcome {
    let keys = match client.api_keys().await {
        Ok(keys) => keys,
        Err(error) => {
            return CommitOutcome::Unknown {
                error,
                finding: Finding::CannotTell,
            };
        }
    };
    let is_listed = |id: &str| keys.iter().any(|key| key.key == id);
    let is_active = match expected {
        Expected::Listed(id) => is_listed(id),
        Expected::Gone(id) => !is_listed(id),
    };
    if is_active {
        return CommitOutcome::Committed;
    }
    CommitOutcome::Unknown {
        error: contradiction("no transaction is open and the change to the API key is not live"),
        finding: Finding::NotCommitted,
    }
}

/// Where the transaction was refused, a refusal of the write is only its consequence; a lost answer stays one.
fn or_reason(not_opened: Option<Error>, error: Error) -> Error {
    match (not_opened, error.refusal()) {
        (Some(reason), Some(refusal)) if refusal.status < 500 && refusal.status != 401 => reason,
        _ => error,
    }
}
