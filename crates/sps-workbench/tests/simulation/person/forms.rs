//! Forms: typing into them, and staging what was typed.

use pollster::block_on;
use serde_json::Value;
use sps_workbench::journal::{Method, WallTime, is_cut};
use sps_workbench::merge::{Decision, Merge};
use sps_workbench::replay::{Found, draft_merge, read};
use sps_workbench::{Draft, Pointer, StageError, stage};

use super::super::dice::Dice;
use super::super::ledger::Ledger;
use super::decide::decide;
use super::{EMAIL, LISTS, Person, SNMP};

const FIELDS: [(&str, &str); 5] = [
    (EMAIL, "/admin_address"),
    (EMAIL, "/alerting_address"),
    (EMAIL, "/sender_address"),
    (SNMP, "/contact"),
    (SNMP, "/location"),
];

impl Person {
    /// The form of a path, as it was left or read now.
    pub(super) fn form(
        &mut self,
        path: &str,
        dice: &mut Dice,
        ledger: &mut Ledger,
    ) -> Option<usize> {
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
                    .filter(|place| place.mine.as_ref().is_some_and(is_cut))
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

    pub(super) fn stage_form(&mut self, path: &str, dice: &mut Dice, ledger: &mut Ledger) {
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
        let base = if self.journal.may_stand(path) {
            merge.theirs_without_mine().unwrap_or(base)
        } else {
            base
        };
        self.sending(path);
        match block_on(stage(&self.client, path, &body)) {
            Ok(_) => {
                self.answered(path);
                self.staged(path, &body, &base);
            }
            Err(StageError::ReadBack(error)) => {
                self.answered(path);
                self.staged(path, &body, &base);
                self.note(&error);
            }
            Err(error) => {
                self.heard(path, error.error());
            }
        }
    }

    fn staged(&mut self, path: &str, body: &Value, base: &Value) {
        self.keep(Method::Replace, path, Some(body), Some(base), None);
        self.forms.retain(|(other, _)| other != path);
        self.journal.drop_draft(path);
        self.save();
    }
}
