//! The plan on the screen, and the commands for it: read, replay, cancel.

use leptos::prelude::*;
use sps_client::{Error, TransactionStatus};
use sps_workbench::{
    commit::Finding,
    document::Pointer,
    journal::Entry,
    replay::{Item, Plan, Report, Run, read, wanted, was_committed},
};

use super::item_place::ItemPlace;
use crate::{
    kept::{KeptChanges, use_kept},
    messages::{Msg, count_text},
    navigation,
    reactive::{effect, run, soon},
    route::Route,
    state::{Console, Toasts, use_console, use_toasts},
    ui::{ElementRef, focus},
};

/// How far a replay has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// What is there now is being read.
    Reading,
    /// The person looks and decides; nothing was sent.
    Choosing,
    /// So many of so many changes are done with.
    Running(usize, usize),
}

/// What came of one change, beside what it was.
pub struct Told {
    /// The change.
    pub item: Item,
    /// What came of it; `None` where the replay was cancelled or stopped before.
    pub report: Option<Report>,
}

/// A secret that was entered again: the item, the place, the text. In memory alone.
type Secret = (usize, Pointer, String);

/// One replay; cheap to copy.
#[derive(Clone, Copy)]
pub struct Replaying {
    pub console: Console,
    pub kept: KeptChanges,
    toasts: Toasts,
    pub stage: RwSignal<Stage>,
    /// The plan; nothing while there is none to show.
    pub plan: RwSignal<Option<Plan>>,
    /// Goes up with every plan that was made anew, and not with what is decided in it.
    pub made: RwSignal<u32>,
    secrets: StoredValue<Vec<Secret>>,
    /// What is live seems to be what was wanted already.
    pub is_committed: RwSignal<bool>,
    /// What the last run did.
    pub told: RwSignal<Vec<Told>>,
    is_cancelled: StoredValue<bool>,
    /// Takes the focus while a replay runs.
    pub cancel_button: ElementRef,
    /// Takes the focus when it has ended.
    pub report: ElementRef,
}

impl Replaying {
    /// Reads what waits, now and whenever that is another.
    pub fn new() -> Self {
        let kept = use_kept();
        let console = use_console();
        let replaying = Self {
            console,
            kept,
            toasts: use_toasts(),
            stage: RwSignal::new(Stage::Reading),
            plan: RwSignal::new(None),
            made: RwSignal::new(0),
            secrets: StoredValue::new(Vec::new()),
            is_committed: RwSignal::new(false),
            told: RwSignal::new(Vec::new()),
            is_cancelled: StoredValue::new(false),
            cancel_button: ElementRef::new(),
            report: ElementRef::new(),
        };
        let waiting = Memo::new(move |_| {
            kept.with(|journal| {
                let waiting = journal.waiting();
                waiting.iter().map(|entry| entry.number).collect::<Vec<_>>()
            })
        });
        effect(move || {
            console.epoch.track();
            // Read, not only tracked: a memo that nobody has read notices nothing.
            waiting.with(Vec::len);
            let is_running = matches!(replaying.stage.get_untracked(), Stage::Running(..));
            if !is_running && !console.ended.get() {
                replaying.look();
            }
        });
        replaying
    }

    /// Reads what is there now and makes a plan of what waits; nothing is sent.
    pub fn look(self) {
        run(self.looked());
    }

    async fn looked(self) {
        self.kept.drop_old();
        let waiting: Vec<Entry> = untrack(|| {
            self.kept
                .with(|journal| journal.waiting().into_iter().cloned().collect())
        });
        let entries: Vec<&Entry> = waiting.iter().collect();
        if self.stage.try_set(Stage::Reading).is_some() {
            return;
        }
        if entries.is_empty() {
            self.plan.try_set(None);
            self.stage.try_set(Stage::Choosing);
            self.made.try_update(|made| *made = made.wrapping_add(1));
            return;
        }
        let client = self.console.client();
        let state = self.console.watch(client.transaction().await);
        let mut fresh = Vec::new();
        for path in wanted(&entries) {
            let found = read(&client, &path).await;
            if let sps_workbench::replay::Found::Unread(error) = &found.found {
                self.console.notice(error);
            }
            fresh.push(found);
        }
        let mut plan = Plan::new(&entries, &fresh);
        // What a transaction shows may be in it alone.
        let is_closed = state.is_ok_and(|state| state.status == TransactionStatus::Closed);
        let is_committed = is_closed && was_committed(&entries, &fresh) == Finding::Committed;
        self.is_committed.try_set(is_committed);
        self.secrets.try_update_value(Vec::clear);
        self.plan.try_update(|shown| {
            if let Some(before) = shown {
                recall(&mut plan, before);
            }
            *shown = Some(plan);
        });
        self.stage.try_set(Stage::Choosing);
        self.made.try_update(|made| *made = made.wrapping_add(1));
    }

