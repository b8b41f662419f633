//! The session clock: deadlines, warnings, and what does not count as a session.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use sps_workbench::{Moment, SessionClock, Standing};

fn at(seconds: f64) -> Moment {
    Moment(seconds * 1000.0)
}

#[test]
fn the_warning_comes_120_s_before_the_end_or_at_a_fifth_but_never_after_30_s() {
    use Standing::{Active, Ended, EndingSoon};
    // (span promised at 0 s, now in s, standing)
    let table = [
        (1200, 0.0, Active { left_seconds: 1200 }),
        (1200, 1079.0, Active { left_seconds: 121 }),
        (1200, 1080.0, EndingSoon { left_seconds: 120 }),
        (600, 479.5, Active { left_seconds: 121 }),
        (600, 480.0, EndingSoon { left_seconds: 120 }),
        (300, 239.0, Active { left_seconds: 61 }),
        (300, 240.0, EndingSoon { left_seconds: 60 }),
        (60, 29.0, Active { left_seconds: 31 }),
        (60, 30.0, EndingSoon { left_seconds: 30 }),
        (20, 0.0, EndingSoon { left_seconds: 20 }),
        (60, 59.999, EndingSoon { left_seconds: 1 }),
        (60, 60.0, Ended),
        (60, 90_000.0, Ended),
    ];
    for (span, now, expected) in table {
        let mut clock = SessionClock::new();
        clock.observe(Some(span), at(0.0));
        assert_eq!(
            clock.standing(at(now)),
            expected,
            "span {span} s, now {now} s"
        );
    }
}

#[test]
fn every_reply_moves_the_deadline_and_the_newest_wins() {
    let mut clock = SessionClock::new();
    clock.observe(Some(600), at(0.0));
    clock.observe(Some(600), at(500.0));
    assert_eq!(
        clock.standing(at(600.0)),
        Standing::Active { left_seconds: 500 }
    );
    clock.observe(Some(600), at(400.0));
    assert_eq!(
        clock.standing(at(600.0)),
        Standing::Active { left_seconds: 500 },
        "an overtaken reply"
    );
    clock.observe(None, at(550.0));
    assert_eq!(
        clock.standing(at(600.0)),
        Standing::Active { left_seconds: 500 },
        "a reply that says nothing"
    );
}

#[test]
fn a_session_that_cannot_be_extended_keeps_the_warning_of_its_whole_span() {
    let mut clock = SessionClock::new();
    clock.observe(Some(600), at(0.0));
    clock.observe(Some(200), at(400.0));
    assert_eq!(
        clock.standing(at(480.0)),
        Standing::EndingSoon { left_seconds: 120 }
    );
}

#[test]
fn the_span_starts_anew_with_the_next_session() {
    let mut clock = SessionClock::new();
    clock.observe(Some(600), at(0.0));
    clock.end();
    assert_eq!(clock.standing(at(1.0)), Standing::Ended);
    clock.observe(Some(100), at(2.0));
    assert_eq!(
        clock.standing(at(70.0)),
        Standing::Active { left_seconds: 32 }
    );
}

#[test]
fn only_a_proved_sign_in_starts_a_session_of_unknown_length() {
    let mut clock = SessionClock::new();
    clock.observe(None, at(0.0));
    clock.observe(Some(0), at(0.0));
    clock.end();
    assert_eq!(clock.standing(at(1.0)), Standing::NoSession);
    clock.begin(at(1.0));
    assert_eq!(
        clock.standing(at(481.9)),
        Standing::UnknownLength { since: 480 }
    );
    clock.observe(None, at(481.0));
    assert_eq!(
        clock.standing(at(481.9)),
        Standing::UnknownLength { since: 0 }
    );
    clock.observe(Some(600), at(482.0));
    clock.begin(at(482.0));
    assert_eq!(
        clock.standing(at(482.0)),
        Standing::Active { left_seconds: 600 }
    );
    clock.observe(Some(0), at(483.0));
    assert_eq!(clock.standing(at(483.0)), Standing::Ended);
}
