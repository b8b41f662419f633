//! The steps of deleting a key, whatever they look like (M4.11).

use leptos::prelude::*;
use sps_client::Error;
use sps_workbench::{
    api_keys::{
        Withdrawn, delete_and_activate, delete_only, look_around, other_changes, retry_deletion,
        withdraw_key,
    },
    commit::CommitOutcome,
    roll_back,
};

use super::flow::Flow;
use crate::{
    kept::Committing,
    messages::{Msg, text_with},
    state::{Sending, Toasts, use_toasts},
};

/// The key that somebody wants to delete.
#[derive(Clone, PartialEq)]
pub struct Doomed {
    pub id: String,
    pub name: String,
    /// It works; otherwise it is only staged.
    pub is_active: bool,
    /// There are others, so that the wrong one could be hit: its name must be typed.
    pub ask_name: bool,
}

/// How far it has come.
#[derive(Clone)]
pub enum Step {
    Asking,
    /// So many other changes would become active, too.
    Guarded(usize),
    /// The deletion is staged, and the commit did not succeed.
    Staged(CommitOutcome),
}

/// A deletion on its way.
#[derive(Clone, Copy)]
pub struct Deletion {
    pub doomed: RwSignal<Option<Doomed>>,
    pub step: RwSignal<Step>,
    pub typed: RwSignal<String>,
    pub differs: RwSignal<bool>,
    pub failed: RwSignal<Option<Error>>,
    pub sending: Sending,
    flow: Flow,
    toasts: Toasts,
}

impl Deletion {
    /// A deletion of the key that is put into `doomed`.
    pub fn new(doomed: RwSignal<Option<Doomed>>, flow: Flow) -> Self {
        Self {
            doomed,
            step: RwSignal::new(Step::Asking),
            typed: RwSignal::new(String::new()),
            differs: RwSignal::new(false),
            failed: RwSignal::new(None),
            sending: Sending::new(),
            flow,
            toasts: use_toasts(),
        }
    }

    /// Nothing is deleted.
    pub fn close(self) {
        if self.sending.pending_now() {
            return;
        }
        self.doomed.set(None);
        self.step.set(Step::Asking);
        self.typed.set(String::new());
        self.differs.set(false);
        self.failed.set(None);
    }

    fn message(key: &Doomed) -> String {
        text_with(Msg::DeleteKeyMessage, &[("name", &key.name)])
    }

    /// Looks what else is staged, then deletes.
    pub fn start(self) {
        self.failed.set(None);
        self.send(async move |key| {
            let client = self.flow.console.client();
            if !key.is_active {
                return match withdraw_key(&client, &key.id).await? {
                    Withdrawn::Gone => {
                        self.done(Msg::KeyDeleted);
                        Ok(())
                    }
                    // It was committed meanwhile: the list tells, and the person decides again.
                    Withdrawn::Active => {
                        self.done_quietly();
                        Ok(())
                    }
                };
            }
            match self.others(&key).await? {
                0 => {
                    let message = Self::message(&key);
                    let committing = self.flow.kept.before_commit();
                    let outcome = delete_and_activate(&client, &key.id, Some(&message)).await?;
                    self.settle(committing, outcome);
                }
                others => {
                    self.step.try_set(Step::Guarded(others));
                }
            }
            Ok(())
        });
    }

    /// Stages the deletion with the other changes; the person commits them all later.
    pub fn later(self) {
        self.send(async move |key| {
            delete_only(&self.flow.console.client(), &key.id).await?;
            self.done(Msg::KeyDeletedLater);
            Ok(())
        });
    }

    /// What a lock was in the way of, once more.
    pub fn once_more(self) {
        if self.sending.pending_now() {
            return;
        }
        match self.step.get_untracked() {
            Step::Staged(_) => self.retry(),
            Step::Asking => self.start(),
            Step::Guarded(_) => self.later(),
        }
    }

    /// Commits the staged deletion once more, if nothing else is staged with it.
    pub fn retry(self) {
        self.send(async move |key| {
            let client = self.flow.console.client();
            let message = Self::message(&key);
            let committing = self.flow.kept.before_commit();
            let outcome = retry_deletion(&client, &key.id, Some(&message)).await;
            self.settle(committing, outcome);
            Ok(())
        });
    }

    /// Takes the staged deletion back, if nothing else is staged with it.
    pub fn keep(self) {
        self.send(async move |key| {
            if self.others(&key).await? > 0 {
                self.done(Msg::KeyDeletedLater);
            } else {
                match roll_back(&self.flow.console.client()).await {
                    Ok(()) | Err(Error::NotFound(_)) => {
                        self.flow.kept.rolled_back();
                        self.done(Msg::RolledBack);
                    }
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        });
    }

    /// How many other changes are staged now.
    async fn others(self, key: &Doomed) -> Result<usize, Error> {
        let around = look_around(&self.flow.console.client()).await?;
        Ok(other_changes(&around.changes, Some(&key.id)))
    }

    /// What came of the commit. None was sent where other changes were staged meanwhile: the deletion is staged with them
    /// now, and the review is the place to go on.
    fn settle(self, committing: Committing, outcome: Option<CommitOutcome>) {
        let Some(outcome) = outcome else {
            self.done(Msg::KeyDeletedLater);
            return;
        };
        self.flow.kept.after_commit(committing, &outcome);
        match outcome {
            CommitOutcome::Committed => self.done(Msg::KeyDeleted),
            CommitOutcome::SessionEnded(error) => {
                self.flow.console.notice(&error);
                self.done_quietly();
            }
            outcome => {
                self.step.try_set(Step::Staged(outcome));
            }
        }
    }

    fn done(self, said: Msg) {
        let name = self
            .doomed
            .try_with_untracked(|key| key.as_ref().map(|key| key.name.clone()))
            .flatten()
            .unwrap_or_default();
        self.toasts.say(text_with(said, &[("name", &name)]));
        self.done_quietly();
    }

    fn done_quietly(self) {
        self.doomed.try_set(None);
        self.step.try_set(Step::Asking);
        self.typed.try_set(String::new());
    }

    /// Does `work` with the key, if there still is one, and has everything read again that it may have changed.
    fn send(self, work: impl AsyncFnOnce(Doomed) -> Result<(), Error> + 'static) {
        let Some(key) = self.doomed.get_untracked() else {
            return;
        };
        self.sending.start(async move {
            let console = self.flow.console;
            if let Err(error) = console.watch(work(key).await) {
                self.failed.try_set(Some(error));
            }
            console.read_pending().await;
            self.flow.keys.refetch();
        });
    }
}
