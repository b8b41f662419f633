//! The rows of the sign-in page (product M1).

use sps_client::{Authentication, Credential, LoginMethod};

/// One row of the sign-in page.
#[derive(Debug, Clone, PartialEq)]
pub enum SignInRow {
    /// A form with user name and password (M1.2, M1.4).
    Password(LoginMethod),
    /// One button; several certificate methods hang in its menu (M1.3, M1.5). Never empty.
    Certificate(Vec<LoginMethod>),
    /// A method the console cannot carry out: the row opens the appliance's own sign-in page (M1.6, F11).
    Foreign(LoginMethod),
}

/// The rows in the order of the appliance, all certificate methods gathered where the first of them stands: "there is
/// only one button" for X.509 (product F10).
pub fn sign_in_rows(methods: &[LoginMethod]) -> Vec<SignInRow> {
    let mut rows = Vec::new();
    for method in methods {
        match (&method.credential, &method.authentication) {
            (Credential::X509, _) => {
                let gathered = rows.iter_mut().find_map(|row| match row {
                    SignInRow::Certificate(certificates) => Some(certificates),
                    _ => None,
                });
                match gathered {
                    Some(certificates) => certificates.push(method.clone()),
                    None => rows.push(SignInRow::Certificate(vec![method.clone()])),
                }
            }
            // A SAML method signs in at the identity provider, whatever credential it names.
            (_, Authentication::Saml2) => rows.push(SignInRow::Foreign(method.clone())),
            (Credential::Password, _) => rows.push(SignInRow::Password(method.clone())),
            _ => rows.push(SignInRow::Foreign(method.clone())),
        }
    }
    rows
}
