//! Signing in and out, reloads, and what is found out after them.

use pollster::block_on;
use sps_client::{Credentials, Error, Opened, TransactionStatus};
use sps_workbench::journal::{Journal, Standing};
use sps_workbench::replay::{Found, read, wanted, was_committed};
use sps_workbench::{Finding, find_out};

use super::super::ledger::Ledger;
use super::super::world::Sabotage;
use super::{NAMES, Person, Told, When, text_of};

impl Person {
    /// What every error is looked at for.
    pub(super) fn note(&mut self, error: &Error) {
        if matches!(error, Error::SessionEnded(_)) {
            self.client.forget();
            self.is_signed_in = false;
            self.journal.transaction_gone();
            self.save();
        }
    }

    /// Signed in, and nothing open from before; false if that cannot be had now.
    pub fn is_ready(&mut self) -> bool {
        if self.is_reloaded && !self.is_back() {
            return false;
        }
        if !self.is_signed_in {
            let credentials = Credentials::new(NAMES[self.who], "demo").unwrap();
            let signed_in = self
                .client
                .sign_in_with_password(Some("local"), &credentials);
            if block_on(signed_in).is_err() {
                return false;
            }
            self.is_signed_in = true;
            // A new session has no transaction.
            self.journal.transaction_gone();
            self.save();
        }
        self.settle()
    }

    /// After a reload: is the session still there, and the transaction? False if that cannot be known now.
    fn is_back(&mut self) -> bool {
        match block_on(self.client.user_info()) {
            Ok(_) => {}
            Err(Error::SessionEnded(_)) => {
                self.is_reloaded = false;
                // The writes may have been committed before the reload.
                self.pending = Some(self.journal.contained());
                return true;
            }
            Err(_) => return false,
        }
        match block_on(self.client.transaction()) {
            Ok(state) if state.status == TransactionStatus::Open => {}
            Ok(_) => {
                self.pending = Some(self.journal.contained());
                self.journal.transaction_gone();
                self.save();
            }
            Err(_) => return false,
        }
        self.is_reloaded = false;
        self.is_signed_in = true;
        true
    }

    /// With a transaction open. One that had to be opened says that what was staged before is gone.
    pub(super) fn is_open(&mut self) -> bool {
        match block_on(self.client.ensure_transaction()) {
            Ok(Opened::Already) => {}
            Ok(Opened::Now) => {
                self.journal.transaction_gone();
                self.save();
            }
            Err(error) => {
                self.note(&error);
                return false;
            }
        }
        true
    }

    /// Finds out about a commit whose outcome is not known; false if that is still so.
    fn settle(&mut self) -> bool {
        let Some(contained) = self.pending.clone() else {
            return true;
        };
        let entries = self.journal.entries_of(&contained);
        let is_same_session = entries
            .iter()
            .any(|entry| entry.standing == Standing::Staged);
        let naive = self.sabotage == Sabotage::TrustsClosedTransaction;
        let finding = if is_same_session || naive {
            block_on(find_out(&self.client))
        } else {
            let mut fresh = Vec::new();
            for path in wanted(&entries) {
                fresh.push(block_on(read(&self.client, &path)));
            }
            if let Some(Found::Unread(error)) = fresh
                .iter()
                .map(|fresh| fresh.found.clone())
                .find(|found| matches!(found, Found::Unread(_)))
            {
                self.note(&error);
                return false;
            }
            was_committed(&entries, &fresh)
        };
        match finding {
            Finding::Committed => {
                self.told.push((When::Before, Told::Committed));
                self.journal.committed(&contained);
            }
            Finding::NotCommitted => self.told.push((When::Before, Told::NotCommitted)),
            Finding::CannotTell if is_same_session => {
                // Perhaps the session is over; the next request will say so.
                let state = block_on(self.client.transaction());
                if let Err(error) = state {
                    self.note(&error);
                }
                return false;
            }
            // The replay shows what is there and what is not.
            Finding::CannotTell => self.told.push((When::Before, Told::Unknown)),
        }
        self.pending = None;
        self.save();
        true
    }

    pub fn reload(&mut self, ledger: &mut Ledger) {
        self.forms.clear();
        if let Some(rolled_back) = self.rolled_back.take() {
            ledger.withdraw(self.who, &text_of(&rolled_back));
        }
        self.pending = None;
        self.client.forget();
        self.is_signed_in = false;
        self.is_reloaded = true;
        if self.sabotage == Sabotage::KeepsSecrets {
            return;
        }
        self.journal = Journal::from_text(&self.storage).expect("what was stored is read");
    }

    pub fn sign_out(&mut self, ledger: &mut Ledger) {
        ledger.withdraw_all(self.who);
        self.journal.wipe();
        self.forms.clear();
        self.rolled_back = None;
        self.pending = None;
        if self.is_signed_in {
            // The transaction is rolled back first (M3.11); if that fails, the session dies with it by and by.
            let _rolled_back = block_on(self.client.roll_back());
        }
        self.client.forget();
        self.is_signed_in = false;
        self.is_reloaded = false;
        self.save();
    }
}
