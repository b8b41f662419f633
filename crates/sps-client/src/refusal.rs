//! What the appliance said when it refused a request.

use std::fmt;

use serde_json::{Map, Value};

use crate::envelope::text;

/// The appliance's own words about a refused request (`sps-api.md` §4.1).
///
/// Types are not an enumeration: the list in the guide is not complete, so `kind` is shown, never required. `Debug`
/// leaves `details` out, because they may repeat a value that was sent.
#[derive(Clone, PartialEq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// `error.type`, for example `NodeNotFound`; `None` if the answer had no error object.
    pub kind: Option<String>,
    /// `error.message`, in English, unchanged.
    pub message: Option<String>,
    /// `error.details`: JSON of any form and depth.
    pub details: Option<Value>,
    /// The verb of the refused request.
    pub method: String,
    /// The path of the refused request, without its query.
    pub path: String,
}

impl Refusal {
    /// Reads the error envelope; everything in it may be missing.
    pub(crate) fn read(
        status: u16,
        method: &str,
        path: &str,
        content: Option<Map<String, Value>>,
    ) -> Self {
        let mut refusal = Self {
            status,
            kind: None,
            message: None,
            details: None,
            method: method.to_owned(),
            path: path.split('?').next().unwrap_or_default().to_owned(),
        };
        match content.and_then(|mut content| content.remove("error")) {
            Some(Value::Object(mut error)) => {
                refusal.kind = text(&error, "type");
                refusal.message = text(&error, "message");
                refusal.details = error.remove("details").filter(|details| !details.is_null());
            }
            Some(Value::String(message)) => refusal.message = Some(message),
            _ => {}
        }
        refusal
    }

    /// Whether `error.type` speaks of a lock. The real name is unknown (`sps-api.md` §4.2).
    pub(crate) fn speaks_of_a_lock(&self) -> bool {
        // ASSUMPTION: the type of a lock refusal contains "Lock"; a recorded refusal of a commit would settle it.
        self.kind
            .as_deref()
            .is_some_and(|kind| kind.contains("Lock") || kind.contains("lock"))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} answered {}", self.method, self.path, self.status)?;
        if let Some(kind) = &self.kind {
            write!(f, " {kind}")?;
        }
        if let Some(message) = &self.message {
            write!(f, ": {message}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Refusal({self})")
    }
}
