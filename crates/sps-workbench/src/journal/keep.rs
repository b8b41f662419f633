//! What goes into the journal, and what cannot be kept.

use serde_json::Value;
use sps_client::document::is_secret_name;

use super::book::Journal;
use super::cut::{covered, cut_base, cut_edit, is_secret_path};
use super::entry::{Entry, KeptDraft, Method, Reason, Standing, Unkept, WallTime};
use super::write;
use crate::document::Draft;
use crate::secret::is_secret_text;

/// JSON is read back to a depth of 128; the journal's own text takes some of it.
const DEEPEST: usize = 100;

/// So many unkept things are named; further ones only push the oldest out.
const NAMED_UNKEPT: usize = 50;

/// A write the appliance just took.
#[derive(Clone, Copy)]
pub struct NewWrite<'a> {
    /// What it did.
    pub method: Method,
    /// The object, or for a creation the list.
    pub path: &'a str,
    /// What was sent; references may be expanded.
    pub body: Option<&'a Value>,
    /// What was read before, as it was read; with expanded references their keys are known not to be secrets. Where a
    /// write of the same person, whose answer was lost, may stand there already
    /// ([`Journal::may_stand`]), it is [`Merge::theirs_without_mine`](crate::merge::Merge::theirs_without_mine).
    pub base: Option<&'a Value>,
    /// The key the appliance gave to a created object.
    pub created: Option<&'a str>,
    /// When.
    pub at: WallTime,
}

/// Whether something is in the journal now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "what was not kept has to be told"]
pub enum Kept {
    /// It is.
    Kept,
    /// It is not, and [`Journal::unkept`] names it.
    NotKept(Reason),
}

impl Journal {
    /// Keeps a write that the appliance took into the open transaction, without its secrets.
    ///
    /// A second write of the same object right after the first becomes one with it: what was there before is what was
    /// there before the first.
    pub fn keep_write(&mut self, write: NewWrite<'_>) -> Kept {
        if write.method == Method::Create && is_about_api_keys(write.path) {
            return self.not_kept(Some(write.method), write.path, Reason::ApiKey, write.at);
        }
        let around = is_secret_path(write.path);
        let keys = self.created_keys();
        let body = write
            .body
            .map(|body| cut_edit(body, write.base, &keys, around));
        let mut entry = Entry {
            number: self.next,
            method: write.method,
            path: write.path.to_owned(),
            body,
            // What is deleted may have been created by a write of this transaction whose answer was lost: then it was never
            // live, and that it is not there proves nothing.
            base: write
                .base
                .filter(|_| write.method != Method::Delete || self.unanswered == 0)
                .map(|base| cut_base(base, around)),
            created: write.created.map(ToOwned::to_owned),
            at: write.at,
            standing: Standing::Staged,
            transaction: self.transaction,
        };
        // What waits for a replay is staged after it, if at all.
        let end = self
            .entries
            .iter()
            .rposition(|entry| entry.standing == Standing::Staged)
            .map_or(0, |last| last + 1);
        let last = end.checked_sub(1).and_then(|last| self.entries.get(last));
        let replaced = last.filter(|last| {
            last.method == Method::Replace
                && entry.method == Method::Replace
                && last.path == entry.path
        });
        if let Some(last) = replaced {
            entry.base = last.base.clone();
            if let (Some(earlier), Some(later)) = (&last.body, &entry.body) {
                entry.body = Some(covered(earlier, later));
            }
        }
        let freed = replaced.map_or(0, write::length_of_entry);
        match self.room_for(
            &entry.body,
            &entry.base,
            write::length_of_entry(&entry),
            freed,
        ) {
            Ok(length) => {
                self.used_bytes = self.used_bytes - freed + length;
                self.next += 1;
                match end.checked_sub(1).filter(|_| freed > 0) {
                    Some(last) => {
                        if let Some(place) = self.entries.get_mut(last) {
                            *place = entry;
                        }
                    }
                    None => self.entries.insert(end, entry),
                }
                Kept::Kept
            }
            Err(reason) => self.not_kept(Some(write.method), write.path, reason, write.at),
        }
    }

