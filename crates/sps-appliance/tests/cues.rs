//! Cues: bad moments and the second administrator.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod desk;

use desk::{Desk, Login};
use http::Request;
use serde_json::{Value, json};
use sps_appliance::{Cue, Cut, Switches, TransportHint};

const DNS: &str = "/api/configuration/network/dns";
const NAMING: &str = "/api/configuration/network/naming";

fn hint(
    desk: &mut Desk,
    login: &Login,
    method: &str,
    path: &str,
    body: &[u8],
) -> (u16, TransportHint) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("cookie", &login.0)
        .header("content-length", body.len())
        .body(body.to_vec())
        .unwrap();
    let response = desk.raw(&request);
    let hint = response.extensions().get().copied().unwrap_or_default();
    (response.status().as_u16(), hint)
}

fn change_nickname(desk: &mut Desk, login: &Login, nickname: &str) {
    let mut naming = desk.get(login, NAMING).json["body"].clone();
    naming["nickname"] = nickname.into();
    assert_eq!(desk.put(login, NAMING, &naming).status, 200);
}

#[test]
fn every_cue_is_found_by_its_name_and_takes_its_values() {
    for info in Cue::ALL {
        let cue = Cue::parse(info.name).unwrap();
        assert_eq!(
            cue.with_value(7).is_ok(),
            info.unit.is_some(),
            "{}",
            info.name
        );
        assert!(
            info.name == "clock" || cue.with_value(-7).is_err(),
            "{}",
            info.name
        );
    }
    assert_eq!(Cue::parse("no-such"), None);
    assert_eq!(Cue::Clock(0).with_value(-7), Ok(Cue::Clock(-7)));
}

#[test]
fn sessions_end_now_or_soon() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    change_nickname(&mut desk, &admin, "lost");
    desk.cue("session-expires");
    assert_eq!(desk.get(&admin, DNS).status, 401);

    let admin = desk.sign_in("admin");
    assert_eq!(
        desk.get(&admin, NAMING).json["body"]["nickname"],
        Value::Null
    );
    desk.cue("session-expires-in");
    // The first answer tells it, and does not extend the session.
    desk.wait_seconds(10);
    assert_eq!(desk.get(&admin, DNS).json["meta"]["remaining_seconds"], 50);
    desk.wait_seconds(49);
    // Staying signed in is one request.
    assert_eq!(desk.get(&admin, DNS).json["meta"]["remaining_seconds"], 600);
    desk.cue("session-expires-in=5");
    desk.wait_seconds(5);
    assert_eq!(desk.get(&admin, DNS).status, 401);
}

#[test]
fn the_message_becomes_required_and_optional() {
    for profile in ["8.0", "6.9"] {
        let mut desk = Desk::with(Switches::profile(profile).unwrap());
        let admin = desk.sign_in("admin");
        change_nickname(&mut desk, &admin, "x");
        desk.cue("require-message");
        let silent = json!({ "status": "commit" });
        let refused = desk.put(&admin, "/api/transaction", &silent);
        assert_eq!(refused.error_type(), "CommitMessageRequired", "{profile}");
        desk.cue("message-optional");
        assert_eq!(
            desk.put(&admin, "/api/transaction", &silent).status,
            200,
            "{profile}"
        );
    }
}

#[test]
fn the_next_write_is_refused_and_only_that() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let body = desk.get(&admin, DNS).json["body"].clone();
    desk.cue("refuse-next-write");
    assert_eq!(desk.get(&admin, DNS).status, 200);
    let refused = desk.put(&admin, DNS, &body);
    assert_eq!(
        (refused.status, refused.error_type()),
        (400, "SemanticError")
    );
    assert_eq!(desk.put(&admin, DNS, &body).status, 200);
}

#[test]
fn rights_are_revoked_and_restored() {
    let mut desk = Desk::new();
    let operator = desk.sign_in("operator");
    let body = desk.get(&operator, DNS).json["body"].clone();
    desk.cue("revoke-rights");
    let late = desk.sign_in("admin");
    for login in [&operator, &late] {
        assert_eq!(desk.get(login, DNS).header("allow"), Some("GET"));
        assert_eq!(desk.put(login, DNS, &body).error_type(), "Unauthorized");
    }
    desk.cue("restore-rights");
    for login in [&operator, &late] {
        assert_eq!(desk.put(login, DNS, &body).status, 200);
    }
    let auditor = desk.sign_in("auditor");
    assert_eq!(desk.put(&auditor, DNS, &body).status, 403);
}

