//! The value of a key while it may be shown: masked, shown, copied, out of time (M4.7, M4.8, M4.10).

use std::borrow::Cow;

use sps_client::NewApiKey;

use crate::session_clock::Moment;

/// Milliseconds after which the value is cleared in any case.
const LIFE_MS: f64 = 300_000.0;
/// Milliseconds in a hidden tab after which it is cleared.
const HIDDEN_MS: f64 = 60_000.0;
/// So many characters at the end are told while it is masked, if it has many more.
const TOLD: usize = 4;

/// What may be painted of a value, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Painted<'a> {
    /// The whole value, or its mask.
    pub text: Cow<'a, str>,
    /// It is the whole value.
    pub is_whole: bool,
    /// It must stand under NOT ACTIVE YET (M4.5).
    pub is_not_active: bool,
}

pub(super) struct Card {
    pub(super) key: NewApiKey,
    pub(super) is_active: bool,
    is_shown: bool,
    was_shown: bool,
    pub(super) is_copied: bool,
    opened: Moment,
    hidden: Option<Moment>,
}

impl Card {
    pub(super) fn new(key: NewApiKey, is_active: bool, now: Moment) -> Self {
        Self {
            key,
            is_active,
            is_shown: false,
            was_shown: false,
            is_copied: false,
            opened: now,
            hidden: None,
        }
    }

    pub(super) fn painted(&self) -> Painted<'_> {
        Painted {
            text: if self.is_shown {
                Cow::Borrowed(self.key.secret())
            } else {
                Cow::Owned(masked(self.key.secret()))
            },
            is_whole: self.is_shown,
            is_not_active: !self.is_active,
        }
    }

    pub(super) fn show(&mut self, shown: bool) {
        self.is_shown = shown;
        self.was_shown |= shown;
    }

    pub(super) fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// Neither copied nor looked at: leaving would lose it for certain (M4.9).
    pub(super) fn is_untouched(&self) -> bool {
        !self.is_copied && !self.was_shown
    }

    pub(super) fn hide(&mut self, now: Moment) {
        self.is_shown = false;
        self.hidden.get_or_insert(now);
    }

    pub(super) fn unhide(&mut self) {
        self.hidden = None;
    }

    pub(super) fn is_out_of_time(&self, now: Moment) -> bool {
        now.0 - self.opened.0 >= LIFE_MS
    }

    pub(super) fn is_hidden_too_long(&self, now: Moment) -> bool {
        self.hidden.is_some_and(|since| now.0 - since.0 > HIDDEN_MS)
    }
}

/// Enough to recognise it, not enough to use it: of a short value nothing is told.
fn masked(value: &str) -> String {
    let length = value.chars().count();
    let told = if length >= 4 * TOLD { TOLD } else { 0 };
    let mut mask = String::from("\u{2022}\u{2022}\u{2022}\u{2022}");
    if told > 0 {
        mask.push(' ');
        mask.extend(value.chars().skip(length - told));
    }
    mask
}
