//! Somebody else was faster: locks and conflicts, however the appliance words them; and what is lost with a session.

use pollster::block_on;
use serde_json::json;
use sps_appliance::{Appliance, ErrorBody, LockError, MergeError, Profile, Setup, Switches};
use sps_client::{Client, Credentials, Error, Opened, Outcome, SignOut, Topic, TransactionStatus};

use crate::carrier::{BROWSER, Carrier, Desk};

const TIMEOUT: &str = "/api/configuration/management/webinterface";

fn desk(switches: Switches) -> Desk {
    Desk::new(Appliance::new(Setup { seed: 7, switches }))
}

fn signed_in(desk: &Desk, user: &str) -> Client<Carrier> {
    let client = Client::new(Carrier::new(desk.clone(), BROWSER));
    let credentials = Credentials::new(user, "demo").unwrap();
    block_on(client.sign_in_with_password(None, &credentials)).unwrap();
    client
}

fn with(profile: Profile, positions: &[(&str, &str)]) -> Switches {
    let mut switches = Switches::of(profile);
    for (name, position) in positions {
        switches.set(name, position).unwrap();
    }
    switches
}

fn positions(name: &str) -> &'static [&'static str] {
    let switch = Switches::TABLE.iter().find(|switch| switch.name == name);
    switch.unwrap().positions
}

#[test]
fn a_lock_at_opening_is_told_under_every_name_and_status() {
    for position in positions("error.lock") {
        let switches = with(Profile::V6_0, &[("error.lock", position)]);
        let is_named = switches.error_lock != LockError::NoError;
        let desk = desk(switches);
        let (first, second) = (signed_in(&desk, "admin"), signed_in(&desk, "admin2"));
        assert_eq!(block_on(first.ensure_transaction()).unwrap(), Opened::Now);
        let error = block_on(second.ensure_transaction()).unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotDone);
        if is_named {
            assert!(matches!(error, Error::Locked(_)), "{position}: {error:?}");
            let refusal = error.refusal().unwrap();
            assert_eq!(refusal.topic(), Some(Topic::Lock), "{position}");
        } else {
            // 409 and not a word: all that is known is that something is in the way.
            assert!(matches!(error, Error::Conflict(_)), "{position}: {error:?}");
        }
        block_on(first.roll_back()).unwrap();
        assert_eq!(block_on(second.ensure_transaction()).unwrap(), Opened::Now);
    }
}

#[test]
fn a_lock_at_commit_leaves_the_transaction_open() {
    for position in positions("error.lock") {
        for body in positions("error.body") {
            let switches = with(
                Profile::V8_0,
                &[("error.lock", position), ("error.body", body)],
            );
            let is_named = switches.error_lock != LockError::NoError
                && switches.error_body == ErrorBody::Json
                || switches.error_lock == LockError::Locked;
            let desk = desk(switches);
            let client = signed_in(&desk, "admin");
            block_on(client.replace_verified(TIMEOUT, &json!({"timeout": 20}))).unwrap();
            assert!(desk.appliance.borrow_mut().take_web_lock("admin2"));
            let error = block_on(client.commit(Some("locked out"))).unwrap_err();
            assert_eq!(error.outcome(), Outcome::NotDone);
            if is_named {
                assert!(
                    matches!(error, Error::Locked(_)),
                    "{position} {body}: {error:?}"
                );
            } else {
                let by_status = matches!(
                    error,
                    Error::Conflict(_) | Error::LacksRight(_) | Error::Refused(_)
                );
                assert!(by_status, "{position} {body}: {error:?}");
            }
            let state = block_on(client.transaction()).unwrap();
            assert_eq!(state.status, TransactionStatus::Open);
            desk.appliance.borrow_mut().release_web_lock();
            block_on(client.commit(Some("let in"))).unwrap();
        }
    }
}

#[test]
fn a_merge_that_fails_is_a_conflict_where_the_words_or_the_status_tell() {
    for position in positions("error.merge") {
        let switches = with(Profile::V8_0, &[("error.merge", position)]);
        let is_plain_400 = switches.error_merge == MergeError::Semantic;
        let desk = desk(switches);
        let (first, second) = (signed_in(&desk, "admin"), signed_in(&desk, "admin2"));
        block_on(first.replace_verified(TIMEOUT, &json!({"timeout": 20}))).unwrap();
        block_on(second.replace_verified(TIMEOUT, &json!({"timeout": 30}))).unwrap();
        block_on(first.commit(Some("first"))).unwrap();
        let error = block_on(second.commit(Some("second"))).unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotDone);
        let is_told = matches!(error, Error::Conflict(_));
        let is_refused = matches!(error, Error::Refused(_)) && is_plain_400;
        assert!(is_told || is_refused, "{position}: {error:?}");
        block_on(second.roll_back()).unwrap();
    }
}

#[test]
fn a_certificate_signs_in_and_proves_itself() {
    let desk = desk(Switches::v8_0());
    let mut carrier = Carrier::new(desk, BROWSER);
    carrier.certificate = Some("operator");
    let client = Client::new(carrier);
    let methods = block_on(client.login_methods()).unwrap();
    let card = methods
        .iter()
        .find(|method| method.credential.name() == "x509")
        .unwrap();
    let user = block_on(client.sign_in_with_certificate(Some(&card.name))).unwrap();
    assert_eq!(user.name, "operator");
    assert_eq!(block_on(client.adopt_session()).unwrap().name, "operator");

    let stranger = Client::new(Carrier::new(client.transport().desk.clone(), BROWSER));
    let nobody = block_on(stranger.sign_in_with_certificate(Some(&card.name)));
    assert!(
        matches!(
            nobody,
            Err(Error::NoUsableCredentials(_) | Error::SignInRefused(_))
        ),
        "{nobody:?}"
    );
    let nothing = block_on(stranger.adopt_session());
    assert!(
        matches!(nothing, Err(Error::SessionNotKept(_))),
        "{nothing:?}"
    );
}

#[test]
fn a_session_that_ran_out_took_its_transaction_along() {
    let desk = desk(Switches::v8_0());
    let client = signed_in(&desk, "admin");
    block_on(client.replace_verified(TIMEOUT, &json!({"timeout": 20}))).unwrap();
    desk.milliseconds.set(desk.milliseconds.get() + 601_000);
    let ended = block_on(client.transaction());
    assert!(matches!(ended, Err(Error::SessionEnded(_))), "{ended:?}");
    let client = signed_in(&desk, "admin");
    let state = block_on(client.transaction()).unwrap();
    assert_eq!(state.status, TransactionStatus::Closed);
    assert_eq!(block_on(client.sign_out()).unwrap(), SignOut::NotOffered);
}

#[test]
fn nothing_is_asked_that_a_firmware_with_documented_names_does_not_need() {
    let desk = desk(Switches::v8_0());
    let client = signed_in(&desk, "admin");
    block_on(client.configuration(&["management", "webinterface"])).unwrap();
    block_on(client.ensure_transaction()).unwrap();
    block_on(client.api_keys()).unwrap();
    assert_eq!(
        client.transport().asked(),
        [
            "GET /api/authentication",
            "GET /api/user_info",
            "GET /api/configuration/management/webinterface",
            "GET /api/transaction",
            "POST /api/transaction",
            "GET /api/user/api_keys",
        ]
    );
}
