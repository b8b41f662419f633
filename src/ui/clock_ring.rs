//! The time left of the session: a small ring and the digits.

use leptos::prelude::*;
use sps_workbench::session_clock::Standing;

use crate::messages::{Msg, text, text_with};

/// Ring and digits; neutral until it matters, never blinking. The digits are not announced every second.
#[component]
pub fn ClockRing(
    /// How the session stands.
    #[prop(into)]
    standing: Signal<Standing>,
    /// The share of the session that is left, 0 to 1.
    #[prop(into)]
    share: Signal<f64>,
) -> impl IntoView {
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
    view! {
        <span class=class title=move || text_with(Msg::TimeLeft, &[("time", &digits())])>
            <svg viewBox="0 0 36 36" aria-hidden="true">
                <circle class="clock-track" cx="18" cy="18" r="15.915" />
                <circle class="clock-left" cx="18" cy="18" r="15.915" stroke-dasharray=dash />
            </svg>
            <span role="timer" aria-live="off" aria-label=text(Msg::TimeLeftLabel)>{move || digits()}</span>
        </span>
    }
}

/// `8:41`; hours are told as minutes, a session is rarely longer than a few.
pub fn minutes_and_seconds(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
