//! The clock of this computer beside that of the appliance, and what was known of the session before its end.

use leptos::prelude::*;
use sps_client::ReplyFacts;
use sps_workbench::session_clock::Standing;

/// A smaller change is the way of the answer, not the clock.
const JITTER_SECONDS: i64 = 3;

/// What replies said of time.
#[derive(Clone, Copy)]
pub struct Clocks {
    skew: RwSignal<Option<i64>>,
    /// When the question was sent whose answer measures best, in milliseconds since 1970.
    asked: StoredValue<Option<f64>>,
    /// Whether the session had time left when the appliance first said that it is over.
    time_was_left: StoredValue<Option<bool>>,
    /// The last answer was a 401.
    was_refused: StoredValue<bool>,
}

impl Clocks {
    /// Nothing is known.
    pub fn new() -> Self {
        Self {
            skew: RwSignal::new(None),
            asked: StoredValue::new(None),
            time_was_left: StoredValue::new(None),
            was_refused: StoredValue::new(false),
        }
    }

    /// By how many seconds the appliance is ahead of this computer; negative if it is behind.
    pub fn skew_seconds(self) -> Option<i64> {
        self.skew.get()
    }

    /// Whether the session had time left, by the appliance's newest word, when it turned out to be over.
    pub fn time_was_left(self) -> Option<bool> {
        self.time_was_left.get_value()
    }

    /// The next answer is compared with the middle of its question and itself (product.md M11.1).
    pub fn asking(self) {
        self.asked.set_value(Some(js_sys::Date::now()));
    }

    /// Takes note of a reply; `before` is what the session clock said before it.
    pub fn observe(self, facts: &ReplyFacts, before: Standing) {
        let is_refused = facts.status == 401;
        if !(is_refused && self.was_refused.get_value()) {
            self.time_was_left.set_value(match before {
                Standing::Ended => Some(false),
                Standing::Active { .. } | Standing::EndingSoon { .. } => Some(true),
                Standing::NoSession | Standing::UnknownLength { .. } => None,
            });
        }
        self.was_refused.set_value(is_refused);
        // The gateway's own failures carry the gateway's time.
        if facts.status >= 500 {
            return;
        }
        let now = js_sys::Date::now();
        let asked = self.asked.get_value().unwrap_or(now);
        self.asked.set_value(None);
        let middle = (asked + now) / 2000.0;
        let Some(skew) = facts.skew_seconds(middle as i64) else {
            return;
        };
        let earlier = self.skew.get_untracked();
        if earlier.is_none_or(|earlier| earlier.abs_diff(skew) > JITTER_SECONDS.unsigned_abs()) {
            self.skew.set(Some(skew));
        }
    }
}

impl Default for Clocks {
    fn default() -> Self {
        Self::new()
    }
}
