//! An edit that was not sent yet.

use serde_json::Value;

use super::difference::{differing_places, same};
use super::pointer::index;
use super::union::Parked;
use super::{InputProblem, Pointer, cut_references, input, template};

/// A text in a field that is no value for it, kept so that the person can correct it.
#[derive(Clone, PartialEq)]
struct Typed {
    at: Pointer,
    text: String,
    problem: InputProblem,
}

/// What was read, and what the person made of it.
///
/// No `Debug`: a draft may hold a password that was just typed.
#[derive(Clone, PartialEq)]
pub struct Draft {
    base: Value,
    pub(super) current: Value,
    typed: Vec<Typed>,
    /// Forms of unions that were left, to come back to with what was typed in them.
    pub(super) parked: Vec<Parked>,
}

impl Draft {
    /// A draft without edits over the content that was read.
    pub fn new(base: Value) -> Self {
        Self {
            current: base.clone(),
            base,
            typed: Vec::new(),
            parked: Vec::new(),
        }
    }

    /// The content that was read.
    pub fn base(&self) -> &Value {
        &self.base
    }

    /// The content with the edits in it. A text that is no value for its field is not in it, see [`Draft::typed`].
    pub fn current(&self) -> &Value {
        &self.current
    }

    /// The present value at a place; `None` if there is no such place.
    pub fn get(&self, at: &Pointer) -> Option<&Value> {
        at.find(&self.current)
    }

    /// The value that was read at a place; `None` if there was no such place.
    pub fn base_at(&self, at: &Pointer) -> Option<&Value> {
        at.find(&self.base)
    }

    /// Puts `value` at a place of the current content; false, and nothing changed, if there is no such place.
    pub fn set(&mut self, at: &Pointer, value: Value) -> bool {
        let Some(place) = at.find_mut(&mut self.current) else {
            return false;
        };
        *place = value;
        self.forget_typed(at);
        true
    }

    /// Brings back what was read at this place; a place that was not there goes away.
    ///
    /// Items of a list are counted as they stand now: after an item was removed, put back the list.
    pub fn put_back(&mut self, at: &Pointer) {
        self.forget_typed(at);
        let Some((around, name)) = at.split_last() else {
            self.current = self.base.clone();
            return;
        };
        let read = at.find(&self.base);
        let read_around = around.find(&self.base);
        match (around.find_mut(&mut self.current), read) {
            (Some(Value::Object(members)), Some(read)) => {
                if let Some(place) = members.get_mut(name) {
                    *place = read.clone();
                } else {
                    // Members keep the sequence they were read in, also one that comes back.
                    let before = members.clone();
                    let sequence = read_around.and_then(Value::as_object);
                    *members = sequence
                        .into_iter()
                        .flat_map(|sequence| sequence.keys())
                        .filter_map(|key| {
                            let value = if key == name {
                                Some(read)
                            } else {
                                before.get(key)
                            };
                            Some((key.clone(), value?.clone()))
                        })
                        .collect();
                    members.extend(before);
                }
            }
            (Some(Value::Array(items)), Some(read)) => {
                let position = index(name).unwrap_or(items.len());
                if let Some(place) = items.get_mut(position) {
                    *place = read.clone();
                } else {
                    // An item can only come back to its position with those before it.
                    let gone = read_around.and_then(Value::as_array).into_iter().flatten();
                    let missing = gone.take(position.saturating_add(1)).skip(items.len());
                    items.extend(missing.cloned().collect::<Vec<_>>());
                }
            }
            (Some(Value::Object(members)), None) => {
                members.shift_remove(name);
            }
            (Some(Value::Array(_)), None) => {
                if let Some(position) = index(name) {
                    self.remove_item(&around, position);
                }
            }
            // Something else stands where the object or list around it was.
            (_, Some(_)) => self.put_back(&around),
            (_, None) => {}
        }
    }

    /// Takes an item out of a list; false, and nothing changed, if there is no such item.
    pub fn remove_item(&mut self, list: &Pointer, index: usize) -> bool {
        match list.find_mut(&mut self.current) {
            Some(Value::Array(items)) if index < items.len() => {
                items.remove(index);
            }
            _ => return false,
        }
        self.relocate(|at| at.after_removal(list, index));
        true
    }

