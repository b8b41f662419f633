//! The change list of the open transaction, read as it is: any path spelling, any value, any type.

use std::fmt;

use http::Method;
use serde_json::Value;

use crate::client::Client;
use crate::envelope::{Object, member, text};
use crate::error::Error;
use crate::places::Place;
use crate::request::About;
use crate::transport::Transport;

/// One entry of the change list (`sps-api.md` §7.6). `Debug` leaves the values out: they may be secrets.
#[derive(Clone, PartialEq)]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,
    /// Where. Absolute, relative or with `#`: no guide says which. Empty if missing.
    pub path: String,
    /// The value before, for delete and replace. `Some(Null)` if it was there and null.
    pub old_value: Option<Value>,
    /// The value after, for create and replace.
    pub new_value: Option<Value>,
    /// The order before, for reorder.
    pub old_order: Option<Value>,
    /// The order after, for reorder.
    pub new_order: Option<Value>,
    /// The entry as it came, with members this client does not know.
    pub raw: Value,
}

/// What a change does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// An object came to be.
    Create,
    /// An object was removed.
    Delete,
    /// A value was replaced.
    Replace,
    /// The order of a list was changed.
    Reorder,
    /// A type this client does not know; empty if it was missing.
    Other(String),
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change")
            .field("kind", &self.kind)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl<T: Transport> Client<T> {
    /// The changes staged in the open transaction, in the appliance's order.
    ///
    /// # Errors
    /// What the appliance answered; with no transaction open that may be a 4xx.
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use sps_client::ChangeKind;
    ///
    /// # pollster::block_on(async {
    /// let client = canned([r#"{"changes":[{"type":"replace","old_value":10,"new_value":20,
    ///     "path":"/api/configuration/management/webinterface/timeout"}]}"#]);
    /// let changes = client.changes().await?;
    /// assert!(changes.iter().all(|change| change.kind == ChangeKind::Replace));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn changes(&self) -> Result<Vec<Change>, Error> {
        let mut reply = self
            .exchange_at(Place::Changes, Method::GET, None, About::Content)
            .await?;
        let members = reply.members();
        let list = member(&members, "changes")
            .or_else(|| members.get("body"))
            .and_then(Value::as_array)
            .ok_or_else(|| reply.lacking("changes"))?;
        Ok(list.iter().map(change).collect())
    }
}

fn change(raw: &Value) -> Change {
    let empty = Object::new();
    let entry = raw.as_object().unwrap_or(&empty);
    let kind = text(entry, "type").unwrap_or_default();
    let value = |name: &str| entry.get(name).cloned();
    Change {
        kind: match kind.as_str() {
            "create" => ChangeKind::Create,
            "delete" => ChangeKind::Delete,
            "replace" => ChangeKind::Replace,
            "reorder" => ChangeKind::Reorder,
            _ => ChangeKind::Other(kind),
        },
        path: text(entry, "path").unwrap_or_default(),
        old_value: value("old_value"),
        new_value: value("new_value"),
        old_order: value("old_order"),
        new_order: value("new_order"),
        raw: raw.clone(),
    }
}
