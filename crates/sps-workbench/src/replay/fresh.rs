//! What is there now, where kept changes want to go.

use std::pin::Pin;

use serde_json::Value;
use sps_client::document::reference;
use sps_client::{Client, Content, Error, Transport, paths};

use super::net::net;
use crate::journal::{Entry, is_cut};

/// What a path holds now.
#[derive(Clone, PartialEq)]
pub enum Found {
    /// An object, or another value.
    Object(Value),
    /// A list: keys, and bodies where the appliance lists them.
    List(Vec<(String, Option<Value>)>),
    /// Nothing: it no longer exists.
    Nothing,
    /// It could not be read.
    Unread(Error),
}

impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Object(_) => f.write_str("Object(..)"),
            Self::List(items) => write!(f, "List({} items)", items.len()),
            Self::Nothing => f.write_str("Nothing"),
            Self::Unread(error) => f.debug_tuple("Unread").field(error).finish(),
        }
    }
}

/// One reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Fresh {
    /// The path that was read.
    pub path: String,
    /// What is there.
    pub found: Found,
}

/// Reads one path. A `Fresh` of a transaction shows that transaction: read before one is open.
pub fn read<'a, T: Transport>(
    client: &'a Client<T>,
    path: &'a str,
) -> Pin<Box<dyn Future<Output = Fresh> + 'a>> {
    Box::pin(async move {
        let found = match client.resource(path).await {
            Ok(resource) => match resource.content {
                Content::Body(value) => Found::Object(value),
                Content::Empty => Found::Object(Value::Null),
                Content::Node(items) => Found::List(
                    items
                        .into_iter()
                        .map(|item| (item.key, item.body))
                        .collect(),
                ),
            },
            Err(Error::NotFound(_)) => Found::Nothing,
            Err(error) => Found::Unread(error),
        };
        Fresh {
            path: path.to_owned(),
            found,
        }
    })
}

/// The paths to read before a plan is made: where each change goes, and what it newly refers to.
pub fn wanted(entries: &[&Entry]) -> Vec<String> {
    let changes = net(entries).changes;
    let mut wanted: Vec<String> = Vec::new();
    let mut want = |path: String| {
        if !wanted.contains(&path) {
            wanted.push(path);
        }
    };
    let made: Vec<&str> = changes
        .iter()
        .filter_map(|net| net.created.as_deref())
        .collect();
    for net in &changes {
        // An object of this very row of writes is not there yet.
        if !made.contains(&last_segment(&net.path)) {
            want(net.path.clone());
        }
        for (key, href) in newly_used(net.base.as_ref(), net.body.as_ref()) {
            if !made.contains(&key.as_str()) {
                want(href);
            }
        }
    }
    wanted
}

/// Keys and addresses of the objects that `body` uses and `base` does not. A bare key is known to be one where something
/// else was referred to before.
pub(super) fn newly_used(base: Option<&Value>, body: Option<&Value>) -> Vec<(String, String)> {
    let mut used = Vec::new();
    if let Some(body) = body {
        collect(base, body, &mut used);
    }
    used
}

fn collect(base: Option<&Value>, body: &Value, used: &mut Vec<(String, String)>) {
    let before = base.and_then(reference);
    match body {
        body if is_cut(body) => {}
        Value::String(key) => {
            if let Some((old, Some(href))) = before
                && old != key
                && let Some((list, _)) = href.rsplit_once('/')
            {
                used.push((key.clone(), paths::child(list, key)));
            }
        }
        Value::Object(members) => match reference(body) {
            Some((key, Some(href))) => {
                if before.is_none_or(|(old, _)| old != key) {
                    used.push((key.to_owned(), href.to_owned()));
                }
            }
            Some((_, None)) => {}
            None => {
                for (name, member) in members {
                    collect(base.and_then(|base| base.get(name)), member, used);
                }
            }
        },
        Value::Array(items) => {
            let old = base.and_then(Value::as_array);
            let is_old = |item: &Value| {
                let key = reference(item).map(|(key, _)| key).or(item.as_str());
                let mut keys = old.into_iter().flatten().filter_map(reference);
                key.is_some_and(|key| keys.any(|(other, _)| other == key))
            };
            for (position, item) in items.iter().enumerate().filter(|(_, item)| !is_old(item)) {
                // All references of a list lead into the same one.
                let model = old.and_then(|old| old.get(position).or_else(|| old.first()));
                collect(model, item, used);
            }
        }
        _ => {}
    }
}

pub(super) fn last_segment(path: &str) -> &str {
    path.trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default()
}
