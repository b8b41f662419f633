//! The rules of a session's last minutes: warnings, extension, activity, what tabs tell each other, the connection.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tabs;

use proptest::prelude::*;
use sps_workbench::session::{
    Activity, Connection, EndedBecause, Extension, Moment, SessionClock, Standing, Trouble, Turn,
    Warning,
    announcements::{Opening, is_meant_for_dialog, opening, spoken_seconds},
    connection::is_slow,
};

fn at(seconds: f64) -> Moment {
    Moment(seconds * 1000.0)
}

fn known(span: u64) -> SessionClock {
    let mut clock = SessionClock::new();
    clock.observe(Some(span), at(0.0));
    clock
}

/// Input at a time, and the request that it leads to.
fn sends(activity: &mut Activity, clock: &SessionClock, seconds: f64) -> bool {
    let is_due = activity.is_due(clock, at(seconds), true);
    if is_due {
        activity.sends(at(seconds));
    }
    is_due
}

#[test]
fn a_banner_first_a_dialog_at_30_seconds_and_8_minutes_where_no_length_is_told() {
    let table = [
        (Standing::NoSession, None),
        (Standing::Ended, None),
        (Standing::Active { left_seconds: 121 }, None),
        (
            Standing::EndingSoon { left_seconds: 120 },
            Some(Warning::Banner),
        ),
        (
            Standing::EndingSoon { left_seconds: 31 },
            Some(Warning::Banner),
        ),
        (
            Standing::EndingSoon { left_seconds: 30 },
            Some(Warning::Dialog),
        ),
        (
            Standing::EndingSoon { left_seconds: 1 },
            Some(Warning::Dialog),
        ),
        (Standing::UnknownLength { since: 479 }, None),
        (
            Standing::UnknownLength { since: 480 },
            Some(Warning::UnknownLength),
        ),
    ];
    for (standing, warning) in table {
        assert_eq!(standing.warning(), warning, "{standing:?}");
    }
}

#[test]
fn an_extension_is_proved_by_the_time_left() {
    use Extension::{Extended, NotExtended};
    // (span, asked at, answer, what it was)
    let table = [
        (600, 500.0, Some(600), Extended),
        (600, 1.0, Some(600), Extended),
        (600, 0.2, Some(599), Extended),
        (600, 500.0, Some(100), NotExtended),
        (600, 500.0, Some(99), NotExtended),
        (600, 500.0, Some(101), NotExtended),
        (600, 500.0, Some(300), Extended),
        (600, 500.0, Some(0), NotExtended),
        (600, 500.0, None, NotExtended),
    ];
    for (span, asked, answer, expected) in table {
        let before = known(span);
        let mut after = before.clone();
        after.observe(answer, at(asked));
        assert_eq!(
            after.extension_since(&before, at(asked)),
            expected,
            "{span} s, {answer:?} at {asked} s"
        );
    }
    let mut unknown = SessionClock::new();
    unknown.begin(at(0.0));
    let mut after = unknown.clone();
    after.observe(None, at(400.0));
    assert_eq!(
        after.extension_since(&unknown, at(400.0)),
        Extended,
        "nothing is told, so nothing speaks against it"
    );
}

#[test]
fn a_session_is_extended_ten_times_in_a_row() {
    let mut clock = known(600);
    for round in 1..=10 {
        let now = at(f64::from(round) * 590.0);
        let before = clock.clone();
        clock.observe(Some(600), now);
        assert_eq!(clock.extension_since(&before, now), Extension::Extended);
    }
}

#[test]
fn input_extends_when_half_the_time_is_gone_and_the_tab_is_visible() {
    // (span, at, visible, sends)
    let table = [
        (600, 299.0, true, false),
        (600, 301.0, true, true),
        (600, 301.0, false, false),
        (600, 599.0, true, true),
        (600, 601.0, true, false),
        (60, 31.0, true, true),
    ];
    for (span, now, visible, sends) in table {
        let clock = known(span);
        assert_eq!(
            Activity::default().is_due(&clock, at(now), visible),
            sends,
            "{span} s, at {now} s"
        );
    }
    let mut unknown = SessionClock::new();
    assert!(!Activity::default().is_due(&unknown, at(1.0), true));
    unknown.begin(at(0.0));
    assert!(!Activity::default().is_due(&unknown, at(240.0), true));
    assert!(Activity::default().is_due(&unknown, at(241.0), true));
}

