//! Refused tries, and the time to wait after too many (product M2.6).

use crate::Moment;

/// After so many refusals a lock of the account is likely enough to be named.
const MANY: u32 = 3;

/// The tries made on one sign-in page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Attempts {
    refused: u32,
    /// Before this nothing is sent.
    wait_until: Option<Moment>,
}

impl Attempts {
    /// Name and password were not accepted.
    pub fn refuse(&mut self) {
        self.refused = self.refused.saturating_add(1);
    }

    /// The account may be locked by policy: three tries were refused.
    pub fn may_be_locked(&self) -> bool {
        self.refused >= MANY
    }

    /// The gateway or the appliance asked for that many seconds of patience (`Retry-After` of a 429).
    pub fn wait(&mut self, seconds: u64, now: Moment) {
        self.wait_until = Some(Moment(now.0 + seconds as f64 * 1000.0));
    }

    /// Seconds still to wait, a started second counts; `None` if the next try may be sent.
    pub fn seconds_to_wait(&self, now: Moment) -> Option<u64> {
        seconds_until(self.wait_until?, now)
    }
}

/// Seconds from `now` until `then`, a started second counts; `None` when it has come.
pub(super) fn seconds_until(then: Moment, now: Moment) -> Option<u64> {
    let left = then.0 - now.0;
    (left > 0.0).then(|| (left / 1000.0).ceil() as u64)
}
