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
    /// The row that the address asked for by its method. A certificate row then starts that method, without a choice.
    pub wanted: Option<usize>,
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
    let place = |name: Option<&str>| {
        let name = name.filter(|name| !name.is_empty())?;
        rows.iter().position(|row| row.has(name))
    };
    let (wanted_row, last_used) = (place(wanted), place(last_used));
    let start = match (wanted_row.or(last_used), rows.as_slice()) {
        (Some(row), _) if wanted_row.is_some() => match rows.get(row) {
            Some(SignInRow::Password(_)) => Start::Form(row),
            _ => Start::Row(row),
        },
        // Nothing to choose.
        (_, [SignInRow::Password(_)]) => Start::Form(0),
        (Some(row), _) => Start::Row(row),
        (None, [_]) => Start::Row(0),
        (None, _) => Start::Top,
    };
    if let Some(SignInRow::Certificate(certificates)) = wanted_row.and_then(|row| rows.get_mut(row))
    {
        // The button starts the first one.
        if let Some(at) = certificates
            .iter()
            .position(|method| Some(method.name.as_str()) == wanted)
        {
            let method = certificates.remove(at);
            certificates.insert(0, method);
        }
    }
    let has = |is: fn(&SignInRow) -> bool| rows.iter().any(is);
    let admin_hint = has(|row| matches!(row, SignInRow::Password(_)))
        && has(|row| matches!(row, SignInRow::Certificate(_)));
    SignInPlan {
        start,
        wanted: wanted_row,
        last_used,
        admin_hint,
        rows,
    }
}

impl SignInRow {
    fn has(&self, name: &str) -> bool {
        match self {
            Self::Password(method) | Self::Foreign(method) => method.name == name,
            Self::Certificate(methods) => methods.iter().any(|method| method.name == name),
        }
    }
}