    /// Keeps the draft of an edit, in place of an earlier one of the same path. If it does not fit, the earlier one stays.
    pub fn keep_draft(&mut self, path: &str, draft: &Draft, at: WallTime) -> Kept {
        if is_about_api_keys(path) {
            return self.not_kept(None, path, Reason::ApiKey, at);
        }
        let around = is_secret_path(path);
        let typed = draft.problems().into_iter().filter_map(|(place, _)| {
            let (text, _) = draft.typed(&place)?;
            let is_secret = around
                || is_secret_text(text)
                || place.segments().iter().any(|name| is_secret_name(name));
            Some((place, text.to_owned())).filter(|_| !is_secret)
        });
        let earlier = self.drafts.iter().position(|draft| draft.path == path);
        let before = earlier.and_then(|position| self.drafts.get(position));
        let kept = KeptDraft {
            path: path.to_owned(),
            base: cut_base(draft.base(), around),
            current: cut_edit(
                draft.current(),
                Some(draft.base()),
                &self.created_keys(),
                around,
            ),
            typed: typed.collect(),
            at,
            is_sent: before.is_some_and(|before| before.is_sent),
        };
        let freed = before.map_or(0, write::length_of_draft);
        let (current, base) = (Some(kept.current.clone()), Some(kept.base.clone()));
        match self.room_for(&current, &base, write::length_of_draft(&kept), freed) {
            Ok(length) => {
                self.used_bytes = self.used_bytes - freed + length;
                match earlier.and_then(|position| self.drafts.get_mut(position)) {
                    Some(place) => *place = kept,
                    None => self.drafts.push(kept),
                }
                Kept::Kept
            }
            Err(reason) => self.not_kept(None, path, reason, at),
        }
    }

    /// A write of this path (for a creation the list's) is about to be sent into the open transaction. Until
    /// [`Journal::answered`] it may stand there or not: its answer may be lost, or the page reloaded. A commit takes it
    /// along then, and a lost transaction takes it away.
    pub fn sending(&mut self, path: &str) {
        self.unanswered += 1;
        self.mark_draft(path, true);
    }

    /// The appliance took or refused that write, and said so.
    pub fn answered(&mut self, path: &str) {
        self.unanswered = self.unanswered.saturating_sub(1);
        self.mark_draft(path, false);
    }

    fn mark_draft(&mut self, path: &str, is_sent: bool) {
        for draft in &mut self.drafts {
            if draft.path == path {
                draft.is_sent = is_sent;
            }
        }
    }

    /// Whether what was read of this path in the open transaction may hold this person's own edit already, by a write
    /// whose answer was lost. What stood there before is then [`Merge::theirs_without_mine`].
    ///
    /// [`Merge::theirs_without_mine`]: crate::merge::Merge::theirs_without_mine
    pub fn may_stand(&self, path: &str) -> bool {
        let mut drafts = self.drafts.iter();
        drafts.any(|draft| draft.path == path && draft.is_sent)
    }

    /// The draft of this path was staged, or thrown away by the person.
    pub fn drop_draft(&mut self, path: &str) {
        self.drafts.retain(|draft| draft.path != path);
        self.measure();
    }

    fn created_keys(&self) -> Vec<&str> {
        let entries = self.entries.iter();
        entries
            .filter_map(|entry| entry.created.as_deref())
            .collect()
    }

    fn room_for(
        &self,
        body: &Option<Value>,
        base: &Option<Value>,
        length: usize,
        freed: usize,
    ) -> Result<usize, Reason> {
        let is_deep = |value: &Option<Value>| {
            value
                .as_ref()
                .is_some_and(|value| !is_shallow(value, DEEPEST))
        };
        if is_deep(body) || is_deep(base) {
            return Err(Reason::TooDeep);
        }
        if self.used_bytes - freed + length > self.limit_bytes {
            return Err(Reason::TooLarge);
        }
        Ok(length)
    }

    fn not_kept(
        &mut self,
        method: Option<Method>,
        path: &str,
        reason: Reason,
        at: WallTime,
    ) -> Kept {
        self.unkept
            .retain(|unkept| unkept.path != path || unkept.method != method);
        if self.unkept.len() >= NAMED_UNKEPT {
            self.unkept.remove(0);
        }
        self.unkept.push(Unkept {
            method,
            path: path.to_owned(),
            reason,
            at,
        });
        Kept::NotKept(reason)
    }

    pub(super) fn measure(&mut self) {
        let entries: usize = self.entries.iter().map(write::length_of_entry).sum();
        let drafts: usize = self.drafts.iter().map(write::length_of_draft).sum();
        self.used_bytes = entries + drafts;
    }
}

/// API keys, wherever the appliance put their list.
fn is_about_api_keys(path: &str) -> bool {
    path.split(['/', '?', '#']).any(|segment| {
        let plain: String = segment
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        plain.contains("apikey")
    })
}

fn is_shallow(value: &Value, left: usize) -> bool {
    match value {
        Value::Array(_) | Value::Object(_) if left == 0 => false,
        Value::Array(items) => items.iter().all(|item| is_shallow(item, left - 1)),
        Value::Object(members) => members.values().all(|member| is_shallow(member, left - 1)),
        _ => true,
    }
}
