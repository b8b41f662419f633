//! Rights: path prefix × verbs, taken at sign-in from groups and access control lists.

use std::collections::{BTreeMap, BTreeSet};

use http::Method;
use serde_json::{Value, json};

use crate::accounts::{ADMIN, GROUPS};
use crate::configuration::Store;

const ACLS: &str = "/api/configuration/aaa/acls";
const READ: &[&str] = &["GET"];
const WRITE: &[&str] = &["DELETE", "GET", "POST", "PUT"];
/// Which paths an object of `aaa/acls` stands for.
///
/// ASSUMPTION: the vendor publishes no full table (`sps-api.md` §14).
const OBJECTS: &str = include_str!("../data/rights.json");

/// What a user may do. Running sessions keep the rights they began with (`sps-api.md` §6.4).
#[derive(Clone, Debug)]
pub(crate) struct Rights {
    /// Methods by path prefix.
    granted: BTreeMap<String, BTreeSet<&'static str>>,
}

impl Rights {
    /// The rights of the user with that name and key in `live`.
    pub(crate) fn of(user: &str, user_key: &str, live: &Store) -> Self {
        let mut rights = Self {
            granted: BTreeMap::new(),
        };
        if user == ADMIN {
            rights.grant("/api", WRITE);
            return rights;
        }
        // The file is compiled in; unreadable, it would grant nothing, and every test of rights fails.
        let table: Value = serde_json::from_str(OBJECTS).unwrap_or_default();
        for url in texts(table.get("everyone")) {
            rights.grant(url, READ);
        }
        for acl in live
            .resource(ACLS)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let is_member = acl
                .get("group")
                .and_then(Value::as_str)
                .and_then(|group| live.find(GROUPS, "name", group))
                .is_some_and(|(_, group)| {
                    texts(group.get("members")).any(|member| member == user_key)
                });
            if !is_member {
                continue;
            }
            let methods = if acl.get("permission").and_then(Value::as_str) == Some("write") {
                WRITE
            } else {
                READ
            };
            for object in texts(acl.get("objects")) {
                for url in texts(table.get("objects").and_then(|objects| objects.get(object))) {
                    rights.grant(url, methods);
                }
            }
        }
        rights
    }

    /// The same without everything but reading.
    pub(crate) fn without_writes(&self) -> Self {
        let mut rights = self.clone();
        for methods in rights.granted.values_mut() {
            methods.retain(|method| READ.contains(method));
        }
        rights
    }

    fn grant(&mut self, url: &str, methods: &[&'static str]) {
        self.granted
            .entry(url.to_owned())
            .or_default()
            .extend(methods);
    }

    /// Whether `method` is allowed on `path`. The nodes above a granted path may be read, as
    /// nobody could find it otherwise.
    pub(crate) fn allow(&self, method: &Method, path: &str) -> bool {
        self.granted.iter().any(|(url, methods)| {
            (is_within(path, url) && methods.contains(method.as_str()))
                || (method == Method::GET && is_within(url, path) && methods.contains("GET"))
        })
    }

    /// As listed by `/api/endpoints` and user information: `[{"methods": […], "url": "/api"}]`.
    pub(crate) fn endpoints(&self) -> Value {
        self.granted
            .iter()
            .map(|(url, methods)| json!({ "methods": methods, "url": url }))
            .collect()
    }
}

fn texts(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// Whether `path` is `prefix` or lies below it.
fn is_within(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
