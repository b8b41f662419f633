//! What tabs tell each other: only what is newer counts, and nothing foreign is understood.

use proptest::prelude::*;
use sps_workbench::session::{EndedBecause, Moment, SessionClock, Standing, TabMessage};

use crate::{at, known};

#[test]
fn what_another_tab_was_told_counts_if_it_is_newer_and_never_starts_a_session() {
    let mut clock = known(600);
    clock.hear(600_000.0, 600_000.0, at(500.0));
    assert_eq!(
        clock.standing(at(600.0)),
        Standing::Active { left_seconds: 500 }
    );
    clock.hear(10_000.0, 600_000.0, at(400.0));
    assert_eq!(
        clock.standing(at(600.0)),
        Standing::Active { left_seconds: 500 },
        "an idle tab's older knowledge ends nothing"
    );
    let mut none = SessionClock::new();
    none.hear(600_000.0, 600_000.0, at(1.0));
    assert_eq!(none.standing(at(1.0)), Standing::NoSession);
    let mut ended = known(600);
    ended.end();
    ended.hear(600_000.0, 600_000.0, at(1.0));
    assert_eq!(ended.standing(at(1.0)), Standing::Ended);
}

#[test]
fn messages_survive_the_channel() {
    let all = [
        TabMessage::SignedIn,
        TabMessage::SignedOut,
        TabMessage::Ended(EndedBecause::ApplianceRestarted),
        TabMessage::Ended(EndedBecause::TimeLimit),
        TabMessage::Ended(EndedBecause::CookieGone),
        TabMessage::Deadline {
            left_ms: 599_000.0,
            span_ms: 600_000.0,
        },
        TabMessage::TransactionChanged,
        TabMessage::AskForWork(7),
        TabMessage::Work(7, 2),
        TabMessage::AskForTransaction(8),
        TabMessage::KnowsTransaction(8),
        TabMessage::WhoseChanges(7, 4_294_967_295),
        TabMessage::OfAnotherPage(2),
        TabMessage::Committed(1_795_418_135_230),
        TabMessage::RolledBack(1_795_418_135_230),
    ];
    for message in all {
        let line = message.encode(1_700_000_000_123.0);
        let heard = TabMessage::decode(&line, 1_700_000_000_623.0).expect(&line);
        assert_eq!(heard.message, message);
        assert!((heard.age_ms - 500.0).abs() < 0.1);
        assert!(heard.is_fresh());
        let late = TabMessage::decode(&line, 1_700_000_060_000.0).unwrap();
        assert!(!late.is_fresh());
        let set_back = TabMessage::decode(&line, 1_600_000_000_000.0).unwrap();
        assert!(set_back.age_ms.abs() < 0.1);
    }
}

#[test]
fn foreign_messages_are_ignored() {
    for line in [
        "",
        "hello",
        "sps/2 1700000000000 signed-out",
        "sps/1",
        "sps/1 now signed-out",
        "sps/1 1700000000000",
        "sps/1 1700000000000 exploded",
        "sps/1 1700000000000 signed-out 1",
        "sps/1 1700000000000 ended",
        "sps/1 1700000000000 ended hunger",
        "sps/1 1700000000000 deadline 5",
        "sps/1 1700000000000 deadline -5 600000",
        "sps/1 1700000000000 deadline NaN 600000",
        "sps/1 1700000000000 deadline 99999999999999 600000",
        "sps/1  1700000000000 signed-out",
    ] {
        assert_eq!(
            TabMessage::decode(line, 1_700_000_000_000.0),
            None,
            "{line:?}"
        );
    }
}

proptest! {
    #[test]
    fn no_line_makes_the_reader_stumble(line in ".{0,80}", wall in 0.0..1e13_f64) {
        if let Some(heard) = TabMessage::decode(&line, wall) {
            prop_assert!(heard.age_ms >= 0.0);
        }
    }

    #[test]
    fn a_message_of_another_tab_never_brings_the_end_forward_of_newer_knowledge(
        own in 0.0..1e6_f64, other in 0.0..1e6_f64, left in 0.0..1e6_f64,
    ) {
        let mut clock = SessionClock::new();
        clock.observe(Some(600), Moment(own));
        let before = clock.deadline();
        clock.hear(left, 600_000.0, Moment(other));
        if other < own {
            prop_assert_eq!(clock.deadline(), before);
        } else {
            prop_assert_eq!(clock.deadline(), Some(Moment(other + left)));
        }
    }
}
