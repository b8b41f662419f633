//! A prepared undo brought into the transaction, write by write.

use sps_client::{Client, Error, Transport};

use super::{KeyMap, Step, Undo, Verb};
use crate::transaction::ensure_open;

/// Where the staging of an undo stopped. Nothing is repeated; what was staged before is in the changelog.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("the undo stopped after {done} writes")]
pub struct UndoStopped {
    /// How many steps were staged, in the order of [`Undo::steps`]; those that wait for a secret count as done.
    pub done: usize,
    /// What the appliance answered to the next one, or to the opening of the transaction.
    #[source]
    pub error: Error,
}

/// Stages the steps of an undo in their order: opens a transaction unless one is open, sends each write once, and carries
/// new keys on. Steps that wait for a secret are left out; the keys that objects got are handed back.
///
/// # Errors
/// [`UndoStopped`] at the first write that was refused or unanswered.
pub async fn stage_undo<T: Transport>(
    client: &Client<T>,
    undo: &Undo,
) -> Result<KeyMap, UndoStopped> {
    let mut keys = KeyMap::default();
    let opened = ensure_open(client).await;
    opened.map_err(|error| UndoStopped { done: 0, error })?;
    for (done, step) in undo.steps.iter().enumerate() {
        if step.waits_for_secret() {
            continue;
        }
        let sent = send(client, step, &mut keys).await;
        sent.map_err(|error| UndoStopped { done, error })?;
    }
    Ok(keys)
}

async fn send<T: Transport>(
    client: &Client<T>,
    step: &Step,
    keys: &mut KeyMap,
) -> Result<(), Error> {
    let write = keys.applied(&step.write);
    let body = write.body.unwrap_or_default();
    match write.verb {
        Verb::Put => client.replace(&write.path, &body).await,
        Verb::Delete => client.delete(&write.path).await,
        Verb::Post => {
            let created = client.create(&write.path, &body).await?;
            if let Some(key) = &created.key {
                keys.learn(step, key);
            }
            Ok(())
        }
    }
}
