//! Where the documented resources end and their content begins (`sps-api.md` §9, §10).
//!
//! The path of a changelog entry runs on into the content of a resource: in `…/aaa/settings/backend/expiration_days` the
//! resource is `aaa/settings`. Nothing in the entry says so; only the tree does.

/// Paths of resources below `/api/configuration`; `*` is any key or name.
const CONFIGURATION: [&[&str]; 27] = [
    &["aaa", "acls"],
    &["aaa", "ldap_servers", "*"],
    &["aaa", "local_database", "groups", "*"],
    &["aaa", "local_database", "users", "*"],
    &["aaa", "login_methods", "*"],
    &["aaa", "saml2"],
    &["aaa", "settings"],
    &["alerting", "*"],
    &["datetime", "*"],
    &["local_services", "*"],
    &["management", "*"],
    &["management", "snmp", "*"],
    &["network", "dns"],
    &["network", "ip_forwarding_rule_pairs"],
    &["network", "naming"],
    &["network", "nics", "*"],
    &["network", "routing"],
    &["passwords", "*"],
    &["policies", "*", "*"],
    &["private_keys", "*"],
    &["rdp", "domain_membership"],
    &["reporting", "*", "*"],
    &["starling"],
    &["x509", "*"],
    // Every protocol has these (ssh, http, rdp, ica, mssql, telnet, vnc).
    &["*", "options"],
    &["*", "connections", "*"],
    &["*", "channel_policies", "*"],
];

/// Further resources of the protocols.
const PROTOCOL_POLICIES: [&[&str]; 2] = [
    &["*", "authentication_policies", "*"],
    &["*", "settings_policies", "*"],
];

/// Paths of resources below `/api`, outside the configuration.
const OUTSIDE: [&[&str]; 5] = [
    &["user", "api_keys", "*"],
    &["user", "password"],
    &["cluster", "*"],
    &["cluster", "nodes", "*"],
    &["upload", "*"],
];

/// How many segments of a path below `/api/configuration` name the resource; `None` if it is not documented.
pub(super) fn in_configuration(path: &[String]) -> Option<usize> {
    longest(CONFIGURATION.iter().chain(&PROTOCOL_POLICIES), path)
}

/// The same for a path below `/api`.
pub(super) fn outside_configuration(path: &[String]) -> Option<usize> {
    longest(OUTSIDE.iter(), path)
}

fn longest<'a>(known: impl Iterator<Item = &'a &'a [&'a str]>, path: &[String]) -> Option<usize> {
    known
        .filter(|pattern| {
            pattern.len() <= path.len()
                && pattern
                    .iter()
                    .zip(path)
                    .all(|(expected, found)| *expected == "*" || expected == found)
        })
        .map(|pattern| pattern.len())
        .max()
}
