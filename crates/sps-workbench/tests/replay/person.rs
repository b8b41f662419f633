//! A person with a session and a journal, and what they do.

use std::cell::RefCell;
use std::rc::Rc;

use pollster::block_on;
use serde_json::{Value, json};
use sps_appliance::{Appliance, Cue, Setup};
use sps_client::{Client, Content, Credentials};
use sps_workbench::journal::{Entry, Journal, Method, NewWrite, Owner, WallTime};
use sps_workbench::replay::{Fresh, Plan, Report, Run, read, wanted, was_committed};
use sps_workbench::{Finding, commit, stage};

use crate::wire::{Desk, Wire};

pub const EMAIL: &str = "/api/configuration/management/email";
pub const SNMP: &str = "/api/configuration/management/snmp/agent";
pub const LISTS: &str = "/api/configuration/policies/user_lists";
pub const USERS: &str = "/api/configuration/aaa/local_database/users";
pub const PASSWORDS: &str = "/api/configuration/passwords";
pub const TIMES: &str = "/api/configuration/policies/time_policies";

/// A person with a session and a journal.
pub struct Person {
    pub desk: Desk,
    pub client: Client<Wire>,
    pub journal: Journal,
}

impl Person {
    pub fn at(desk: &Desk, who: usize, name: &str) -> Self {
        let client = Client::new(Wire::new(desk.clone(), who));
        let owner = Owner {
            appliance: "sps".to_owned(),
            user: name.to_owned(),
        };
        let person = Self {
            desk: desk.clone(),
            client,
            journal: Journal::new(owner),
        };
        person.sign_in();
        person
    }

    pub fn new() -> Self {
        let appliance = Rc::new(RefCell::new(Appliance::new(Setup::default())));
        Self::at(&Desk::new(appliance), 0, "admin")
    }

    pub fn sign_in(&self) {
        let credentials = Credentials::new(&self.journal.owner().user, "demo").unwrap();
        block_on(
            self.client
                .sign_in_with_password(Some("local"), &credentials),
        )
        .unwrap();
    }

    pub fn now(&self) -> WallTime {
        WallTime(self.desk.now())
    }

    pub fn body(&self, path: &str) -> Value {
        match block_on(self.client.resource(path)).unwrap().content {
            Content::Body(body) => body,
            other => panic!("{path}: {other:?}"),
        }
    }

    /// Changes members of an object and stages it.
    pub fn put(&mut self, path: &str, places: &[(&str, Value)]) {
        let base = self.body(path);
        let mut body = sps_workbench::cut_references(&base);
        for (place, value) in places {
            *body.pointer_mut(place).unwrap() = value.clone();
        }
        block_on(stage(&self.client, path, &body)).unwrap();
        self.keep(Method::Replace, path, Some(&body), Some(&base), None);
    }

    pub fn post(&mut self, list: &str, body: Value) -> String {
        block_on(self.client.ensure_transaction()).unwrap();
        let key = block_on(self.client.create(list, &body))
            .unwrap()
            .key
            .unwrap();
        self.keep(Method::Create, list, Some(&body), None, Some(&key));
        key
    }

    pub fn delete(&mut self, path: &str) {
        let base = self.body(path);
        block_on(self.client.ensure_transaction()).unwrap();
        block_on(self.client.delete(path)).unwrap();
        self.keep(Method::Delete, path, None, Some(&base), None);
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

    /// The session ends, and the same person signs in again, from the text of the journal.
    pub fn lose_the_session(&mut self) {
        self.desk.appliance.borrow_mut().restart();
        self.journal.transaction_gone();
        self.journal = Journal::from_text(&self.journal.to_text()).unwrap();
        self.sign_in();
    }

    pub fn plan(&self) -> Plan {
        let entries = self.journal.waiting();
        Plan::new(&entries, &self.read_for(&entries))
    }

    /// Whether what waits was committed, judged from what is live.
    pub fn was_committed(&self) -> Finding {
        let entries = self.journal.waiting();
        was_committed(&entries, &self.read_for(&entries))
    }

    fn read_for(&self, entries: &[&Entry]) -> Vec<Fresh> {
        wanted(entries)
            .iter()
            .map(|path| block_on(read(&self.client, path)))
            .collect()
    }

    /// Somebody else commits other values.
    pub fn somebody_commits(&self) {
        let now = self.desk.timestamp();
        self.desk.appliance.borrow_mut().cue(Cue::Conflict, now);
    }

    pub fn run(&mut self, plan: Plan) -> Vec<Report> {
        let mut run = Run::new(plan);
        let mut reports = Vec::new();
        loop {
            let now = self.now();
            let Some(report) = block_on(run.step(&self.client, &mut self.journal, now)) else {
                return reports;
            };
            reports.push(report);
        }
    }

    pub fn commit(&mut self) {
        let contained = self.journal.contained();
        let outcome = block_on(commit(&self.client, Some("test")));
        assert_eq!(outcome, sps_workbench::CommitOutcome::Committed);
        self.journal.committed(&contained);
    }

    pub fn writes_sent(&self) -> usize {
        let asked = self.client.transport().asked.borrow();
        asked
            .iter()
            .filter(|asked| !asked.starts_with("GET"))
            .count()
    }

    /// The object of that name, with its key.
    pub fn named(&self, list: &str, name: &str) -> Option<(String, Value)> {
        let Content::Node(items) = block_on(self.client.resource(list)).unwrap().content else {
            panic!("{list} is a list");
        };
        items.into_iter().find_map(|item| {
            let body = item.body?;
            (body["name"] == name).then_some((item.key, body))
        })
    }
}

pub fn user_list(name: &str) -> Value {
    json!({"name": name, "allow": true, "users": ["a"]})
}

pub fn staged(reports: &[Report]) -> Vec<bool> {
    reports
        .iter()
        .map(|report| report.result.is_staged())
        .collect()
}
