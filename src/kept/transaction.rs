//! The one transaction, as the kept changes see it: opened, committed, rolled back, gone.

use leptos::prelude::*;
use sps_client::{Error, Opened, TransactionStatus};
use sps_workbench::{
    commit::{CommitOutcome, Finding},
    journal::{Contained, Method, RolledBack, TAKE_BACK_MS, TakenBack, WallTime},
    replay::may_be_in,
    session::TabMessage,
    undo::{StagedStep, Undo, UndoStopped, Verb, stage_undo_telling},
};

use super::{KeptChanges, Write, wall_time};
use crate::{
    navigation,
    reactive::{effect, soon, whether},
    route::Route,
    state::{Console, Pending},
};

/// How the transaction of the changes that wait came to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gone {
    /// The appliance deleted it while nobody looked.
    #[default]
    Sometime,
    /// The appliance deleted it at about this time, in milliseconds since 1970.
    At(u64),
    /// The person rolled it back, and took that back.
    TakenBack,
    /// The person rolled it back because somebody else's commit stood against it (M7.5).
    ForConflict,
}

impl Gone {
    /// As a word for the storage.
    pub(super) fn word(self) -> String {
        match self {
            Self::Sometime => "sometime".to_owned(),
            Self::At(at) => at.to_string(),
            Self::TakenBack => "taken-back".to_owned(),
            Self::ForConflict => "conflict".to_owned(),
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        match word {
            "sometime" => Some(Self::Sometime),
            "taken-back" => Some(Self::TakenBack),
            "conflict" => Some(Self::ForConflict),
            at => at.parse().ok().map(Self::At),
        }
    }
}

/// A commit on its way, and what it contains.
#[derive(Clone)]
pub struct Committing {
    contained: Contained,
    at: WallTime,
}

/// A roll back that can be taken back.
#[derive(Clone)]
pub struct RollBack {
    rolled_back: RolledBack,
    /// How many writes it threw away.
    pub count: usize,
}

impl KeptChanges {
    /// Makes sure that a transaction is open. If it has to be opened, what was staged before is not in it and waits. To be
    /// called before something is staged.
    ///
    /// # Errors
    /// What the appliance answered; nothing was written.
    pub async fn open_transaction(self, console: Console) -> Result<Opened, Error> {
        let opened = console.watch(console.client().ensure_transaction().await)?;
        if opened == Opened::Now {
            self.transaction_gone();
        }
        Ok(opened)
    }

    /// Stages an undo, and keeps each of its writes.
    ///
    /// # Errors
    /// [`UndoStopped`] where the appliance stopped it.
    pub async fn stage_undo(self, undo: &Undo) -> Result<(), UndoStopped> {
        let opened = self.open_transaction(self.console).await;
        opened.map_err(|error| UndoStopped { done: 0, error })?;
        let mut keep = |step: StagedStep<'_>| {
            self.wrote(Write {
                method: match step.write.verb {
                    Verb::Put => Method::Replace,
                    Verb::Post => Method::Create,
                    Verb::Delete => Method::Delete,
                },
                path: &step.write.path,
                body: step.write.body.as_ref(),
                base: step.base,
                created: step.created,
            });
        };
        stage_undo_telling(&self.console.client(), undo, &mut keep)
            .await
            .map(drop)
    }

    /// A commit is about to be sent: what is staged now is in it, what is staged later is not.
    pub fn before_commit(self) -> Committing {
        let contained = self.place.with_value(|place| place.journal.contained());
        Committing {
            contained,
            at: wall_time(),
        }
    }

    /// A commit came to its end; also one that was made of more than this tab's changes, such as that of a new API key.
    pub fn after_commit(self, commit: Committing, outcome: &CommitOutcome) {
        let is_done = matches!(
            outcome,
            CommitOutcome::Committed
                | CommitOutcome::Unknown {
                    finding: Finding::Committed,
                    ..
                }
        );
        if is_done {
            let Committing { contained, at } = commit;
            self.change(move |journal| journal.committed(&contained));
            self.console.tabs.say(TabMessage::Committed(at.0));
        }
    }

