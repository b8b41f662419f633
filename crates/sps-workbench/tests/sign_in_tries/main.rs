//! Signing in: what becomes of a try, of a question nobody answers, and of a session.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod certificate;
mod discovery;

use serde_json::Value;
use sps_client::{Error, Refusal, TransportError};
use sps_workbench::Moment;
use sps_workbench::sign_in::{
    Attempts, Distance, NotKept, Trouble, clock_time, differ, distance, lacks_api_right, trouble,
    why_not_kept,
};

#[test]
fn after_three_refusals_a_lock_is_likely_and_a_wait_is_kept() {
    let mut attempts = Attempts::default();
    for expected in [false, false, true, true] {
        attempts.refuse("jdoe");
        assert_eq!(attempts.may_be_locked("jdoe"), expected);
    }
    assert!(attempts.may_be_locked(" JDoe"), "the same account");
    assert!(!attempts.may_be_locked("admin"), "another account");
    let start = Moment(5_000.0);
    assert_eq!(attempts.seconds_to_wait("jdoe", start), None);
    attempts.wait("jdoe", 30, start);
    assert_eq!(attempts.seconds_to_wait("admin", start), None);
    for (at, left) in [
        (5_000.0, Some(30)),
        (5_001.0, Some(30)),
        (6_000.0, Some(29)),
        (34_999.0, Some(1)),
        (35_000.0, None),
        (99_000.0, None),
    ] {
        assert_eq!(
            attempts.seconds_to_wait("JDOE", Moment(at)),
            left,
            "at {at}"
        );
    }
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

/// As it is read of an answer that is not the API's.
fn without_kind(status: u16) -> Box<Refusal> {
    Box::new(Refusal {
        kind: None,
        ..*refusal(status, "")
    })
}

/// The sign-in's own.
fn at_sign_in(status: u16, kind: &str) -> Box<Refusal> {
    Box::new(Refusal {
        path: "/api/authentication".to_owned(),
        ..*refusal(status, kind)
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
            Error::Refused(refusal(403, "CrossSiteRefused")),
            Trouble::OtherSite,
            false,
        ),
        (
            Error::Refused(refusal(403, "NotFromConsole")),
            Trouble::OtherSite,
            false,
        ),
        (
            Error::LacksRight(refusal(403, "Unauthorized")),
            Trouble::Fault,
            true,
        ),
        // Pages of servers in between.
        (
            Error::LacksRight(without_kind(403)),
            Trouble::NotTheApi,
            true,
        ),
        (Error::NotFound(without_kind(404)), Trouble::NotTheApi, true),
        (
            Error::SessionEnded(without_kind(401)),
            Trouble::NotTheApi,
            true,
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
fn a_session_that_was_not_kept_has_its_causes_in_order() {
    for (skew, cookie, is_secure, expected) in [
        (
            Some(-1380),
            Some(true),
            true,
            NotKept::Clocks {
                skew_seconds: -1380,
            },
        ),
        (
            Some(-1380),
            Some(false),
            true,
            NotKept::Cookies {
                skew_seconds: Some(-1380),
            },
        ),
        (Some(60), None, false, NotKept::Clocks { skew_seconds: 60 }),
        (
            Some(59),
            Some(false),
            true,
            NotKept::Cookies { skew_seconds: None },
        ),
        (
            None,
            Some(false),
            true,
            NotKept::Cookies { skew_seconds: None },
        ),
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
        (Error::LacksRight(at_sign_in(403, "Unauthorized")), false),
        (Error::LacksRight(without_kind(403)), false),
        (Error::Refused(refusal(403, "CrossSiteRefused")), false),
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
