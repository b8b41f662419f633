//! Looking once more before a change is sent: what the person saw must still be so.

use serde_json::Value;
use sps_client::{Client, Transport};

use super::fresh::{Found, read};
use super::item::Item;
use super::plan::{merged, namesake};
use super::report::Result;
use super::run::Run;
use super::send::{self, Write};
use crate::commit::contradiction;
use crate::document::cut_references;
use crate::journal::{Method, places_to_fill};
use crate::merge::{Merge, alike};

impl Run {
    /// Looks once more, inside the transaction, and sends if that is what the person saw. With what was there before.
    ///
    /// # Errors
    /// What came of it if nothing was sent.
    pub(super) async fn send<T: Transport>(
        &self,
        client: &Client<T>,
        item: &Item,
        write: &mut Write,
    ) -> std::result::Result<(Result, Option<Value>), Result> {
        match write {
            Write::Create { list, body } => {
                let before = match read(client, list).await.found {
                    Found::List(items) => {
                        if let Some((_, theirs)) = namesake(&items, body) {
                            return Err(moved_again(item, Some(theirs.clone())));
                        }
                        Some(items.into_iter().map(|(key, _)| key).collect::<Vec<_>>())
                    }
                    Found::Unread(error) if error.refusal().is_none() => {
                        return Err(Result::NotDone(error));
                    }
                    _ => None,
                };
                let result = send::create(client, list, body, before.as_deref()).await;
                Ok((result, None))
            }
            Write::Replace { path, body } => {
                let seen = self.looked_at(client, item, path).await?;
                if let Some(Some(merged)) = seen.merged_again {
                    *body = merged;
                }
                let theirs = seen.now.as_ref().map(cut_references);
                let result = send::replace(client, path, body, theirs.as_ref()).await;
                Ok((result, seen.now))
            }
            Write::Delete { path } => {
                let seen = self.looked_at(client, item, path).await?;
                Ok((send::delete(client, path).await, seen.now))
            }
        }
    }

    /// What is there now.
    ///
    /// # Errors
    /// It cannot be read, or is no longer what the person saw.
    pub(super) async fn looked_at<T: Transport>(
        &self,
        client: &Client<T>,
        item: &Item,
        path: &str,
    ) -> std::result::Result<Seen, Result> {
        let now = match (read(client, path).await.found, item.net.method) {
            (Found::Object(now), _) => Some(now),
            (Found::Nothing, _) => None,
            (Found::List(list), Method::Create) => {
                let key = item.namesake.as_ref();
                let same = list.into_iter().find(|(other, _)| Some(other) == key);
                same.and_then(|(_, body)| body)
            }
            (Found::Unread(error), _) => return Err(Result::NotDone(error)),
            (Found::List(_), _) => {
                let error = contradiction("a list stands where an object was");
                return Err(Result::NotDone(error));
            }
        };
        let seen = item.merge.theirs().map(|seen| self.present(seen));
        let is_as_seen = match (now.as_ref().map(cut_references), &seen) {
            (Some(now), Some(seen)) => alike(&now, seen),
            (None, None) => true,
            _ => false,
        };
        let mut merged_again = None;
        if !is_as_seen && !item.is_of_new_object {
            // An item before this one changed it: that was this very person.
            let again = again(item, now.clone());
            let result = again.result();
            let needs_secret = result.is_some_and(|body| !places_to_fill(body).is_empty());
            let is_own = self.staged.iter().any(|staged| staged == path);
            if !is_own || needs_secret || !again.conflicts().is_empty() {
                return Err(moved_again(item, now));
            }
            merged_again = Some(result.map(|body| self.present(body)));
        }
        Ok(Seen { now, merged_again })
    }
}

/// What a look found, and the body merged over what an earlier item of the same run staged there.
pub(super) struct Seen {
    now: Option<Value>,
    merged_again: Option<Option<Value>>,
}

fn again(item: &Item, now: Option<Value>) -> Merge {
    let mut merge = merged(&item.net, now, &[]);
    merge.recall(&item.merge.resolved());
    merge
}

fn moved_again(item: &Item, now: Option<Value>) -> Result {
    Result::MovedAgain(Box::new(again(item, now)))
}
