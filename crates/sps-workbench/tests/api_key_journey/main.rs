//! The way of a new key: no path paints a value that is not active without NOT ACTIVE YET, and nothing of it is left at
//! an end (product M4.1, M4.5, M4.6, M4.10).

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod every_path;
#[path = "../support/mod.rs"]
mod support;

use sps_client::{Error, Refusal, TransportError};
use sps_workbench::CommitOutcome;
use sps_workbench::api_keys::{Ended, KeyFound, KeyJourney, Leaving, Scene, Wiped, Withdrawn};
use sps_workbench::session_clock::Moment;
use support::keys::{TOKEN, new_key};

const START: Moment = Moment(1_000.0);

fn after(seconds: f64) -> Moment {
    Moment(START.0 + seconds * 1_000.0)
}

fn over() -> Error {
    Error::SessionEnded(Box::new(Refusal {
        status: 401,
        kind: None,
        message: None,
        details: None,
        method: "PUT".to_owned(),
        path: "/api/transaction".to_owned(),
    }))
}

fn lost() -> Error {
    Error::Transport(TransportError::TimedOut)
}

fn ready() -> KeyJourney {
    let mut journey = KeyJourney::new();
    journey.start();
    journey.created(new_key());
    journey.committed(CommitOutcome::Committed, START);
    journey
}

fn later() -> KeyJourney {
    let mut journey = KeyJourney::new();
    journey.start();
    journey.created_for_later(new_key(), START);
    journey
}

fn waiting() -> KeyJourney {
    let mut journey = KeyJourney::new();
    journey.start();
    journey.created(new_key());
    journey.committed(CommitOutcome::Locked(lost()), START);
    journey
}

#[test]
fn nothing_is_painted_before_the_commit_succeeded() {
    let mut journey = KeyJourney::new();
    assert_eq!(journey.scene(), Scene::Form);
    journey.start();
    assert_eq!(journey.scene(), Scene::Creating);
    journey.created(new_key());
    assert_eq!(journey.scene(), Scene::Activating);
    assert_eq!((journey.painted(), journey.value()), (None, None));
    journey.committed(CommitOutcome::Committed, START);
    assert_eq!(journey.scene(), Scene::Ready);
    let painted = journey.painted().expect("painted");
    assert_eq!(painted.text, "\u{2022}\u{2022}\u{2022}\u{2022} 5UcV");
    assert!(!painted.is_whole && !painted.is_not_active);
    assert_eq!(journey.value(), Some(TOKEN), "copied without showing");
    journey.show(true);
    assert_eq!(journey.painted().expect("painted").text, TOKEN);
}

#[test]
fn a_key_for_later_says_so_until_it_is_found_active() {
    let mut journey = later();
    assert_eq!(journey.scene(), Scene::NotActiveYet);
    assert!(journey.painted().expect("painted").is_not_active);
    journey.found(KeyFound::Waiting { others: 1 }, START);
    assert!(journey.painted().expect("painted").is_not_active);
    journey.found(KeyFound::Active, START);
    assert!(!journey.painted().expect("painted").is_not_active);
    // Rolled back elsewhere after it had been copied.
    let mut journey = later();
    journey.copied();
    journey.found(KeyFound::Gone, START);
    assert_eq!(
        journey.ended(),
        Some(&Ended::NoKey {
            name: "ci_key".to_owned(),
            was_given_out: true
        })
    );
}

#[test]
fn a_commit_that_fails_keeps_the_value_hidden_until_it_succeeds_or_is_given_up() {
    let mut journey = waiting();
    assert_eq!(journey.scene(), Scene::Waiting);
    assert!(matches!(journey.refused(), Some(CommitOutcome::Locked(_))));
    assert!(journey.holds_value() && journey.painted().is_none() && journey.value().is_none());
    assert_eq!(journey.leaving(), Leaving::UnderWay);
    journey.show(true);
    journey.copied();
    assert!(journey.painted().is_none() && !journey.is_copied());
    journey.tick(after(3_600.0));
    assert_eq!(journey.scene(), Scene::Waiting, "nothing of it is painted");
    journey.retry();
    journey.found(KeyFound::Waiting { others: 2 }, START);
    assert_eq!((journey.scene(), journey.others()), (Scene::Waiting, 2));
    journey.retry();
    journey.committed(CommitOutcome::Committed, START);
    assert_eq!(journey.scene(), Scene::Ready);

    let mut journey = waiting();
    journey.withdraw();
    assert_eq!(journey.scene(), Scene::Withdrawing);
    journey.withdrawn(Err(lost()), START);
    assert!(journey.not_withdrawn().is_some());
    journey.withdraw();
    journey.withdrawn(Ok(Withdrawn::Gone), START);
    assert!(!journey.holds_value());
    assert!(matches!(journey.ended(), Some(Ended::NoKey { .. })));
    // It was active after all: then it may be shown.
    let mut journey = waiting();
    journey.withdraw();
    journey.withdrawn(Ok(Withdrawn::Active), START);
    assert_eq!(journey.scene(), Scene::Ready);
}

#[test]
fn the_end_of_the_session_takes_what_is_not_active() {
    let mut journey = KeyJourney::new();
    journey.start();
    journey.created(new_key());
    journey.committed(CommitOutcome::SessionEnded(over()), START);
    assert!(!journey.holds_value());
    assert!(matches!(journey.ended(), Some(Ended::SessionEnded { .. })));
    let mut journey = later();
    journey.show(true);
    journey.session_ended();
    assert!(matches!(
        journey.ended(),
        Some(Ended::SessionEnded {
            was_given_out: true,
            ..
        })
    ));
    let mut journey = ready();
    journey.show(true);
    journey.session_ended();
    assert_eq!(journey.scene(), Scene::Ready, "it works in any case");
    assert!(!journey.is_shown());
}

#[test]
fn time_and_a_hidden_tab_clear_the_value() {
    let mut journey = ready();
    journey.show(true);
    journey.hidden(true, after(10.0));
    assert!(!journey.is_shown(), "masked again when hidden");
    journey.hidden(false, after(69.0));
    assert_eq!(journey.scene(), Scene::Ready);
    journey.hidden(true, after(100.0));
    // No timer ran meanwhile.
    journey.hidden(false, after(161.0));
    assert_eq!(
        journey.ended(),
        Some(&Ended::Wiped {
            name: "ci_key".to_owned(),
            why: Wiped::Hidden,
            is_lost: false
        })
    );
    let mut journey = ready();
    journey.tick(after(299.0));
    assert_eq!(journey.scene(), Scene::Ready);
    journey.tick(after(300.0));
    assert!(matches!(
        journey.ended(),
        Some(Ended::Wiped {
            why: Wiped::OutOfTime,
            is_lost: true,
            ..
        })
    ));
}

#[test]
fn leaving_costs_nothing_once_the_value_was_copied_or_seen() {
    let mut journey = ready();
    assert_eq!(journey.leaving(), Leaving::NotCopied);
    journey.show(true);
    journey.show(false);
    assert_eq!(journey.leaving(), Leaving::Free);
    let mut journey = ready();
    journey.copied();
    assert_eq!(journey.leaving(), Leaving::Free);
    journey.close();
    assert_eq!((journey.scene(), journey.ended()), (Scene::Form, None));
}
