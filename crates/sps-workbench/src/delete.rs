//! An object deleted in the transaction, and what uses it, looked for before.

use sps_client::{Client, Content, Error, Resource, Transport, paths};

use crate::catalogue::Catalogue;
use crate::find::{Hit, Index};
use crate::secret::is_secret_list;
use crate::stage::StageError;
use crate::transaction::ensure_open;

/// Deletes the object at `path`: opens a transaction unless one is open, sends the deletion once. The change list and the
/// list of the object show what came of it.
///
/// # Errors
/// [`StageError::Open`] and [`StageError::Write`]; an object that is in use is refused by most appliances.
pub async fn delete<T: Transport>(client: &Client<T>, path: &str) -> Result<(), StageError> {
    ensure_open(client).await.map_err(StageError::Open)?;
    client.delete(path).await.map_err(StageError::Write)
}

/// What refers to the object at `path` among what was read, one place a resource, without the object itself.
pub fn users(index: &Index, path: &str) -> Vec<Hit> {
    let mut users: Vec<Hit> = Vec::new();
    for hit in index.used_by(path) {
        if hit.path != path && !users.iter().any(|user| user.path == hit.path) {
            users.push(hit);
        }
    }
    users
}

/// Reads the configuration as far as this person may, step by step, so that a screen can show how far it is and stop.
#[derive(Debug, Default)]
pub struct Survey {
    index: Index,
    waiting: Vec<String>,
    read: usize,
    /// Resources that this person may not read.
    closed: usize,
}

impl Survey {
    /// A survey of the node at `start` and everything below it.
    pub fn new(start: impl Into<String>) -> Self {
        Self {
            waiting: vec![start.into()],
            ..Self::default()
        }
    }

    /// What was seen so far.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// How many requests were made, and how many are known to come.
    pub fn progress(&self) -> (usize, usize) {
        (self.read, self.waiting.len())
    }

    /// How many places could not be read for lack of a right: what is there is not known.
    pub fn closed(&self) -> usize {
        self.closed
    }

    /// Makes the next request; false if there is none.
    ///
    /// # Errors
    /// What keeps all others from being answered, too: the end of the session, no connection. What one place refuses is
    /// counted instead.
    pub async fn step<T: Transport>(&mut self, client: &Client<T>) -> Result<bool, Error> {
        let Some(path) = self.waiting.pop() else {
            return Ok(false);
        };
        let answer = client.resource(&path).await;
        self.read += 1;
        match answer {
            Ok(resource) => self.take(&path, resource),
            Err(Error::LacksRight(_)) => self.closed += 1,
            // Collections that cannot be read, and what was deleted meanwhile, refer to nothing.
            Err(Error::NotAllowed(_) | Error::NotFound(_) | Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
        Ok(true)
    }

    fn take(&mut self, path: &str, resource: Resource) {
        match resource.content {
            Content::Body(body) => self.index.note(path, &body, &Catalogue::default()),
            Content::Node(items) => {
                let below = path.trim_end_matches('/').to_owned() + "/";
                for item in items {
                    let link = item.href.as_deref().and_then(paths::followable);
                    // Only down the tree: so it ends, whatever the links say.
                    let Some(link) = link.filter(|link| link.starts_with(&below)) else {
                        continue;
                    };
                    match item.body {
                        Some(body) => self.index.note(&link, &body, &Catalogue::default()),
                        // These cannot be read, and refer to nothing.
                        None if is_secret_list(&link) => {}
                        None => self.waiting.push(link),
                    }
                }
            }
            Content::Empty => {}
        }
    }
}
