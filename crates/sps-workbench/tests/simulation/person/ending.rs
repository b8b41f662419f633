//! The end of a transaction: commits, of everything or with a new key, and roll backs.

use pollster::block_on;
use sps_client::{ApiKeyName, Outcome, TransactionStatus};
use sps_workbench::api_keys::{activate_key, create_only};
use sps_workbench::journal::{Contained, TakenBack};
use sps_workbench::{CommitOutcome, Finding, commit};

use super::super::dice::Dice;
use super::super::ledger::Ledger;
use super::super::world::Sabotage;
use super::{Person, Told, When, text_of};

impl Person {
    pub fn commit(&mut self, dice: &mut Dice) {
        if !self.is_ready() {
            return;
        }
        match block_on(self.client.changes()) {
            Ok(changes) if changes.is_empty() => return,
            Ok(changes) => {
                let raw = changes.iter().map(|change| change.raw.to_string());
                self.reviewed = raw.collect();
            }
            Err(error) => return self.note(&error),
        }
        let contained = self.journal.contained();
        let message = (!dice.one_in(3)).then_some("because");
        let mut outcome = block_on(commit(&self.client, message));
        if self.sabotage == Sabotage::RepeatsCommit
            && matches!(outcome, CommitOutcome::Unknown { .. })
        {
            outcome = block_on(commit(&self.client, message));
        }
        self.after_commit(outcome, contained);
    }

    pub(super) fn after_commit(&mut self, outcome: CommitOutcome, contained: Contained) {
        match outcome {
            CommitOutcome::Committed
            | CommitOutcome::Unknown {
                finding: Finding::Committed,
                ..
            } => {
                self.told.push((When::Now, Told::Committed));
                self.journal.committed(&contained);
            }
            CommitOutcome::Unknown {
                finding: Finding::CannotTell,
                ..
            } => {
                self.told.push((When::Now, Told::Unknown));
                self.pending = Some(contained);
            }
            CommitOutcome::Conflict(_) => {
                self.told.push((When::Now, Told::NotCommitted));
                // The old transaction goes, the changes wait for a replay over what is there now (M7.5).
                if block_on(self.client.roll_back()).is_ok() {
                    self.journal.transaction_gone();
                }
            }
            CommitOutcome::SessionEnded(error) => {
                self.told.push((When::Now, Told::NotCommitted));
                self.note(&error);
            }
            _ if self.sabotage == Sabotage::SaysCommitted => {
                self.told.push((When::Now, Told::Committed));
            }
            _ => self.told.push((When::Now, Told::NotCommitted)),
        }
        self.save();
    }

    pub fn create_key(&mut self, dice: &mut Dice) {
        if !self.is_ready() {
            return;
        }
        if !self.journal.staged().is_empty() && !self.is_open() {
            return;
        }
        // The scope guard (M4.4): what else becomes active is shown.
        match block_on(self.client.changes()) {
            Ok(changes) => {
                let raw = changes.iter().map(|change| change.raw.to_string());
                self.reviewed = raw.collect();
            }
            Err(error) => return self.note(&error),
        }
        let name = ApiKeyName::parse(&format!("key{}", dice.next())).unwrap();
        let contained = self.journal.contained();
        match block_on(create_only(&self.client, &name)) {
            Ok(key) => {
                match block_on(activate_key(&self.client, &key.key, Some("key"))) {
                    Ok(outcome) => self.after_commit(outcome, contained),
                    // It is not alone: it waits for the commit of everything.
                    Err(_) => self.save(),
                }
            }
            Err(error) => self.note(&error),
        }
    }

    pub fn roll_back(&mut self, ledger: &mut Ledger) {
        if !self.is_ready() || self.journal.staged().is_empty() {
            return;
        }
        let is_closed = match block_on(self.client.roll_back()) {
            Ok(()) => true,
            Err(error) if error.outcome() == Outcome::Unknown => {
                block_on(self.client.transaction())
                    .is_ok_and(|state| state.status == TransactionStatus::Closed)
            }
            Err(error) => {
                self.note(&error);
                false
            }
        };
        if is_closed {
            let rolled_back = self.journal.roll_back(self.now());
            if let Some(before) = self.rolled_back.replace(rolled_back) {
                ledger.withdraw(self.who, &text_of(&before));
            }
            self.save();
        }
    }

    pub fn take_back(&mut self, ledger: &mut Ledger) {
        let Some(rolled_back) = self.rolled_back.take() else {
            return;
        };
        let now = self.now();
        if let TakenBack::TooLate(late) = self.journal.take_back(rolled_back, now) {
            ledger.withdraw(self.who, &text_of(&late));
        }
        self.save();
    }
}
