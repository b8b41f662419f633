//! A loaded file made ready for a [`Plan`](crate::replay::Plan): its writes beside what is there now, and nothing sent
//! before the person has seen it (product D10).

use serde_json::Value;

use super::SavedChanges;
use crate::document::Pointer;
use crate::journal::{Cut, Journal, Method, NewWrite, Owner, WallTime};
use crate::replay::{Found, Fresh};
use crate::undo::Verb;

impl SavedChanges {
    /// The writes as a journal of their own, all of them waiting for a replay. First without readings, to learn from
    /// [`wanted`](crate::replay::wanted) what to read; then with them, for the plan.
    ///
    /// Where the file does not say what was there before, what is there now counts as that: the file then wins, and the
    /// list shows every value it would change.
    pub fn journal(&self, owner: Owner, at: WallTime, fresh: &[Fresh]) -> Journal {
        let mut journal = Journal::new(owner);
        for (number, write) in self.writes.iter().enumerate() {
            let beside = self.beside.get(number).cloned().unwrap_or_default();
            let now = fresh.iter().find_map(|fresh| match &fresh.found {
                Found::Object(now) if fresh.path == write.path => Some(now),
                _ => None,
            });
            let secrets = self.missing.iter().filter(|(of, _)| *of == number);
            let mut body = write.body.clone();
            let mut base = beside.before.or_else(|| now.cloned());
            for (_, place) in secrets {
                mark(body.as_mut(), place, Cut::Set);
                mark(base.as_mut(), place, Cut::Unchanged);
            }
            // What does not fit is named by the journal itself.
            let _told = journal.keep_write(NewWrite {
                method: match write.verb {
                    Verb::Post => Method::Create,
                    Verb::Put => Method::Replace,
                    Verb::Delete => Method::Delete,
                },
                path: &write.path,
                body: body.as_ref(),
                base: base.as_ref().filter(|_| write.verb != Verb::Post),
                created: beside.created.as_deref(),
                at,
            });
        }
        journal.transaction_gone();
        journal
    }
}

fn mark(content: Option<&mut Value>, place: &Pointer, cut: Cut) {
    if let Some(value) = content.and_then(|content| place.find_mut(content)) {
        *value = cut.mark();
    }
}
