//! What one entry of the changelog asks an undo to do.

use serde_json::Value;
use sps_client::{Change, ChangeKind};

use super::Reason;
use super::revert::hides_something;
use crate::changes::{Entry, Lists, order_names, unpacked};
use crate::document::ORDER;

/// The inverse of one entry, before anything was read.
pub(super) enum Target {
    /// An object went: make it again.
    Recreate {
        list: String,
        key: String,
        body: Value,
    },
    /// An object came: delete it.
    Remove {
        path: String,
        list: String,
        key: String,
        body: Option<Value>,
    },
    /// Something inside a resource changed.
    Revert {
        path: String,
        member: Vec<String>,
        sides: Sides,
    },
    /// The objects of a list stand in another order.
    Order { list: String, old: Vec<String> },
    /// The entry changed nothing.
    Nothing { path: String },
    /// There is no inverse.
    None { path: String, reason: Reason },
}

/// A value before and after, as the entry has it.
pub(super) struct Sides {
    pub(super) old: Option<Value>,
    pub(super) new: Option<Value>,
}

impl Sides {
    /// The sides with objects and lists that were written out in texts read as such (`sps-api.md` §7.6).
    pub(super) fn unpacked(&self) -> Self {
        Self {
            old: self.old.as_ref().map(unpacked),
            new: self.new.as_ref().map(unpacked),
        }
    }
}

impl Target {
    pub(super) fn of(change: &Change) -> Self {
        let entry = Entry::read(change, Lists::Whole);
        let path = entry.path();
        let (names, member) = entry.location.split(entry.length);
        let (Some(key), true) = (names.last().cloned(), names.len() > 1) else {
            // Single nodes such as `starling` are resources of their own.
            return match (&change.kind, names.is_empty()) {
                (ChangeKind::Replace, false) => Self::replaced(change, path, member),
                _ => Self::None {
                    path,
                    reason: Reason::NoPlace,
                },
            };
        };
        let is_object = member.is_empty();
        let list = path
            .rsplit_once('/')
            .map_or_else(String::new, |(list, _)| list.to_owned());
        let write_only = list.ends_with("/configuration/passwords")
            || list.ends_with("/configuration/private_keys");
        match &change.kind {
            ChangeKind::Other(kind) => Self::None {
                path,
                reason: Reason::UnknownKind(kind.clone()),
            },
            ChangeKind::Create | ChangeKind::Delete if is_object && write_only => Self::None {
                path,
                reason: Reason::WriteOnly,
            },
            ChangeKind::Create if is_object => Self::Remove {
                path,
                list,
                key,
                body: change.new_value.as_ref().map(unpacked),
            },
            ChangeKind::Delete if is_object && list.ends_with("/user/api_keys") => Self::None {
                path,
                reason: Reason::ShownOnce,
            },
            ChangeKind::Delete if is_object => match change.old_value.as_ref().map(unpacked) {
                Some(body) if body.is_object() => Self::Recreate { list, key, body },
                _ => Self::None {
                    path,
                    reason: Reason::OldUntold,
                },
            },
            ChangeKind::Create => Self::Revert {
                path,
                member,
                sides: Sides {
                    old: None,
                    new: change.new_value.clone(),
                },
            },
            ChangeKind::Delete if change.old_value.is_none() => Self::None {
                path,
                reason: Reason::OldUntold,
            },
            ChangeKind::Delete => Self::Revert {
                path,
                member,
                sides: Sides {
                    old: change.old_value.clone(),
                    new: None,
                },
            },
            ChangeKind::Replace => Self::replaced(change, path, member),
            ChangeKind::Reorder => Self::reordered(change, path, member),
        }
    }

    fn replaced(change: &Change, path: String, member: Vec<String>) -> Self {
        if change.old_value.is_none() {
            let reason = Reason::OldUntold;
            return Self::None { path, reason };
        }
        let hides = change.old_value.as_ref().is_some_and(hides_something);
        if change.old_value == change.new_value && !hides {
            return Self::Nothing { path };
        }
        let sides = Sides {
            old: change.old_value.clone(),
            new: change.new_value.clone(),
        };
        Self::Revert {
            path,
            member,
            sides,
        }
    }

    fn reordered(change: &Change, path: String, mut member: Vec<String>) -> Self {
        let old = order_names(change.old_order.as_ref());
        let new = order_names(change.new_order.as_ref());
        if change.old_order.as_ref().is_none_or(Value::is_null) {
            let reason = Reason::OldUntold;
            return Self::None { path, reason };
        }
        if old == new {
            return Self::Nothing { path };
        }
        if member.is_empty() {
            return Self::Order { list: path, old };
        }
        if member.last().is_none_or(|name| name != ORDER) {
            member.push(ORDER.to_owned());
        }
        Self::Revert {
            path,
            member,
            sides: Sides {
                old: Some(old.into()),
                new: Some(new.into()),
            },
        }
    }
}
