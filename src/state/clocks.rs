//! The clock of this computer beside that of the appliance.

use leptos::prelude::*;
use sps_client::ReplyFacts;

/// A smaller change is the way of the answer, not the clock.
const JITTER_SECONDS: i64 = 3;

/// What replies said of time.
#[derive(Clone, Copy)]
pub struct Clocks {
    skew: RwSignal<Option<i64>>,
    /// When the question was sent whose answer measures best, in milliseconds since 1970.
    asked: StoredValue<Option<f64>>,
}

impl Clocks {
    /// Nothing is known.
    pub fn new() -> Self {
        Self {
            skew: RwSignal::new(None),
            asked: StoredValue::new(None),
        }
    }

    /// By how many seconds the appliance is ahead of this computer; negative if it is behind.
    pub fn skew_seconds(self) -> Option<i64> {
        self.skew.get()
    }

    /// The next answer is compared with the middle of its question and itself (product.md M11.1).
    pub fn asking(self) {
        self.asked.set_value(Some(js_sys::Date::now()));
    }

    /// Takes note of a reply.
    pub fn observe(self, facts: &ReplyFacts) {
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
