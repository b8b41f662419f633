//! The review as a table and as raw JSON (product M6.3).

use serde_json::Value;
use sps_client::{Change, ChangeKind};

use super::leaves::Lists;
use super::read::{Entry, Finding, Object};
use super::shown::Shown;
use super::tell::{masked_entry, sides};
use crate::secret::is_secret_name;

/// A row of the table; never a secret.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which entry of the changelog it comes from.
    pub entry: usize,
    /// The absolute address, down to the member.
    pub path: String,
    /// The absolute address of the resource alone.
    pub resource: String,
    /// The way to the value inside the resource; empty if the resource itself is the value.
    pub member: Vec<String>,
    /// What was done.
    pub operation: Operation,
    /// What was there; the old order as a list.
    pub old: Shown,
    /// What is there now; the new order as a list.
    pub new: Shown,
}

/// What was done, in the words of the changelog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// Something came to be.
    Create,
    /// Something was removed.
    Delete,
    /// A value was replaced.
    Replace,
    /// The order was changed.
    Reorder,
    /// A kind nobody here knows.
    Other(String),
}

impl Operation {
    /// The word of the changelog (`sps-api.md` §7.6).
    pub fn word(&self) -> &str {
        match self {
            Self::Create => "create",
            Self::Delete => "delete",
            Self::Replace => "replace",
            Self::Reorder => "reorder",
            Self::Other(kind) => kind,
        }
    }
}

/// The changelog as rows, one per leaf, in the order of the appliance.
pub fn rows(changes: &[Change]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (number, change) in changes.iter().enumerate() {
        let entry = Entry::read(change, Lists::ByPosition);
        for finding in &entry.findings {
            let (member, mut operation, old, new) = cells(finding, entry.is_secret);
            let is_half = change.old_value.is_none() || change.new_value.is_none();
            if change.kind == ChangeKind::Replace && is_half {
                // A side that the appliance left out is no sign that there was nothing.
                operation = Operation::Replace;
            }
            let resource = entry.path();
            let path = member
                .iter()
                .fold(resource.clone(), |path, name| path + "/" + name);
            rows.push(Row {
                entry: number,
                path,
                resource,
                member: member.to_vec(),
                operation,
                old,
                new,
            });
        }
    }
    rows
}

fn cells(finding: &Finding, is_secret: bool) -> (&[String], Operation, Shown, Shown) {
    let shown = |value: &Option<Value>| Shown::of(value.as_ref(), is_secret);
    match finding {
        Finding::Came(Object { value, .. }) => {
            (&[], Operation::Create, Shown::Nothing, shown(value))
        }
        Finding::Went(Object { value, .. }) => {
            (&[], Operation::Delete, shown(value), Shown::Nothing)
        }
        Finding::Leaf(leaf) => {
            let (old, new) = sides(leaf);
            let operation = match (&leaf.old, &leaf.new) {
                (None, Some(_)) => Operation::Create,
                (Some(_), None) => Operation::Delete,
                _ => Operation::Replace,
            };
            (&leaf.member, operation, old, new)
        }
        Finding::Moved(order) => {
            let listed = |names: &[String]| Shown::Plain(Value::from(names).to_string());
            (
                &order.member,
                Operation::Reorder,
                listed(&order.old),
                listed(&order.new),
            )
        }
        Finding::Other(kind) => (
            &[],
            Operation::Other(kind.clone()),
            Shown::Nothing,
            Shown::Nothing,
        ),
    }
}

/// The whole changelog as indented JSON with its secrets masked.
pub fn raw_json(changes: &[Change]) -> String {
    let entries: Value = changes.iter().map(raw).collect();
    format!("{entries:#}")
}

/// One entry as indented JSON with its secrets masked.
pub fn raw_entry(change: &Change) -> String {
    format!("{:#}", raw(change))
}

fn raw(change: &Change) -> Value {
    let location = super::Location::read(&change.path);
    let is_secret = location.names().iter().any(|name| is_secret_name(name));
    masked_entry(&change.raw, is_secret)
}
