//! Discovery of the login methods.

use pollster::block_on;
use sps_client::{Authentication, Credential, Error, LoginMethod};

use crate::script::{client, ok, refusal};

/// Seed 001, "List login methods", with its commas repaired.
const GUIDE: &str = r#"{
  "login_methods": [
    { "name": "local", "title": "Local login", "authentication": "local", "credential": "password" },
    { "name": "x509_name", "title": "X509 login", "authentication": "x509", "credential": "x509" },
    { "name": "x509_with_ldap_groups_name", "title": "X509 login ldap groups", "authentication": "x509", "credential": "x509" },
    { "name": "radius_with_local_groups_name", "title": "Radius login with local groups", "authentication": "radius", "credential": "password" },
    { "name": "radius_with_ldap_groups_name", "title": "Radius login with ldap groups", "authentication": "radius", "credential": "password" }
  ],
  "meta": { "href": "/api/authentication/login_methods", "next": "/api/authentication" }
}"#;

fn method(
    name: &str,
    title: &str,
    authentication: Authentication,
    credential: Credential,
) -> LoginMethod {
    LoginMethod {
        name: name.to_owned(),
        title: title.to_owned(),
        authentication,
        credential,
    }
}

#[test]
fn methods_of_the_guide_are_read_in_order() {
    let client = client([ok(GUIDE)]);
    let methods = block_on(client.login_methods()).unwrap();
    let (local, radius, x509) = (
        Authentication::Local,
        Authentication::Radius,
        Authentication::X509,
    );
    let expected = [
        method("local", "Local login", local, Credential::Password),
        method("x509_name", "X509 login", x509.clone(), Credential::X509),
        method(
            "x509_with_ldap_groups_name",
            "X509 login ldap groups",
            x509,
            Credential::X509,
        ),
        method(
            "radius_with_local_groups_name",
            "Radius login with local groups",
            radius.clone(),
            Credential::Password,
        ),
        method(
            "radius_with_ldap_groups_name",
            "Radius login with ldap groups",
            radius,
            Credential::Password,
        ),
    ];
    assert_eq!(methods, expected);
    assert_eq!(
        client.transport().asked(),
        ["GET /api/authentication/login_methods"]
    );
    assert_eq!(
        client.transport().header(0, "accept").as_deref(),
        Some("application/json")
    );
    assert_eq!(client.transport().header(0, "authorization"), None);
}

#[test]
fn unknown_kinds_keep_their_names_and_a_missing_title_is_the_name() {
    let client = client([ok(
        r#"{"body":{"login_methods":[{"name":"sso","authentication":"oidc","credential":"federated"}]}}"#,
    )]);
    let methods = block_on(client.login_methods()).unwrap();
    assert_eq!(
        methods,
        [method(
            "sso",
            "sso",
            Authentication::Other("oidc".to_owned()),
            Credential::Federated
        )]
    );
    assert_eq!(methods[0].authentication.name(), "oidc");
    assert_eq!(methods[0].credential.name(), "federated");
}

#[test]
fn an_older_appliance_tells_types_as_list_or_as_object() {
    let shapes = [
        r#"{"types":["basic","x509"],"meta":{"href":"/api/authentication/types"}}"#,
        r#"{"types":{"basic":{},"x509":{"ca":"x"}},"meta":{}}"#,
        r#"{"types":{"basic":true,"x509":true}}"#,
        r#"{"key":"types","body":{"types":["basic","x509"]}}"#,
        r#"{"key":"types","types":["basic","x509"]}"#,
    ];
    for shape in shapes {
        let client = client([refusal(404, "NodeNotFound"), ok(shape)]);
        let methods = block_on(client.login_methods()).unwrap();
        let expected = [
            method(
                "",
                "Password",
                Authentication::Other("basic".to_owned()),
                Credential::Password,
            ),
            method(
                "",
                "X.509 certificate",
                Authentication::X509,
                Credential::X509,
            ),
        ];
        assert_eq!(methods, expected, "{shape}");
        assert_eq!(
            client.transport().asked(),
            [
                "GET /api/authentication/login_methods",
                "GET /api/authentication/types"
            ]
        );
    }
}

#[test]
fn a_type_that_is_switched_off_is_no_method() {
    let client = client([
        refusal(404, "NodeNotFound"),
        ok(r#"{"types":{"basic":true,"x509":false}}"#),
    ]);
    let methods = block_on(client.login_methods()).unwrap();
    assert_eq!(methods.len(), 1);
    assert_eq!(methods[0].credential, Credential::Password);
}

#[test]
fn only_a_list_that_may_be_missing_falls_back() {
    // A 401 may hide a missing list, so the types are asked for, too.
    let refused = client([
        refusal(401, "Unauthenticated"),
        refusal(401, "Unauthenticated"),
    ]);
    assert!(matches!(
        block_on(refused.login_methods()),
        Err(Error::SessionEnded(_))
    ));
    let forbidden = client([refusal(403, "Unauthorized")]);
    assert!(matches!(
        block_on(forbidden.login_methods()),
        Err(Error::LacksRight(_))
    ));

    let neither = client([refusal(404, "NodeNotFound"), refusal(404, "NodeNotFound")]);
    match block_on(neither.login_methods()) {
        Err(Error::NotFound(refusal)) => {
            assert_eq!(refusal.path, "/api/authentication/login_methods");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_answer_without_the_list_is_not_the_api() {
    for body in [
        r#"{"meta":{}}"#,
        r#"{"login_methods":"local"}"#,
        r#"{"login_methods":["local"]}"#,
    ] {
        let client = client([ok(body)]);
        let outcome = block_on(client.login_methods());
        assert!(
            matches!(outcome, Err(Error::NotTheApi { status: 200, .. })),
            "{body}: {outcome:?}"
        );
    }
}
