//! Waiting for a certificate that is chosen in another window.

use sps_workbench::Moment;
use sps_workbench::sign_in::{CertificateSeen, CertificateStanding, CertificateWait};

fn waiting(left_seconds: u64) -> CertificateStanding {
    CertificateStanding::Waiting { left_seconds }
}

#[test]
fn a_certificate_is_waited_for_a_minute_and_asked_for_every_two_seconds() {
    let mut wait = CertificateWait::begin(true, Moment(0.0));
    let mut asked = Vec::new();
    for second in 0..70_u32 {
        let now = Moment(f64::from(second) * 1000.0);
        if wait.ask(now) {
            asked.push(second);
            assert!(!wait.ask(now), "one question at a time");
            assert!(!wait.answer(false));
        }
    }
    assert_eq!(asked.first(), Some(&1));
    assert_eq!(asked.last(), Some(&59));
    assert_eq!(asked.len(), 30);
    assert_eq!(wait.standing(Moment(59_000.0)), waiting(1));
    assert_eq!(
        wait.standing(Moment(60_000.0)),
        CertificateStanding::TimedOut
    );
}

#[test]
fn a_clock_that_ticks_a_little_early_skips_no_question() {
    let mut wait = CertificateWait::begin(true, Moment(0.0));
    for (at, is_asked) in [
        (1_003.0, true),
        (1_999.0, false),
        (2_998.0, true),
        (4_001.0, false),
        (4_997.0, true),
    ] {
        assert_eq!(wait.ask(Moment(at)), is_asked, "{at}");
        if is_asked {
            wait.answer(false);
        }
    }
}

#[test]
fn the_person_coming_back_is_asked_for_at_once() {
    let mut wait = CertificateWait::begin(true, Moment(0.0));
    assert!(!wait.ask(Moment(500.0)));
    wait.come_back(Moment(500.0));
    assert!(wait.ask(Moment(500.0)));
    wait.come_back(Moment(600.0));
    assert!(!wait.ask(Moment(600.0)), "the first answer is still out");
    assert!(!wait.answer(false));
    assert!(wait.ask(Moment(600.0)));
    // After the minute nobody is asked for any more.
    assert!(!wait.answer(false));
    wait.come_back(Moment(60_000.0));
    assert!(!wait.ask(Moment(60_000.0)));
}

#[test]
fn every_way_a_certificate_try_ends() {
    let now = Moment(1_000.0);
    let blocked = CertificateWait::begin(false, now);
    assert_eq!(blocked.standing(now), CertificateStanding::Blocked);

    let mut cancelled = CertificateWait::begin(true, now);
    assert!(cancelled.ask(Moment(3_000.0)));
    cancelled.cancel();
    assert!(
        !cancelled.answer(true),
        "a session found after Cancel is nobody's"
    );
    assert_eq!(cancelled.standing(now), CertificateStanding::Cancelled);
    assert!(!cancelled.ask(Moment(9_000.0)));

    let mut late = CertificateWait::begin(true, now);
    assert!(late.ask(Moment(60_900.0)));
    assert_eq!(
        late.standing(Moment(61_500.0)),
        CertificateStanding::TimedOut
    );
    assert!(late.answer(true), "asked in time, answered late");
    assert_eq!(
        late.standing(Moment(61_500.0)),
        CertificateStanding::SignedIn
    );
    late.cancel();
    assert_eq!(late.standing(now), CertificateStanding::SignedIn);
}

#[test]
fn what_the_gateway_saw_is_told_when_it_explains_something() {
    let (now, later) = (Moment(3_000.0), Moment(61_000.0));
    for (seen, while_waiting, when_over) in [
        (CertificateSeen::BrowserLeft, false, true),
        (CertificateSeen::NoCertificate, true, true),
        (CertificateSeen::Refused, true, true),
        (CertificateSeen::NoAnswer, true, true),
        (CertificateSeen::Accepted, false, true),
    ] {
        let mut wait = CertificateWait::begin(true, Moment(0.0));
        assert_eq!(wait.why(later), None, "nothing is known yet");
        wait.saw(Some(seen));
        wait.saw(None);
        assert_eq!(wait.why(now), while_waiting.then_some(seen), "{seen:?}");
        assert_eq!(wait.why(later), when_over.then_some(seen), "{seen:?}");
        assert!(wait.answer(true));
        assert_eq!(wait.why(later), None, "somebody is signed in");
    }
}

#[test]
fn an_accepted_certificate_explains_itself_when_still_nobody_is_there() {
    let now = Moment(9_000.0);
    let mut wait = CertificateWait::begin(true, Moment(0.0));
    assert!(!wait.answer(false));
    wait.saw(Some(CertificateSeen::Accepted));
    assert!(!wait.answer(false));
    assert_eq!(wait.why(now), None, "the session may be on its way");
    wait.saw(Some(CertificateSeen::Accepted));
    assert!(!wait.answer(false));
    assert_eq!(wait.why(now), Some(CertificateSeen::Accepted));
    // The person goes back to the other window and reloads it with another certificate.
    wait.saw(Some(CertificateSeen::Refused));
    assert_eq!(wait.why(now), Some(CertificateSeen::Refused));
}

#[test]
fn who_cancels_asks_for_no_reason() {
    let mut wait = CertificateWait::begin(true, Moment(0.0));
    wait.saw(Some(CertificateSeen::Refused));
    wait.cancel();
    assert_eq!(wait.why(Moment(3_000.0)), None);
}

#[test]
fn the_words_of_the_gateway() {
    for (word, seen) in [
        ("browser-left", Some(CertificateSeen::BrowserLeft)),
        ("no-certificate", Some(CertificateSeen::NoCertificate)),
        ("refused", Some(CertificateSeen::Refused)),
        ("no-answer", Some(CertificateSeen::NoAnswer)),
        ("accepted", Some(CertificateSeen::Accepted)),
        ("something-new", None),
    ] {
        assert_eq!(CertificateSeen::from_word(word), seen, "{word}");
    }
}
