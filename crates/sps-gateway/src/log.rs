//! The log: one JSON object per line. Never a query, a header, a body or a cookie.

use std::collections::VecDeque;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Lines kept in memory; older ones make room.
const KEPT: usize = 10_000;

/// Where log lines go. Clones write to the same place.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// `None` is standard error.
    memory: Option<Arc<Mutex<VecDeque<String>>>>,
}

impl Log {
    /// Lines go to standard error, for whatever collects the output of services.
    #[must_use]
    pub fn standard_error() -> Self {
        Self::default()
    }

    /// The newest 10,000 lines are kept in memory and nothing is printed, so that a test can search them.
    #[must_use]
    pub fn memory() -> Self {
        Self {
            memory: Some(Arc::default()),
        }
    }

    /// The lines kept in memory, newest last; none of a log that goes to standard error.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.memory.as_ref().map_or_else(Vec::new, |kept| {
            let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.iter().cloned().collect()
        })
    }

    /// Writes one line; `members` are put after the time.
    pub(crate) fn write(&self, members: &Value) {
        let now = OffsetDateTime::now_utc()
            .format(&Rfc3339)
            .unwrap_or_default();
        let mut entry = json!({ "time": now });
        if let (Some(entry), Some(members)) = (entry.as_object_mut(), members.as_object()) {
            entry.extend(members.clone());
        }
        let Some(kept) = &self.memory else {
            // One write per line, so that lines of several threads do not mix. There is nowhere left to tell a failure.
            let _written = std::io::stderr().write_all(format!("{entry}\n").as_bytes());
            return;
        };
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back(entry.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_lines_are_kept() {
        let log = Log::memory();
        (0..=KEPT).for_each(|number| log.write(&json!({ "number": number })));
        let lines = log.lines();
        assert_eq!(lines.len(), KEPT);
        assert!(lines[0].ends_with("\"number\":1}"), "{}", lines[0]);
        assert!(Log::standard_error().lines().is_empty());
    }
}
