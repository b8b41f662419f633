//! The user's own API keys.

use pollster::block_on;
use serde_json::json as value;
use sps_client::{ApiKey, ApiKeyName, ApiKeyNameError, Error};

use crate::script::{client, json, ok, refusal};

const SECRET: &str = "canary0secret0value";

fn key(key: &str, name: Option<&str>) -> ApiKey {
    let filled = |text: &str| name.map(|_| text.to_owned());
    ApiKey {
        key: key.to_owned(),
        name: name.map(str::to_owned),
        login_method: filled("f46acbd3"),
        username: filled("exampleuser"),
    }
}

#[test]
fn keys_are_listed_with_their_data() {
    let client = client([ok(r#"{"items":[
        {"key":"2dde93c0","body":{"login_method":"f46acbd3","name":"ci_key","username":"exampleuser"},"meta":{}},
        {"key":"3eef","login_method":"f46acbd3","name":"beside","username":"exampleuser"}
    ],"meta":{}}"#)]);
    let keys = block_on(client.api_keys()).unwrap();
    assert_eq!(
        keys,
        [key("2dde93c0", Some("ci_key")), key("3eef", Some("beside"))]
    );
    assert_eq!(client.transport().asked(), ["GET /api/user/api_keys"]);
}

#[test]
fn a_key_without_data_is_read_by_its_link_or_its_key() {
    let one = r#"{"key":"x","body":{"login_method":"f46acbd3","name":"ci_key","username":"exampleuser"}}"#;
    let client = client([
        ok(
            r#"{"items":[{"key":"k1","meta":{"href":"/api/user/api_keys/k1"}},{"key":"k 2"},{"key":"gone"}]}"#,
        ),
        ok(one),
        ok(one),
        refusal(404, "NotFound"),
    ]);
    let keys = block_on(client.api_keys()).unwrap();
    assert_eq!(
        keys,
        [
            key("k1", Some("ci_key")),
            key("k 2", Some("ci_key")),
            key("gone", None)
        ]
    );
    assert_eq!(
        client.transport().asked(),
        [
            "GET /api/user/api_keys",
            "GET /api/user/api_keys/k1",
            "GET /api/user/api_keys/k%202",
            "GET /api/user/api_keys/gone"
        ]
    );
}

#[test]
fn a_hostile_link_in_the_list_is_not_followed() {
    let client = client([ok(
        r#"{"items":[{"key":"k1","meta":{"href":"//evil.example/api/user/api_keys/k1"}}]}"#,
    )]);
    assert!(matches!(
        block_on(client.api_keys()),
        Err(Error::RefusedLink { .. })
    ));
    assert_eq!(client.transport().asked().len(), 1);
}

#[test]
fn no_keys_and_no_list_are_different() {
    for body in [r#"{"items":[],"meta":{}}"#, r#"{"meta":{}}"#, ""] {
        assert_eq!(block_on(client([ok(body)]).api_keys()).unwrap(), []);
    }
    let outcome = block_on(client([ok(r#"{"body":"none"}"#)]).api_keys());
    assert!(matches!(outcome, Err(Error::NotTheApi { .. })));
    let outcome = block_on(client([refusal(404, "NodeNotFound")]).api_keys());
    assert!(matches!(outcome, Err(Error::NotFound(_))));
}

#[test]
fn a_new_key_tells_its_secret_once_and_never_in_debug() {
    let client = client([json(
        201,
        r#"{"key":"2dde93c0","body":{"login_method":"f46acbd3","name":"ci_key","token":"canary0secret0value","username":"exampleuser"},"meta":{}}"#,
    )]);
    let name = ApiKeyName::parse("ci_key").unwrap();
    let new = block_on(client.create_api_key(&name)).unwrap();
    assert_eq!(client.transport().asked(), ["POST /api/user/api_keys"]);
    assert_eq!(client.transport().body(0), value!({"name": "ci_key"}));
    assert_eq!(new.key, "2dde93c0");
    assert_eq!(new.name.as_deref(), Some("ci_key"));
    assert_eq!(new.login_method.as_deref(), Some("f46acbd3"));
    assert_eq!(new.username.as_deref(), Some("exampleuser"));
    assert_eq!(new.secret(), SECRET);
    assert!(!format!("{new:?}").contains("canary"), "{new:?}");
}

#[test]
fn a_new_key_without_its_secret_is_not_a_key() {
    for body in [
        r#"{"key":"2dde","body":{"name":"ci_key"}}"#,
        r#"{"body":{"name":"ci_key","token":"canary"}}"#,
        "",
    ] {
        let name = ApiKeyName::parse("ci_key").unwrap();
        let error = block_on(client([json(201, body)]).create_api_key(&name)).unwrap_err();
        assert!(matches!(error, Error::NotTheApi { status: 201, .. }));
        assert!(!format!("{error:?} {error}").contains("canary"));
    }
}

#[test]
fn deleting_names_the_key_and_never_the_list() {
    let one = client([ok(r#"{"meta":{}}"#)]);
    block_on(one.delete_api_key("2dde/93c0?x")).unwrap();
    assert_eq!(
        one.transport().asked(),
        ["DELETE /api/user/api_keys/2dde%2F93c0%3Fx"]
    );

    for hostile in ["", ".", "..", "../../configuration/x"] {
        let none = client([]);
        let outcome = block_on(none.delete_api_key(hostile));
        assert!(
            matches!(outcome, Err(Error::RefusedLink { .. })),
            "{hostile:?}: {outcome:?}"
        );
    }
}

#[test]
fn names_are_checked_before_they_are_sent() {
    use ApiKeyNameError::{Empty, SpecialCharacter, TooLong, WhiteSpace};
    let cases = [
        ("", Err(Empty)),
        (" ", Err(WhiteSpace)),
        ("a b", Err(WhiteSpace)),
        ("a\tb!", Err(WhiteSpace)),
        ("a\u{a0}b", Err(WhiteSpace)),
        ("a/b", Err(SpecialCharacter('/'))),
        ("schlüssel", Err(SpecialCharacter('ü'))),
        ("ci_key", Ok("ci_key")),
        ("A-1_x", Ok("A-1_x")),
        // Nobody says that a full stop is no special character; a name without one is accepted everywhere.
        ("A-1.2", Err(SpecialCharacter('.'))),
    ];
    for (typed, expected) in cases {
        let name = ApiKeyName::parse(typed);
        assert_eq!(
            name.as_ref().map(ApiKeyName::as_str),
            expected.as_ref().copied()
        );
    }
    assert!(ApiKeyName::parse(&"a".repeat(128)).is_ok());
    assert_eq!(ApiKeyName::parse(&"a".repeat(129)), Err(TooLong));
}

#[test]
fn a_suggestion_is_always_a_name() {
    let cases = [
        ("build server", Some("build-server")),
        ("  build   server! ", Some("build-server")),
        ("ci/cd: nightly", Some("ci-cd-nightly")),
        ("-kept-", Some("-kept-")),
        ("Jürgen", Some("J-rgen")),
        ("暗号", None),
        ("", None),
    ];
    for (typed, expected) in cases {
        let name = ApiKeyName::suggest(typed);
        assert_eq!(name.as_ref().map(ApiKeyName::as_str), expected, "{typed:?}");
    }
    let long = ApiKeyName::suggest(&"ab ".repeat(100)).unwrap();
    assert_eq!(long.as_str().len(), 128);
    assert_eq!(ApiKeyName::parse(long.as_str()), Ok(long));
}
