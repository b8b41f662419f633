//! One resource of the appliance as it answered: content, links, and what may be done with it.

use std::fmt;

use serde_json::Value;

/// A resource and what its answer said about it (`sps-api.md` §3). `Debug` leaves the content out.
#[derive(Clone, PartialEq)]
pub struct Resource {
    /// The path that was asked for, without a fragment.
    pub path: String,
    /// The resource's own key.
    pub key: Option<String>,
    /// What the resource holds.
    pub content: Content,
    /// Links and the session's remaining time.
    pub meta: Meta,
    /// The verbs of the `Allow` header, in capitals; `None` if the header was missing.
    pub allow: Option<Vec<String>>,
}

impl Resource {
    /// Whether the `Allow` header names `verb`; `None` if there was no such header.
    ///
    /// This is about the resource, not about the person: see [`Rights::may`](crate::Rights::may).
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// # pollster::block_on(async {
    /// // This appliance allows GET and PUT.
    /// let client = canned([r#"{"key":"timezone","body":"Europe/Budapest"}"#]);
    /// let resource = client.resource("/api/configuration/datetime/timezone").await?;
    /// assert_eq!(resource.allows("DELETE"), Some(false));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    #[must_use]
    pub fn allows(&self, verb: &str) -> Option<bool> {
        let allow = self.allow.as_ref()?;
        Some(
            allow
                .iter()
                .any(|allowed| allowed.eq_ignore_ascii_case(verb)),
        )
    }
}

/// What a resource holds.
#[derive(Clone, PartialEq)]
pub enum Content {
    /// A list or a node of the tree: the answer had `items`.
    Node(Vec<Item>),
    /// The payload, of any JSON type: from `body`; or from the member named like the key; or the one flat member beside
    /// `meta` and `key`; or all flat members as an object, in their order.
    Body(Value),
    /// Nothing beside `meta` and `key`.
    Empty,
}

/// An entry of a list or node. `Debug` leaves the body out.
#[derive(Clone, PartialEq)]
pub struct Item {
    /// The key; keys like `-100` are text. If missing, the last segment of `href`.
    pub key: String,
    /// `meta.href` as it came: it is checked when it is followed, not before.
    pub href: Option<String>,
    /// `body`, or the members beside `key` and `meta` gathered into an object, or `None` if there was neither.
    pub body: Option<Value>,
}

/// Links around a resource and the session's remaining time (`sps-api.md` §3.3). Any of them may be missing or null.
///
/// Links are kept as they came: they are checked when they are followed, not before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// This resource; after a POST the new object.
    pub href: Option<String>,
    /// The resource above.
    pub parent: Option<String>,
    /// The first sibling.
    pub first: Option<String>,
    /// The last sibling.
    pub last: Option<String>,
    /// The next sibling; in an authentication answer, where to continue.
    pub next: Option<String>,
    /// The sibling before (`previous`, or `prev` as the field table spells it).
    pub previous: Option<String>,
    /// Present where transactions apply.
    pub transaction: Option<String>,
    /// The change list; read its presence as "there is an open transaction with changes".
    pub changes: Option<String>,
    /// Seconds until the idle time-out.
    pub remaining_seconds: Option<u64>,
}

/// What a POST on a list answered. `Debug` leaves the body out.
#[derive(Clone, PartialEq)]
pub struct Created {
    /// The key of the new object.
    pub key: Option<String>,
    /// The address of the new object (`meta.href`), as it came.
    pub href: Option<String>,
    /// The new object, where the appliance answers with it.
    pub body: Option<Value>,
}

impl fmt::Debug for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resource")
            .field("path", &self.path)
            .field("key", &self.key)
            .field("content", &self.content)
            .field("meta", &self.meta)
            .field("allow", &self.allow)
            .finish()
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Node(items) => write!(f, "Node({} items)", items.len()),
            Self::Body(_) => f.write_str("Body(..)"),
            Self::Empty => f.write_str("Empty"),
        }
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item")
            .field("key", &self.key)
            .field("href", &self.href)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Created {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Created")
            .field("key", &self.key)
            .field("href", &self.href)
            .finish_non_exhaustive()
    }
}
