//! Asking for the methods of signing in, and an appliance that tells none.

use sps_client::Error;
use sps_workbench::sign_in::{Discovery, DiscoveryStanding, password_only};
use sps_workbench::{Moment, SignInRow, sign_in_rows};

use crate::{not_the_api, refusal, unreachable, without_kind};

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
    for foreign in [
        Error::NotFound(without_kind(404)),
        Error::SessionEnded(without_kind(401)),
    ] {
        assert_eq!(password_only(&foreign), None, "a form for another server");
    }
    assert_eq!(password_only(&unreachable()), None);
    assert_eq!(password_only(&not_the_api()), None);
}
