//! Signing in: what becomes of a try, of a question nobody answers, and of a session.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use serde_json::Value;
use sps_client::{Error, Refusal, TransportError};
use sps_workbench::sign_in::{
    Attempts, CertificateStanding, CertificateWait, Discovery, DiscoveryStanding, Distance,
    NotKept, Trouble, clock_time, differ, distance, lacks_api_right, password_only, trouble,
    why_not_kept,
};
use sps_workbench::{Moment, SignInRow, sign_in_rows};

#[test]
fn after_three_refusals_a_lock_is_likely_and_a_wait_is_kept() {
    let mut attempts = Attempts::default();
    for expected in [false, false, true, true] {
        attempts.refuse();
        assert_eq!(attempts.may_be_locked(), expected);
    }
    let start = Moment(5_000.0);
    assert_eq!(attempts.seconds_to_wait(start), None);
    attempts.wait(30, start);
    for (at, left) in [
        (5_000.0, Some(30)),
        (5_001.0, Some(30)),
        (6_000.0, Some(29)),
        (34_999.0, Some(1)),
        (35_000.0, None),
        (99_000.0, None),
    ] {
        assert_eq!(attempts.seconds_to_wait(Moment(at)), left, "at {at}");
    }
}

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
    assert_eq!(asked.first(), Some(&2));
    assert_eq!(asked.last(), Some(&58));
    assert_eq!(asked.len(), 29);
    assert_eq!(wait.standing(Moment(59_000.0)), waiting(1));
    assert_eq!(
        wait.standing(Moment(60_000.0)),
        CertificateStanding::TimedOut
    );
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

fn refusal(status: u16, kind: &str) -> Box<Refusal> {
    Box::new(Refusal {
        status,
        kind: Some(kind.to_owned()),
        message: None,
        details: None::<Value>,
        method: "GET".to_owned(),
        path: "/api/authentication/login_methods".to_owned(),
    })
}

fn not_the_api() -> Error {
    Error::NotTheApi {
        status: 503,
        content_type: Some("text/html".to_owned()),
        detail: "the content is not JSON".to_owned(),
    }
}

fn unreachable() -> Error {
    Error::Transport(TransportError::Unreachable {
        detail: "Failed to fetch".to_owned(),
    })
}

#[test]
fn what_stands_between_is_told_apart() {
    let cut = TransportError::Cut {
        detail: "end".to_owned(),
    };
    for (error, expected, passes) in [
        (unreachable(), Trouble::NoGateway, true),
        (
            Error::ApplianceFault(refusal(502, "UpstreamDown")),
            Trouble::NoAppliance,
            true,
        ),
        (
            Error::ApplianceFault(refusal(502, "UpstreamCert")),
            Trouble::Certificate,
            true,
        ),
        (
            Error::ApplianceFault(refusal(504, "UpstreamTimeout")),
            Trouble::Slow,
            true,
        ),
        (
            Error::Transport(TransportError::TimedOut),
            Trouble::Slow,
            true,
        ),
        (Error::Transport(cut), Trouble::Incomplete, true),
        (
            Error::ApplianceFault(refusal(502, "UpstreamBroken")),
            Trouble::Incomplete,
            true,
        ),
        (not_the_api(), Trouble::NotTheApi, true),
        (
            Error::Transport(TransportError::TooLarge { limit_bytes: 1 }),
            Trouble::NotTheApi,
            true,
        ),
        (
            Error::Refused(refusal(429, "TooManyRequests")),
            Trouble::TooMany,
            true,
        ),
        (
            Error::Refused(refusal(421, "WrongHost")),
            Trouble::WrongAddress,
            false,
        ),
        (
            Error::LacksRight(refusal(403, "CrossSiteRefused")),
            Trouble::OtherSite,
            false,
        ),
        (
            Error::ApplianceFault(refusal(500, "InternalError")),
            Trouble::Fault,
            true,
        ),
    ] {
        assert_eq!(trouble(&error), expected, "{error}");
        assert_eq!(trouble(&error).passes(), passes, "{error}");
    }
}

#[test]
fn discovery_asks_again_with_growing_pauses() {
    let mut discovery = Discovery::begin(Moment(0.0));
    let mut now = 0.0;
    for pause in [2_u64, 4, 8, 16, 30, 30, 30] {
        discovery.fail(&unreachable(), None, Moment(now));
        assert_eq!(
            discovery.standing(Moment(now)),
            DiscoveryStanding::AskingAgain { in_seconds: pause }
        );
        now += pause as f64 * 1000.0;
        assert_eq!(
            discovery.standing(Moment(now)),
            DiscoveryStanding::AskingAgain { in_seconds: 0 }
        );
        discovery.ask_again(Moment(now));
        assert_eq!(discovery.standing(Moment(now)), DiscoveryStanding::Asking);
    }
    discovery.answer();
    assert_eq!(discovery.standing(Moment(now)), DiscoveryStanding::Answered);
    // What has answered once begins anew.
    discovery.fail(&not_the_api(), None, Moment(now));
    assert_eq!(
        discovery.standing(Moment(now)),
        DiscoveryStanding::AskingAgain { in_seconds: 2 }
    );
}

