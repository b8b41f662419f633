//! User information in all its shapes, and the X-Token that comes with it.

use pollster::block_on;
use serde_json::json as value;
use sps_client::{Authentication, Credential, Credentials, Endpoint, Error, UserInfo};

use crate::script::{client, ok, refusal};

const TOKEN: &str = "canary-x-token";

#[test]
fn every_shape_of_user_information_is_read() {
    let old = r#"{"user":{"name":"admin"},"endpoints":[{"methods":["DELETE","GET","POST","PUT"],"url":"/api"}],"meta":{"href":"/api/user_info"}}"#;
    let info = read(old);
    assert_eq!(info.name, "admin");
    assert_eq!(info.login_method, None);
    let everything = ["DELETE", "GET", "POST", "PUT"].map(str::to_owned).to_vec();
    assert_eq!(
        info.endpoints,
        Some(vec![Endpoint {
            url: "/api".to_owned(),
            methods: everything
        }])
    );

    let shapes = [
        r#"{"login_method":{"authentication":"saml2","credential":"federated","name":"sso"},"user":{"name":"ann"},"meta":{}}"#,
        r#"{"body":{"login_method":{"authentication":"saml2","credential":"federated","name":"sso"},"user":{"name":"ann"}},"key":"user_info"}"#,
        r#"{"key":"user_info","user_info":{"login_method":{"authentication":"saml2","credential":"federated","name":"sso"},"user":{"name":"ann"}}}"#,
        r#"{"user":{"name":"ann","login_method":{"authentication":"saml2","credential":"federated","name":"sso"}}}"#,
    ];
    for shape in shapes {
        let info = read(shape);
        assert_eq!(info.name, "ann", "{shape}");
        assert_eq!(info.endpoints, None, "{shape}");
        let method = info.login_method.unwrap();
        assert_eq!(method.name.as_deref(), Some("sso"), "{shape}");
        assert_eq!(method.authentication, Some(Authentication::Saml2));
        assert_eq!(method.credential, Some(Credential::Federated));
    }

    let named = read(r#"{"user":"ann","login_method":"local"}"#);
    assert_eq!(named.name, "ann");
    assert_eq!(named.login_method.unwrap().name.as_deref(), Some("local"));
    assert_eq!(read(r#"{"body":{"name":"ann"}}"#).name, "ann");
}

fn read(body: &str) -> UserInfo {
    block_on(client([ok(body)]).user_info()).unwrap()
}

#[test]
fn the_three_addresses_are_tried_in_turn() {
    let missing = || refusal(404, "NodeNotFound");
    let found = client([missing(), missing(), ok(r#"{"user":{"name":"a"}}"#)]);
    assert_eq!(block_on(found.user_info()).unwrap().name, "a");
    assert_eq!(
        found.transport().asked(),
        [
            "GET /api/user_info",
            "GET /api/user/info",
            "GET /api/userinfo"
        ]
    );

    let nowhere = client([missing(), missing(), missing()]);
    match block_on(nowhere.user_info()) {
        Err(Error::NotFound(refusal)) => assert_eq!(refusal.path, "/api/user_info"),
        other => panic!("{other:?}"),
    }

    let ended = client([missing(), refusal(401, "Unauthenticated")]);
    assert!(matches!(
        block_on(ended.user_info()),
        Err(Error::SessionEnded(_))
    ));
}

#[test]
fn user_information_without_a_name_is_no_proof_of_a_session() {
    for body in [
        "",
        r#"{"meta":{}}"#,
        r#"{"user":{}}"#,
        r#"{"user":{"name":7}}"#,
    ] {
        let outcome = block_on(client([ok(body)]).user_info());
        assert!(
            matches!(outcome, Err(Error::NotTheApi { .. })),
            "{body}: {outcome:?}"
        );
    }
}

#[test]
fn the_token_goes_with_every_write_and_with_no_read() {
    let places = [
        r#"{"token":"canary-x-token","user":{"name":"a"}}"#,
        r#"{"user":{"name":"a","token":"canary-x-token"}}"#,
        r#"{"body":{"token":"canary-x-token","user":{"name":"a"}}}"#,
        r#"{"body":{"user":{"name":"a","token":"canary-x-token"}}}"#,
    ];
    for place in places {
        let answers = [ok(place)]
            .into_iter()
            .chain((0..8).map(|_| ok(r#"{"body":{"status":"open"},"meta":{}}"#)));
        let client = client(answers);
        let info = block_on(client.user_info()).unwrap();
        block_on(async {
            client.open_transaction().await?;
            client.replace("/api/configuration/x", &value!({})).await?;
            client.create("/api/configuration/y", &value!({})).await?;
            client.delete("/api/configuration/y/1").await?;
            client.commit(None).await?;
            client.roll_back().await?;
            client.transaction().await?;
            client.resource("/api/configuration/x").await
        })
        .unwrap();
        let sent = |index| client.transport().header(index, "x-token");
        for write in 1..=6 {
            assert_eq!(sent(write).as_deref(), Some(TOKEN), "{place} {write}");
        }
        for read in [0, 7, 8] {
            assert_eq!(sent(read), None, "{place} {read}");
        }
        assert!(!format!("{info:?}").contains("canary"), "{info:?}");
        assert!(!client.transport().debug().contains("canary"));
    }
}

#[test]
fn the_token_does_not_show_in_debug_of_a_resource_or_an_error() {
    let body = r#"{"token":"canary-x-token","user":{"name":"a"},"items":[{"key":"k","body":{"token":"canary"}}]}"#;
    let resource = block_on(client([ok(body)]).resource("/api/user_info")).unwrap();
    assert!(!format!("{resource:?}").contains("canary"), "{resource:?}");

    let body = r#"{"error":{"type":"Unauthorized","details":{"token":"canary"}},"token":"canary"}"#;
    let error = block_on(client([crate::script::json(403, body)]).user_info()).unwrap_err();
    assert!(
        !format!("{error:?} {error}").contains("canary"),
        "{error:?}"
    );
}

#[test]
fn a_forgotten_token_is_not_sent() {
    let client = client([
        ok(r#"{"token":"canary-x-token","user":{"name":"a"}}"#),
        ok("{}"),
    ]);
    block_on(client.user_info()).unwrap();
    client.forget();
    block_on(client.open_transaction()).unwrap();
    assert_eq!(client.transport().header(1, "x-token"), None);
}

#[test]
fn an_answer_that_comes_after_signing_out_brings_no_token_back() {
    let client = std::rc::Rc::new(client([
        ok(r#"{"token":"canary-x-token","user":{"name":"a"}}"#),
        ok("{}"),
    ]));
    // Signed out while the answer was on its way.
    let signed_out = std::rc::Rc::downgrade(&client);
    client.on_reply(move |_| signed_out.upgrade().unwrap().forget());
    block_on(client.user_info()).unwrap();
    block_on(client.open_transaction()).unwrap();
    assert_eq!(client.transport().header(1, "x-token"), None);
}

#[test]
fn a_new_session_does_not_inherit_a_token() {
    let client = client([
        ok(r#"{"token":"canary-x-token","user":{"name":"a"}}"#),
        ok("{}"),
        ok(r#"{"user":{"name":"b"}}"#),
        ok("{}"),
    ]);
    block_on(client.user_info()).unwrap();
    let credentials = Credentials::new("b", "x").unwrap();
    block_on(client.sign_in_with_password(None, &credentials)).unwrap();
    block_on(client.open_transaction()).unwrap();
    assert_eq!(client.transport().header(3, "x-token"), None);
}

#[test]
fn a_token_that_cannot_be_a_header_is_refused() {
    let client = client([ok(r#"{"token":"canary\r\nX-Evil: 1","user":{"name":"a"}}"#)]);
    let error = block_on(client.user_info()).unwrap_err();
    assert!(matches!(error, Error::NotTheApi { .. }), "{error:?}");
    assert!(!format!("{error:?} {error}").contains("canary"));
}