    /// Adds an item at the end of a list, in the shape of the last one and empty, or an empty text if there is no model;
    /// false, and nothing changed, if there is no such list.
    pub fn add_item(&mut self, list: &Pointer) -> bool {
        let read = list
            .find(&self.base)
            .and_then(Value::as_array)
            .and_then(|items| items.last());
        let Some(Value::Array(items)) = list.find_mut(&mut self.current) else {
            return false;
        };
        let item = items
            .last()
            .or(read)
            .map_or_else(|| Value::from(""), template::emptied);
        items.push(item);
        true
    }

    /// Takes a text as it was typed. A text that is no value for its field is kept beside the content, which stays.
    ///
    /// An empty text where nothing was read (null) gives null again; on a text it stays an empty text.
    ///
    /// # Errors
    /// [`InputProblem`] if the text is no value for the field, or if there is no field.
    pub fn type_text(&mut self, at: &Pointer, text: &str) -> Result<(), InputProblem> {
        self.type_as(at, text, &Value::Null)
    }

    /// As [`Draft::type_text`], where neither the value there now nor the value that was read tells the kind: then the
    /// kind of `model` does.
    ///
    /// # Errors
    /// [`InputProblem`] if the text is no value for the field, or if there is no field.
    pub fn type_as(&mut self, at: &Pointer, text: &str, model: &Value) -> Result<(), InputProblem> {
        let current = at.find(&self.current).ok_or(InputProblem::NotTypable)?;
        match input::parsed(text, at.find(&self.base), current, model) {
            Ok(value) => {
                self.set(at, value);
                Ok(())
            }
            Err(InputProblem::NotTypable) => Err(InputProblem::NotTypable),
            Err(problem) => {
                self.forget_typed(at);
                self.typed.push(Typed {
                    at: at.clone(),
                    text: text.to_owned(),
                    problem: problem.clone(),
                });
                Err(problem)
            }
        }
    }

    /// The text in a field that is no value for it, and why.
    pub fn typed(&self, at: &Pointer) -> Option<(&str, &InputProblem)> {
        let typed = self.typed.iter().find(|typed| typed.at == *at)?;
        Some((&typed.text, &typed.problem))
    }

    /// Every field whose text is no value for it, in the order they were typed.
    pub fn problems(&self) -> Vec<(Pointer, InputProblem)> {
        self.typed
            .iter()
            .map(|typed| (typed.at.clone(), typed.problem.clone()))
            .collect()
    }

    /// Whether there is anything to send, or to correct first.
    pub fn is_changed(&self) -> bool {
        self.is_changed_at(&Pointer::root())
    }

    /// Whether this place, or anything in it, was edited.
    pub fn is_changed_at(&self, at: &Pointer) -> bool {
        self.typed.iter().any(|typed| typed.at.is_within(at))
            || match (at.find(&self.base), at.find(&self.current)) {
                (Some(read), Some(now)) => !same(read, now),
                (read, now) => read.is_some() != now.is_some(),
            }
    }

    /// The leaves that differ from what was read. An item or member that only one side has is one entry.
    pub fn changed(&self) -> Vec<Pointer> {
        differing_places(&self.base, &self.current)
    }

    /// The whole content as a PUT wants it: references as keys, everything else as it is, `@order`, empty and unknown
    /// members included (`sps-api.md` §8.2).
    pub fn put_body(&self) -> Value {
        cut_references(&self.current)
    }

    /// Has everything that is kept beside the content follow its place; what has none any more goes.
    pub(super) fn relocate(&mut self, to: impl Fn(&Pointer) -> Option<Pointer>) {
        let follow = |at: &mut Pointer| match to(at) {
            Some(new) => {
                *at = new;
                true
            }
            None => false,
        };
        self.typed.retain_mut(|typed| follow(&mut typed.at));
        self.parked.retain_mut(|parked| follow(&mut parked.at));
    }

    pub(super) fn forget_typed(&mut self, at: &Pointer) {
        self.typed.retain(|typed| !typed.at.is_within(at));
    }

    /// Takes another content in place of the current one, as it stands; texts that were no values go.
    pub(super) fn replace_current(&mut self, current: Value) {
        self.current = current;
        self.typed.clear();
    }
}
