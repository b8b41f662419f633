//! The path a person means, and what they may mean.

use sps_client::{Endpoint, paths};

use super::privileges::below;

/// The path of the API that a person means by what they typed: a path with or without `/api`, a path below the
/// configuration, or a whole address. `None` if it is none, or would leave the API.
#[must_use]
pub fn typed_path(typed: &str) -> Option<String> {
    let typed = typed.trim();
    // A whole address: what follows the host.
    let path = match typed.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..))?,
        None => typed,
    };
    let path = path.split(['?', '#']).next()?.trim_end_matches('/');
    let bare = path.trim_start_matches('/');
    if bare.is_empty() || bare.contains(char::is_whitespace) {
        return None;
    }
    let whole = if below(bare, "api").is_some() {
        String::from("/") + bare
    } else if below(bare, "configuration").is_some() {
        String::from("/api/") + bare
    } else if path.starts_with('/') {
        // From the root, and not of the API.
        return None;
    } else {
        String::from("/api/configuration/") + bare
    };
    paths::followable(&whole)
}

/// What a path may be, each once: the published ones, those of this session, and the parts of the configuration.
#[must_use]
pub fn suggestions(published: &[Endpoint], learnt: &[Endpoint]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |path: &str| {
        let path = path.trim_end_matches('/');
        if !found.iter().any(|known| known == path) {
            found.push(path.to_owned());
        }
    };
    for endpoint in published.iter().chain(learnt) {
        add(&endpoint.url);
    }
    for part in PARTS {
        add(&(String::from(paths::CONFIGURATION) + "/" + part));
    }
    found
}

/// Documented parts of the configuration that people ask about (`sps-api.md` §9).
const PARTS: &[&str] = &[
    "aaa/acls",
    "aaa/settings",
    "aaa/local_database/groups",
    "aaa/local_database/users",
    "alerting",
    "datetime",
    "http/connections",
    "ica/connections",
    "local_services",
    "management",
    "network",
    "policies",
    "rdp/connections",
    "reporting",
    "ssh/connections",
    "telnet/connections",
    "vnc/connections",
];
