//! Somebody else's lock: what is known of it, and when to look whether it is free.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use pollster::block_on;
use serde_json::{Value, json};
use sps_client::Refusal;
use sps_workbench::Moment;
use sps_workbench::lock::{KnownLock, Look, Turn, Waiting};
use support::{client, step};

fn refusal(details: Value, message: &str) -> Refusal {
    let body =
        json!({"error": {"type": "ConfigurationLocked", "message": message, "details": details}});
    let client = client([step("POST", "/api/transaction", 409, body)]);
    let error = block_on(client.open_transaction()).unwrap_err();
    error.refusal().unwrap().clone()
}

#[test]
fn only_fields_of_their_own_tell_of_a_lock() {
    let known = KnownLock::of(
        &refusal(
            json!({"errors": [{"holder": "admin2", "since": "14:05"}]}),
            "",
        ),
        Some(10),
    );
    assert_eq!(known.holder.as_deref(), Some("admin2"));
    assert_eq!(known.since.as_deref(), Some("14:05"));
    assert_eq!(known.at_most_minutes, Some(10));
    let prose = KnownLock::of(
        &refusal(
            json!({"errors": ["admin2"]}),
            "locked by admin2 since 14:05",
        ),
        None,
    );
    assert_eq!(prose, KnownLock::default());
    let odd = KnownLock::of(&refusal(json!({"holder": 5, "user": "  "}), ""), Some(0));
    assert_eq!(odd, KnownLock::default());
    let deep = (0..50).fold(json!({"holder": "x"}), |inner, _| json!([inner]));
    assert_eq!(KnownLock::of(&refusal(deep, ""), None).holder, None);
}

/// The seconds at which a page that is always visible looks.
fn looks(waiting: &mut Waiting, found: impl Fn(usize) -> Look, until: u32) -> Vec<u32> {
    let mut looks = Vec::new();
    for second in 0..until {
        let now = Moment(f64::from(second) * 1000.0);
        if waiting.turn(now, true) == Turn::Look {
            looks.push(second);
            waiting.looked(found(looks.len()), now);
        }
    }
    looks
}

#[test]
fn it_is_looked_after_5_10_20_and_every_30_seconds_until_the_agreed_time() {
    let mut waiting = Waiting::new(Moment(0.0), 130_000.0);
    let found = looks(
        &mut waiting,
        |number| {
            if number == 2 {
                Look::Unknown
            } else {
                Look::Held
            }
        },
        600,
    );
    assert_eq!(found, [5, 15, 35, 65, 95, 125]);
    assert_eq!(waiting.looks(), 6);
    assert_eq!(waiting.turn(Moment(600_000.0), true), Turn::Over);
    assert_eq!(waiting.left_ms(Moment(600_000.0)), 0.0);
}

#[test]
fn when_it_is_free_the_person_is_asked_and_nothing_else_happens() {
    let mut waiting = Waiting::new(Moment(0.0), 600_000.0);
    let free_at_third = |number| if number == 3 { Look::Free } else { Look::Held };
    assert_eq!(looks(&mut waiting, free_at_third, 300), [5, 15, 35]);
    // Also after the agreed time: the offer stays, and is only an offer.
    for later in [300_000.0, 900_000.0] {
        assert_eq!(waiting.turn(Moment(later), true), Turn::Ask);
        assert_eq!(waiting.turn(Moment(later), false), Turn::Ask);
    }
    waiting.stop();
    assert_eq!(waiting.turn(Moment(900_000.0), true), Turn::Over);
}

#[test]
fn a_hidden_page_does_not_look_and_looks_once_when_it_is_visible_again() {
    let mut waiting = Waiting::new(Moment(0.0), 600_000.0);
    assert_eq!(
        waiting.turn(Moment(1000.0), true),
        Turn::Wait { ms: 4000.0 }
    );
    assert_eq!(waiting.turn(Moment(100_000.0), false), Turn::Hidden);
    assert_eq!(waiting.turn(Moment(100_000.0), true), Turn::Look);
    // One look at a time, however long it takes.
    assert_eq!(waiting.turn(Moment(200_000.0), true), Turn::Looking);
    waiting.looked(Look::Held, Moment(200_000.0));
    assert_eq!(
        waiting.turn(Moment(200_000.0), true),
        Turn::Wait { ms: 10_000.0 }
    );
    assert_eq!(waiting.turn(Moment(595_000.0), false), Turn::Hidden);
    assert_eq!(waiting.turn(Moment(600_000.0), false), Turn::Over);
}

#[test]
fn an_answer_after_the_person_stopped_changes_nothing() {
    let mut waiting = Waiting::new(Moment(0.0), 600_000.0);
    assert_eq!(waiting.turn(Moment(5000.0), true), Turn::Look);
    waiting.stop();
    waiting.looked(Look::Free, Moment(6000.0));
    assert_eq!(waiting.turn(Moment(6000.0), true), Turn::Over);
}
