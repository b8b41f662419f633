//! Changes that can lock people out: what a second confirmation is asked for (product M5.6).

use sps_client::Change;

use crate::changes::Location;

/// What a commit puts at risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RiskKind {
    /// Signing in may work differently, or not at all.
    SignIn,
    /// The appliance may not be reachable any more, or not at its present address.
    Network,
    /// The person who commits may lose rights, or gain some.
    OwnRights,
}

/// One kind of risk, and the changes that bring it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risk {
    /// What is at risk.
    pub kind: RiskKind,
    /// The entries of the changelog, by position.
    pub entries: Vec<usize>,
}

/// What lies at these places and below decides about a risk. Below `/api/configuration`, except where it says `/api`;
/// `*` is any key. From the tree in `sps-api.md` §9, §14.
const RISKY: [(&[&str], RiskKind); 25] = [
    (&["aaa", "settings"], RiskKind::SignIn),
    (&["aaa", "login_methods"], RiskKind::SignIn),
    (&["aaa", "saml2"], RiskKind::SignIn),
    (&["aaa", "ldap_servers"], RiskKind::SignIn),
    (&["aaa", "local_database", "users"], RiskKind::SignIn),
    (&["management", "root_password"], RiskKind::SignIn),
    (&["management", "webinterface"], RiskKind::SignIn),
    (&["policies", "ldap_servers"], RiskKind::SignIn),
    (&["starling"], RiskKind::SignIn),
    (&["trust_stores"], RiskKind::SignIn),
    // The cookie's validity depends on the clock (product F14).
    (&["datetime"], RiskKind::SignIn),
    (&["network", "dns"], RiskKind::Network),
    (&["network", "ip_forwarding_rule_pairs"], RiskKind::Network),
    (&["network", "naming"], RiskKind::Network),
    (&["network", "nics"], RiskKind::Network),
    (&["network", "routing"], RiskKind::Network),
    (&["local_services", "admin_web"], RiskKind::Network),
    (&["local_services", "user_web"], RiskKind::Network),
    (&["local_services", "cluster"], RiskKind::Network),
    (&["local_services", "ssh"], RiskKind::Network),
    (&["management", "certificates"], RiskKind::Network),
    (&["aaa", "acls"], RiskKind::OwnRights),
    (&["aaa", "local_database", "groups"], RiskKind::OwnRights),
    (
        &["aaa", "login_methods", "*", "groups"],
        RiskKind::OwnRights,
    ),
    (&["aaa", "saml2", "groups"], RiskKind::OwnRights),
];

/// The same below `/api`.
const RISKY_OUTSIDE: [(&[&str], RiskKind); 2] = [
    (&["user", "password"], RiskKind::SignIn),
    (&["cluster"], RiskKind::Network),
];

/// The risks of committing `changes`, each kind once; empty if no second confirmation is needed.
pub fn risks(changes: &[Change]) -> Vec<Risk> {
    let mut risks: Vec<Risk> = Vec::new();
    for (entry, change) in changes.iter().enumerate() {
        let location = Location::read(&change.path);
        let in_configuration = RISKY
            .iter()
            .filter(|(place, _)| location.is_within_configuration(place));
        let outside = RISKY_OUTSIDE
            .iter()
            .filter(|(place, _)| location.is_within_api(place));
        for (_, kind) in in_configuration.chain(outside) {
            match risks.iter_mut().find(|risk| risk.kind == *kind) {
                Some(risk) if risk.entries.last() == Some(&entry) => {}
                Some(risk) => risk.entries.push(entry),
                None => risks.push(Risk {
                    kind: *kind,
                    entries: vec![entry],
                }),
            }
        }
    }
    risks
}
