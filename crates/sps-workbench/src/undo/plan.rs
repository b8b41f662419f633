//! The inverse of a changelog, put together.

use serde_json::Value;
use sps_client::Change;

use super::keys::refers;
use super::list_order::fill_in;
use super::revert::{Notes, lost_secrets, reverted};
use super::sequence::{Draft, sequenced};
use super::target::{Sides, Target};
use super::{Limits, Reading, Reason, Secret, Step, Undo, UndoItem, Verb, Verdict, Write};
use crate::changes::is_evaluated_list;
use crate::document::{Pointer, cut_references};

/// Prepares the inverse of `changes` from what [`reads`](super::reads) asked to read.
///
/// What could not be read is left out of `readings`. Nothing is sent.
pub fn prepare(changes: &[Change], readings: &[Reading]) -> Undo {
    let mut plan = Plan {
        readings,
        drafts: Vec::new(),
        items: Vec::new(),
    };
    let targets: Vec<Target> = changes.iter().map(Target::of).collect();
    for target in &targets {
        plan.items.push(Item {
            path: address(target),
            limits: Limits::default(),
            reason: None,
        });
    }
    // The last change first: each finds what it left behind.
    for (entry, target) in targets.iter().enumerate().rev() {
        if let Err(reason) = plan.add(entry, target) {
            plan.fail(entry, reason);
        }
    }
    plan.finish(&targets)
}

struct Item {
    path: String,
    limits: Limits,
    reason: Option<Reason>,
}

struct Plan<'a> {
    readings: &'a [Reading],
    drafts: Vec<Draft>,
    items: Vec<Item>,
}

