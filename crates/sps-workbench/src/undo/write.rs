//! One write to the appliance, as a value.

use std::fmt;

use serde_json::Value;

/// What a write does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// A new object in the list at the path.
    Post,
    /// The whole content of a resource, or the order of a list.
    Put,
    /// An object goes.
    Delete,
}

impl Verb {
    /// The name of the HTTP method.
    pub fn name(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// One write inside a transaction. `Debug` leaves the body out: it may hold secrets.
#[derive(Clone, PartialEq)]
pub struct Write {
    /// What it does.
    pub verb: Verb,
    /// The absolute address, percent-encoded.
    pub path: String,
    /// The content, references as keys; `None` for [`Verb::Delete`].
    pub body: Option<Value>,
}

impl fmt::Debug for Write {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.verb.name(), self.path)
    }
}
