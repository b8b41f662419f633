//! Lists of their own: created, edited, deleted.

use pollster::block_on;
use serde_json::{Value, json};
use sps_client::Content;
use sps_workbench::journal::{Method, WallTime};
use sps_workbench::{Draft, Pointer};

use super::super::dice::Dice;
use super::super::ledger::Ledger;
use super::{LISTS, Person};

impl Person {
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
        self.sending(LISTS);
        match block_on(self.client.create(LISTS, &body)) {
            Ok(created) => {
                self.answered(LISTS);
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
            Err(error) => self.heard(LISTS, &error),
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
        self.sending(&path);
        match block_on(self.client.delete(&path)) {
            Ok(()) => {
                self.answered(&path);
                self.keep(Method::Delete, &path, None, Some(&base), None);
            }
            Err(error) => self.heard(&path, &error),
        }
        self.save();
    }
}