impl Plan<'_> {
    fn add(&mut self, entry: usize, target: &Target) -> Result<(), Reason> {
        match target {
            Target::Nothing { .. } => Ok(()),
            Target::None { reason, .. } => Err(reason.clone()),
            Target::Remove {
                path,
                list,
                key,
                body,
            } => {
                self.drafts.push(Draft {
                    step: step(entry, Verb::Delete, path, None),
                    list: list.clone(),
                    key: Some(key.clone()),
                    before: body.as_ref().map(cut_references),
                    is_order: false,
                });
                Ok(())
            }
            Target::Recreate { list, key, body } => {
                self.recreate(entry, list, key, body);
                Ok(())
            }
            Target::Revert {
                path,
                member,
                sides,
            } => self.revert(entry, path, member, sides),
            Target::Order { list, old } => self.order(entry, list, old),
        }
    }

    fn recreate(&mut self, entry: usize, list: &str, key: &str, body: &Value) {
        let secrets = lost_secrets(body, None, false);
        let place: Vec<String> = list.split('/').map(ToOwned::to_owned).collect();
        self.limit(entry, |limits| {
            limits.new_key = true;
            limits.needs_secret = !secrets.is_empty();
            limits.loses_place = is_evaluated_list(&place);
        });
        let mut step = step(entry, Verb::Post, list, Some(cut_references(body)));
        step.old_key = Some(key.to_owned());
        step.secrets = needed(secrets);
        self.drafts.push(Draft {
            step,
            list: list.to_owned(),
            key: None,
            before: None,
            is_order: false,
        });
    }

    fn revert(
        &mut self,
        entry: usize,
        path: &str,
        member: &[String],
        sides: &Sides,
    ) -> Result<(), Reason> {
        let known = self.drafts.iter().position(|draft| {
            draft.step.write.path == path && draft.step.write.verb == Verb::Put && !draft.is_order
        });
        let staged = known.and_then(|at| self.drafts.get(at)?.step.write.body.clone());
        let read = self.readings.iter().find_map(|reading| match reading {
            Reading::Resource { path: of, body } if of == path => Some(cut_references(body)),
            _ => None,
        });
        // Without a reading, the entry itself may hold the whole content.
        let whole = || {
            let new = sides.unpacked().new.filter(|_| member.is_empty())?;
            lost_secrets(&new, None, false).is_empty().then_some(new)
        };
        let now = staged.or(read).or_else(whole).ok_or(Reason::NotRead)?;
        // A text that looks like an object is one if an object is what the appliance means by such a text elsewhere.
        let is_content =
            member_of(&now, member).is_some_and(|now| now.is_object() || now.is_array());
        let is_written_out = is_content && sides.new.as_ref().is_some_and(Value::is_string);
        let unpacked = sides.unpacked();
        let sides = if is_written_out { &unpacked } else { sides };
        let mut notes = Notes::default();
        let (old, new) = (sides.old.as_ref(), sides.new.as_ref());
        let body = reverted(&now, member, old, new, &mut notes).ok_or(Reason::Gone)?;
        self.limit(entry, |limits| {
            limits.needs_secret = !notes.secrets.is_empty();
            limits.loses_place = notes.loses_place;
            limits.changed_since = notes.changed_since;
        });
        let secrets = notes.secrets.into_iter().map(|at| Secret {
            // Where the secret of now is still in its place, the write is good without the old one.
            is_needed: at.find(&body).is_none_or(|value| {
                at.find(&now) != Some(value) || value.as_str().is_some_and(crate::secret::is_mask)
            }),
            at,
        });
        match known.and_then(|at| self.drafts.get_mut(at)) {
            Some(draft) => {
                draft.step.entries.insert(0, entry);
                draft.step.secrets.extend(secrets);
                draft.step.write.body = Some(body);
            }
            None => {
                let secrets = secrets.collect();
                let mut step = step(entry, Verb::Put, path, Some(body));
                step.secrets = secrets;
                let list = path.rsplit_once('/').map_or("", |(list, _)| list);
                self.drafts.push(Draft {
                    step,
                    list: list.to_owned(),
                    key: None,
                    before: Some(now),
                    is_order: false,
                });
            }
        }
        Ok(())
    }

    fn order(&mut self, entry: usize, list: &str, old: &[String]) -> Result<(), Reason> {
        let reading = self.readings.iter().find_map(|reading| match reading {
            Reading::List {
                path,
                keys,
                can_order,
            } if path == list => Some((keys, *can_order)),
            _ => None,
        });
        let (keys, can_order) = reading.ok_or(Reason::NotRead)?;
        if !can_order {
            return Err(Reason::OrderFixed);
        }
        let mut step = step(entry, Verb::Put, list, Some(Value::from(keys.as_slice())));
        step.entries = vec![entry];
        self.drafts.push(Draft {
            step,
            list: list.to_owned(),
            key: None,
            before: Some(Value::from(old)),
            is_order: true,
        });
        Ok(())
    }

    /// Fills in the orders, brings the steps into their sequence and says how good the undo is.
    fn finish(mut self, targets: &[Target]) -> Undo {
        let made: Vec<(String, String)> = self
            .drafts
            .iter()
            .filter_map(|draft| Some((draft.list.clone(), draft.step.old_key.clone()?)))
            .collect();
        for draft in self.drafts.iter_mut().filter(|draft| draft.is_order) {
            fill_in(draft, targets, &made);
        }
        let refers_to_made = |draft: &Draft| {
            let body = draft.step.write.body.as_ref();
            let own = draft.step.old_key.as_deref();
            made.iter().any(|(_, key)| {
                Some(key.as_str()) != own && body.is_some_and(|body| refers(body, key))
            })
        };
        let with_new_keys: Vec<usize> = self
            .drafts
            .iter()
            .filter(|draft| refers_to_made(draft) && !draft.is_order)
            .flat_map(|draft| draft.step.entries.clone())
            .collect();
        for entry in with_new_keys {
            self.limit(entry, |limits| limits.new_key = true);
        }
        let (sequence, circular) = sequenced(std::mem::take(&mut self.drafts));
        for entry in circular.iter().flat_map(|draft| &draft.step.entries) {
            self.fail(*entry, Reason::Circular);
        }
        Undo {
            items: self.items.into_iter().map(Item::told).collect(),
            steps: sequence.into_iter().map(|draft| draft.step).collect(),
        }
    }

    fn limit(&mut self, entry: usize, note: impl FnOnce(&mut Limits)) {
        if let Some(item) = self.items.get_mut(entry) {
            note(&mut item.limits);
        }
    }

    fn fail(&mut self, entry: usize, reason: Reason) {
        if let Some(item) = self.items.get_mut(entry) {
            item.reason = Some(reason);
        }
    }
}

impl Item {
    fn told(self) -> UndoItem {
        UndoItem {
            path: self.path,
            verdict: match self.reason {
                Some(reason) => Verdict::Cannot(reason),
                None => self.limits.verdict(),
            },
        }
    }
}

fn step(entry: usize, verb: Verb, path: &str, body: Option<Value>) -> Step {
    Step {
        write: Write {
            verb,
            path: path.to_owned(),
            body,
        },
        entries: vec![entry],
        old_key: None,
        secrets: Vec::new(),
    }
}

fn needed(places: Vec<Pointer>) -> Vec<Secret> {
    places
        .into_iter()
        .map(|at| Secret {
            at,
            is_needed: true,
        })
        .collect()
}

fn member_of<'a>(content: &'a Value, member: &[String]) -> Option<&'a Value> {
    let pointer = member
        .iter()
        .fold(Pointer::root(), |at, name| at.child(name));
    pointer.find(content)
}

fn address(target: &Target) -> String {
    match target {
        Target::Recreate { list, key, .. } => format!("{list}/{key}"),
        Target::Remove { path, .. }
        | Target::Revert { path, .. }
        | Target::Order { list: path, .. }
        | Target::Nothing { path }
        | Target::None { path, .. } => path.clone(),
    }
}
