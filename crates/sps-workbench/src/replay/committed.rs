//! Whether a commit whose answer was lost was done, told from what is live (product M5.8).

use super::fresh::{Found, Fresh};
use super::net::net;
use super::plan::merged;
use crate::commit::Finding;
use crate::journal::{Entry, Method, is_cut};
use crate::merge::Verdict;

/// Compares what is live with the writes the commit contained, after the session, and with it the transaction, is gone: a
/// closed transaction proves nothing then. The readings are those of [`wanted`](super::wanted), with no transaction open.
// ASSUMPTION: nobody else committed exactly the same values meanwhile; the person is told "committed" then, and what is
// live is what they wanted.
pub fn was_committed(entries: &[&Entry], fresh: &[Fresh]) -> Finding {
    let (mut done, mut not_done) = (0, 0);
    for change in net(entries).changes {
        let reading = fresh.iter().find(|fresh| fresh.path == change.path);
        let Some(found) = reading.map(|fresh| &fresh.found) else {
            continue;
        };
        let theirs = match (change.method, found) {
            (Method::Create, Found::List(list)) => {
                let is_listed = list
                    .iter()
                    .any(|(key, _)| Some(key) == change.created.as_ref());
                if is_listed {
                    done += 1;
                } else {
                    not_done += 1;
                }
                continue;
            }
            (_, Found::Object(theirs)) => Some(theirs.clone()),
            (Method::Replace | Method::Delete, Found::Nothing) => None,
            _ => continue,
        };
        for place in merged(&change, theirs, &[]).places() {
            // A secret that was set is not known here.
            if place.mine.as_ref().is_some_and(is_cut) {
                continue;
            }
            match place.verdict {
                Verdict::Same => done += 1,
                Verdict::MineOnly => not_done += 1,
                Verdict::Unchanged | Verdict::TheirsOnly | Verdict::Conflict(_) => {}
            }
        }
    }
    match (done, not_done) {
        (0, 0) => Finding::CannotTell,
        (_, 0) => Finding::Committed,
        (0, _) => Finding::NotCommitted,
        _ => Finding::CannotTell,
    }
}
