//! Signing in with a password: every answer that counts, and every one that does not.

use pollster::block_on;
use sps_client::{Credentials, Error, TransportError, UserInfo};

use crate::script::{client, empty, json, ok, raw, refusal, with_header};

type Answer = Result<http::Response<Vec<u8>>, TransportError>;

const META: &str = r#"{"meta":{"href":"/api/authentication","next":"/api","remaining_seconds":600,"transaction":"/api/transaction"}}"#;

fn sign_in(answers: impl IntoIterator<Item = Answer>) -> Result<UserInfo, Error> {
    let client = client(answers);
    let credentials = Credentials::new("admin", "secret").unwrap();
    block_on(client.sign_in_with_password(Some("local"), &credentials))
}

#[test]
fn answers_200_302_and_303_count_with_and_without_a_body() {
    let page = "<html><body>Moved</body></html>";
    let answers = [
        json(200, META),
        empty(200),
        empty(204),
        with_header(json(302, META), "location", "/api/"),
        with_header(empty(302), "location", "/api/"),
        with_header(
            raw(302, Some("text/html"), page.as_bytes()),
            "location",
            "/api/",
        ),
        json(303, META),
        empty(303),
    ];
    for answer in answers {
        let status = answer.as_ref().unwrap().status();
        let user = sign_in([answer, ok(r#"{"user":{"name":"admin"}}"#)]);
        assert_eq!(user.unwrap().name, "admin", "{status}");
    }
}

#[test]
fn the_method_goes_into_the_query_and_none_leaves_it_out() {
    let cases = [
        (None, "GET /api/authentication"),
        // Appliances before 7.0 have methods without a name.
        (Some(""), "GET /api/authentication"),
        (
            Some("local"),
            "GET /api/authentication?login_method=local&type=password",
        ),
        (
            Some("ad & co/1"),
            "GET /api/authentication?login_method=ad%20%26%20co%2F1&type=password",
        ),
        (
            Some("暗号"),
            "GET /api/authentication?login_method=%E6%9A%97%E5%8F%B7&type=password",
        ),
    ];
    for (method, expected) in cases {
        let client = client([ok(META), ok(r#"{"user":{"name":"admin"}}"#)]);
        let credentials = Credentials::new("admin", "secret").unwrap();
        block_on(client.sign_in_with_password(method, &credentials)).unwrap();
        assert_eq!(client.transport().asked(), [expected, "GET /api/user_info"]);
    }
}

#[test]
fn refused_credentials_are_told_apart_from_unusable_ones() {
    let outcome = sign_in([refusal(401, "AuthenticationFailure")]);
    let Err(Error::SignInRefused(refusal_of)) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(refusal_of.kind.as_deref(), Some("AuthenticationFailure"));
    assert_eq!(refusal_of.method, "GET");
    assert_eq!(refusal_of.path, "/api/authentication");

    let outcome = sign_in([refusal(400, "InvalidAuthenticationRequest")]);
    assert!(
        matches!(outcome, Err(Error::NoUsableCredentials(_))),
        "{outcome:?}"
    );

    // The gateway kept it back: nobody looked at the credentials.
    let outcome = sign_in([refusal(400, "CookieRefused")]);
    assert!(matches!(outcome, Err(Error::Refused(_))), "{outcome:?}");
}

#[test]
fn a_session_that_is_unknown_one_request_later_was_not_kept() {
    let outcome = sign_in([ok(META), refusal(401, "Unauthenticated")]);
    let Err(Error::SessionNotKept(refusal)) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(refusal.path, "/api/user_info");
}

#[test]
fn a_user_without_the_right_to_the_api_lacks_a_right() {
    let outcome = sign_in([ok(META), refusal(403, "Unauthorized")]);
    assert!(matches!(outcome, Err(Error::LacksRight(_))), "{outcome:?}");
}

#[test]
fn a_page_in_html_is_no_sign_in() {
    let page = raw(200, Some("text/html"), b"<html>Login</html>");
    let outcome = sign_in([page]);
    assert!(
        matches!(outcome, Err(Error::NotTheApi { status: 200, .. })),
        "{outcome:?}"
    );
}

#[test]
fn other_redirects_are_no_answer_of_the_api() {
    for status in [301, 304, 307, 308] {
        let outcome = sign_in([empty(status)]);
        assert!(
            matches!(outcome, Err(Error::NotTheApi { .. })),
            "{status}: {outcome:?}"
        );
    }
    // Away from sign-in no redirect counts.
    let client = client([empty(302)]);
    let outcome = block_on(client.user_info());
    assert!(matches!(outcome, Err(Error::NotTheApi { status: 302, .. })));
}

#[test]
fn a_lost_answer_stays_a_transport_error() {
    let outcome = sign_in([Err(TransportError::TimedOut)]);
    assert_eq!(
        outcome.unwrap_err(),
        Error::Transport(TransportError::TimedOut)
    );
}
