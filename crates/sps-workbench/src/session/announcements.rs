//! What is spoken in the last seconds, and what a dialog that opens by itself must not swallow (product.md M3.2).

use super::clock::Moment;

/// Seconds left at which the time is spoken.
const SPOKEN: [u64; 4] = [5, 10, 15, 30];
/// A person who pressed a key this recently is typing.
const TYPING_MS: f64 = 1000.0;
/// A dialog waits for a pause in typing, and is seen from when this many seconds are left: at least 20 s to react remain
/// (WCAG 2.2.1).
const SEEN_FROM_SECONDS: u64 = 21;
/// Keys this soon after the opening were meant for the page.
const MEANT_FOR_THE_PAGE_MS: f64 = 700.0;

/// What to speak at `left_seconds`: the last of 30, 15, 10 and 5 that was reached. It changes four times, and so a
/// screen reader speaks four times, not every second.
#[must_use]
pub fn spoken_seconds(left_seconds: u64) -> Option<u64> {
    SPOKEN.into_iter().find(|mark| left_seconds <= *mark)
}

/// How far the dialog may come forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Somebody is in the middle of a word, and there is time.
    NotYet,
    /// It is seen, so that nobody learns of it too late to react; what is typed still goes into the page.
    Seen,
    /// Nobody types: it takes the focus.
    Modal,
}

/// How far the dialog may come forward at `now`.
#[must_use]
pub fn opening(left_seconds: u64, last_key: Option<Moment>, now: Moment) -> Opening {
    let is_typing = last_key.is_some_and(|key| now.ms_since(key) < TYPING_MS);
    match is_typing {
        false => Opening::Modal,
        true if left_seconds <= SEEN_FROM_SECONDS => Opening::Seen,
        true => Opening::NotYet,
    }
}

/// Whether a key pressed at `now` was meant for the dialog that opened at `opened`.
#[must_use]
pub fn is_meant_for_dialog(opened: Moment, now: Moment) -> bool {
    now.ms_since(opened) >= MEANT_FOR_THE_PAGE_MS
}
