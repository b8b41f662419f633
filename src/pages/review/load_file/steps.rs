//! What happens to a file: read, compared with what is there, staged.

use leptos::prelude::*;
use sps_workbench::{
    export::{LoadProblem, SavedChanges, load},
    journal::Owner,
    replay::{Found, Fresh, Plan, Result as Outcome, Run, read, wanted},
};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use super::{Loaded, Loading, Stage, trouble::told};
use crate::{
    kept::{Write, wall_time},
    messages::{Msg, count_text, text},
};

/// The largest file that is read, in bytes; what is larger is not even looked at.
const LARGEST: f64 = 8.0 * 1024.0 * 1024.0;

impl Loading {
    pub(super) fn chosen(self, input: &HtmlInputElement) {
        let file = input.files().and_then(|files| files.get(0));
        let Some(file) = file.filter(|_| !self.sending.pending_now()) else {
            return;
        };
        self.problem.set(None);
        self.failed.set(None);
        if file.size() > LARGEST {
            input.set_value("");
            self.problem.set(Some(told(&LoadProblem::TooLarge)));
            return;
        }
        let reading = file.text();
        // The same file can be chosen again.
        input.set_value("");
        self.sending.start(async move {
            let words = JsFuture::from(reading).await.ok();
            let saved = match words.and_then(|words| words.as_string()) {
                Some(words) => load(&words).map_err(|problem| told(&problem)),
                None => Err(text(Msg::FileUnreadable).to_owned()),
            };
            match saved {
                Ok(saved) => self.compare(saved).await,
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    /// Reads what is there now, and makes the plan.
    async fn compare(self, saved: SavedChanges) {
        let owner = Owner {
            appliance: untrack(|| self.console.appliance_name()),
            user: untrack(|| self.console.user_name()).unwrap_or_default(),
        };
        let client = self.console.client();
        let first = saved.journal(owner.clone(), wall_time(), &[]);
        let places = wanted(&first.waiting());
        let mut fresh: Vec<Fresh> = Vec::with_capacity(places.len());
        self.stage.try_set(Stage::Reading(0, places.len()));
        for (done, place) in places.iter().enumerate() {
            let found = read(&client, place).await;
            if let Found::Unread(error) = &found.found {
                self.console.notice(error);
            }
            fresh.push(found);
            if self.stage.try_get_untracked() == Some(Stage::None) {
                // Put away meanwhile.
                return;
            }
            self.stage.try_set(Stage::Reading(done + 1, places.len()));
        }
        let journal = saved.journal(owner, wall_time(), &fresh);
        let plan = Plan::new(&journal.waiting(), &fresh);
        let left_out = journal.unkept().iter().map(|unkept| unkept.path.clone());
        let left_out = left_out.collect();
        self.outcomes.try_set(vec![None; plan.items.len()]);
        let mut plan = plan;
        for item in &mut plan.items {
            // What is so already needs no tick.
            item.chosen = item.merge().changes_theirs();
        }
        self.loaded.try_update_value(|loaded| {
            *loaded = Some(Loaded {
                appliance: saved.appliance,
                saved_at_ms: saved.saved_at_ms,
                journal,
                plan,
                left_out,
            });
        });
        self.touch();
        self.stage.try_set(Stage::Ready);
    }

    /// Stages what is ticked, one change after the other.
    pub(super) fn run(self) {
        if self.sending.pending_now() || untrack(|| self.ready()) == 0 {
            return;
        }
        let Some(loaded) = self.loaded.try_update_value(Option::take).flatten() else {
            return;
        };
        let Loaded {
            appliance,
            saved_at_ms,
            mut journal,
            mut plan,
            left_out,
        } = loaded;
        let shown = Plan::of(plan.items.clone());
        self.loaded.set_value(Some(Loaded {
            appliance,
            saved_at_ms,
            journal: journal.clone(),
            plan: shown,
            left_out,
        }));
        for (at, place, secret) in self.typed.get_value() {
            if let Some(item) = plan.items.get_mut(at) {
                item.fill(&place, &secret);
            }
        }
        self.typed.set_value(Vec::new());
        self.sending.start(async move {
            let client = self.console.client();
            let mut run = Run::new(plan);
            let (_, all) = run.progress();
            self.stage.try_set(Stage::Staging(0, all));
            let mut staged = 0;
            let mut last = journal.entries().iter().map(|entry| entry.number).max();
            while let Some(report) = run.step(&client, &mut journal, wall_time()).await {
                for entry in journal.staged() {
                    if last.is_none_or(|last| entry.number > last) {
                        self.kept.wrote(Write {
                            method: entry.method,
                            path: &entry.path,
                            body: entry.body.as_ref(),
                            base: entry.base.as_ref(),
                            created: entry.created.as_deref(),
                        });
                    }
                }
                last = journal.entries().iter().map(|entry| entry.number).max();
                if report.result.is_staged() {
                    staged += 1;
                }
                if let Outcome::NotDone(error) | Outcome::Unknown(error) = &report.result {
                    self.console.notice(error);
                }
                self.outcomes.try_update(|outcomes| {
                    if let Some(place) = outcomes.get_mut(report.item) {
                        *place = Some(report.result);
                    }
                });
                self.stage.try_set(Stage::Staging(run.progress().0, all));
            }
            self.stage.try_set(Stage::Done);
            self.toasts
                .say(count_text(staged, Msg::FileStagedOne, Msg::FileStagedMany));
            self.console.read_pending().await;
            self.console.read_anew();
        });
    }
}
