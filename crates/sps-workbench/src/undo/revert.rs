//! A document with one change taken back.

use serde_json::{Map, Value};

use crate::document::{ORDER, Pointer, cut_references, index, is_reference};
use crate::secret::{is_mask, is_secret_member, is_secret_text};

/// What came of it, beside the document.
#[derive(Default)]
pub(super) struct Notes {
    /// Something else stands there than the change left behind.
    pub(super) changed_since: bool,
    /// Something comes back into an ordered map, and where it stood is not known.
    pub(super) loses_place: bool,
    /// Places whose old value is a secret that is not known.
    pub(super) secrets: Vec<Pointer>,
}

/// The document `now` in which the place `member` is as it was in `old`; `None` if the place is not there any more.
///
/// What the change did not touch stays as it is now. A secret that cannot be had from anywhere stays as it is now, too,
/// and is noted.
pub(super) fn reverted(
    now: &Value,
    member: &[String],
    old: Option<&Value>,
    new: Option<&Value>,
    notes: &mut Notes,
) -> Option<Value> {
    let walk = Walk { document: now };
    walk.at(now, &Pointer::root(), member, (old, new), false, notes)
}

/// The secrets of a content that have to be typed again: what stands at a secret place, unless it is a mask for nothing
/// or a key that the document `now` still holds.
pub(super) fn lost_secrets(content: &Value, now: Option<&Value>, is_secret: bool) -> Vec<Pointer> {
    let mut lost = Vec::new();
    collect(content, now, &Pointer::root(), is_secret, &mut lost);
    lost
}

struct Walk<'a> {
    document: &'a Value,
}

type Pair<'a> = (Option<&'a Value>, Option<&'a Value>);

impl Walk<'_> {
    fn at(
        &self,
        now: &Value,
        at: &Pointer,
        member: &[String],
        sides: Pair<'_>,
        around: bool,
        notes: &mut Notes,
    ) -> Option<Value> {
        let Some((name, rest)) = member.split_first() else {
            return self.value(Some(now), at, sides, around, notes);
        };
        let place = at.child(name);
        match now {
            Value::Object(members) if !is_reference(now) => {
                let is_secret = is_secret_member(members, name, around);
                let value = match members.get(name) {
                    Some(inner) => self.at(inner, &place, rest, sides, is_secret, notes),
                    None if rest.is_empty() => self.value(None, &place, sides, is_secret, notes),
                    None => return None,
                };
                if !rest.is_empty() && value.is_none() {
                    return None;
                }
                let comes_back = value.is_some() && !members.contains_key(name);
                notes.loses_place |= comes_back && is_misplaced(members, name);
                Some(Value::Object(with_member(members, name, value)))
            }
            Value::Array(items) => {
                let position = index(name)?;
                let mut items = items.clone();
                match items.get(position) {
                    Some(inner) if !rest.is_empty() || sides.1.is_some() => {
                        let value = self.at(inner, &place, rest, sides, around, notes);
                        match value {
                            Some(value) => *items.get_mut(position)? = value,
                            None if rest.is_empty() => {
                                items.remove(position);
                            }
                            None => return None,
                        }
                    }
                    // The item went; it comes back to its position.
                    _ if rest.is_empty() && position <= items.len() => {
                        let value = self.value(None, &place, sides, around, notes)?;
                        items.insert(position, value);
                    }
                    _ => return None,
                }
                Some(Value::Array(items))
            }
            _ => None,
        }
    }

    fn value(
        &self,
        now: Option<&Value>,
        at: &Pointer,
        (old, new): Pair<'_>,
        is_secret: bool,
        notes: &mut Notes,
    ) -> Option<Value> {
        if same(old, new) {
            // What the appliance hides on both sides may differ; it stays as it is now.
            if let Some(old) = old {
                masks(old, at, &mut notes.secrets);
            }
            return now.cloned();
        }
        if let (Some(now), Some(old), Some(new)) = (object(now), object(old), object(new)) {
            return Some(Value::Object(
                self.members(now, old, new, at, is_secret, notes),
            ));
        }
        let is_hidden = is_secret && new.is_none_or(hides);
        if !is_hidden && !same(now, new) {
            notes.changed_since = true;
        }
        let mut lost = Vec::new();
        if let Some(old) = old {
            collect(old, Some(self.document), at, is_secret, &mut lost);
        }
        if lost.is_empty() {
            return old.map(cut_references);
        }
        let is_leaf = old.is_some_and(Value::is_string);
        notes.secrets.extend(lost);
        if is_leaf {
            now.cloned()
        } else {
            old.map(cut_references)
        }
    }

    fn members(
        &self,
        now: &Map<String, Value>,
        old: &Map<String, Value>,
        new: &Map<String, Value>,
        at: &Pointer,
        around: bool,
        notes: &mut Notes,
    ) -> Map<String, Value> {
        let mut made = now.clone();
        let gone = old.keys().filter(|name| !new.contains_key(*name));
        for name in new.keys().chain(gone) {
            let owner = if old.contains_key(name) { old } else { new };
            let is_secret = is_secret_member(owner, name, around);
            let place = at.child(name);
            let sides = (old.get(name), new.get(name));
            let value = self.value(now.get(name), &place, sides, is_secret, notes);
            made = with_member(&made, name, value);
        }
        made
    }
}

