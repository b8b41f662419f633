//! The rows of the sign-in page.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use sps_client::{Authentication, Credential, LoginMethod};
use sps_workbench::{SignInRow, sign_in_rows};

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
