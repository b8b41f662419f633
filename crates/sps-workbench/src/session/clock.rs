//! How long the session still lasts, told from the newest `meta.remaining_seconds` (product F1, 4.0.6, M3).
//!
//! The clock keeps a deadline on a monotonic clock and never counts ticks, so a sleeping machine or a throttled tab
//! cannot make it wrong. It knows no default length: 10 and 20 minutes in the guides are only examples.

/// Milliseconds of the longest warning before the end (M3.1).
const LONGEST_WARNING_MS: f64 = 120_000.0;
/// Milliseconds of the shortest warning before the end (M3.1).
const SHORTEST_WARNING_MS: f64 = 30_000.0;
/// The part of the whole span that is warned for when the span is short (M3.1).
const WARNING_SHARE: f64 = 0.2;

/// Seconds before the end from which a dialog asks (M3.2).
const DIALOG_SECONDS: u64 = 30;
/// Seconds without a reply after which a session of unknown length is warned for (F1).
pub(super) const UNKNOWN_WARNING_SECONDS: u64 = 480;
/// Milliseconds two promises may differ by although nothing changed: `remaining_seconds` is cut to whole seconds, and
/// the answer was on its way for a moment.
const ROUNDING_MS: f64 = 1500.0;

/// A point in time in milliseconds on a clock that never jumps, as [`PageTime`](super::PageTime) tells it.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Moment(
    /// Milliseconds since any fixed origin.
    pub f64,
);

impl Moment {
    /// Milliseconds from `earlier` to this moment; 0 if `earlier` lies later.
    #[must_use]
    pub fn ms_since(self, earlier: Self) -> f64 {
        (self.0 - earlier.0).max(0.0)
    }
}

/// What the page says about the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody is signed in.
    NoSession,
    /// Signed in, but the appliance does not say for how long (older firmware).
    UnknownLength {
        /// Seconds since the last reply of the appliance; the product warns after 8 minutes (F1).
        since: u64,
    },
    /// Signed in with time to spare.
    Active {
        /// Seconds left, a started second counts.
        left_seconds: u64,
    },
    /// Signed in, and the warning is due: 120 s before the end, or 20 % of the span if that is shorter, but never later
    /// than 30 s before the end (M3.1).
    EndingSoon {
        /// Seconds left, a started second counts.
        left_seconds: u64,
    },
    /// The session was there and is over.
    Ended,
}

/// How loudly the end is told (M3.1, M3.2, F1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// A banner; the page goes on.
    Banner,
    /// The last 30 s: a dialog.
    Dialog,
    /// Nobody knows how long; 8 minutes went by without a request.
    UnknownLength,
}

impl Standing {
    /// What is due by now.
    #[must_use]
    pub fn warning(self) -> Option<Warning> {
        match self {
            Self::EndingSoon { left_seconds } if left_seconds <= DIALOG_SECONDS => {
                Some(Warning::Dialog)
            }
            Self::EndingSoon { .. } => Some(Warning::Banner),
            Self::UnknownLength { since } if since >= UNKNOWN_WARNING_SECONDS => {
                Some(Warning::UnknownLength)
            }
            _ => None,
        }
    }

    /// Seconds left, where they are known.
    #[must_use]
    pub fn left_seconds(self) -> Option<u64> {
        match self {
            Self::Active { left_seconds } | Self::EndingSoon { left_seconds } => Some(left_seconds),
            Self::Ended => Some(0),
            Self::NoSession | Self::UnknownLength { .. } => None,
        }
    }
}

/// Whether *Stay signed in* did what it says (M3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extension {
    /// There is more time than before, or all there can be; or the appliance tells nothing of time.
    Extended,
    /// The answer came, and the deadline stayed: a limit the appliance does not let go of.
    NotExtended,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    NoSession,
    UnknownLength {
        last_reply: Moment,
    },
    Known {
        deadline: Moment,
        last_reply: Moment,
        span_ms: f64,
    },
    Ended,
}

/// The deadline of the session.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionClock {
    state: State,
}

impl Default for SessionClock {
    fn default() -> Self {
        Self::new()
    }
}

impl SessionClock {
    /// A clock that knows of no session.
    pub fn new() -> Self {
        Self {
            state: State::NoSession,
        }
    }

    /// Notes that sign-in was proved (user information answered), for appliances that never send `remaining_seconds`.
    ///
    /// A deadline that is already known stays; after an end a new session of unknown length begins.
    pub fn begin(&mut self, at: Moment) {
        if matches!(self.state, State::NoSession | State::Ended) {
            self.state = State::UnknownLength { last_reply: at };
        }
    }

