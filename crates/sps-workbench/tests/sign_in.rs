//! Signing in: the rows of the page, and where it begins.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use sps_client::{Authentication, Credential, LoginMethod};
use sps_workbench::sign_in::Start;
use sps_workbench::{SignInRow, sign_in_plan, sign_in_rows};

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
        // What was used last goes on with one click or Enter, and without any for a password.
        (&all, None, Some("otp"), Start::Form(2)),
        (&all, None, Some("token"), Start::Row(1)),
        (&all, None, Some("gone"), Start::Top),
        (&all, Some("otp"), None, Start::Form(2)),
        (&all, Some("otp"), Some("local"), Start::Form(2)),
        (&all, Some("token"), Some("local"), Start::Row(1)),
        (&all, Some("gone"), Some("local"), Start::Form(0)),
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
    assert_eq!(plan.chosen, Some(0));
    assert_eq!(plan.last_used, Some(1));
    assert_eq!(
        plan.rows[0],
        SignInRow::Certificate(vec![certificate("token"), certificate("card")]),
        "the button starts the first one, the menu still names all"
    );
    assert_eq!(sign_in_plan(&all, None, None).chosen, None);
}

#[test]
fn the_last_time_chooses_among_certificates_too() {
    let all = [certificate("card"), password("local"), certificate("token")];
    let plan = sign_in_plan(&all, None, Some("token"));
    assert_eq!((plan.chosen, plan.last_used), (Some(0), Some(0)));
    assert_eq!(
        plan.rows[0],
        SignInRow::Certificate(vec![certificate("token"), certificate("card")]),
    );
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
