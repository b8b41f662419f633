//! Whether a commit whose answer was lost was done, told from what is live (product M5.8).

use serde_json::Value;
use sps_client::{Change, Client, Content, Error, Transport};

use super::revert::{Notes, reverted, same};
use super::target::Target;
use crate::changes::order_names;
use crate::commit::Finding;
use crate::document::cut_references;

/// What is live at an address.
#[derive(Clone, PartialEq)]
pub struct Live {
    path: String,
    /// The content, for a list its keys in order; nothing if there is nothing.
    body: Option<Value>,
}

/// Reads what `changes` are about, each address once, with no transaction open. What this person may not read is left out.
///
/// # Errors
/// An [`Error`] after which nothing can be said: no session, no answer.
pub async fn read_live<T: Transport>(
    client: &Client<T>,
    changes: &[Change],
) -> Result<Vec<Live>, Error> {
    let mut live: Vec<Live> = Vec::new();
    let mut asked: Vec<String> = Vec::new();
    for change in changes {
        let Some(path) = address(&Target::of(change)) else {
            continue;
        };
        if asked.contains(&path) {
            continue;
        }
        asked.push(path.clone());
        let body = match client.resource(&path).await.map(|found| found.content) {
            Ok(Content::Body(body)) => Some(body),
            Ok(Content::Node(items)) => Some(items.into_iter().map(|item| item.key).collect()),
            Ok(Content::Empty) | Err(Error::NotFound(_)) => None,
            Err(Error::LacksRight(_) | Error::NotAllowed(_) | Error::RefusedLink { .. }) => {
                continue;
            }
            Err(error) => return Err(error),
        };
        live.push(Live { path, body });
    }
    Ok(live)
}

/// Compares what is live with a changelog: committed if all that can be told is as after it, not committed if all is as
/// before, and otherwise nobody can tell. Secrets tell nothing.
// ASSUMPTION: nobody else committed exactly the same values meanwhile; what is live is what the person wanted then.
pub fn is_live(changes: &[Change], live: &[Live]) -> Finding {
    let (mut after, mut before) = (false, false);
    for change in changes {
        let target = Target::of(change);
        let found = address(&target).and_then(|path| live.iter().find(|live| live.path == path));
        match found.map_or(Finding::CannotTell, |live| compared(change, &target, live)) {
            Finding::Committed => after = true,
            Finding::NotCommitted => before = true,
            Finding::CannotTell => {}
        }
    }
    told(after, before)
}

fn told(after: bool, before: bool) -> Finding {
    match (after, before) {
        (true, false) => Finding::Committed,
        (false, true) => Finding::NotCommitted,
        _ => Finding::CannotTell,
    }
}

fn address(target: &Target) -> Option<String> {
    match target {
        Target::Recreate { list, key, .. } => Some(format!("{list}/{key}")),
        Target::Remove { path, .. }
        | Target::Revert { path, .. }
        | Target::Order { list: path, .. } => Some(path.clone()),
        Target::Nothing { .. } | Target::None { .. } => None,
    }
}

fn compared(change: &Change, target: &Target, live: &Live) -> Finding {
    let is_there = live.body.is_some();
    match (target, &live.body) {
        (Target::Remove { .. }, _) => told(is_there, !is_there),
        (Target::Recreate { .. }, _) => told(!is_there, is_there),
        (Target::Order { old, .. }, Some(keys)) => {
            let new = order_names(change.new_order.as_ref());
            told(
                *keys == Value::from(new),
                *keys == Value::from(old.as_slice()),
            )
        }
        (Target::Revert { member, sides, .. }, Some(body)) => {
            let (body, sides) = (cut_references(body), sides.unpacked());
            let (old, new) = (sides.old.as_ref(), sides.new.as_ref());
            if same(old, new) {
                return Finding::CannotTell;
            }
            let stands = |was: Option<&Value>, is: Option<&Value>| {
                let mut notes = Notes::default();
                reverted(&body, member, was, is, &mut notes).is_some() && !notes.changed_since
            };
            told(stands(old, new), stands(new, old))
        }
        _ => Finding::CannotTell,
    }
}
