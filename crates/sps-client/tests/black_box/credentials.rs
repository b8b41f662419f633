//! The credential vectors (`product.md` M2.4) and what no user name may have.

use pollster::block_on;
use sps_client::{Credentials, CredentialsError};

use crate::script::{client, ok};

/// The `Authorization` header that goes out for a name and a password.
fn header(user: &str, password: &str) -> String {
    let client = client([
        ok(r#"{"meta":{}}"#),
        ok(r#"{"user":{"name":"x"},"meta":{}}"#),
    ]);
    let credentials = Credentials::new(user, password).unwrap();
    block_on(client.sign_in_with_password(None, &credentials)).unwrap();
    // The password goes out once, with the sign-in.
    assert_eq!(client.transport().header(1, "authorization"), None);
    client.transport().header(0, "authorization").unwrap()
}

#[test]
fn the_vectors_go_out_as_utf8_byte_for_byte() {
    // Expected values made by another implementation (Python's base64 over UTF-8).
    let vectors = [
        ("żółć", "hasło", "xbzDs8WCxIc6aGFzxYJv"),
        ("müller", "groß", "bcO8bGxlcjpncm/Dnw=="),
        ("şükrü", "ğüşİ", "xZ/DvGtyw7w6xJ/DvMWfxLA="),
        ("暗号", "暗号", "5pqX5Y+3Ouaal+WPtw=="),
        ("€", "10€", "4oKsOjEw4oKs"),
        ("admin", "🔑🦀", "YWRtaW468J+UkfCfpoA="),
        ("admin", "a:b:c", "YWRtaW46YTpiOmM="),
        (" admin ", " pass word ", "IGFkbWluIDogcGFzcyB3b3JkIA=="),
        ("José", "Jose\u{301}", "Sm9zw6k6Sm9zZcyB"),
        ("o'brien", "\"it's\"", "bydicmllbjoiaXQncyI="),
    ];
    for (user, password, expected) in vectors {
        assert_eq!(header(user, password), format!("Basic {expected}"));
    }
    // 150 characters: 50 times "uuu" and 50 times "ppp" around the colon, in one line.
    let long = header(&"u".repeat(150), &"p".repeat(150));
    let expected = format!("Basic {}OnBw{}cA==", "dXV1".repeat(50), "cHBw".repeat(49));
    assert_eq!(long, expected);
}

#[test]
fn names_that_no_header_can_carry_are_refused() {
    let refused = |user: &str| Credentials::new(user, "secret").err();
    assert_eq!(refused(""), Some(CredentialsError::EmptyUser));
    assert_eq!(refused("a:b"), Some(CredentialsError::ColonInUser));
    for user in ["a\tb", "a\r\nb", "a\0", "\u{7f}", "\u{85}"] {
        assert_eq!(
            refused(user),
            Some(CredentialsError::ControlCharacterInUser),
            "{user:?}"
        );
    }
    assert_eq!(refused(" "), None);
}

#[test]
fn debug_shows_the_name_and_not_the_password() {
    let credentials = Credentials::new("admin", "canary-password").unwrap();
    let debug = format!("{credentials:?}");
    assert!(debug.contains("admin"), "{debug}");
    assert!(!debug.contains("canary"), "{debug}");
    assert_eq!(credentials.user(), "admin");
}

#[test]
fn debug_of_the_request_does_not_show_the_header() {
    let client = client([ok(r#"{"meta":{}}"#), ok(r#"{"user":{"name":"x"}}"#)]);
    let credentials = Credentials::new("admin", "a:b:c").unwrap();
    block_on(client.sign_in_with_password(None, &credentials)).unwrap();
    assert!(!client.transport().debug().contains("YWRtaW46YTpiOmM="));
}
