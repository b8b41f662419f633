//! What a transaction holds and the journal does not know: staged in another tab, by a script, or before the journal was
//! lost. It is taken over from the changelog, so that rolling the transaction back loses nothing (product M7.5).

use std::pin::Pin;

use serde_json::Value;
use sps_client::{Change, Client, Content, Error, Transport};

use super::net::{Net, net};
use crate::document::cut_references;
use crate::journal::{Cut, Entry, Journal, Kept, Method, NewWrite, WallTime, places_to_fill};
use crate::merge::alike;
use crate::undo::{Read, Reading, Step, Verb, Verdict, prepare, reads};

/// What a transaction holds, read inside it.
pub struct Held {
    changes: Vec<Change>,
    readings: Vec<Reading>,
}

/// Reads inside the transaction what its changes are about, each address once. Only reads. `known` are addresses of
/// resources and objects that the journal has.
///
/// # Errors
/// The session is over, or nobody answers. What else cannot be read is found missing by [`adopt`].
pub fn read_held<'a, T: Transport>(
    client: &'a Client<T>,
    changes: &'a [Change],
    known: &'a [String],
) -> Pin<Box<dyn Future<Output = Result<Held, Error>> + 'a>> {
    Box::pin(async move {
        let mut held = Held {
            changes: changes.to_vec(),
            readings: Vec::new(),
        };
        for path in known {
            held.set_boundary(path, path);
        }
        let mut unread: Vec<String> = Vec::new();
        while let Some(path) = held.wanted(&unread) {
            if held.read(client, &path).await? {
                continue;
            }
            // Outside the documented tree a changelog does not tell where a resource ends and its content begins.
            match path.rsplit_once('/') {
                Some((parent, _)) if held.read(client, parent).await? => {
                    held.set_boundary(&path, parent);
                }
                _ => unread.push(path),
            }
        }
        Ok(held)
    })
}

impl Held {
    /// The next address to read.
    fn wanted(&self, unread: &[String]) -> Option<String> {
        let mut wanted: Vec<String> = Vec::new();
        for read in reads(&self.changes) {
            if let Read::Resource(path) = read {
                wanted.push(path);
            }
        }
        // An object that was created reads as it is now, with what was made of it later.
        for step in prepare(&self.changes, &[]).steps {
            if step.write.verb == Verb::Delete {
                wanted.push(step.write.path);
            }
        }
        wanted
            .into_iter()
            .find(|path| !unread.contains(path) && self.body(path).is_none())
    }

    fn body(&self, path: &str) -> Option<&Value> {
        self.readings.iter().find_map(|reading| match reading {
            Reading::Resource { path: of, body } if of == path => Some(body),
            _ => None,
        })
    }

    async fn read<T: Transport>(&mut self, client: &Client<T>, path: &str) -> Result<bool, Error> {
        match client.resource(path).await {
            Ok(resource) => {
                let Content::Body(body) = resource.content else {
                    return Ok(false);
                };
                let path = path.to_owned();
                self.readings.push(Reading::Resource { path, body });
                Ok(true)
            }
            Err(error @ (Error::SessionEnded(_) | Error::Transport(_))) => Err(error),
            Err(_) => Ok(false),
        }
    }

    /// What was taken for a resource at `path` is a member of the one at `parent`.
    fn set_boundary(&mut self, path: &str, parent: &str) {
        for change in &mut self.changes {
            let written = change.path.replace('#', "/");
            let full = if written.starts_with('/') {
                written
            } else {
                format!("/api/configuration/{written}")
            };
            let is_inside = full == path || full.starts_with(&format!("{path}/"));
            let member = full.strip_prefix(parent).unwrap_or_default();
            let member = member.trim_start_matches('/');
            if is_inside && !member.is_empty() {
                change.path = format!("{parent}#{member}");
            }
        }
    }
}

/// The addresses of what the journal has staged.
pub fn staged_paths(journal: &Journal) -> Vec<String> {
    let staged = journal.staged();
    let path = |entry: &&Entry| match &entry.created {
        Some(key) => format!("{}/{key}", entry.path.trim_end_matches('/')),
        None => entry.path.clone(),
    };
    staged.iter().map(path).collect()
}

