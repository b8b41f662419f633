//! The way from a refused commit to the decisions and back to the review: the old transaction is rolled back, a new one is
//! opened, what is there now is read, and what was decided is replayed (product.md M7.5). What the person changed is in the
//! kept changes all the while.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::{
    journal::Entry,
    replay::{
        Hindrance, Plan, Report, Result as Staged, Run, adopt, read, read_held, staged_paths,
        wanted,
    },
};

use super::{case::Case, memory::ConflictMemory};
use crate::{
    kept::{Gone, KeptChanges, use_kept, wall_time},
    messages::{Msg, count_text, text},
    navigation,
    route::Route,
    state::{Console, Sending, Toasts, use_console, use_toasts},
};

/// What happens right now.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Nothing was asked for yet.
    Start,
    /// What the transaction holds is taken over.
    Keeping,
    /// The roll back would lose what stands at these addresses: the person has to say.
    WouldLose(Vec<String>),
    /// The old transaction goes.
    RollingBack,
    /// The new one comes.
    Opening,
    /// So many of so many are read.
    Reading(usize, usize),
    /// Something went wrong on the way.
    Failed(Error),
    /// The person decides.
    Decide,
    /// So many of so many are staged again.
    Replaying(usize, usize),
}

/// Why something was not staged again.
#[derive(Clone)]
pub enum Missing {
    /// For this reason.
    Because(String, Msg),
    /// The appliance said so.
    Refused(String, Error),
}

/// One check; cheap to copy.
#[derive(Clone, Copy)]
pub struct Check {
    pub(super) console: Console,
    pub(super) kept: KeptChanges,
    pub(super) memory: ConflictMemory,
    toasts: Toasts,
    sending: Sending,
    /// Where it stands.
    pub(super) phase: RwSignal<Phase>,
    /// What the last replay left behind.
    pub(super) missing: RwSignal<Vec<Missing>>,
    pub(super) plan: StoredValue<Option<Plan>>,
    /// Goes up with every plan.
    pub(super) plans: RwSignal<u32>,
    /// What the page shows of the plan, and what was decided there.
    pub(super) cases: StoredValue<Vec<Case>>,
}

impl Check {
    /// A check that has not begun.
    pub fn new() -> Self {
        Self {
            console: use_console(),
            kept: use_kept(),
            memory: ConflictMemory::here(),
            toasts: use_toasts(),
            sending: Sending::new(),
            phase: RwSignal::new(Phase::Start),
            missing: RwSignal::new(Vec::new()),
            plan: StoredValue::new(None),
            plans: RwSignal::new(0),
            cases: StoredValue::new(Vec::new()),
        }
    }

    /// Something is on its way.
    pub fn busy(self) -> bool {
        self.sending.pending()
    }

    /// The person asked for the check, or said that what cannot be kept may go.
    pub fn start(self, anyway: bool) {
        if self.sending.pending_now() {
            return;
        }
        self.sending.start(async move {
            if let Err(error) = self.check(anyway).await {
                self.fail(error);
            }
        });
    }

    fn fail(self, error: Error) {
        self.console.notice(&error);
        self.phase.try_set(Phase::Failed(error));
    }

    async fn check(self, anyway: bool) -> Result<(), Error> {
        self.phase.try_set(Phase::Keeping);
        self.console.read_pending().await;
        let client = self.console.client();
        if self
            .console
            .pending
            .with_untracked(crate::state::Pending::is_open)
        {
            let left_out = self.take_over().await?;
            if !left_out.is_empty() && !anyway {
                self.phase.try_set(Phase::WouldLose(left_out));
                return Ok(());
            }
            self.phase.try_set(Phase::RollingBack);
            match client.roll_back().await {
                // Gone already: what was in it is kept all the same.
                Ok(()) | Err(Error::NotFound(_)) => {
                    self.kept.transaction_ended(Gone::ForConflict);
                }
                Err(error) => return Err(error),
            }
        }
        self.phase.try_set(Phase::Opening);
        self.kept.open_transaction(self.console).await?;
        self.look().await;
        self.console.read_pending().await;
        Ok(())
    }