    /// Looks into the plan; follows it.
    pub fn with<R>(self, look: impl FnOnce(&Plan) -> R) -> Option<R> {
        self.plan.with(|plan| plan.as_ref().map(look))
    }

    /// One item of it.
    pub fn item(self, position: usize) -> ItemPlace {
        ItemPlace {
            plan: self.plan,
            position,
        }
    }

    /// How many changes are chosen. Follows the plan.
    pub fn chosen(self) -> usize {
        self.with(|plan| plan.items.iter().filter(|item| item.chosen).count())
            .unwrap_or_default()
    }

    /// What was typed into the field of a secret.
    pub fn type_secret(self, position: usize, at: &Pointer, text: String) {
        self.secrets.update_value(|secrets| {
            secrets.retain(|(item, place, _)| *item != position || place != at);
            if !text.is_empty() {
                secrets.push((position, at.clone(), text));
            }
        });
    }

    /// The person pressed *Replay*.
    pub fn start(self) {
        let is_ready = self.stage.get_untracked() == Stage::Choosing;
        if !is_ready || untrack(|| self.chosen()) == 0 {
            return;
        }
        let Some(Some(mut plan)) = self.plan.try_update(Option::take) else {
            return;
        };
        for (position, at, secret) in self
            .secrets
            .try_update_value(std::mem::take)
            .unwrap_or_default()
        {
            if let Some(item) = plan.items.get_mut(position) {
                item.fill(&at, &secret);
            }
        }
        self.is_cancelled.set_value(false);
        run(self.ran(plan));
    }

    /// No further change is sent; what was staged stays staged.
    pub fn cancel(self) {
        self.is_cancelled.set_value(true);
    }

    async fn ran(self, plan: Plan) {
        // What was entered again is not shown again, and goes with the run.
        let items = plan.items.clone();
        let count = items.iter().filter(|item| item.chosen).count();
        let mut told: Vec<Told> = items
            .into_iter()
            .map(|item| Told { item, report: None })
            .collect();
        let mut replay = Run::new(plan);
        let mut done = 0;
        self.stage.try_set(Stage::Running(0, count));
        soon(move || focus(self.cancel_button));
        while self.is_cancelled.try_get_value() == Some(false) {
            let Some(report) = self.kept.step(&mut replay).await else {
                break;
            };
            if let Some(error) = error_of(&report) {
                self.console.notice(error);
            }
            if let Some(told) = told.get_mut(report.item) {
                done += usize::from(told.item.chosen);
                told.report = Some(report);
            }
            self.stage.try_set(Stage::Running(done, count));
        }
        self.console.read_pending().await;
        let is_all = told.iter().all(Told::is_done);
        told.retain(|told| told.item.chosen);
        if is_all {
            self.toasts
                .say(count_text(count, Msg::ReplayedOne, Msg::ReplayedMany));
            self.console.read_anew();
            navigation::open(&Route::Review);
        }
        self.told.try_set(told);
        self.stage.try_set(Stage::Choosing);
        if !is_all {
            soon(move || focus(self.report));
            self.looked().await;
        }
    }
}

impl Told {
    /// It is where it was wanted.
    pub fn is_done(&self) -> bool {
        use sps_workbench::replay::Result;
        matches!(
            self.report.as_ref().map(|report| &report.result),
            Some(Result::Staged { .. } | Result::StagedUnread(_) | Result::AlreadySo)
        )
    }
}

/// What stopped a change, where the appliance did.
pub fn error_of(report: &Report) -> Option<&Error> {
    use sps_workbench::replay::Result;
    match &report.result {
        Result::NotDone(error) | Result::Unknown(error) | Result::StagedUnread(error) => {
            Some(error)
        }
        _ => None,
    }
}

/// What was decided before holds where nothing moved since (M7.6).
fn recall(plan: &mut Plan, before: &Plan) {
    for item in &mut plan.items {
        let numbers = item.numbers().to_vec();
        let Some(known) = before.items.iter().find(|known| known.numbers() == numbers) else {
            continue;
        };
        item.chosen = known.chosen;
        let mut merge = item.merge().clone();
        merge.recall(&known.merge().resolved());
        for resolved in merge.resolved() {
            item.decide(&resolved.place.at, resolved.decision);
        }
    }
}