#[test]
fn a_session_that_does_not_extend_is_asked_once_a_quarter() {
    let clock = known(600);
    let mut activity = Activity::default();
    let sent = (0..600)
        .filter(|second| sends(&mut activity, &clock, f64::from(*second)))
        .count();
    assert_eq!(sent, 2, "at 301 s and at 451 s");
}

#[test]
fn the_time_is_spoken_four_times() {
    let mut spoken = Vec::new();
    for left in (0..=120).rev() {
        let now = spoken_seconds(left);
        if now.is_some() && spoken.last() != Some(&now) {
            spoken.push(now);
        }
    }
    assert_eq!(spoken, [Some(30), Some(15), Some(10), Some(5)]);
}

#[test]
fn the_dialog_waits_for_a_pause_and_is_seen_while_20_seconds_to_react_remain() {
    // (seconds left, last key, how far)
    let table = [
        (30, None, Opening::Modal),
        (30, Some(8.9), Opening::Modal),
        (30, Some(9.5), Opening::NotYet),
        (22, Some(9.5), Opening::NotYet),
        (21, Some(9.9), Opening::Seen),
        (1, Some(9.9), Opening::Seen),
        (1, Some(8.9), Opening::Modal),
    ];
    for (left, key, far) in table {
        assert_eq!(opening(left, key.map(at), at(10.0)), far, "{left} {key:?}");
    }
    assert!(!is_meant_for_dialog(at(10.0), at(10.5)));
    assert!(is_meant_for_dialog(at(10.0), at(10.7)));
}

#[test]
fn why_a_session_ended() {
    assert_eq!(EndedBecause::ran_out(false), EndedBecause::IdleTime);
    assert_eq!(EndedBecause::ran_out(true), EndedBecause::TimeLimit);
    assert_eq!(
        EndedBecause::refused(true),
        EndedBecause::ApplianceRestarted
    );
    assert_eq!(EndedBecause::refused(false), EndedBecause::Unknown);
}

#[test]
fn only_an_appliance_that_did_not_answer_may_have_been_restarted() {
    for (trouble, is_its_own) in [
        (Trouble::Offline, false),
        (Trouble::Gateway, false),
        (Trouble::Appliance, true),
        (Trouble::Certificate, true),
        (Trouble::NotTheApi, true),
    ] {
        assert_eq!(trouble.is_of_appliance(), is_its_own, "{trouble:?}");
    }
}

#[test]
fn tries_come_after_2_4_8_16_and_then_every_30_seconds() {
    let mut connection = Connection::default();
    let mut now = 100.0;
    assert_eq!(
        connection.tried(Err(Trouble::Gateway), at(now)),
        Turn::Lost,
        "told once"
    );
    for pause in [2.0, 4.0, 8.0, 16.0, 30.0, 30.0] {
        assert!(!connection.is_due(at(now + pause - 0.1)), "{pause}");
        assert!((connection.pause_left_ms(at(now)) - pause * 1000.0).abs() < 0.1);
        now += pause;
        assert!(connection.is_due(at(now)));
        assert_eq!(
            connection.tried(Err(Trouble::Appliance), at(now)),
            Turn::None
        );
        assert_eq!(connection.trouble(), Some(Trouble::Appliance));
    }
    assert_eq!(connection.tried(Ok(()), at(now)), Turn::Back);
    assert_eq!(connection.tried(Ok(()), at(now)), Turn::None);
    assert!(!connection.is_due(at(now + 1000.0)));
    assert_eq!(connection.trouble(), None);
    assert!(!is_slow(9999.0) && is_slow(10_000.0));
}

proptest! {
    #[test]
    fn without_input_nothing_asks_and_with_input_never_more_than_four_a_span(
        span in 20_u64..7200, inputs in proptest::collection::vec(0.0..7200.0_f64, 0..200),
    ) {
        let clock = known(span);
        let mut activity = Activity::default();
        let mut inputs = inputs;
        inputs.sort_by(f64::total_cmp);
        let sent = inputs.iter().filter(|input| sends(&mut activity, &clock, **input)).count();
        prop_assert!(sent <= 2, "{sent} in one unextended span");
    }
}