#[test]
fn discovery_is_patient_and_honours_what_it_is_told() {
    let mut discovery = Discovery::begin(Moment(0.0));
    assert_eq!(
        discovery.standing(Moment(9_999.0)),
        DiscoveryStanding::Asking
    );
    assert_eq!(
        discovery.standing(Moment(10_000.0)),
        DiscoveryStanding::StillAsking
    );
    discovery.stop();
    assert_eq!(
        discovery.standing(Moment(99_000.0)),
        DiscoveryStanding::Stopped
    );
    let too_many = Error::Refused(refusal(429, "TooManyRequests"));
    discovery.fail(&too_many, Some(77), Moment(0.0));
    assert_eq!(
        discovery.standing(Moment(0.0)),
        DiscoveryStanding::AskingAgain { in_seconds: 77 }
    );
    discovery.fail(
        &Error::Refused(refusal(421, "WrongHost")),
        None,
        Moment(0.0),
    );
    assert_eq!(
        discovery.standing(Moment(99_000.0)),
        DiscoveryStanding::Failed,
        "another address does not come by waiting"
    );
}

#[test]
fn an_appliance_that_tells_no_methods_still_has_its_plain_sign_in() {
    for error in [
        Error::NotFound(refusal(404, "NodeNotFound")),
        Error::SessionEnded(refusal(401, "Unauthenticated")),
    ] {
        let methods = password_only(&error).unwrap();
        assert!(matches!(
            sign_in_rows(&methods)[..],
            [SignInRow::Password(_)]
        ));
        assert_eq!(methods[0].name, "");
    }
    assert_eq!(password_only(&unreachable()), None);
    assert_eq!(password_only(&not_the_api()), None);
}

#[test]
fn a_session_that_was_not_kept_has_its_causes_in_order() {
    for (skew, cookie, is_secure, expected) in [
        (
            Some(-1380),
            Some(false),
            true,
            NotKept::Clocks {
                skew_seconds: -1380,
            },
        ),
        (Some(60), None, false, NotKept::Clocks { skew_seconds: 60 }),
        (Some(59), Some(false), true, NotKept::Cookies),
        (None, Some(false), true, NotKept::Cookies),
        (Some(0), Some(false), false, NotKept::NotHttps),
        (Some(0), None, false, NotKept::NotHttps),
        (Some(0), Some(true), true, NotKept::Forgotten),
        (Some(0), None, true, NotKept::Unknown),
    ] {
        assert_eq!(why_not_kept(skew, cookie, is_secure), expected);
    }
}

#[test]
fn clocks_are_told_as_people_tell_them() {
    for (seconds, expected) in [
        (60, Distance::Minutes(1)),
        (-1380, Distance::Minutes(23)),
        (-1409, Distance::Minutes(23)),
        (1410, Distance::Minutes(24)),
        (7_199, Distance::Minutes(120)),
        (7_200, Distance::Hours(2)),
        (-100_000, Distance::Hours(28)),
        (172_800, Distance::Days(2)),
        (i64::MIN, Distance::Days(106_751_991_167_301)),
    ] {
        assert_eq!(distance(seconds), expected, "{seconds}");
    }
    assert!(!differ(-59) && differ(60) && differ(-60));
    // 2022-12-03 02:27:48 UTC.
    for (ahead, expected) in [
        (0, "02:27"),
        (330, "07:57"),
        (-180, "23:27"),
        (14 * 60, "16:27"),
    ] {
        assert_eq!(clock_time(1_670_034_468, ahead), expected);
    }
    assert_eq!(clock_time(-1, 0), "23:59", "a clock before 1970");
}

#[test]
fn who_may_not_use_the_api_is_signed_in_all_the_same() {
    for (error, expected) in [
        (Error::LacksRight(refusal(403, "Unauthorized")), true),
        (
            Error::SessionNotKept(refusal(401, "AuthenticationFailure")),
            true,
        ),
        (
            Error::SessionNotKept(refusal(401, "Unauthenticated")),
            false,
        ),
        (
            Error::SignInRefused(refusal(401, "AuthenticationFailure")),
            false,
        ),
        (unreachable(), false),
    ] {
        assert_eq!(lacks_api_right(&error), expected, "{error}");
    }
}
