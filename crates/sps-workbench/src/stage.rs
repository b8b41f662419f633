//! One edit brought into the transaction (product F4, F18, 4.0.11).

use serde_json::Value;
use sps_client::{Client, Content, Error, Resource, Transport};

use crate::document::{Pointer, ignored_members};
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
}

impl StageError {
    /// What went wrong, whichever step it was.
    pub fn error(&self) -> &Error {
        match self {
            Self::Open(error) | Self::Write(error) | Self::ReadBack(error) => error,
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
    client
        .replace(path, body)
        .await
        .map_err(StageError::Write)?;
    let read_back = client.resource(path).await.map_err(StageError::ReadBack)?;
    let ignored = match &read_back.content {
        Content::Body(content) => ignored_members(body, content),
        // Nothing of what was sent can be seen there.
        Content::Node(_) | Content::Empty => {
            let nothing = if body.is_object() {
                Value::Object(Default::default())
            } else {
                Value::Null
            };
            ignored_members(body, &nothing)
        }
    };
    Ok(Staged { read_back, ignored })
}
