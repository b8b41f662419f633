//! A time that neither sleep nor a changed wall clock makes wrong (product.md 4.0.6, M3.10).
//!
//! A page has two clocks, and each of them lies in one case:
//!
//! | | sleep of the machine | somebody sets the wall clock |
//! |---|---|---|
//! | `performance.now()` | stands still in some engines on some systems, goes on in others | right |
//! | `Date.now()` | right | wrong |
//!
//! While both advance alike there is nothing to decide, and the steady clock counts. When the wall clock advanced more,
//! it was either a sleep or a changed clock, and nothing in the page can tell. Until somebody does, the longer time
//! counts: a warning too early is harmless, one too late is not. Who can tell is any server: the `Date` of two of its
//! answers says how much time passed for somebody else. One request without a cookie is enough for that, so finding out
//! does not extend the session, and the clocks of browser and server need not agree.

use super::clock::Moment;

/// Milliseconds by which the two clocks may advance differently between two readings. Slow corrections of the wall clock
/// are far below, sleeps are above.
const TOLERANCE_MS: f64 = 750.0;
/// Milliseconds by which a server's `Date` may be off: two times a whole second, and the way of the answers.
const DATE_TOLERANCE_MS: f64 = 3000.0;

/// The two clocks of a page, read at the same moment; milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clocks {
    /// `performance.now()`.
    pub monotonic_ms: f64,
    /// `Date.now()`.
    pub wall_ms: f64,
}

/// What a server said of the time, and when.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Reference {
    server_ms: f64,
    elapsed_ms: f64,
}

/// The time of the page, fed with readings of its two clocks.
#[derive(Debug, Clone, PartialEq)]
pub struct PageTime {
    last: Clocks,
    /// By the steady clock, and what was proved to be missing from it.
    elapsed_ms: f64,
    /// By how much the wall clock says more, while nobody knows who is right.
    doubt_ms: Option<f64>,
    reference: Option<Reference>,
}

impl PageTime {
    /// Starts at 0.
    #[must_use]
    pub fn new(clocks: Clocks) -> Self {
        Self {
            last: clocks,
            elapsed_ms: 0.0,
            doubt_ms: None,
            reference: None,
        }
    }

    /// Takes a reading and tells the time. While the clocks disagree it is the later of the two possible times.
    pub fn read(&mut self, clocks: Clocks) -> Moment {
        let steady = (clocks.monotonic_ms - self.last.monotonic_ms).max(0.0);
        let more = clocks.wall_ms - self.last.wall_ms - steady;
        self.last = clocks;
        self.elapsed_ms += steady;
        if more.abs() > TOLERANCE_MS {
            // A wall clock set back may hide a sleep; only a server knows, so this is a doubt too.
            self.doubt_ms = Some(self.doubt_ms.unwrap_or(0.0) + more.max(0.0));
        }
        self.now()
    }

    /// The time of the last reading.
    #[must_use]
    pub fn now(&self) -> Moment {
        Moment(self.elapsed_ms + self.doubt_ms.unwrap_or(0.0))
    }

    /// The clocks disagreed and no server was asked since.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        self.doubt_ms.is_some()
    }

    /// Notes a server's `Date` (milliseconds since 1970) that arrived at the last reading. Always of the same server.
    /// It decides a doubt, or is remembered for the next one.
    pub fn hear_date(&mut self, server_ms: f64) {
        if let (Some(more), Some(reference)) = (self.doubt_ms, self.reference) {
            let passed = server_ms - reference.server_ms;
            let steady = self.elapsed_ms - reference.elapsed_ms;
            let off = |guess: f64| (passed - guess).abs();
            // The server decides which of the two clocks was right, its own seconds are too coarse to be the time.
            let decided = if off(steady) <= off(steady + more) {
                steady
            } else {
                steady + more
            };
            let decided = if off(decided) <= DATE_TOLERANCE_MS {
                decided
            } else {
                // Both lied: a sleep, and a wall clock that was set. Time does not run slower than the steady clock.
                passed.max(steady)
            };
            self.elapsed_ms = reference.elapsed_ms + decided;
            self.doubt_ms = None;
        }
        self.settle();
        self.reference = Some(Reference {
            server_ms,
            elapsed_ms: self.elapsed_ms,
        });
    }

    /// Nobody could be asked, or the appliance itself has just told the time left: the later time counts from now on.
    pub fn settle(&mut self) {
        self.elapsed_ms += self.doubt_ms.take().unwrap_or(0.0);
    }
}
