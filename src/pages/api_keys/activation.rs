//! The requests of the way of a key: created, activated, tried again, taken back (M4.1, M4.6).

use leptos::prelude::*;
use sps_client::ApiKeyName;
use sps_workbench::{
    api_keys::{KeyFound, KeyJourney, Scene, activate_key, create_only, retry_key, withdraw_key},
    commit::{CommitOutcome, MessageNeed},
};

use super::flow::{Copied, Flow, When};
use crate::{kept::Committing, reactive::run};

impl Flow {
    /// Creates the key, and activates it if that is wanted now.
    pub(super) async fn create(self, name: ApiKeyName, when: When) {
        let client = self.console.client();
        self.copied.try_set(Copied::NotYet);
        self.tell(KeyJourney::start);
        match create_only(&client, &name).await {
            Err(error) => {
                self.console.notice(&error);
                self.tell(|journey| journey.not_created(error));
            }
            Ok(key) => {
                let id = key.key.clone();
                let now = self.now();
                let scene = self.tell(|journey| match when {
                    When::Now => journey.created(key),
                    When::Later => journey.created_for_later(key, now),
                });
                match scene {
                    Scene::Activating => self.activate(id).await,
                    Scene::NotActiveYet => {
                        self.open.try_set(false);
                    }
                    // The screen has gone, and the value with it: nobody will ever use this key.
                    _ => drop(self.console.watch(withdraw_key(&client, &id).await)),
                }
            }
        }
        self.read_again().await;
    }

    async fn activate(self, id: String) {
        let message = untrack(|| self.message_text());
        // A commit takes all that is staged with it.
        let committing = self.kept.before_commit();
        let outcome = activate_key(&self.console.client(), &id, Some(message.trim())).await;
        self.settle(committing, outcome);
    }

    /// Another try of the commit, if the key is still what is waiting.
    pub fn retry(self) {
        let message = self.message_text();
        if self.need.get_untracked() == MessageNeed::Required && message.trim().is_empty() {
            self.message_missing.set(true);
            return;
        }
        self.message_missing.set(false);
        let Some(id) = self.id() else { return };
        self.tell(KeyJourney::retry);
        self.sending.start(async move {
            let client = self.console.client();
            let committing = self.kept.before_commit();
            let outcome = retry_key(&client, &id, Some(message.trim())).await;
            self.settle(committing, outcome);
            self.read_again().await;
        });
    }

    /// What a lock was in the way of, once more.
    pub fn once_more(self) {
        if self.sending.pending_now() {
            return;
        }
        if self.journey.with_untracked(KeyJourney::scene) == Scene::Waiting {
            self.retry();
        } else if let Ok(name) = ApiKeyName::parse(&self.name.get_untracked()) {
            self.begin(name, || {});
        }
    }

    /// What came of the commit; or where the key stands, where nothing was committed.
    fn settle(self, committing: Committing, outcome: Result<CommitOutcome, KeyFound>) {
        let now = self.now();
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(found) => {
                if let KeyFound::CannotTell(error) = &found {
                    self.console.notice(error);
                }
                self.tell(|journey| journey.found(found, now));
                return;
            }
        };
        self.kept.after_commit(committing, &outcome);
        match &outcome {
            CommitOutcome::SessionEnded(error) => self.console.notice(error),
            CommitOutcome::MessageRequired(_) => {
                self.need.try_set(MessageNeed::Required);
            }
            CommitOutcome::Committed => {
                self.open.try_set(false);
            }
            _ => {}
        }
        self.tell(|journey| journey.committed(outcome, now));
    }

    /// Takes the staged key back.
    pub fn give_up(self) {
        let Some(id) = self.id() else { return };
        self.tell(KeyJourney::withdraw);
        self.sending.start(async move {
            let result = self
                .console
                .watch(withdraw_key(&self.console.client(), &id).await);
            // First, so that the form does not complain of a name that is free again.
            self.read_again().await;
            let now = self.now();
            if self.tell(|journey| journey.withdrawn(result, now)) == Scene::Form {
                self.focus_form();
            }
        });
    }

    /// The person leaves the screen: what waits is taken back, because its value goes now.
    pub fn leave(self) {
        let waits = self
            .journey
            .with_untracked(|journey| journey.scene() == Scene::Waiting);
        let id = self.id().filter(|_| waits);
        self.tell(KeyJourney::leave);
        if let Some(id) = id {
            let console = self.console;
            run(async move {
                drop(console.watch(withdraw_key(&console.client(), &id).await));
                console.read_pending().await;
            });
        }
    }
}
