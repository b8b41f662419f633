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

/// How the sign-in page begins.
#[derive(Debug, Clone, PartialEq)]
pub struct SignInPlan {
    /// The rows from top to bottom.
    pub rows: Vec<SignInRow>,
    /// What has the first focus.
    pub start: Start,
    /// The row that the address asked for by its method, else the one that was used last. A certificate row then starts
    /// that very method, without a choice.
    pub chosen: Option<usize>,
    /// The row that was used last on this device.
    pub last_used: Option<usize>,
    /// Certificates and passwords stand side by side: only administrators can be sure that a password is accepted
    /// (M1.8).
    pub admin_hint: bool,
}

/// What has the first focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The form of this row, which is open.
    Form(usize),
    /// The button of this row.
    Row(usize),
    /// Nothing: the page begins at its top.
    Top,
}

/// Arranges the methods: `wanted` is the name from the address, `last_used` the name remembered on this device (M1.2 to
/// M1.6). Names that no method has, and the empty name of methods before 7.0, choose nothing.
pub fn sign_in_plan(
    methods: &[LoginMethod],
    wanted: Option<&str>,
    last_used: Option<&str>,
) -> SignInPlan {
    let mut rows = sign_in_rows(methods);
    let last_used = place(&rows, last_used);
    let chosen = place(&rows, wanted).or(last_used);
    let start = match (chosen, rows.as_slice()) {
        (Some((_, row)), _) => match rows.get(row) {
            Some(SignInRow::Password(_)) => Start::Form(row),
            _ => Start::Row(row),
        },
        // Nothing to choose.
        (None, [SignInRow::Password(_)]) => Start::Form(0),
        (None, [_]) => Start::Row(0),
        (None, _) => Start::Top,
    };
    if let Some((name, row)) = chosen
        && let Some(SignInRow::Certificate(certificates)) = rows.get_mut(row)
        && let Some(at) = certificates.iter().position(|method| method.name == name)
    {
        // The button starts the first one.
        let method = certificates.remove(at);
        certificates.insert(0, method);
    }
    let has = |is: fn(&SignInRow) -> bool| rows.iter().any(is);
    let admin_hint = has(|row| matches!(row, SignInRow::Password(_)))
        && has(|row| matches!(row, SignInRow::Certificate(_)));
    SignInPlan {
        start,
        chosen: chosen.map(|(_, row)| row),
        last_used: last_used.map(|(_, row)| row),
        admin_hint,
        rows,
    }
}

/// The row of the method with this name.
fn place<'a>(rows: &[SignInRow], name: Option<&'a str>) -> Option<(&'a str, usize)> {
    let name = name.filter(|name| !name.is_empty())?;
    Some((name, rows.iter().position(|row| row.has(name))?))
}

impl SignInRow {
    fn has(&self, name: &str) -> bool {
        match self {
            Self::Password(method) | Self::Foreign(method) => method.name == name,
            Self::Certificate(methods) => methods.iter().any(|method| method.name == name),
        }
    }
}
