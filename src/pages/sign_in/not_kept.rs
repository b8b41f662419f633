//! Signed in, and the session was not kept: whose clock says what, or which other cause it has (product.md M11).

use leptos::prelude::*;
use sps_workbench::sign_in::{Distance, NotKept, clock_time, differ, distance};

use crate::{
    messages::{Msg, text_with},
    state::Clocks,
    ui::{Element, Tone, element, nothing, notice, words},
};

/// What happened and what to do.
pub fn not_kept_notice(cause: NotKept) -> AnyView {
    let told = match cause {
        NotKept::Clocks { skew_seconds } => vec![
            words_of(clocks(skew_seconds)),
            words("P", Msg::NotKeptClockNext),
        ],
        NotKept::Unknown => vec![words("P", Msg::NotKeptUnknown)],
        NotKept::Cookies { skew_seconds } => [words("P", Msg::NotKeptCookies)]
            .into_iter()
            .chain(skew_seconds.map(|skew_seconds| words_of(clocks(skew_seconds))))
            .collect(),
        NotKept::NotHttps => vec![words("P", Msg::NotKeptHttps)],
        NotKept::Forgotten => vec![words("P", Msg::NotKeptForgotten)],
    };
    let head = element("P").child(words("STRONG", Msg::NotKept));
    notice(
        Tone::Danger,
        [head].into_iter().chain(told).map(Element::view).collect(),
    )
}

fn words_of(told: String) -> Element {
    element("P").words(told)
}

/// By how much the clocks differ, where they do.
pub fn clocks_that_differ(clocks_of: Clocks) -> AnyView {
    let skew_seconds = untrack(|| clocks_of.skew_seconds());
    match skew_seconds.filter(|skew_seconds| differ(*skew_seconds)) {
        Some(skew_seconds) => words_of(clocks(skew_seconds)).view(),
        None => nothing(),
    }
}

/// By how much the clocks differ, and what both show, in UTC and local time. Which of them is wrong nobody can say here.
fn clocks(skew_seconds: i64) -> String {
    let (unit, count) = match distance(skew_seconds) {
        Distance::Minutes(count) => (Msg::DistanceMinutes, count),
        Distance::Hours(count) => (Msg::DistanceHours, count),
        Distance::Days(count) => (Msg::DistanceDays, count),
    };
    let far = text_with(unit, &[("count", &count.to_string())]);
    // The appliance ahead is this computer behind.
    let which = if skew_seconds < 0 {
        Msg::NotKeptAhead
    } else {
        Msg::NotKeptBehind
    };
    let now = js_sys::Date::new_0();
    let here = (now.get_time() / 1000.0) as i64;
    let there = here.saturating_add(skew_seconds);
    let ahead = -(now.get_timezone_offset() as i64);
    let times = text_with(
        Msg::NotKeptTimes,
        &[
            ("here", &clock_time(here, 0)),
            ("here_local", &clock_time(here, ahead)),
            ("there", &clock_time(there, 0)),
            ("there_local", &clock_time(there, ahead)),
        ],
    );
    format!("{} {times}", text_with(which, &[("distance", &far)]))
}
