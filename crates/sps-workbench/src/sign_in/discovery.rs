//! Finding out how to sign in: patience, and trying again by itself (product M1.1, M10).

use sps_client::{Authentication, Credential, Error, LoginMethod};

use super::{attempts::seconds_until, trouble::trouble};
use crate::Moment;

/// From here on the page says that it still waits, in milliseconds (M10, *Slow*).
const SLOW_MS: f64 = 10_000.0;
/// Seconds between one failure and the next try; the last one repeats (M10).
const PAUSES: [u64; 5] = [2, 4, 8, 16, 30];

/// One question, asked until it is answered. It is anonymous, so it may be asked without a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Discovery {
    failures: usize,
    phase: Phase,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Phase {
    Asking { since: Moment },
    Failed { again_at: Option<Moment> },
    Stopped,
    Answered,
}

/// What the page says while there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiscoveryStanding {
    /// The question is on its way.
    Asking,
    /// It has been on its way for 10 s and more.
    StillAsking,
    /// It failed, and will be asked again.
    AskingAgain {
        /// In so many seconds; 0 is now.
        in_seconds: u64,
    },
    /// It failed in a way that does not pass by itself.
    Failed,
    /// The person stopped it.
    Stopped,
    /// The answer is there.
    Answered,
}

impl Discovery {
    /// The question is sent.
    pub fn begin(now: Moment) -> Self {
        Self {
            failures: 0,
            phase: Phase::Asking { since: now },
        }
    }

    /// The question is sent again.
    pub fn ask_again(&mut self, now: Moment) {
        self.phase = Phase::Asking { since: now };
    }

    /// The person does not want to wait any longer.
    pub fn stop(&mut self) {
        self.phase = Phase::Stopped;
    }

    /// The answer came.
    pub fn answer(&mut self) {
        self.failures = 0;
        self.phase = Phase::Answered;
    }

    /// The question failed; `retry_after` is what the answer asked for, in seconds.
    pub fn fail(&mut self, error: &Error, retry_after: Option<u64>, now: Moment) {
        let pause = PAUSES.get(self.failures).or(PAUSES.last()).copied();
        let seconds = retry_after.or(pause).unwrap_or_default();
        self.failures = self.failures.saturating_add(1);
        let again_at = Moment(now.0 + seconds as f64 * 1000.0);
        self.phase = Phase::Failed {
            again_at: trouble(error).passes().then_some(again_at),
        };
    }

    /// What the page says now.
    pub fn standing(&self, now: Moment) -> DiscoveryStanding {
        match self.phase {
            Phase::Asking { since } if now.0 - since.0 >= SLOW_MS => DiscoveryStanding::StillAsking,
            Phase::Asking { .. } => DiscoveryStanding::Asking,
            Phase::Failed { again_at: None } => DiscoveryStanding::Failed,
            Phase::Failed {
                again_at: Some(then),
            } => DiscoveryStanding::AskingAgain {
                in_seconds: seconds_until(then, now).unwrap_or_default(),
            },
            Phase::Stopped => DiscoveryStanding::Stopped,
            Phase::Answered => DiscoveryStanding::Answered,
        }
    }
}

/// What to offer where an appliance does not tell its methods, or only to who is signed in: the plain sign-in, which
/// is there in every version (`sps-api.md` §5.5). `None` if the error says something else: a 404 or 401 without a type may
/// be any server's, and no password is for that.
pub fn password_only(error: &Error) -> Option<Vec<LoginMethod>> {
    let is_of_api = matches!(
        error,
        Error::NotFound(refusal) | Error::SessionEnded(refusal) if refusal.kind.is_some()
    );
    is_of_api.then(|| {
        vec![LoginMethod {
            name: String::new(),
            title: "Password".to_owned(),
            authentication: Authentication::Other("basic".to_owned()),
            credential: Credential::Password,
        }]
    })
}
