//! Spans of time in words.

use crate::messages::{Msg, count_text};

/// `2 minutes` or `45 seconds`: whole minutes from one minute on, rounded up.
pub fn time_words(seconds: u64) -> String {
    let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    if seconds >= 60 {
        count_text(
            count(seconds.div_ceil(60)),
            Msg::OneMinute,
            Msg::ManyMinutes,
        )
    } else {
        count_text(count(seconds), Msg::OneSecond, Msg::ManySeconds)
    }
}
