//! Reports of browsers about things the content security policy stopped (ASVS V3.4.7).

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use crate::log::Log;

/// Kept; older ones make room.
const CAPACITY: usize = 100;
/// Longest report, in bytes.
pub(crate) const LONGEST: u64 = 64 * 1024;

/// The newest reports as they came.
#[derive(Debug, Default)]
pub(crate) struct Reports(Mutex<VecDeque<String>>);

impl Reports {
    /// Keeps one report and writes a line about it.
    pub(crate) fn add(&self, body: &[u8], log: &Log) {
        log.write(&summary(body));
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= CAPACITY {
            kept.pop_front();
        }
        kept.push_back(String::from_utf8_lossy(body).into_owned());
    }

    /// All kept reports, newest last.
    pub(crate) fn all(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .cloned()
            .collect()
    }
}

/// Directive and blocked address only: the rest of a report quotes pages, and their queries may be private.
fn summary(body: &[u8]) -> Value {
    let report: Value = serde_json::from_slice(body).unwrap_or_default();
    // `report-uri` sends an object with `csp-report`, `report-to` a list of objects with `body`.
    let inner = report
        .get("csp-report")
        .or_else(|| report.get(0).and_then(|first| first.get("body")))
        .unwrap_or(&Value::Null);
    let member = |names: [&str; 2]| {
        names
            .iter()
            .find_map(|name| inner.get(name))
            .and_then(Value::as_str)
            .map(without_query)
    };
    json!({
        "event": "csp-report",
        "directive": member(["effective-directive", "effectiveDirective"]).or_else(|| member(["violated-directive", "violatedDirective"])),
        "blocked": member(["blocked-uri", "blockedURL"]),
        "bytes": body.len(),
    })
}

fn without_query(text: &str) -> String {
    text.split(['?', '#'])
        .next()
        .unwrap_or_default()
        .chars()
        .take(200)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_summed_up_without_queries() {
        let old = summary(br#"{"csp-report":{"violated-directive":"img-src","blocked-uri":"https://x/y?secret=1"}}"#);
        assert_eq!(old["directive"], "img-src");
        assert_eq!(old["blocked"], "https://x/y");
        let new = summary(br#"[{"type":"csp-violation","body":{"effectiveDirective":"script-src","blockedURL":"inline"}}]"#);
        assert_eq!(new["directive"], "script-src");
        assert_eq!(summary(b"nonsense")["directive"], Value::Null);
    }

    #[test]
    fn only_the_newest_are_kept() {
        let (reports, log) = (Reports::default(), Log::memory());
        (0..CAPACITY + 5).for_each(|number| reports.add(number.to_string().as_bytes(), &log));
        assert_eq!(reports.all().len(), CAPACITY);
        assert_eq!(reports.all().last().unwrap(), &(CAPACITY + 4).to_string());
    }
}
