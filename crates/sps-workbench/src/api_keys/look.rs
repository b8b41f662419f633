//! What is open and staged before a key is touched, and where a key stands.

use sps_client::{
    Change, Client, Error, MessageRule, TransactionState, TransactionStatus, Transport,
};

use super::list::id_in;
use crate::commit::{MessageNeed, message_need};

/// What a commit would meet now.
#[derive(Debug, Clone)]
pub struct Around {
    /// The transaction's state; `None` where this person may not read it.
    pub state: Option<TransactionState>,
    /// Everything staged in it, by this tab or another.
    pub changes: Vec<Change>,
    /// Whether the commit needs a message.
    pub need: MessageNeed,
}

/// Reads the transaction, its changes and the need of a message, so that the guard and the form tell what is so now and
/// not what this tab once knew (M4.4, F7).
///
/// # Errors
/// What the appliance answered; a missing right is no error, it only leaves things unknown.
pub async fn look_around<T: Transport>(client: &Client<T>) -> Result<Around, Error> {
    let state = match client.transaction().await {
        Ok(state) => state,
        // Not everybody may read it; the write itself will tell.
        Err(Error::LacksRight(_) | Error::NotFound(_) | Error::NotAllowed(_)) => {
            return Ok(Around {
                state: None,
                changes: Vec::new(),
                need: MessageNeed::Unknown,
            });
        }
        Err(error) => return Err(error),
    };
    let changes = match state.status {
        TransactionStatus::Closed => Vec::new(),
        TransactionStatus::Open | TransactionStatus::Other(_) => client.changes().await?,
    };
    let required = match client.message_rule(&state).await {
        Ok(MessageRule::Required) => Some(true),
        Ok(MessageRule::Optional) => Some(false),
        Ok(MessageRule::Unknown) => None,
        Err(error @ Error::SessionEnded(_)) => return Err(error),
        // Only a refinement: without it a refusal of the commit will tell.
        Err(_) => None,
    };
    Ok(Around {
        need: message_need(&state, required),
        state: Some(state),
        changes,
    })
}

/// How many staged changes a commit would activate besides those of the API key with this id; all of them where there
/// is no key yet (M4.4, D3).
pub fn other_changes(changes: &[Change], own: Option<&str>) -> usize {
    changes
        .iter()
        .filter(|change| own.is_none() || id_in(change).as_deref() != own)
        .count()
}

/// Where a key stands.
#[derive(Debug, Clone, PartialEq)]
pub enum KeyFound {
    /// It is live: it works.
    Active,
    /// It is in the open transaction and works after its commit.
    Waiting {
        /// How many other changes the commit would activate.
        others: usize,
    },
    /// It is neither live nor staged: it will never work.
    Gone,
    /// The appliance could not be asked.
    CannotTell(Error),
}

/// Looks for a key by its id, with reads alone (4.0.11).
pub async fn find_key<T: Transport>(client: &Client<T>, id: &str) -> KeyFound {
    match found(client, id).await {
        Ok(found) => found,
        Err(error) => KeyFound::CannotTell(error),
    }
}

async fn found<T: Transport>(client: &Client<T>, id: &str) -> Result<KeyFound, Error> {
    let is_open = client.transaction().await?.status != TransactionStatus::Closed;
    let is_listed = client.api_keys().await?.iter().any(|key| key.key == id);
    if !is_listed {
        return Ok(KeyFound::Gone);
    }
    // Without a transaction the list shows what is live. In one it shows its own changes too: the changelog tells.
    let changes = if is_open {
        client.changes().await?
    } else {
        Vec::new()
    };
    let is_staged = changes
        .iter()
        .any(|change| id_in(change).as_deref() == Some(id));
    Ok(if is_staged {
        KeyFound::Waiting {
            others: other_changes(&changes, Some(id)),
        }
    } else {
        KeyFound::Active
    })
}
