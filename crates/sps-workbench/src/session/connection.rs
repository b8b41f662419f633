//! The connection while somebody works: lost, tried again, back (product.md M10).
//!
//! Every try is anonymous, so trying never extends a session. What was asked for is not sent again by this: reads are
//! repeated when the person wants to, writes never.

use super::clock::Moment;

/// Milliseconds before the tries; the last one again and again.
const PAUSES_MS: [f64; 5] = [2000.0, 4000.0, 8000.0, 16_000.0, 30_000.0];
/// Milliseconds after which an unanswered request is told, with a way to give up.
const STILL_WAITING_MS: f64 = 10_000.0;

/// What is wrong, as far as it can be found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The browser itself says that it has no network.
    Offline,
    /// The gateway does not answer.
    Gateway,
    /// The gateway answers, the appliance does not.
    Appliance,
    /// The gateway does not trust the appliance's certificate.
    Certificate,
    /// Something answers in the appliance's place, but not with the API.
    NotTheApi,
}

impl Trouble {
    /// The appliance is the one that cannot be reached, and not what lies before it.
    #[must_use]
    pub fn is_of_appliance(self) -> bool {
        !matches!(self, Self::Offline | Self::Gateway)
    }
}

/// What a try changed; each is told once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Nothing new.
    None,
    /// It was good and is lost.
    Lost,
    /// It was lost and is good.
    Back,
}

/// Whether the appliance can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Connection {
    /// Nothing speaks against it.
    #[default]
    Online,
    /// It is lost, and tried again.
    Lost {
        /// Why.
        trouble: Trouble,
        /// How many tries failed.
        tries: usize,
        /// When the next one is due.
        next: Moment,
    },
}

impl Connection {
    /// Takes the result of a try, or of a request that says the same.
    pub fn tried(&mut self, result: Result<(), Trouble>, now: Moment) -> Turn {
        let (was_lost, tries) = match *self {
            Self::Online => (false, 0),
            Self::Lost { tries, .. } => (true, tries),
        };
        match (result, was_lost) {
            (Ok(()), false) => Turn::None,
            (Ok(()), true) => {
                *self = Self::Online;
                Turn::Back
            }
            (Err(trouble), _) => {
                let pause = PAUSES_MS
                    .get(tries)
                    .or(PAUSES_MS.last())
                    .copied()
                    .unwrap_or(0.0);
                *self = Self::Lost {
                    trouble,
                    tries: tries + 1,
                    next: Moment(now.0 + pause),
                };
                if was_lost { Turn::None } else { Turn::Lost }
            }
        }
    }

    /// What is wrong, if anything.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        match self {
            Self::Online => None,
            Self::Lost { trouble, .. } => Some(*trouble),
        }
    }

    /// A try is due.
    #[must_use]
    pub fn is_due(&self, now: Moment) -> bool {
        matches!(self, Self::Lost { next, .. } if now >= *next)
    }

    /// Milliseconds until the next try; 0 when it is due or none is planned.
    #[must_use]
    pub fn pause_left_ms(&self, now: Moment) -> f64 {
        match self {
            Self::Online => 0.0,
            Self::Lost { next, .. } => next.ms_since(now),
        }
    }
}

/// Whether a request that is on its way for `waited_ms` is worth a word.
#[must_use]
pub fn is_slow(waited_ms: f64) -> bool {
    waited_ms >= STILL_WAITING_MS
}