    /// The person rolled the transaction back: what was staged can be taken back for ten minutes, here and in the other
    /// tabs.
    pub fn rolled_back(self) {
        let at = wall_time();
        self.set_aside(at);
        self.console.tabs.say(TabMessage::RolledBack(at.0));
    }

    /// What was staged goes, and can be taken back.
    pub(super) fn set_aside(self, at: WallTime) {
        let rolled_back = self.rolled_back;
        self.change(move |journal| {
            let gone = journal.roll_back(at);
            let count = gone.entries.len();
            rolled_back.try_set((count > 0).then_some(RollBack {
                rolled_back: gone,
                count,
            }));
        });
        set_timeout(
            move || {
                let is_same = self
                    .rolled_back
                    .try_with_untracked(|kept| {
                        kept.as_ref().is_some_and(|kept| kept.rolled_back.at == at)
                    })
                    .unwrap_or_default();
                if is_same {
                    self.rolled_back.set(None);
                }
            },
            std::time::Duration::from_millis(TAKE_BACK_MS),
        );
    }

    /// Takes the last roll back back: its changes wait for a replay. False if the time for that is over.
    pub fn take_back(self) -> bool {
        let Some(kept) = self.rolled_back.get_untracked() else {
            return false;
        };
        self.rolled_back.set(None);
        let now = wall_time();
        if now.0.abs_diff(kept.rolled_back.at.0) > TAKE_BACK_MS {
            return false;
        }
        self.gone.set(Gone::TakenBack);
        self.change(move |journal| {
            // Asked above, and what does not fit is told by the journal.
            let _: TakenBack = journal.take_back(kept.rolled_back, now);
        });
        true
    }

    /// The transaction is gone, or was opened anew, and nobody said so: what was staged waits for a replay.
    pub fn transaction_gone(self) {
        self.transaction_ended(Gone::At(wall_time().0));
    }

    /// The transaction ended this way: what was staged waits for a replay.
    pub fn transaction_ended(self, gone: Gone) {
        let numbers: Vec<u64> = self.place.with_value(|place| {
            let staged = place.journal.staged();
            staged.iter().map(|entry| entry.number).collect()
        });
        if numbers.is_empty() {
            self.change(|journal| journal.transaction_gone());
            return;
        }
        self.gone.set(gone);
        self.lost.set_value(Some((wall_time(), numbers)));
        self.change(|journal| journal.transaction_gone());
    }

    /// Notices the end of the session and of the transaction, whoever reads of it.
    pub(super) fn follow_transaction(self) {
        let console = self.console;
        // Only its turns: a sign-out has just emptied the storage, and nothing is to be stored after it.
        let has_ended = whether(move || console.ended.get());
        effect(move || {
            if has_ended.get() {
                self.transaction_gone();
                return;
            }
            self.drop_old();
            if console.signed_in_here.try_update_value(std::mem::take) == Some(true)
                && untrack(|| self.waiting_count()) > 0
            {
                // Whoever has just signed in here is asked first; what is open in a form stays where it is.
                soon(|| navigation::open(&Route::Replay));
            }
        });
        effect(move || {
            let status = console.pending.with(|pending| {
                let state = pending.state.as_ref()?;
                Some(state.status.clone())
            });
            match status {
                Some(TransactionStatus::Closed) if self.has_staged() => self.transaction_gone(),
                Some(TransactionStatus::Open) => self.check_adopted(),
                _ => {}
            }
        });
    }

    /// After a reload the transaction that is open may be another one: its changelog tells.
    fn check_adopted(self) {
        let (numbers, _) = self.adopted.get_value();
        let is_compared = self
            .is_compared
            .try_update_value(|is| std::mem::replace(is, true));
        if numbers.is_empty() || is_compared == Some(true) {
            return;
        }
        let is_there = self.console.pending.with_untracked(|pending: &Pending| {
            self.place.with_value(|place| {
                let staged = place.journal.staged();
                let adopted: Vec<_> = staged
                    .into_iter()
                    .filter(|entry| numbers.contains(&entry.number))
                    .collect();
                may_be_in(&adopted, &pending.changes)
            })
        });
        if !is_there {
            self.transaction_gone();
        }
    }
}
