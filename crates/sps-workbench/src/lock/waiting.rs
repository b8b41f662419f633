//! *Continue when free* (M8.3): when to look, and for how long.

use crate::session_clock::Moment;

/// Milliseconds between looks: 5, 10, 20, then every 30 seconds.
const PAUSES_MS: [f64; 4] = [5_000.0, 10_000.0, 20_000.0, 30_000.0];

/// What a look found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The lock is free.
    Free,
    /// Somebody still holds it.
    Held,
    /// No answer tells; it counts as held.
    Unknown,
}

/// What to do now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Turn {
    /// Look once, and say what was found: [`Waiting::looked`].
    Look,
    /// Nothing, for so many milliseconds.
    Wait {
        /// Milliseconds until the next turn.
        ms: f64,
    },
    /// Nothing until the page is visible again.
    Hidden,
    /// A look is on its way.
    Looking,
    /// The lock is free: ask the person. Nothing is committed by itself (M8.4).
    Ask,
    /// The agreed time is over.
    Over,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Until(Moment),
    Looking,
    Free,
    Over,
}

/// Waiting for somebody else's lock. Each look keeps the person's own session alive, so it lasts only as long as they
/// agreed.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    end: Moment,
    looks: usize,
    state: State,
}

impl Waiting {
    /// Starts waiting, for at most so many milliseconds.
    pub fn new(now: Moment, agreed_ms: f64) -> Self {
        Self {
            end: Moment(now.0 + agreed_ms.max(0.0)),
            looks: 0,
            state: State::Until(Moment(now.0 + PAUSES_MS[0])),
        }
    }

    /// What to do at `now`. After [`Turn::Look`] a look is on its way, and no other is asked for before it is answered.
    pub fn turn(&mut self, now: Moment, is_visible: bool) -> Turn {
        match self.state {
            State::Free => Turn::Ask,
            State::Looking => Turn::Looking,
            State::Over => Turn::Over,
            State::Until(_) if now >= self.end => {
                self.state = State::Over;
                Turn::Over
            }
            State::Until(_) if !is_visible => Turn::Hidden,
            State::Until(due) if now >= due => {
                self.state = State::Looking;
                self.looks += 1;
                Turn::Look
            }
            State::Until(due) => Turn::Wait {
                ms: (due.0.min(self.end.0) - now.0).max(0.0),
            },
        }
    }

    /// What the look found. An answer nobody waits for any more changes nothing.
    pub fn looked(&mut self, found: Look, now: Moment) {
        if self.state != State::Looking {
            return;
        }
        self.state = match found {
            Look::Free => State::Free,
            Look::Held | Look::Unknown => {
                let pause = PAUSES_MS.get(self.looks).or(PAUSES_MS.last());
                State::Until(Moment(now.0 + pause.copied().unwrap_or_default()))
            }
        };
    }

    /// The person stopped waiting.
    pub fn stop(&mut self) {
        self.state = State::Over;
    }

    /// How often was looked so far: each look kept the session alive, which is shown.
    pub fn looks(&self) -> usize {
        self.looks
    }

    /// Milliseconds of the agreed time that are left.
    pub fn left_ms(&self, now: Moment) -> f64 {
        (self.end.0 - now.0).max(0.0)
    }
}
