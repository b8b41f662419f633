//! A document level by level: a form of any size builds only what it shows.

use serde_json::{Map, Value};

use super::field::{field, in_order, shown_at};
use super::{Field, ORDER, Pointer, is_reference};
use crate::secret::is_secret_member;

/// As many members of one object are shown at once.
const MEMBERS: usize = 100;
/// As many values of one list.
const VALUES: usize = 50;
/// As many objects or lists of one list or ordered map.
const GROUPS: usize = 20;
/// As many fields are built below one level without being asked for.
const BUILT: usize = 200;

/// What lies directly below one place, or a window of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// The fields of the window, in the order of a form. Objects and lists come empty: [`level`] of their own place
    /// tells what is in them.
    pub fields: Vec<Field>,
    /// Whether each of them, if it has fields of its own, shows them without being asked.
    pub open: Vec<bool>,
    /// The number of the first field in the window, counted from 0.
    pub first: usize,
    /// How many fields a window of this place has; the last may have fewer.
    pub window: usize,
    /// How many fields lie directly below the place.
    pub count: usize,
}

/// The field of a whole document; an object or a list comes empty, as in a [`Level`].
pub fn root_field(content: &Value) -> Field {
    field(Pointer::root(), String::new(), content, false, false)
}

/// The window with field number `wanted` of what lies directly below a place; `None` if nothing can lie there.
pub fn level(content: &Value, at: &Pointer, wanted: usize) -> Option<Level> {
    let (value, is_secret) = shown_at(content, at)?;
    let window = window_of(value)?;
    let count = count_below(value);
    let first = wanted.min(count.saturating_sub(1)) / window * window;
    let mut fields = Vec::new();
    let mut weights = Vec::new();
    let is_list = match value {
        Value::Array(items) => {
            for (position, item) in items.iter().enumerate().skip(first).take(window) {
                let name = position.to_string();
                weights.push(weight(item));
                fields.push(field(at.child(&name), name, item, is_secret, false));
            }
            true
        }
        Value::Object(members) => {
            for (name, member) in in_order(members).skip(first).take(window) {
                let is_secret = is_secret_member(members, name, is_secret);
                weights.push(weight(member));
                fields.push(field(
                    at.child(name),
                    name.clone(),
                    member,
                    is_secret,
                    false,
                ));
            }
            members.contains_key(ORDER)
        }
        _ => return None,
    };
    Some(Level {
        fields,
        open: open_at_start(&weights, is_list),
        first,
        window,
        count,
    })
}

/// The number of a member or item among what lies directly below a place, as a form counts them.
pub(super) fn position_of(value: &Value, segment: &str) -> Option<usize> {
    match value {
        Value::Array(_) => super::index(segment),
        Value::Object(members) => in_order(members).position(|(name, _)| name == segment),
        _ => None,
    }
}

/// How many fields with a value of their own a value has; an empty object or list counts as one.
pub fn extent(value: &Value) -> usize {
    let below: usize = match value {
        Value::Array(items) => items.iter().map(extent).sum(),
        Value::Object(members) if !is_reference(value) => {
            let members = members.iter().filter(|(name, _)| *name != ORDER);
            members.map(|(_, member)| extent(member)).sum()
        }
        _ => 1,
    };
    below.max(1)
}

/// How many members or items a value has, as a form counts them.
pub fn count_below(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.len(),
        Value::Object(members) if !is_reference(value) => {
            members.len() - usize::from(members.contains_key(ORDER))
        }
        _ => 0,
    }
}

fn window_of(value: &Value) -> Option<usize> {
    let of_list = |first: Option<&Value>| {
        let is_group = first.is_some_and(|first| count_below(first) > 0);
        if is_group { GROUPS } else { VALUES }
    };
    match value {
        Value::Array(items) => Some(of_list(items.first())),
        Value::Object(_) if is_reference(value) => None,
        Value::Object(members) if members.contains_key(ORDER) => Some(of_list(
            members
                .iter()
                .find(|(name, _)| *name != ORDER)
                .map(|(_, member)| member),
        )),
        Value::Object(_) => Some(MEMBERS),
        _ => None,
    }
}

/// How many fields are built for a value that shows its first window, and more than [`BUILT`] for all that are too many.
fn weight(value: &Value) -> usize {
    let Some(window) = window_of(value) else {
        return 1;
    };
    let sum = |values: &mut dyn Iterator<Item = &Value>| {
        let mut sum = 1;
        for value in values.take(window) {
            sum += weight(value);
            if sum > BUILT {
                break;
            }
        }
        sum
    };
    match value {
        Value::Array(items) => sum(&mut items.iter()),
        Value::Object(members) => sum(&mut shown(members)),
        _ => 1,
    }
}

fn shown(members: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let members = members.iter().filter(|(name, _)| *name != ORDER);
    members.map(|(_, member)| member)
}

/// Members get room one after the other; the items of a list are all open or none is.
fn open_at_start(weights: &[usize], is_list: bool) -> Vec<bool> {
    if is_list {
        let fits = weights.iter().sum::<usize>() <= BUILT;
        return vec![fits; weights.len()];
    }
    let mut left = BUILT.saturating_sub(weights.len());
    let room = |weight: &usize| {
        let fits = *weight <= left.saturating_add(1);
        if fits {
            left -= weight.saturating_sub(1).min(left);
        }
        fits
    };
    weights.iter().map(room).collect()
}
