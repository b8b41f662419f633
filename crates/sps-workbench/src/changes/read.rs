//! Every entry of the changelog read as what happened where, before anybody tells it.
//!
//! What is read here may hold secrets: it has no `Debug` and does not leave the crate.

use serde_json::Value;
use sps_client::{Change, ChangeKind};

use super::leaves::{self, Lists};
use super::location::Location;
use super::order;
use crate::document::{ORDER, is_reference};
use crate::secret::{is_secret_name, text_with_json};

/// One entry, read.
pub(crate) struct Entry {
    /// Where the entry points to.
    pub(crate) location: Location,
    /// How many segments of the location name the resource or object.
    pub(crate) length: usize,
    /// Whether a name on the way says that everything here is secret.
    pub(crate) is_secret: bool,
    /// What happened, one by one.
    pub(crate) findings: Vec<Finding>,
}

/// One thing that happened.
pub(crate) enum Finding {
    /// An object is new in a list.
    Came(Object),
    /// An object left a list.
    Went(Object),
    /// A value was replaced, came or went.
    Leaf(Leaf),
    /// The same things in another order.
    Moved(Order),
    /// A kind of entry nobody here knows.
    Other(String),
}

/// An object of a list.
pub(crate) struct Object {
    /// Its name, or its key if it has none.
    pub(crate) name: Option<String>,
    pub(crate) value: Option<Value>,
}

/// A value inside a resource, before and after.
pub(crate) struct Leaf {
    pub(crate) member: Vec<String>,
    pub(crate) old: Option<Value>,
    pub(crate) new: Option<Value>,
    pub(crate) is_secret: bool,
}

/// The order of a list or map, before and after.
pub(crate) struct Order {
    pub(crate) member: Vec<String>,
    pub(crate) old: Vec<String>,
    pub(crate) new: Vec<String>,
}

impl Entry {
    /// Reads an entry; a replaced object gives one finding per leaf.
    pub(crate) fn read(change: &Change, lists: Lists) -> Self {
        let location = Location::read(&change.path);
        let is_secret = location.names().iter().any(|name| is_secret_name(name));
        let old = change.old_value.as_ref().map(unpacked);
        let new = change.new_value.as_ref().map(unpacked);
        let all = location.names().len();
        let length = location.resource().unwrap_or(all);
        let (length, findings) = match &change.kind {
            ChangeKind::Create => {
                let findings = match in_resource(&location, length) {
                    Some(member) => inside(&member, None, new, is_secret, lists),
                    None => vec![Finding::Came(object(&location, new, is_secret))],
                };
                (length, findings)
            }
            ChangeKind::Delete => {
                let findings = match in_resource(&location, length) {
                    Some(member) => inside(&member, old, None, is_secret, lists),
                    None => vec![Finding::Went(object(&location, old, is_secret))],
                };
                (length, findings)
            }
            ChangeKind::Replace => replaced(&location, old, new, is_secret, lists),
            ChangeKind::Reorder => (
                length,
                vec![Finding::Moved(moved(&location, length, change))],
            ),
            ChangeKind::Other(kind) => (length, vec![Finding::Other(kind.clone())]),
        };
        Self {
            location,
            length,
            is_secret,
            findings,
        }
    }

    /// The place a finding is told at: for something that came or went, the list it is in.
    pub(super) fn place(&self, finding: &Finding) -> Vec<String> {
        let is_in_list = matches!(finding, Finding::Came(_) | Finding::Went(_));
        let length = self.length.saturating_sub(usize::from(is_in_list));
        self.location.split(length).0
    }

    /// The absolute address of the resource or object.
    pub(crate) fn path(&self) -> String {
        self.location.path(self.length)
    }
}

/// The way to a member inside a resource that stays; `None` if the entry is about the whole object.
fn in_resource(location: &Location, length: usize) -> Option<Vec<String>> {
    Some(location.split(length).1).filter(|member| !member.is_empty())
}

fn inside(
    member: &[String],
    old: Option<Value>,
    new: Option<Value>,
    is_secret: bool,
    lists: Lists,
) -> Vec<Finding> {
    let mut findings = leaves::differences(member, old.as_ref(), new.as_ref(), is_secret, lists);
    if findings.is_empty() {
        findings.push(leaves::leaf(member, old.as_ref(), new.as_ref(), is_secret));
    }
    findings
}

fn object(location: &Location, value: Option<Value>, is_secret: bool) -> Object {
    let name = value
        .as_ref()
        .and_then(|content| content.get("name")?.as_str())
        .filter(|_| !is_secret)
        .or(location.names().last().map(String::as_str))
        .map(ToOwned::to_owned);
    Object { name, value }
}

fn replaced(
    location: &Location,
    old: Option<Value>,
    new: Option<Value>,
    is_secret: bool,
    lists: Lists,
) -> (usize, Vec<Finding>) {
    let whole = location.names().len();
    let is_content = |value: &Option<Value>| {
        value
            .as_ref()
            .is_some_and(|value| value.is_object() && !is_reference(value))
    };
    // ASSUMPTION: outside the documented tree an entry with objects is a resource, and one with anything else a member
    // of the resource around it; wrong for an undocumented resource whose whole body is a text or a list.
    let length = location
        .resource()
        .unwrap_or(if is_content(&old) || is_content(&new) {
            whole
        } else {
            whole.saturating_sub(1)
        });
    let (_, member) = location.split(length);
    if old.is_some() && new.is_some() {
        return (length, inside(&member, old, new, is_secret, lists));
    }
    (
        length,
        vec![leaves::leaf(&member, old.as_ref(), new.as_ref(), is_secret)],
    )
}

fn moved(location: &Location, length: usize, change: &Change) -> Order {
    let (_, mut member) = location.split(length);
    member.retain(|name| name != ORDER);
    Order {
        member,
        old: order::names(change.old_order.as_ref()),
        new: order::names(change.new_order.as_ref()),
    }
}

/// A value, or the value written out in a text.
pub(crate) fn unpacked(value: &Value) -> Value {
    value
        .as_str()
        .and_then(text_with_json)
        .unwrap_or_else(|| value.clone())
}