    /// Keeps what is in the transaction and was not staged here.
    async fn take_over(self) -> Result<Vec<String>, Error> {
        let client = self.console.client();
        let changes = self
            .console
            .pending
            .with_untracked(|pending| pending.changes.clone());
        let known = untrack(|| self.kept.with(staged_paths));
        let held = read_held(&client, &changes, &known).await?;
        let left_out = Rc::new(RefCell::new(Vec::new()));
        let told = left_out.clone();
        self.kept.change(move |journal| {
            told.replace(adopt(journal, &held, wall_time()));
        });
        Ok(left_out.take())
    }

    /// Reads what is there now, and makes the plan of it.
    async fn look(self) {
        let entries: Vec<Entry> = untrack(|| {
            self.kept
                .with(|journal| journal.waiting().into_iter().cloned().collect())
        });
        let entries: Vec<&Entry> = entries.iter().collect();
        let client = self.console.client();
        let paths = wanted(&entries);
        let mut fresh = Vec::with_capacity(paths.len());
        for (done, path) in paths.iter().enumerate() {
            self.phase.try_set(Phase::Reading(done, paths.len()));
            fresh.push(read(&client, path).await);
        }
        let mut plan = Plan::new(&entries, &fresh);
        let refused = self.memory.refused.get_untracked();
        if let Some(refusal) = refused.as_ref().and_then(Error::refusal) {
            plan.suspect(refusal);
        }
        self.plan.try_set_value(Some(plan));
        self.plans
            .try_update(|plans| *plans = plans.wrapping_add(1));
        self.phase.try_set(Phase::Decide);
    }

    /// Stages what was decided, then goes to the review.
    pub fn replay(self) {
        let is_ready = self
            .cases
            .with_value(|cases| untrack(|| cases.iter().all(|case| case.is_ready())));
        if self.sending.pending_now() || self.phase.get_untracked() != Phase::Decide || !is_ready {
            return;
        }
        let Some(mut plan) = self.plan.try_update_value(Option::take).flatten() else {
            return;
        };
        self.cases.with_value(|cases| {
            for (item, case) in plan.items.iter_mut().zip(cases) {
                case.hand_to(item, self.memory);
            }
        });
        self.sending.start(async move { self.run(plan).await });
    }

    async fn run(self, plan: Plan) {
        self.missing.try_set(Vec::new());
        let mut run = Run::new(plan);
        let mut reports = Vec::new();
        loop {
            let (done, total) = run.progress();
            self.phase.try_set(Phase::Replaying(done, total));
            match self.kept.step(&mut run).await {
                Some(report) => reports.push(report),
                None => break,
            }
        }
        self.console.read_pending().await;
        self.console.read_anew();
        let staged = reports.iter().filter(|report| report.result.is_staged());
        let staged = staged.count();
        let missing: Vec<Missing> = reports.iter().filter_map(missing).collect();
        if missing.is_empty() && !run.is_stopped() {
            self.memory.refused.try_set(None);
            self.toasts.say(match staged {
                0 => text(Msg::ReplayedNothing).to_owned(),
                count => count_text(count, Msg::ConflictReplayedOne, Msg::ConflictReplayedMany),
            });
            navigation::open(&Route::Review);
            return;
        }
        for report in &reports {
            if let Staged::NotDone(error) | Staged::Unknown(error) = &report.result {
                self.console.notice(error);
            }
        }
        self.missing.try_set(missing);
        self.look().await;
    }
}

/// Why an item is not in the transaction; nothing where it is, or needs not be.
fn missing(report: &Report) -> Option<Missing> {
    let path = report.path.clone();
    Some(match &report.result {
        Staged::Staged { .. } | Staged::StagedUnread(_) | Staged::AlreadySo => return None,
        Staged::Left(Hindrance::NotChosen) => return None,
        Staged::Left(Hindrance::Unread) => Missing::Because(path, Msg::StaysUnread),
        Staged::Left(Hindrance::DependsOnAnother) => Missing::Because(path, Msg::DependsOnUnstaged),
        Staged::Left(Hindrance::Undecided(_)) => Missing::Because(path, Msg::DecideFirst),
        Staged::Left(Hindrance::NeedsSecret(_)) => Missing::Because(path, Msg::EnterSecretsFirst),
        Staged::MovedAgain(_) => Missing::Because(path, Msg::MovedAgain),
        Staged::NotDone(error) | Staged::Unknown(error) => Missing::Refused(path, error.clone()),
    })
}
