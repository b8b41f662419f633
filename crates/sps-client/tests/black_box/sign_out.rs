//! Signing out: with what the appliance offers, and no more.

use pollster::block_on;
use sps_client::{Client, Credentials, Error, SignOut};

use crate::script::{Script, client, json, ok, raw, refusal, with_header};

type Answer = Result<http::Response<Vec<u8>>, sps_client::TransportError>;

const USER: &str = r#"{"token":"canary-x-token","user":{"name":"admin"}}"#;

fn signed_in(sign_in: Answer, then: impl IntoIterator<Item = Answer>) -> Client<Script> {
    let client = client([sign_in, ok(USER)].into_iter().chain(then));
    let credentials = Credentials::new("admin", "secret").unwrap();
    block_on(client.sign_in_with_password(None, &credentials)).unwrap();
    client
}

#[test]
fn delete_is_sent_where_it_is_named_and_carries_the_token() {
    let offered = with_header(ok("{}"), "allow", "GET, DELETE");
    let client = signed_in(offered, [ok("{}"), ok("{}")]);
    assert_eq!(block_on(client.sign_out()).unwrap(), SignOut::Ended);
    assert_eq!(client.transport().asked()[2], "DELETE /api/authentication");
    let token = client.transport().header(2, "x-token");
    assert_eq!(token.as_deref(), Some("canary-x-token"));
    // And it is forgotten.
    block_on(client.open_transaction()).unwrap();
    assert_eq!(client.transport().header(3, "x-token"), None);
}

#[test]
fn nothing_is_sent_where_it_is_not_named() {
    let client = signed_in(with_header(ok("{}"), "allow", "GET"), [ok("{}")]);
    assert_eq!(block_on(client.sign_out()).unwrap(), SignOut::NotOffered);
    assert_eq!(client.transport().asked().len(), 2);
    block_on(client.open_transaction()).unwrap();
    assert_eq!(client.transport().header(2, "x-token"), None);
}

#[test]
fn without_allow_it_is_tried_and_the_answer_is_told_for_what_it_is() {
    let cases = [
        (json(204, ""), SignOut::Ended),
        (refusal(401, "Unauthenticated"), SignOut::Ended),
        (refusal(405, "MethodNotAllowed"), SignOut::NotOffered),
        (refusal(404, "NodeNotFound"), SignOut::NotOffered),
    ];
    for (answer, expected) in cases {
        let client = signed_in(ok("{}"), [answer]);
        assert_eq!(block_on(client.sign_out()).unwrap(), expected);
    }
    let page = raw(200, Some("text/html"), b"<html>bye</html>");
    let outcome = block_on(signed_in(ok("{}"), [page]).sign_out());
    assert!(
        matches!(outcome, Err(Error::NotTheApi { .. })),
        "{outcome:?}"
    );
}