/// Keeps what the changelog lists and the journal does not have, as if it had been staged here. The addresses of what
/// cannot be kept are handed back: a roll back loses them.
#[must_use = "what cannot be kept has to be told before it is thrown away"]
pub fn adopt(journal: &mut Journal, held: &Held, at: WallTime) -> Vec<String> {
    let undo = prepare(&held.changes, &held.readings);
    let mut left_out: Vec<String> = Vec::new();
    let lose = |path: &str, left_out: &mut Vec<String>| {
        if !left_out.iter().any(|known| known == path) {
            left_out.push(path.to_owned());
        }
    };
    for item in &undo.items {
        let is_kept = journal.staged().iter().any(|entry| {
            entry
                .created
                .as_deref()
                .is_some_and(|key| item.path == format!("{}/{key}", entry.path))
        });
        if matches!(item.verdict, Verdict::Cannot(_)) && !is_kept {
            lose(&item.path, &mut left_out);
        }
    }
    // What is taken back last was made first.
    for step in undo.steps.iter().rev() {
        let Some(write) = staged(step, held) else {
            lose(&step.write.path, &mut left_out);
            continue;
        };
        let entries = journal.staged();
        if net(&entries).changes.iter().any(|net| write.is_like(net)) {
            continue;
        }
        let kept = journal.keep_write(NewWrite {
            method: write.method,
            path: &write.path,
            body: write.body.as_ref(),
            base: write.base.as_ref(),
            created: write.created.as_deref(),
            at,
        });
        if kept != Kept::Kept {
            lose(&write.path, &mut left_out);
        }
    }
    left_out
}

/// A write that stands for what the changelog tells of one object.
struct Staged {
    method: Method,
    path: String,
    body: Option<Value>,
    base: Option<Value>,
    created: Option<String>,
}

impl Staged {
    /// Whether the journal has the same already.
    fn is_like(&self, net: &Net) -> bool {
        let is_same = match self.method {
            Method::Create => net.created == self.created,
            Method::Replace | Method::Delete => net.path == self.path,
        };
        let same_body = match (&self.body, &net.body) {
            (Some(one), Some(other)) => is_same_but_for_secrets(one, other),
            (None, None) => true,
            _ => false,
        };
        is_same && net.method == self.method && same_body
    }
}

/// The journal has no secret that was set: that it is this one can only be taken for granted.
fn is_same_but_for_secrets(staged: &Value, kept: &Value) -> bool {
    let (mut staged, kept) = (cut_references(staged), cut_references(kept));
    for at in places_to_fill(&kept) {
        if let Some(place) = at.find_mut(&mut staged)
            && let Some(mark) = at.find(&kept)
            && place.is_string()
        {
            *place = mark.clone();
        }
    }
    alike(&staged, &kept)
}

/// The write whose inverse the step is.
fn staged(step: &Step, held: &Held) -> Option<Staged> {
    let read = |path: &str| held.body(path).cloned();
    let path = step.write.path.clone();
    match step.write.verb {
        Verb::Put => {
            // The order of a list of objects is no content that the journal could hold.
            let body = read(&path)?;
            let mut base = step.write.body.clone()?;
            for secret in &step.secrets {
                // What was there before is hidden by the changelog.
                if let Some(place) = secret.at.find_mut(&mut base) {
                    *place = Cut::Unchanged.mark();
                }
            }
            Some(Staged {
                method: Method::Replace,
                path,
                body: Some(body),
                base: Some(base),
                created: None,
            })
        }
        Verb::Delete => {
            let (list, key) = path.rsplit_once('/')?;
            let told = step
                .entries
                .first()
                .and_then(|entry| held.changes.get(*entry)?.new_value.clone());
            Some(Staged {
                method: Method::Create,
                path: list.to_owned(),
                body: Some(read(&path).or(told)?),
                base: None,
                created: Some(key.to_owned()),
            })
        }
        Verb::Post => Some(Staged {
            method: Method::Delete,
            path: format!("{path}/{}", step.old_key.as_deref()?),
            body: None,
            base: step.write.body.clone(),
            created: None,
        }),
    }
}
