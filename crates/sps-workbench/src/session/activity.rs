//! When input in the page may extend the session (product.md M3.4).
//!
//! Counting only requests punishes who fills in a long form; counting any traffic never signs anybody out. So input
//! counts, half the time must be gone, and a request is made at most once per quarter of the span.

use super::clock::{Moment, SessionClock, Standing, UNKNOWN_WARNING_SECONDS};

/// Decides, at every input, whether to make the one cheap request that extends the session.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Activity {
    last_request: Option<Moment>,
}

impl Activity {
    /// To be asked after real input in this page, and then only: a page without input never sends. `visible` is whether
    /// the tab is. Whoever then sends says so with [`Activity::sends`].
    #[must_use]
    pub fn is_due(&self, clock: &SessionClock, now: Moment, visible: bool) -> bool {
        if !visible {
            return false;
        }
        let span_ms = clock.span_ms().unwrap_or(unknown_span_ms());
        let is_due = match (clock.standing(now), clock.deadline(), clock.last_reply()) {
            (Standing::Active { .. } | Standing::EndingSoon { .. }, Some(deadline), _) => {
                deadline.ms_since(now) < span_ms / 2.0
            }
            (Standing::UnknownLength { .. }, _, Some(reply)) => now.ms_since(reply) > span_ms / 2.0,
            _ => false,
        };
        let is_soon = self
            .last_request
            .is_some_and(|last| now.ms_since(last) < span_ms / 4.0);
        is_due && !is_soon
    }

    /// Notes that the request to extend is sent, for whatever reason.
    pub fn sends(&mut self, now: Moment) {
        self.last_request = Some(now);
    }
}

// ASSUMPTION: where the appliance does not tell its time-out (before 6.9), the 8 minutes after which the person is
// warned (F1) stand for it.
#[expect(clippy::cast_precision_loss, reason = "a small constant")]
const fn unknown_span_ms() -> f64 {
    UNKNOWN_WARNING_SECONDS as f64 * 1000.0
}
