//! A person at a console: the console's rules are those of the workbench, the wishes are the dice's.

mod coming_back;
mod decide;
mod ending;
mod forms;
mod lists;
mod session;

use serde_json::Value;
use sps_client::{Client, Error, Outcome};
use sps_workbench::Draft;
use sps_workbench::journal::{Contained, Journal, Method, NewWrite, Owner, RolledBack, WallTime};

use super::ledger::SECRET;
use super::wire::{Desk, Wire};
use super::world::Sabotage;

pub const EMAIL: &str = "/api/configuration/management/email";
pub const SNMP: &str = "/api/configuration/management/snmp/agent";
pub const LISTS: &str = "/api/configuration/policies/user_lists";
const NAMES: [&str; 2] = ["admin", "operator"];

/// What a person was told about a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Committed,
    NotCommitted,
    Unknown,
}

/// When the commit was made that somebody was told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Before,
    Now,
}

pub struct Person {
    pub who: usize,
    pub client: Client<Wire>,
    desk: Desk,
    pub journal: Journal,
    /// What the storage of the tab holds.
    pub storage: String,
    /// Forms that are open; what was typed is in the journal, too.
    forms: Vec<(String, Draft)>,
    is_signed_in: bool,
    /// The page was reloaded; the browser may still have the session.
    is_reloaded: bool,
    /// A commit nobody knows the outcome of.
    pub pending: Option<Contained>,
    pub rolled_back: Option<RolledBack>,
    /// What the person was told of commits in this step: of one made before, or of one made now.
    pub told: Vec<(When, Told)>,
    /// The changelog that was read right before a commit.
    pub reviewed: String,
    sabotage: Sabotage,
}

impl Person {
    pub fn new(who: usize, desk: &Desk, sabotage: Sabotage) -> Self {
        let owner = Owner {
            appliance: "sps".to_owned(),
            user: NAMES[who].to_owned(),
        };
        let journal = Journal::new(owner);
        Self {
            who,
            client: Client::new(Wire::new(desk.clone(), who)),
            desk: desk.clone(),
            storage: journal.to_text(),
            journal,
            forms: Vec::new(),
            is_signed_in: false,
            is_reloaded: false,
            pending: None,
            rolled_back: None,
            told: Vec::new(),
            reviewed: String::new(),
            sabotage,
        }
    }

    fn now(&self) -> WallTime {
        WallTime(self.desk.now())
    }

    fn save(&mut self) {
        if self.sabotage == Sabotage::ForgetsWaiting && !self.journal.waiting().is_empty() {
            let lost: Vec<u64> = self.journal.waiting().iter().map(|e| e.number).collect();
            self.journal.forget_writes(&lost);
        }
        self.storage = self.journal.to_text();
        if self.sabotage == Sabotage::KeepsSecrets {
            for (_, form) in &self.forms {
                self.storage.push_str(&form.current().to_string());
            }
        }
    }

    fn keep(
        &mut self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        base: Option<&Value>,
        created: Option<&str>,
    ) {
        let at = self.now();
        let _kept = self.journal.keep_write(NewWrite {
            method,
            path,
            body,
            base,
            created,
            at,
        });
    }

    /// A write goes into the transaction.
    fn sending(&mut self, path: &str) {
        self.journal.sending(path);
        self.save();
    }

    fn answered(&mut self, path: &str) {
        self.journal.answered(path);
        self.save();
    }

    /// A write failed: refused, or without an answer.
    fn heard(&mut self, path: &str, error: &Error) {
        if error.outcome() == Outcome::NotDone {
            self.answered(path);
        }
        self.note(error);
    }

    /// Whether this text of theirs is still kept for them.
    pub fn keeps(&self, text: &str) -> bool {
        self.storage.contains(text)
            || self
                .rolled_back
                .as_ref()
                .is_some_and(|rolled_back| text_of(rolled_back).contains(text))
    }

    pub fn leaks(&self) -> bool {
        self.storage.contains(SECRET)
    }
}

fn text_of(rolled_back: &RolledBack) -> String {
    let entries = rolled_back.entries.iter();
    entries
        .filter_map(|entry| Some(entry.body.as_ref()?.to_string()))
        .collect()
}
