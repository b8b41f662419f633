//! The rules of a world, looked at after every step.

use std::fmt;

use pollster::block_on;
use sps_client::{Content, Credentials, Error};

use super::super::person::{EMAIL, LISTS, SNMP, Told, When};
use super::super::story::{Action, Step};
use super::super::wire::Done;
use super::World;

/// What must hold, and did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// No work disappears without the person's word.
    NothingLost,
    /// Nothing is applied that the person did not commit.
    NothingUnasked,
    /// Nothing is applied twice.
    NothingTwice,
    /// What is told of an outcome is what happened.
    ToldTruly,
    /// No secret is kept.
    NoSecretKept,
}

/// A broken rule, after which step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub rule: Rule,
    pub after: usize,
    pub what: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} after step {}: {}",
            self.rule,
            self.after + 1,
            self.what
        )
    }
}

impl World {
    pub(super) fn check(&mut self, step: &Step) -> Option<(Rule, String)> {
        let sent = |request: &str| {
            let asked = self.people[step.who].client.transport().asked.borrow();
            asked.iter().filter(|asked| *asked == request).count()
        };
        let commits_sent = sent("PUT /api/transaction");
        let keys_sent = sent("POST /api/user/api_keys");
        let log = self.desk.log.borrow().clone();
        let is_commit =
            |done: &&Done| done.is_done && done.method == "PUT" && done.path == "/api/transaction";
        let commits = log.iter().filter(is_commit).count();
        self.commits += commits;

        let is_word = matches!(step.action, Action::Commit | Action::CreateKey);
        if commits > 0
            && (!is_word
                || log
                    .iter()
                    .filter(is_commit)
                    .any(|done| done.who != step.who))
        {
            return Some((Rule::NothingUnasked, "a commit nobody asked for".to_owned()));
        }
        if commits_sent > 1 || keys_sent > 1 {
            let what = format!("{commits_sent} commits and {keys_sent} keys for one word");
            return Some((Rule::NothingTwice, what));
        }
        self.told(step.who, commits > 0)
            .or_else(|| {
                if commits > 0 {
                    self.applied(step)
                } else {
                    None
                }
            })
            .or_else(|| self.lost())
            .or_else(|| self.kept_secret())
    }

    fn told(&mut self, who: usize, is_committed_now: bool) -> Option<(Rule, String)> {
        let person = &self.people[who];
        for (when, told) in &person.told {
            let truth = match when {
                When::Before => self.in_doubt[who],
                When::Now => Some(is_committed_now),
            };
            let is_true = match (told, truth) {
                (Told::Committed, truth) => truth == Some(true),
                (Told::NotCommitted, truth) => truth != Some(true),
                (Told::Unknown, _) => true,
            };
            // After a reload the console asks about every staged write; without a commit there is nothing to be told.
            if !is_true && (*when == When::Now || truth.is_some()) {
                let what = format!("told {told:?} of a commit {when:?}, but done: {truth:?}");
                return Some((Rule::ToldTruly, what));
            }
            self.in_doubt[who] = match (when, told) {
                (When::Now, Told::Unknown) => truth,
                _ => None,
            };
        }
        None
    }

    /// What became live is what this person read before the commit, and once.
    fn applied(&mut self, step: &Step) -> Option<(Rule, String)> {
        let before = std::mem::take(&mut self.live);
        let (live, names) = self.look();
        self.live = live;
        for (position, name) in names.iter().enumerate() {
            if names[..position].contains(name) {
                return Some((Rule::NothingTwice, format!("{name} is there twice")));
            }
        }
        let reviewed = &self.people[step.who].reviewed;
        for work in &mut self.ledger.works {
            if !self.live.contains(&work.text) {
                continue;
            }
            work.is_committed = true;
            let is_new = !before.contains(&work.text);
            if is_new && (work.who != step.who || !reviewed.contains(&work.text)) {
                let what = format!("{} was not in the changelog that was read", work.text);
                return Some((Rule::NothingUnasked, what));
            }
        }
        None
    }

    fn lost(&self) -> Option<(Rule, String)> {
        let mut works = self.ledger.works.iter();
        let lost = works.find(|work| {
            !work.is_withdrawn && !work.is_committed && !self.people[work.who].keeps(&work.text)
        })?;
        let what = format!("{} of person {} is nowhere", lost.text, lost.who);
        Some((Rule::NothingLost, what))
    }

    fn kept_secret(&self) -> Option<(Rule, String)> {
        let leaking = self.people.iter().find(|person| person.leaks())?;
        let what = format!("a secret of person {} is in the storage", leaking.who);
        Some((Rule::NoSecretKept, what))
    }

    /// What is live, and the names of the lists.
    fn look(&self) -> (String, Vec<String>) {
        let mut text = String::new();
        let mut names = Vec::new();
        for path in [EMAIL, SNMP, LISTS] {
            let resource = match block_on(self.witness.resource(path)) {
                Err(Error::SessionEnded(_)) => {
                    let credentials = Credentials::new("auditor", "demo").unwrap();
                    block_on(
                        self.witness
                            .sign_in_with_password(Some("local"), &credentials),
                    )
                    .expect("the witness may sign in");
                    block_on(self.witness.resource(path))
                }
                other => other,
            };
            match resource.expect("the witness may read").content {
                Content::Body(body) => text.push_str(&body.to_string()),
                Content::Node(items) => {
                    for body in items.into_iter().filter_map(|item| item.body) {
                        text.push_str(&body.to_string());
                        names.extend(body["name"].as_str().map(ToOwned::to_owned));
                    }
                }
                Content::Empty => {}
            }
        }
        (text, names)
    }
}
