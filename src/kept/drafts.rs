//! What is typed and not staged: kept after a second of quiet, and brought back into the forms (product.md M3.6).

use std::time::Duration;

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use serde_json::Value;
use sps_workbench::{
    document::{Draft, Pointer},
    journal::{Cut, Journal, WallTime, cut_at},
    replay::{draft_back, draft_over, is_outdated},
};

use super::{KeptChanges, wall_time};
use crate::{reactive::effect, storage::Held};

/// After so long without typing a draft is kept.
const QUIET: Duration = Duration::from_secs(1);

/// A draft over what is read now.
pub struct Restored {
    /// The draft.
    pub draft: Draft,
    /// It comes from before the page was loaded, out of the storage of the tab.
    pub is_from_before: bool,
    /// Somebody changed the resource since the draft was begun.
    pub is_outdated: bool,
    /// Secrets that were typed, and have to be typed again.
    pub lost: Vec<Pointer>,
}

impl KeptChanges {
    /// The draft of the resource at `path`, over `content`, which was read just now; from this page's memory, or from
    /// before the page was loaded. Nothing, if there is none.
    pub fn draft(self, path: &str, content: &Value) -> Option<Restored> {
        if let Some(draft) = self.console.draft(path) {
            let is_outdated = is_outdated(&draft, content);
            return Some(Restored {
                draft: if is_outdated {
                    draft_over(&draft, content).0
                } else {
                    draft
                },
                is_from_before: false,
                is_outdated,
                lost: Vec::new(),
            });
        }
        self.place.with_value(|place| {
            let mut drafts = place.journal.drafts().iter();
            let kept = drafts.find(|draft| draft.path == path)?;
            let back = draft_back(kept, content);
            Some(Restored {
                draft: back.draft,
                is_from_before: true,
                is_outdated: back.is_touched,
                lost: back.lost,
            })
        })
    }

    /// How many resources have drafts, of this page and of before it was loaded. Follows both.
    pub fn drafts(self) -> u32 {
        let kept = self.with(|journal| journal.drafts().len());
        self.console
            .draft_count
            .get()
            .max(u32::try_from(kept).unwrap_or(u32::MAX))
    }

    /// The draft was staged, or given up.
    pub fn drop_draft(self, path: &str) {
        let path = path.to_owned();
        self.change(move |journal| journal.drop_draft(&path));
    }

    pub(super) fn follow_drafts(self) {
        let console = self.console;
        let begun = StoredValue::new(false);
        effect(move || {
            console.drafts_version.track();
            // Not what was there before: that is in the journal already.
            if begun.get_value() {
                self.drop_given_up();
                self.keep_soon();
            }
            begun.set_value(true);
        });
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            self.keep_now();
            if self.would_lose() {
                // Asks the browser to ask the person; the words are the browser's own.
                event.prevent_default();
            }
        });
        let hiding = ["pagehide", "visibilitychange"]
            .map(|name| window_event_listener_untyped(name, move |_| self.keep_now()));
        on_cleanup(move || {
            leaving.remove();
            for listener in hiding {
                listener.remove();
            }
        });
    }

    /// What was staged or put back is no draft any more, at once: a form that is opened again must not show it.
    fn drop_given_up(self) {
        // One of before the reload is of this page as soon as its form has it.
        let open = self.console.with_drafts(|drafts| {
            let paths = drafts.iter().map(|(path, _)| path.clone());
            paths.collect::<Vec<_>>()
        });
        self.adopted
            .update_value(|(_, paths)| paths.retain(|path| !open.contains(path)));
        let adopted = self.adopted.with_value(|(_, paths)| paths.clone());
        let gone: Vec<String> = self.place.with_value(|place| {
            let paths = place.journal.drafts().iter().map(|draft| &draft.path);
            paths
                .filter(|path| !adopted.contains(path) && !open.contains(path))
                .cloned()
                .collect()
        });
        for path in gone {
            self.drop_draft(&path);
        }
    }

    fn keep_soon(self) {
        if let Some(earlier) = self.timer.get_value() {
            earlier.clear();
        }
        let timer = set_timeout_with_handle(move || self.keep_now(), QUIET).ok();
        self.timer.set_value(timer);
    }

    /// Keeps what is waiting to be kept.
    pub fn keep_now(self) {
        // Where the screens have gone, the person has signed out, and nothing is kept.
        let Some(timer) = self.timer.try_update_value(Option::take) else {
            return;
        };
        let Some(timer) = timer else { return };
        timer.clear();
        let at = wall_time();
        let drafts = self.console.with_drafts(<[_]>::to_vec);
        self.change(move |journal| keep(journal, &drafts, at));
    }

    /// Leaving the page would lose something (M3.6): what is in its memory alone, a secret that was typed, or what was too
    /// large.
    fn would_lose(self) -> bool {
        let has_drafts = self.console.has_drafts();
        let in_memory = self.held.get_untracked() == Held::Memory
            && (has_drafts || untrack(|| self.waiting_count()) > 0);
        in_memory
            || self.place.with_value(|place| {
                let journal = &place.journal;
                let is_unkept =
                    |path: &String| !journal.drafts().iter().any(|draft| draft.path == *path);
                let has_secret = journal
                    .drafts()
                    .iter()
                    .any(|draft| holds_set_secret(&draft.current));
                has_drafts
                    && (has_secret
                        || self
                            .console
                            .with_drafts(|drafts| drafts.iter().any(|(path, _)| is_unkept(path))))
            })
    }
}

fn keep(journal: &mut Journal, drafts: &[(String, Draft)], at: WallTime) {
    for (path, draft) in drafts {
        // What could not be kept is told where the person leaves.
        let _kept = journal.keep_draft(path, draft, at);
    }
}

fn holds_set_secret(value: &Value) -> bool {
    if cut_at(value) == Some(Cut::Set) {
        return true;
    }
    match value {
        Value::Array(items) => items.iter().any(holds_set_secret),
        Value::Object(members) => members.values().any(holds_set_secret),
        _ => false,
    }
}
