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

    /// Whether it is a refusal of the gateway in front of the appliance, which kept the request back: the appliance has
    /// refused nothing, and no privilege is missing.
    ///
    /// ```
    /// use sps_client::Refusal;
    ///
    /// fn was_asked(refusal: &Refusal) -> bool {
    ///     !refusal.was_kept_back()
    /// }
    /// ```
    #[must_use]
    pub fn was_kept_back(&self) -> bool {
        matches!(
            self.kind.as_deref(),
            Some("CrossSiteRefused" | "NotFromConsole" | "CookieRefused")
        )
    }

    /// What the appliance's words are about, by `error.type` or else by the message; `None` if they do not tell.
    ///
    /// The types of these refusals are unknown (`sps-api.md` §4.2), so this is a reading of English words: it may refine
    /// what the status says, never replace it. Opening and committing do so themselves; see
    /// [`Error`](crate::Error).
    ///
    /// ```
    /// use sps_client::{Refusal, Topic};
    ///
    /// fn is_about_a_lock(refusal: &Refusal) -> bool {
    ///     refusal.topic() == Some(Topic::Lock)
    /// }
    /// ```
    #[must_use]
    pub fn topic(&self) -> Option<Topic> {
        self.topic_of_kind().or_else(|| {
            let message = self.message.as_deref()?.to_ascii_lowercase();
            let speaks_of = |word: &str| message.contains(word);
            // A message is prose and mentions much, so a word alone says less than in a type.
            if speaks_of("locked") || speaks_of(" lock ") || speaks_of("the lock") {
                Some(Topic::Lock)
            } else if speaks_of("commit message") || speaks_of("commit log") {
                Some(Topic::CommitMessage)
            } else if speaks_of("conflict") || speaks_of("merge") {
                Some(Topic::Merge)
            } else {
                None
            }
        })
    }

    /// What `error.type` is about.
    // ASSUMPTION: the types contain the words lock, merge or conflict, and message or commit log; recorded refusals of
    // a commit would settle it.
    pub(crate) fn topic_of_kind(&self) -> Option<Topic> {
        let kind = self.kind.as_deref()?.to_ascii_lowercase();
        let kind = kind.replace("clock", "").replace("block", "");
        let speaks_of = |word: &str| kind.contains(word);
        if speaks_of("lock") {
            Some(Topic::Lock)
        } else if speaks_of("message") || speaks_of("commitlog") || speaks_of("commit_log") {
            Some(Topic::CommitMessage)
        } else if speaks_of("merge") || speaks_of("conflict") {
            Some(Topic::Merge)
        } else {
            None
        }
    }
}

/// What a refusal is about, where its words tell (see [`Refusal::topic`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Topic {
    /// Somebody else holds the configuration.
    Lock,
    /// Changes could not be merged with what others committed meanwhile.
    Merge,
    /// A commit needs a message.
    CommitMessage,
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
