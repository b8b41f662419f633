//! Running a plan, one change per step.

use std::pin::Pin;

use serde_json::Value;
use sps_client::{Client, Opened, TransactionStatus, Transport};

use super::item::{Hindrance, Item, Since};
use super::plan::Plan;
use super::rename::{leads_through, mentions, renamed, renamed_path};
use super::report::{Report, Result};
use super::send::Write;
use crate::journal::{Journal, Method, NewWrite, WallTime};
use crate::merge::Verdict;

/// A replay under way. To cancel it, stop calling [`Run::step`]: what was staged stays staged, the rest stays in the
/// journal.
pub struct Run {
    plan: Plan,
    next: usize,
    renamed: Vec<(String, String)>,
    /// Where something was staged in this run.
    pub(super) staged: Vec<String>,
    is_stopped: bool,
}

impl Run {
    /// The person pressed *Replay*. Nothing is sent by this alone.
    pub fn new(plan: Plan) -> Self {
        Self {
            plan,
            next: 0,
            renamed: Vec::new(),
            staged: Vec::new(),
            is_stopped: false,
        }
    }

    /// How many items are done with, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.next, self.plan.items.len())
    }

    /// Whether the run ended early: the session is over, nobody answers, or somebody else holds the lock.
    pub fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Stages the next item and notes in the journal what came of it; `None` if there is none left, or the run is
    /// stopped. Store the journal after each step.
    pub fn step<'a, T: Transport>(
        &'a mut self,
        client: &'a Client<T>,
        journal: &'a mut Journal,
        now: WallTime,
    ) -> Pin<Box<dyn Future<Output = Option<Report>> + 'a>> {
        Box::pin(async move {
            journal.forget_writes(&std::mem::take(&mut self.plan.nothing));
            if self.is_stopped {
                return None;
            }
            let position = self.next;
            let item = self.plan.items.get(position)?.clone();
            self.next += 1;
            let path = self.present_path(&item.net.path);
            let result = self.stage(client, &item, &path, journal, now).await;
            self.is_stopped = result.ends_the_run();
            Some(Report {
                item: position,
                path,
                result,
            })
        })
    }

    fn present_path(&self, path: &str) -> String {
        let renamed = self.renamed.iter();
        renamed.fold(path.to_owned(), |path, (old, new)| {
            renamed_path(&path, old, new)
        })
    }

    pub(super) fn present(&self, value: &Value) -> Value {
        let pairs = self.renamed.iter();
        pairs.fold(value.clone(), |value, (old, new)| renamed(&value, old, new))
    }

    /// Whether the change uses an object of the plan that does not exist.
    fn depends_on_another(&self, path: &str, body: Option<&Value>) -> bool {
        let created = self.plan.items.iter();
        let missing = created
            .filter_map(|item| item.net.created.as_deref())
            .filter(|key| !self.renamed.iter().any(|(old, _)| old == key));
        missing
            .into_iter()
            .any(|key| leads_through(path, key) || body.is_some_and(|body| mentions(body, key)))
    }

    async fn stage<T: Transport>(
        &mut self,
        client: &Client<T>,
        item: &Item,
        path: &str,
        journal: &mut Journal,
        now: WallTime,
    ) -> Result {
        if let Some(hindrance) = item.hindrance() {
            return Result::Left(hindrance);
        }
        let body = item.body().map(|body| self.present(&body));
        if self.depends_on_another(path, body.as_ref()) {
            return Result::Left(Hindrance::DependsOnAnother);
        }
        let Some(mut write) = wanted_write(item, path, body) else {
            return self.settle(client, item, path, journal, now).await;
        };
        match client.ensure_transaction().await {
            Ok(Opened::Already) => {}
            // What was staged before this was staged in another one.
            Ok(Opened::Now) => journal.transaction_gone(),
            Err(error) => return Result::NotDone(error),
        }
        journal.sending(path);
        let sent = self.send(client, item, &mut write).await;
        let is_answered = !matches!(&sent, Ok((Result::Unknown(_), _)) | Err(Result::Unknown(_)));
        if is_answered {
            journal.answered(path);
        }
        let (result, base) = match sent {
            Ok(sent) => sent,
            Err(result) => return result,
        };
        if result.is_staged() {
            self.staged.push(path.to_owned());
            // What stands there already may be of a write of this person whose answer was lost: it is not the base.
            let mut places = item.merge.places().iter();
            let base = if places.any(|place| place.verdict == Verdict::Same) {
                item.merge.theirs_without_mine()
            } else {
                base
            };
            self.keep(item, write, base, &result, journal, now);
        }
        result
    }

    /// The change is wanted as it is already: looks once more, and lets the journal know.
    async fn settle<T: Transport>(
        &mut self,
        client: &Client<T>,
        item: &Item,
        path: &str,
        journal: &mut Journal,
        now: WallTime,
    ) -> Result {
        let is_open = match client.transaction().await {
            Ok(state) => state.status != TransactionStatus::Closed,
            Err(error) => return Result::NotDone(error),
        };
        if let Err(result) = self.looked_at(client, item, path).await {
            return result;
        }
        if let (Some(old), Some(key)) = (&item.net.created, &item.namesake) {
            self.rename(old.clone(), key.clone(), journal);
        }
        journal.forget_writes(item.numbers());
        // Perhaps it stands only in the transaction: then it goes with the commit, and waits again if that never comes.
        // What the person gave up for theirs is not in it.
        let (base, body) = (item.merge.theirs_without_mine(), item.merge.result());
        if is_open && base.as_ref() != body {
            let _kept = journal.keep_write(NewWrite {
                method: item.net.method,
                path,
                body,
                base: base.as_ref(),
                created: item.namesake.as_deref(),
                at: now,
            });
        }
        Result::AlreadySo
    }

    fn keep(
        &mut self,
        item: &Item,
        write: Write,
        base: Option<Value>,
        result: &Result,
        journal: &mut Journal,
        now: WallTime,
    ) {
        let key = match result {
            Result::Staged { key, .. } => key.clone(),
            _ => None,
        };
        let (method, path, body) = match write {
            Write::Replace { path, body } => (Method::Replace, path, Some(body)),
            Write::Create { list, body } => (Method::Create, list, Some(body)),
            Write::Delete { path } => (Method::Delete, path, None),
        };
        let old = old_key(item).filter(|_| method == Method::Create || item.namesake.is_some());
        if let (Some(old), Some(new)) = (old, key.as_deref().or(item.namesake.as_deref())) {
            self.rename(old, new.to_owned(), journal);
        }
        journal.forget_writes(item.numbers());
        // What does not fit any more is told by the journal itself.
        let _kept = journal.keep_write(NewWrite {
            method,
            path: &path,
            body: body.as_ref(),
            base: base.as_ref(),
            created: key.as_deref(),
            at: now,
        });
    }

    fn rename(&mut self, old: String, new: String, journal: &mut Journal) {
        journal.rename_key(&old, &new);
        self.renamed.push((old, new));
    }
}

