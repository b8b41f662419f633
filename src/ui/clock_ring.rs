//! The time left of the session: a small ring and the digits.

use leptos::prelude::*;
use sps_workbench::session::{Standing, Warning};

use super::{Element, span};
use crate::messages::{Msg, text, text_with};

/// Ring and digits; neutral until it matters, never blinking. The digits are not announced every second.
///
/// `standing` is nothing while the time is not known for a moment; `share` is what is left of the session, 0 to 1;
/// `is_estimate` while nobody can be asked.
pub fn clock_ring(
    standing: Memo<Option<Standing>>,
    share: Signal<f64>,
    is_estimate: impl Fn() -> bool + Copy + Send + Sync + 'static,
) -> Element {
    let class = move || match standing.get().and_then(Standing::warning) {
        Some(Warning::Dialog) => "clock danger",
        Some(Warning::Banner | Warning::UnknownLength) => "clock warning",
        None => "clock",
    };
    let digits = move || match standing.get().and_then(Standing::left_seconds) {
        Some(left) if is_estimate() => format!("≈ {}", minutes_and_seconds(left)),
        Some(left) => minutes_and_seconds(left),
        None => text(Msg::TimeUnknown).to_owned(),
    };
    let meaning = move || match standing.get().and_then(Standing::left_seconds) {
        Some(left) => {
            let message = if is_estimate() {
                Msg::TimeEstimated
            } else {
                Msg::TimeLeft
            };
            text_with(message, &[("time", &minutes_and_seconds(left))])
        }
        None => text(Msg::TimeUnknownMeaning).to_owned(),
    };
    // The circumference of the ring is 100, so that the share reads as a length.
    let dash = move || {
        // In whole tenths: to write a float takes 20 KB of code and tables.
        let tenths = (share.get().clamp(0.0, 1.0) * 1000.0 + 0.5) as u32;
        format!("{}.{} 100", tenths / 10, tenths % 10)
    };
    let ring = view! {
        <svg viewBox="0 0 36 36" aria-hidden="true">
            <circle class="clock-track" cx="18" cy="18" r="15.915" />
            <circle class="clock-left" cx="18" cy="18" r="15.915" stroke-dasharray=dash />
        </svg>
    };
    span("")
        .live_attr("class", move || Some(class().into()))
        .live_attr("title", move || Some(meaning().into()))
        .child(ring.into_any())
        .child(
            span("")
                .attr("role", "timer")
                .attr("aria-live", "off")
                .attr("aria-label", text(Msg::TimeLeftLabel))
                .live_words(digits),
        )
}

/// `08:41`; hours are told as minutes, a session is rarely longer than a few.
pub fn minutes_and_seconds(seconds: u64) -> String {
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}
