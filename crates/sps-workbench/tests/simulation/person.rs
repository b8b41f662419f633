//! A person at a console: the console's rules are those of the workbench, the wishes are the dice's.

use pollster::block_on;
use serde_json::{Value, json};
use sps_client::{
    ApiKeyName, Client, Content, Credentials, Error, Opened, Outcome, TransactionStatus,
};
use sps_workbench::api_keys::{activate_key, create_only};
use sps_workbench::journal::{
    Contained, Journal, Method, NewWrite, Owner, RolledBack, TakenBack, WallTime,
};
use sps_workbench::merge::{Decision, Merge, Verdict};
use sps_workbench::replay::{Found, Plan, Run, draft_merge, read, wanted, was_committed};
use sps_workbench::{CommitOutcome, Draft, Finding, Pointer, StageError, commit, find_out, stage};

use super::dice::Dice;
use super::ledger::{Ledger, SECRET};
use super::wire::{Desk, Wire};
use super::world::Sabotage;

pub const EMAIL: &str = "/api/configuration/management/email";
pub const SNMP: &str = "/api/configuration/management/snmp/agent";
pub const LISTS: &str = "/api/configuration/policies/user_lists";
const NAMES: [&str; 2] = ["admin", "operator"];
const FIELDS: [(&str, &str); 5] = [
    (EMAIL, "/admin_address"),
    (EMAIL, "/alerting_address"),
    (EMAIL, "/sender_address"),
    (SNMP, "/contact"),
    (SNMP, "/location"),
];

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

    /// What every error is looked at for.
    fn note(&mut self, error: &Error) {
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
    fn is_open(&mut self) -> bool {
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
            .any(|entry| entry.standing == sps_workbench::journal::Standing::Staged);
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

    /// The form of a path, as it was left or read now.
    fn form(&mut self, path: &str, dice: &mut Dice, ledger: &mut Ledger) -> Option<usize> {
        if let Some(position) = self.forms.iter().position(|(other, _)| other == path) {
            return Some(position);
        }
        let fresh = block_on(read(&self.client, path)).found;
        let theirs = match &fresh {
            Found::Object(theirs) => theirs.clone(),
            Found::Unread(error) => {
                self.note(&error.clone());
                return None;
            }
            _ => return None,
        };
        let kept = self.journal.drafts().iter().find(|kept| kept.path == path);
        let draft = match kept {
            None => Draft::new(theirs),
            Some(kept) => {
                let mut merge = draft_merge(kept, &fresh);
                decide(self.who, &mut merge, dice, ledger);
                // A secret that was typed is not there any more: what stands there stays, until it is typed again.
                let set: Vec<Pointer> = merge
                    .places()
                    .iter()
                    .filter(|place| {
                        place
                            .mine
                            .as_ref()
                            .is_some_and(sps_workbench::journal::is_cut)
                    })
                    .map(|place| place.at.clone())
                    .collect();
                for at in set {
                    merge.decide(&at, Decision::Theirs);
                }
                kept.draft(&merge)
            }
        };
        self.forms.push((path.to_owned(), draft));
        Some(self.forms.len() - 1)
    }

    pub fn type_text(&mut self, dice: &mut Dice, ledger: &mut Ledger, secret: bool) {
        if !self.is_ready() {
            return;
        }
        let (path, field) = if secret {
            (SNMP, "/version/value/community")
        } else {
            dice.pick(&FIELDS)
        };
        let Some(position) = self.form(path, dice, ledger) else {
            return;
        };
        let at = Pointer::parse(field).unwrap();
        let text = if secret {
            ledger.secret()
        } else {
            ledger.typed(self.who, &format!("{path}#{field}"))
        };
        let (_, draft) = &mut self.forms[position];
        assert!(draft.set(&at, text.into()), "the field is there");
        let now = WallTime(self.desk.now());
        let _kept = self.journal.keep_draft(path, draft, now);
        self.save();
    }

    pub fn stage(&mut self, dice: &mut Dice, ledger: &mut Ledger) {
        let paths: Vec<String> = self
            .journal
            .drafts()
            .iter()
            .map(|draft| draft.path.clone())
            .filter(|path| path != LISTS)
            .collect();
        if paths.is_empty() || !self.is_ready() {
            return;
        }
        let path = paths[usize::try_from(dice.below(paths.len() as u64)).unwrap()].clone();
        self.stage_form(&path, dice, ledger);
    }

    fn stage_form(&mut self, path: &str, dice: &mut Dice, ledger: &mut Ledger) {
        let Some(position) = self.form(path, dice, ledger) else {
            return;
        };
        let draft = self.forms[position].1.clone();
        // What was read for the form may be of another time: nobody is overwritten unseen.
        if !self.is_open() {
            return;
        }
        let base = match block_on(read(&self.client, path)).found {
            Found::Object(base) => base,
            Found::Unread(error) => return self.note(&error),
            _ => return,
        };
        let current = Some(draft.current().clone());
        let mut merge = Merge::new(Some(draft.base().clone()), Some(base.clone()), current);
        decide(self.who, &mut merge, dice, ledger);
        let body = merge.result().cloned().unwrap_or_default();
        // What stands there by a write whose answer was lost is of this person, too.
        let base = merge.theirs_without_mine().unwrap_or(base);
        match block_on(stage(&self.client, path, &body)) {
            Ok(_) => self.staged(path, &body, &base),
            Err(StageError::ReadBack(error)) => {
                self.staged(path, &body, &base);
                self.note(&error);
            }
            Err(error) => self.note(error.error()),
        }
    }

    fn staged(&mut self, path: &str, body: &Value, base: &Value) {
        self.keep(Method::Replace, path, Some(body), Some(base), None);
        self.forms.retain(|(other, _)| other != path);
        self.journal.drop_draft(path);
        self.save();
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

    pub fn create_list(&mut self, ledger: &mut Ledger) {
        if !self.is_ready() {
            return;
        }
        let name = ledger.typed(self.who, "a new list");
        let body = json!({"name": name, "allow": true, "users": []});
        let mut draft = Draft::new(Value::Null);
        draft.set(&Pointer::root(), body.clone());
        let now = self.now();
        let _kept = self.journal.keep_draft(LISTS, &draft, now);
        self.save();
        if !self.is_open() {
            return;
        }
        match block_on(self.client.create(LISTS, &body)) {
            Ok(created) => {
                self.keep(
                    Method::Create,
                    LISTS,
                    Some(&body),
                    None,
                    created.key.as_deref(),
                );
                self.journal.drop_draft(LISTS);
                ledger.settled_place(self.who, "a new list");
                self.save();
            }
            Err(error) => self.note(&error),
        }
    }

    /// A list of one's own, that is there now.
    fn own_list(&mut self, dice: &mut Dice) -> Option<(String, Value)> {
        let content = match block_on(self.client.resource(LISTS)) {
            Ok(resource) => resource.content,
            Err(error) => {
                self.note(&error);
                return None;
            }
        };
        let Content::Node(items) = content else {
            return None;
        };
        let mine = format!("p{}.", self.who);
        let own: Vec<(String, Value)> = items
            .into_iter()
            .filter_map(|item| Some((format!("{LISTS}/{}", item.key), item.body?)))
            .filter(|(_, body)| {
                body["name"]
                    .as_str()
                    .is_some_and(|name| name.ends_with(&mine))
            })
            .collect();
        let position = dice.below(own.len().max(1) as u64);
        own.into_iter().nth(usize::try_from(position).unwrap())
    }

    pub fn edit_list(&mut self, dice: &mut Dice, ledger: &mut Ledger) {
        if !self.is_ready() || !self.is_open() {
            return;
        }
        let Some((path, _)) = self.own_list(dice) else {
            return;
        };
        let Some(position) = self.form(&path, dice, ledger) else {
            return;
        };
        let users = Pointer::parse("/users").unwrap();
        let (_, draft) = &mut self.forms[position];
        let Some(Value::Array(mut listed)) = draft.get(&users).cloned() else {
            return;
        };
        listed.push(
            ledger
                .typed(self.who, &format!("{path}#{}", dice.next()))
                .into(),
        );
        draft.set(&users, listed.into());
        let now = WallTime(self.desk.now());
        let _kept = self.journal.keep_draft(&path, draft, now);
        self.save();
        self.stage_form(&path, dice, ledger);
    }

    pub fn delete_list(&mut self, dice: &mut Dice, ledger: &mut Ledger) {
        if !self.is_ready() || !self.is_open() {
            return;
        }
        let Some((path, base)) = self.own_list(dice) else {
            return;
        };
        // By pressing the button, the list and what is in it are given up.
        ledger.withdraw(self.who, &base.to_string());
        self.forms.retain(|(other, _)| *other != path);
        if let Some(kept) = self.journal.drafts().iter().find(|kept| kept.path == path) {
            ledger.withdraw(self.who, &kept.current.to_string());
        }
        self.journal.drop_draft(&path);
        match block_on(self.client.delete(&path)) {
            Ok(()) => self.keep(Method::Delete, &path, None, Some(&base), None),
            Err(error) => self.note(&error),
        }
        self.save();
    }

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

    fn after_commit(&mut self, outcome: CommitOutcome, contained: Contained) {
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
                let outcome = block_on(activate_key(&self.client, &key.key, Some("key")));
                self.after_commit(outcome, contained);
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

    pub fn come_back(&mut self, dice: &mut Dice, ledger: &mut Ledger) {
        if !self.is_ready() {
            return;
        }
        if let Err(error) = block_on(self.client.transaction()) {
            self.note(&error);
            if !self.is_ready() {
                return;
            }
        }
        if self.journal.waiting().is_empty() {
            return;
        }
        let entries = self.journal.waiting();
        let mut fresh = Vec::new();
        for path in wanted(&entries) {
            fresh.push(block_on(read(&self.client, &path)));
        }
        let mut plan = Plan::new(&entries, &fresh);
        for item in &mut plan.items {
            item.chosen = !dice.one_in(5);
            if !item.chosen {
                continue;
            }
            let mut merge = item.merge().clone();
            decide(self.who, &mut merge, dice, ledger);
            for resolved in merge.resolved() {
                item.decide(&resolved.place.at, resolved.decision);
            }
            for at in item.missing_secrets() {
                item.fill(&at, &ledger.secret());
            }
        }
        let mut run = Run::new(plan);
        loop {
            let now = self.now();
            let report = block_on(run.step(&self.client, &mut self.journal, now));
            self.save();
            let Some(report) = report else { break };
            use sps_workbench::replay::Result;
            if let Result::NotDone(error) | Result::Unknown(error) | Result::StagedUnread(error) =
                &report.result
            {
                self.note(&error.clone());
            }
        }
        if self.sabotage == Sabotage::CommitsUnasked {
            let contained = self.journal.contained();
            let outcome = block_on(commit(&self.client, Some("by itself")));
            self.after_commit(outcome, contained);
        }
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

/// The person decides what is open, this way or that; what is decided for theirs is given up.
fn decide(who: usize, merge: &mut Merge, dice: &mut Dice, ledger: &mut Ledger) {
    let open: Vec<Pointer> = merge
        .conflicts()
        .iter()
        .map(|place| place.at.clone())
        .collect();
    for at in open {
        let theirs = dice.one_in(2);
        let place = merge.places().iter().find(|place| place.at == at);
        // What stands there may be newer work of the same person, in the open transaction.
        let given_up = place.and_then(|place| {
            if theirs {
                place.mine.as_ref()
            } else {
                place.theirs.as_ref()
            }
        });
        if let Some(given_up) = given_up {
            ledger.withdraw(who, &given_up.to_string());
        }
        merge.decide(
            &at,
            if theirs {
                Decision::Theirs
            } else {
                Decision::Mine
            },
        );
    }
    debug_assert!(merge.places().iter().all(|place| {
        !matches!(place.verdict, Verdict::Conflict(_)) || merge.decision(&place.at).is_some()
    }));
}