/// The key that stands for the object in the changes behind this one.
fn old_key(item: &Item) -> Option<String> {
    match item.net.method {
        Method::Create => item.net.created.clone(),
        // Deleted by others, and created again.
        Method::Replace | Method::Delete => {
            Some(super::fresh::last_segment(&item.net.path).to_owned())
        }
    }
}

/// What has to be sent for what the person wants; `None` if it is so already.
fn wanted_write(item: &Item, path: &str, body: Option<Value>) -> Option<Write> {
    if !item.merge.changes_theirs() {
        return None;
    }
    let path = path.to_owned();
    match (body, item.merge.theirs(), item.net.method) {
        (None, _, _) => Some(Write::Delete { path }),
        (Some(body), None, Method::Create) => Some(Write::Create { list: path, body }),
        // There already under this name: the person wants it to be like theirs or mine.
        (Some(body), Some(_), Method::Create) => {
            let key = item.namesake.as_deref()?;
            let path = sps_client::paths::child(path.trim_end_matches('/'), key);
            Some(Write::Replace { path, body })
        }
        (Some(body), None, _) if item.since == Since::Gone => {
            let (list, _) = path.trim_end_matches('/').rsplit_once('/')?;
            let list = list.to_owned();
            Some(Write::Create { list, body })
        }
        (Some(body), _, _) => Some(Write::Replace { path, body }),
    }
}