#[test]
fn the_clock_moves_the_date_and_nothing_else() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let right = desk.get(&admin, DNS).header("date").unwrap().to_owned();
    desk.cue("clock=23");
    let wrong = desk.get(&admin, DNS);
    assert_eq!(
        (right.as_str(), wrong.header("date").unwrap()),
        (
            "Tue, 14 Nov 2023 22:13:20 GMT",
            "Tue, 14 Nov 2023 22:36:20 GMT",
        )
    );
    assert_eq!(wrong.json["meta"]["remaining_seconds"], 600);
    desk.cue("clock=0");
    assert_eq!(desk.get(&admin, DNS).header("date"), Some(right.as_str()));
}

#[test]
fn a_restart_keeps_what_was_committed_and_a_reset_nothing() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let fresh = desk.appliance().export();
    change_nickname(&mut desk, &admin, "committed");
    desk.commit(&admin);
    change_nickname(&mut desk, &admin, "open");
    desk.cue("restart");
    assert_eq!(desk.get(&admin, NAMING).status, 401);
    let admin = desk.sign_in("admin");
    assert_eq!(
        desk.get(&admin, NAMING).json["body"]["nickname"],
        "committed"
    );
    desk.cue("clock=5");
    desk.cue("reset");
    assert_eq!(desk.get(&admin, NAMING).status, 401);
    assert_eq!(desk.appliance().export(), fresh);
}

#[test]
fn what_the_connection_is_to_do_goes_out_as_a_hint() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    let nothing = TransportHint::default();
    let cut = |cut| TransportHint {
        delay_milliseconds: 0,
        cut: Some(cut),
    };

    desk.cue("slow=250");
    assert_eq!(
        hint(&mut desk, &admin, "GET", DNS, b"")
            .1
            .delay_milliseconds,
        250
    );
    desk.cue("slow=0");
    assert_eq!(hint(&mut desk, &admin, "GET", DNS, b""), (200, nothing));

    desk.cue("cut-body");
    assert_eq!(
        hint(&mut desk, &admin, "GET", DNS, b""),
        (200, cut(Cut::MidBody))
    );
    assert_eq!(hint(&mut desk, &admin, "GET", DNS, b""), (200, nothing));

    desk.cue("unavailable=2");
    for status in [503, 503, 200] {
        assert_eq!(hint(&mut desk, &admin, "GET", DNS, b""), (status, nothing));
    }

    desk.cue("unreachable=30");
    assert_eq!(
        hint(&mut desk, &admin, "GET", DNS, b"").1,
        cut(Cut::NoConnection)
    );
    desk.wait_seconds(30);
    assert_eq!(hint(&mut desk, &admin, "GET", DNS, b""), (200, nothing));
}

#[test]
fn a_lost_answer_loses_the_answer_and_not_the_commit() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    change_nickname(&mut desk, &admin, "done");
    desk.cue("lost-commit-answer");
    assert_eq!(hint(&mut desk, &admin, "GET", NAMING, b"").1.cut, None);
    let commit = br#"{"status":"commit","message":"for the test"}"#;
    let (_, lost) = hint(&mut desk, &admin, "PUT", "/api/transaction", commit);
    assert_eq!(lost.cut, Some(Cut::BeforeAnswer));
    let other = desk.sign_in("operator");
    assert_eq!(desk.get(&other, NAMING).json["body"]["nickname"], "done");
}

#[test]
fn cues_are_no_part_of_the_api() {
    let mut desk = Desk::new();
    let admin = desk.sign_in("admin");
    for path in ["/_demo/cues", "/_demo/cues/reset", "/api/_demo/cues"] {
        let status = desk.call(&admin, "POST", path, None).status;
        assert!(matches!(status, 403 | 404), "{path}: {status}");
    }
    assert_eq!(desk.get(&admin, DNS).status, 200);
}
