//! Refused tries, and the time to wait after too many (product M2.6).

use crate::Moment;

/// After so many refusals a lock of the account is likely enough to be named.
const MANY: u32 = 3;

/// The tries made on one sign-in page, by user name: accounts are locked one by one, and the gateway counts so too.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attempts(Vec<Tries>);

#[derive(Debug, Clone, PartialEq)]
struct Tries {
    /// As [`plain`] makes it.
    user: String,
    refused: u32,
    /// Before this nothing is sent.
    wait_until: Option<Moment>,
}

impl Attempts {
    /// Name and password were not accepted.
    pub fn refuse(&mut self, user: &str) {
        self.change(user, |tries| {
            tries.refused = tries.refused.saturating_add(1)
        });
    }

    /// The account may be locked by policy: three tries were refused.
    pub fn may_be_locked(&self, user: &str) -> bool {
        self.find(user).is_some_and(|tries| tries.refused >= MANY)
    }

    /// The gateway or the appliance asked for that many seconds of patience (`Retry-After` of a 429).
    pub fn wait(&mut self, user: &str, seconds: u64, now: Moment) {
        let until = Moment(now.0 + seconds as f64 * 1000.0);
        self.change(user, |tries| tries.wait_until = Some(until));
    }

    /// Seconds still to wait, a started second counts; `None` if the next try may be sent.
    pub fn seconds_to_wait(&self, user: &str, now: Moment) -> Option<u64> {
        seconds_until(self.find(user)?.wait_until?, now)
    }

    fn find(&self, user: &str) -> Option<&Tries> {
        let user = plain(user);
        self.0.iter().find(|tries| tries.user == user)
    }

    /// Changes what is known of this user.
    fn change(&mut self, user: &str, change: impl FnOnce(&mut Tries)) {
        let user = plain(user);
        match self.0.iter_mut().find(|tries| tries.user == user) {
            Some(tries) => change(tries),
            None => {
                let mut tries = Tries {
                    user,
                    refused: 0,
                    wait_until: None,
                };
                change(&mut tries);
                self.0.push(tries);
            }
        }
    }
}

/// The name as the gateway counts it.
fn plain(user: &str) -> String {
    user.trim().to_ascii_lowercase()
}

/// Seconds from `now` until `then`, a started second counts; `None` when it has come.
pub(super) fn seconds_until(then: Moment, now: Moment) -> Option<u64> {
    let left = then.0 - now.0;
    (left > 0.0).then(|| (left / 1000.0).ceil() as u64)
}
