//! A prepared undo brought into the transaction, write by write.

use serde_json::Value;
use sps_client::{Client, Content, Error, Transport};

use super::{KeyMap, Undo, Verb, Write};
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
    ensure_open(client)
        .await
        .map_err(|error| UndoStopped { done: 0, error })?;
    stage_steps(client, undo, None).await
}

/// A step that was staged, to be kept.
pub struct StagedStep<'a> {
    /// The write as it was sent.
    pub write: &'a Write,
    /// What was there before; `None` for a creation, and where it could not be read.
    pub base: Option<&'a Value>,
    /// The key a created object got.
    pub created: Option<&'a str>,
}

/// Told of each step as soon as it is staged.
pub type Told<'a> = &'a mut dyn FnMut(StagedStep<'_>);

/// The same in a transaction that is open already, telling of each step that was staged; for that it reads before each
/// write what is there.
///
/// # Errors
/// [`UndoStopped`] at the first write that was refused or unanswered.
pub async fn stage_undo_telling<T: Transport>(
    client: &Client<T>,
    undo: &Undo,
    told: Told<'_>,
) -> Result<KeyMap, UndoStopped> {
    stage_steps(client, undo, Some(told)).await
}

async fn stage_steps<T: Transport>(
    client: &Client<T>,
    undo: &Undo,
    mut told: Option<Told<'_>>,
) -> Result<KeyMap, UndoStopped> {
    let mut keys = KeyMap::default();
    for (done, step) in undo.steps.iter().enumerate() {
        if step.waits_for_secret() {
            continue;
        }
        let write = keys.applied(&step.write);
        let base = match &told {
            Some(_) if write.verb != Verb::Post => before(client, &write.path).await,
            _ => None,
        };
        let created = send(client, &write)
            .await
            .map_err(|error| UndoStopped { done, error })?;
        if let Some(key) = &created {
            keys.learn(step, key);
        }
        if let Some(told) = &mut told {
            told(StagedStep {
                write: &write,
                base: base.as_ref(),
                created: created.as_deref(),
            });
        }
    }
    Ok(keys)
}

async fn before<T: Transport>(client: &Client<T>, path: &str) -> Option<Value> {
    match client.resource(path).await.ok()?.content {
        Content::Body(body) => Some(body),
        Content::Node(_) | Content::Empty => None,
    }
}

/// Sends a write; the key of what it created.
async fn send<T: Transport>(client: &Client<T>, write: &Write) -> Result<Option<String>, Error> {
    let body = write.body.clone().unwrap_or_default();
    match write.verb {
        Verb::Put => client.replace(&write.path, &body).await.map(|()| None),
        Verb::Delete => client.delete(&write.path).await.map(|()| None),
        Verb::Post => client.create(&write.path, &body).await.map(|made| made.key),
    }
}
