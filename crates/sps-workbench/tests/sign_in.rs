//! Signing in: the rows of the page, and the rules of a try.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use serde_json::Value;
use sps_client::{Authentication, Credential, Error, LoginMethod, Refusal, TransportError};
use sps_workbench::sign_in::{
    Attempts, CertificateStanding, CertificateWait, Discovery, DiscoveryStanding, Distance, Ending,
    NotKept, Start, Trouble, clock_time, differ, distance, lacks_api_right, password_only, trouble,
    why_ended, why_not_kept,
};
use sps_workbench::{Moment, SignInRow, sign_in_plan, sign_in_rows};

fn method(name: &str, authentication: Authentication, credential: Credential) -> LoginMethod {
    LoginMethod {
        name: name.to_owned(),
        title: name.to_uppercase(),
        authentication,
        credential,
    }
}

#[test]
fn rows_keep_the_servers_order_and_gather_the_certificates_at_the_first() {
    let local = method("local", Authentication::Local, Credential::Password);
    let card = method("card", Authentication::X509, Credential::X509);
    let ldap = method("ldap", Authentication::Ldap, Credential::Password);
    let card2 = method("card2", Authentication::Ldap, Credential::X509);
    let saml = method("saml", Authentication::Saml2, Credential::Federated);
    assert_eq!(
        sign_in_rows(&[
            local.clone(),
            card.clone(),
            ldap.clone(),
            card2.clone(),
            saml.clone()
        ]),
        [
            SignInRow::Password(local),
            SignInRow::Certificate(vec![card, card2]),
            SignInRow::Password(ldap),
            SignInRow::Foreign(saml),
        ]
    );
    assert_eq!(sign_in_rows(&[]), []);
}

#[test]
fn what_the_console_cannot_carry_out_is_shown_and_not_hidden() {
    for (authentication, credential) in [
        (Authentication::Local, Credential::Cluster),
        (Authentication::Local, Credential::Local),
        (
            Authentication::Other("oidc".to_owned()),
            Credential::Federated,
        ),
        (Authentication::Radius, Credential::Other("push".to_owned())),
        (Authentication::Saml2, Credential::Password),
    ] {
        let foreign = method("m", authentication, credential);
        assert_eq!(
            sign_in_rows(std::slice::from_ref(&foreign)),
            [SignInRow::Foreign(foreign)]
        );
    }
}

fn password(name: &str) -> LoginMethod {
    method(name, Authentication::Local, Credential::Password)
}

fn certificate(name: &str) -> LoginMethod {
    method(name, Authentication::X509, Credential::X509)
}

fn saml(name: &str) -> LoginMethod {
    method(name, Authentication::Saml2, Credential::Federated)
}

#[test]
fn the_page_begins_where_the_person_goes_on() {
    let all = [
        password("local"),
        certificate("card"),
        certificate("token"),
        password("otp"),
    ];
    let one_password = [password("local")];
    let one_certificate = [certificate("card")];
    let nameless = [password(""), certificate("")];
    for (methods, wanted, last, start) in [
        // A single password method is its form, whatever was asked for or used before.
        (&one_password[..], None, None, Start::Form(0)),
        (&one_password, Some("gone"), Some("gone"), Start::Form(0)),
        (&one_password, None, Some("local"), Start::Form(0)),
        // A certificate is never started by itself.
        (&one_certificate, None, None, Start::Row(0)),
        (&one_certificate, Some("card"), None, Start::Row(0)),
        (&all, None, None, Start::Top),
        (&all, None, Some("otp"), Start::Row(2)),
        (&all, None, Some("token"), Start::Row(1)),
        (&all, None, Some("gone"), Start::Top),
        (&all, Some("otp"), None, Start::Form(2)),
        (&all, Some("otp"), Some("local"), Start::Form(2)),
        (&all, Some("token"), Some("local"), Start::Row(1)),
        (&all, Some("gone"), Some("local"), Start::Row(0)),
        // Methods before 7.0 have no names: none can be meant.
        (&nameless, Some(""), Some(""), Start::Top),
        (&[][..], Some("local"), None, Start::Top),
    ] {
        let plan = sign_in_plan(methods, wanted, last);
        assert_eq!(plan.start, start, "{wanted:?} {last:?} of {methods:?}");
    }
}

#[test]
fn the_address_chooses_among_certificates() {
    let all = [certificate("card"), password("local"), certificate("token")];
    let plan = sign_in_plan(&all, Some("token"), Some("local"));
    assert_eq!(plan.wanted, Some(0));
    assert_eq!(plan.last_used, Some(1));
    assert_eq!(
        plan.rows[0],
        SignInRow::Certificate(vec![certificate("token"), certificate("card")]),
        "the button starts the first one, the menu still names all"
    );
    assert_eq!(sign_in_plan(&all, None, None).wanted, None);
}

#[test]
fn the_hint_for_administrators_is_for_certificates_beside_passwords() {
    for (methods, expected) in [
        (vec![password("a"), certificate("b")], true),
        (vec![password("a"), password("b")], false),
        (vec![certificate("b")], false),
        (vec![certificate("b"), saml("c")], false),
    ] {
        assert_eq!(sign_in_plan(&methods, None, None).admin_hint, expected);
    }
}

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
fn why_a_session_is_over_as_far_as_can_be_known() {
    for (time_was_left, has_cookie, expected) in [
        (Some(false), Some(true), Ending::Idle),
        (Some(false), Some(false), Ending::Idle),
        (Some(true), Some(false), Ending::Elsewhere),
        (Some(true), Some(true), Ending::ByAppliance),
        (Some(true), None, Ending::Unknown),
        (None, Some(true), Ending::Unknown),
        (None, None, Ending::Unknown),
    ] {
        assert_eq!(why_ended(time_was_left, has_cookie), expected);
    }
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
