//! What a transaction holds and the journal does not know: staged in another tab, by a script, or before the journal was
//! lost. It is taken over from the changelog, so that rolling the transaction back loses nothing (product M7.5).

use serde_json::Value;
use sps_client::Change;

use super::net::{Net, net};
use crate::document::cut_references;
use crate::journal::{Cut, Journal, Kept, Method, NewWrite, WallTime, places_to_fill};
use crate::merge::alike;
use crate::undo::{Read, Reading, Step, Verb, Verdict, prepare, reads};

/// What to read inside the transaction before its changes can be taken over: each address once.
pub fn adopt_reads(changes: &[Change]) -> Vec<Read> {
    let mut wanted = reads(changes);
    // An object that was created reads as it is now, with what was made of it later.
    for step in prepare(changes, &[]).steps {
        let read = Read::Resource(step.write.path);
        if step.write.verb == Verb::Delete && !wanted.contains(&read) {
            wanted.push(read);
        }
    }
    wanted
}

/// Keeps what the changelog lists and the journal does not have, as if it had been staged here. The addresses of what
/// cannot be kept are handed back: a roll back loses them.
#[must_use = "what cannot be kept has to be told before it is thrown away"]
pub fn adopt(
    journal: &mut Journal,
    changes: &[Change],
    readings: &[Reading],
    at: WallTime,
) -> Vec<String> {
    let undo = prepare(changes, readings);
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
        let Some(write) = staged(step, changes, readings) else {
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
fn staged(step: &Step, changes: &[Change], readings: &[Reading]) -> Option<Staged> {
    let read = |path: &str| {
        readings.iter().find_map(|reading| match reading {
            Reading::Resource { path: of, body } if of == path => Some(body.clone()),
            _ => None,
        })
    };
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
                .and_then(|entry| changes.get(*entry)?.new_value.clone());
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