    /// Notes what a reply said, at the moment it arrived.
    ///
    /// `Some(0)` means that nobody is signed in (`/api/setup` in `sps-api.md` §3.3): it ends a session and starts none.
    /// `None` keeps a known deadline, and starts no session: `/api/authentication/login_methods` says nothing either.
    /// A reply that was overtaken by a newer one is ignored.
    pub fn observe(&mut self, remaining_seconds: Option<u64>, at: Moment) {
        if let State::Known { last_reply, .. } | State::UnknownLength { last_reply } = self.state
            && at < last_reply
        {
            return;
        }
        match (remaining_seconds, &mut self.state) {
            (Some(0), State::NoSession) => {}
            (Some(0), state) => *state = State::Ended,
            (Some(seconds), state) => {
                let left_ms = milliseconds(seconds);
                // The whole span is the longest time ever promised in this session: a session that can no longer be
                // extended answers with less and less, and its warning must not shrink with it.
                let span_ms = match *state {
                    State::Known { span_ms, .. } => span_ms.max(left_ms),
                    _ => left_ms,
                };
                *state = State::Known {
                    deadline: Moment(at.0 + left_ms),
                    last_reply: at,
                    span_ms,
                };
            }
            (None, State::UnknownLength { last_reply }) => *last_reply = at,
            (None, _) => {}
        }
    }

    /// Notes what another tab was told: `left_ms` of `span_ms`, at the moment its reply arrived. Never starts a session:
    /// that takes a proof in this tab.
    pub fn hear(&mut self, left_ms: f64, span_ms: f64, at: Moment) {
        let (State::Known { last_reply, .. } | State::UnknownLength { last_reply }) = self.state
        else {
            return;
        };
        if at >= last_reply {
            self.state = State::Known {
                deadline: Moment(at.0 + left_ms),
                last_reply: at,
                span_ms: span_ms.max(left_ms),
            };
        }
    }

    /// When the session ends, if that is known.
    #[must_use]
    pub fn deadline(&self) -> Option<Moment> {
        match self.state {
            State::Known { deadline, .. } => Some(deadline),
            _ => None,
        }
    }

    /// When the last reply came that said anything, in a session.
    #[must_use]
    pub fn last_reply(&self) -> Option<Moment> {
        match self.state {
            State::Known { last_reply, .. } | State::UnknownLength { last_reply } => {
                Some(last_reply)
            }
            _ => None,
        }
    }

    /// Milliseconds of the whole span: the longest time this session was ever given.
    #[must_use]
    pub fn span_ms(&self) -> Option<f64> {
        match self.state {
            State::Known { span_ms, .. } => Some(span_ms),
            _ => None,
        }
    }

    /// What an answered request to stay signed in did, given the clock before it.
    #[must_use]
    pub fn extension_since(&self, before: &Self, now: Moment) -> Extension {
        let rose = match (self.state, before.state) {
            (State::UnknownLength { .. }, _) => true,
            (
                State::Known {
                    deadline, span_ms, ..
                },
                earlier,
            ) => {
                let is_full = deadline.ms_since(now) >= span_ms - ROUNDING_MS;
                let is_later = match earlier {
                    State::Known {
                        deadline: earlier, ..
                    } => deadline.ms_since(earlier) > ROUNDING_MS,
                    _ => true,
                };
                is_full || is_later
            }
            (State::NoSession | State::Ended, _) => false,
        };
        if rose {
            Extension::Extended
        } else {
            Extension::NotExtended
        }
    }

    /// Notes that the session is over: a 401, or a sign-out.
    pub fn end(&mut self) {
        if self.state != State::NoSession {
            self.state = State::Ended;
        }
    }

    /// What to say at `now`. Past the deadline the answer is [`Standing::Ended`], however long the machine slept.
    pub fn standing(&self, now: Moment) -> Standing {
        match self.state {
            State::NoSession => Standing::NoSession,
            State::Ended => Standing::Ended,
            State::UnknownLength { last_reply } => Standing::UnknownLength {
                since: whole_seconds(now.ms_since(last_reply).floor()),
            },
            State::Known {
                deadline, span_ms, ..
            } => {
                let left_ms = deadline.ms_since(now);
                let left_seconds = whole_seconds(left_ms + 999.0);
                if left_ms <= 0.0 {
                    Standing::Ended
                } else if left_ms <= warning_ms(span_ms) {
                    Standing::EndingSoon { left_seconds }
                } else {
                    Standing::Active { left_seconds }
                }
            }
        }
    }
}

fn warning_ms(span_ms: f64) -> f64 {
    (span_ms * WARNING_SHARE).clamp(SHORTEST_WARNING_MS, LONGEST_WARNING_MS)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a session is far shorter than 2^53 milliseconds"
)]
fn milliseconds(seconds: u64) -> f64 {
    seconds as f64 * 1000.0
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the callers pass finite times that are not negative; the cast saturates"
)]
fn whole_seconds(ms: f64) -> u64 {
    (ms / 1000.0) as u64
}
