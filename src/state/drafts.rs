//! What was typed into resources and not staged, kept while the person is elsewhere.

use leptos::prelude::*;
use sps_workbench::document::Draft;

use super::Console;

/// A draft per resource, by its path. A handful at most, so a list is enough.
#[derive(Default)]
pub struct Drafts(Vec<(String, Draft)>);

impl Drafts {
    /// The draft of a resource, if there is one.
    pub fn get(&self, path: &str) -> Option<Draft> {
        let (_, draft) = self.0.iter().find(|(kept, _)| kept == path)?;
        Some(draft.clone())
    }

    /// Keeps a draft for a resource, or forgets it when nothing in it is changed.
    pub fn keep(&mut self, path: &str, draft: &Draft) {
        self.0.retain(|(kept, _)| kept != path);
        if draft.is_changed() || !draft.problems().is_empty() {
            self.0.push((path.to_owned(), draft.clone()));
        }
    }

    /// Path and draft of each.
    pub fn all(&self) -> &[(String, Draft)] {
        &self.0
    }

    /// How many resources have drafts.
    pub fn count(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// Nothing was typed that is not staged.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Console {
    /// The draft kept for a resource, if there is one.
    pub fn draft(self, path: &str) -> Option<Draft> {
        self.drafts.with_value(|drafts| drafts.get(path))
    }

    /// Keeps a draft for a resource, or forgets it when nothing in it is changed.
    pub fn keep_draft(self, path: &str, draft: &Draft) {
        self.drafts.update_value(|drafts| drafts.keep(path, draft));
        self.drafts_version
            .update(|version| *version = version.wrapping_add(1));
        let count = self.drafts.with_value(Drafts::count);
        if self.draft_count.get_untracked() != count {
            self.draft_count.set(count);
        }
    }

    /// All drafts, by path, with the last key pressed.
    pub(crate) fn with_drafts<R>(self, look: impl FnOnce(&[(String, Draft)]) -> R) -> R {
        if let Some(keep) = self.last_keys.get_value() {
            keep.run(());
        }
        self.drafts.with_value(|drafts| look(drafts.all()))
    }

    /// Something was typed and is not staged.
    pub fn has_drafts(self) -> bool {
        self.drafts.with_value(|drafts| !drafts.is_empty())
    }
}