/// The members with `name` set or, without a value, left out. In an ordered map the order follows.
fn with_member(
    members: &Map<String, Value>,
    name: &str,
    value: Option<Value>,
) -> Map<String, Value> {
    let mut made = members.clone();
    let came = value.is_some() && !made.contains_key(name);
    let went = value.is_none();
    match value {
        Some(value) => {
            made.insert(name.to_owned(), value);
        }
        None => {
            made.shift_remove(name);
        }
    }
    if let Some(Value::Array(order)) = made.get_mut(ORDER)
        && name != ORDER
    {
        let is_named = |item: &Value| item.as_str() == Some(name);
        if went {
            order.retain(|item| !is_named(item));
        } else if came && !order.iter().any(is_named) {
            order.push(name.into());
        }
    }
    made
}

/// Whether the members are an ordered map whose order does not tell where `name` belongs.
fn is_misplaced(members: &Map<String, Value>, name: &str) -> bool {
    let order = members.get(ORDER).and_then(Value::as_array);
    order.is_some_and(|order| order.iter().all(|item| item.as_str() != Some(name)))
}

fn object(value: Option<&Value>) -> Option<&Map<String, Value>> {
    value
        .filter(|value| !is_reference(value))
        .and_then(Value::as_object)
}

/// Whether both are the same once their references are keys.
pub(super) fn same(one: Option<&Value>, other: Option<&Value>) -> bool {
    one.map(cut_references) == other.map(cut_references)
}

fn hides(value: &Value) -> bool {
    value.as_str().is_some_and(is_mask)
}

fn collect(
    content: &Value,
    now: Option<&Value>,
    at: &Pointer,
    is_secret: bool,
    lost: &mut Vec<Pointer>,
) {
    let content = &cut_references(content);
    match content {
        Value::String(text) => {
            let is_lost = is_mask(text)
                || ((is_secret || is_secret_text(text))
                    && !text.is_empty()
                    && !now.is_some_and(|now| mentions(now, text)));
            if is_lost {
                lost.push(at.clone());
            }
        }
        Value::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                collect(item, now, &at.child(&position.to_string()), is_secret, lost);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let is_secret = is_secret_member(members, name, is_secret);
                collect(member, now, &at.child(name), is_secret, lost);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The places at which an appliance wrote a mask.
fn masks(content: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    match content {
        Value::String(text) if is_mask(text) => found.push(at.clone()),
        Value::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                masks(item, &at.child(&position.to_string()), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                masks(member, &at.child(name), found);
            }
        }
        _ => {}
    }
}

/// Whether a mask stands somewhere in the content.
pub(super) fn hides_something(content: &Value) -> bool {
    let mut found = Vec::new();
    masks(content, &Pointer::root(), &mut found);
    !found.is_empty()
}

/// Whether `text` stands somewhere in the content as a whole text: as the key of a reference, for one.
pub(super) fn mentions(content: &Value, text: &str) -> bool {
    match content {
        Value::String(found) => found == text,
        Value::Array(items) => items.iter().any(|item| mentions(item, text)),
        Value::Object(members) => members.values().any(|member| mentions(member, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
