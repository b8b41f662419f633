//! The time left of the session: a small ring and the digits.

use leptos::prelude::*;
use sps_workbench::session_clock::Standing;

use super::{Element, span};
use crate::messages::{Msg, text, text_with};

/// Ring and digits; neutral until it matters, never blinking. The digits are not announced every second.
///
/// `share` is what is left of the session, 0 to 1.
pub fn clock_ring(standing: Memo<Standing>, share: Signal<f64>) -> Element {
    let class = move || match standing.get() {
        Standing::EndingSoon { left_seconds } if left_seconds <= 30 => "clock danger",
        Standing::EndingSoon { .. } => "clock warning",
        _ => "clock",
    };
    let digits = move || match standing.get() {
        Standing::Active { left_seconds } | Standing::EndingSoon { left_seconds } => {
            minutes_and_seconds(left_seconds)
        }
        Standing::Ended => minutes_and_seconds(0),
        Standing::NoSession | Standing::UnknownLength { .. } => text(Msg::TimeUnknown).to_owned(),
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
        .live_attr("title", move || {
            Some(text_with(Msg::TimeLeft, &[("time", &digits())]).into())
        })
        .child(ring.into_any())
        .child(
            span("")
                .attr("role", "timer")
                .attr("aria-live", "off")
                .attr("aria-label", text(Msg::TimeLeftLabel))
                .live_words(digits),
        )
}

/// `8:41`; hours are told as minutes, a session is rarely longer than a few.
pub fn minutes_and_seconds(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
