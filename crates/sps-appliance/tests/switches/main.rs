//! Every switch of the table, in every position, seen from outside: a probe makes requests and says in
//! words what it saw, and every position must be seen as expected. A switch without a probe, or a
//! position without an expectation, fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

#[path = "../desk/mod.rs"]
mod desk;
mod errors;
mod keys_and_tokens;
mod messages;
mod outside;
mod requests;
mod sessions;
mod sign_in;
mod tell_changes;
mod transaction;
mod writing;

use std::collections::BTreeSet;

use desk::Desk;
use sps_appliance::Switches;

/// How one switch is seen.
pub(crate) struct Probe {
    pub(crate) name: &'static str,
    /// Other switches that must stand somewhere for this one to matter.
    pub(crate) with: &'static [(&'static str, &'static str)],
    pub(crate) observe: fn(&mut Desk) -> String,
    /// Position and what is seen there.
    pub(crate) expected: &'static [(&'static str, &'static str)],
}

/// Seen by `tests/tls_versions.rs`, as there is no TLS on a desk.
const SEEN_ELSEWHERE: &[&str] = &["tls.min", "tls.max"];

fn probes() -> Vec<Probe> {
    [
        errors::PROBES,
        keys_and_tokens::PROBES,
        messages::PROBES,
        outside::PROBES,
        sessions::PROBES,
        sign_in::PROBES,
        tell_changes::PROBES,
        transaction::PROBES,
        writing::PROBES,
    ]
    .into_iter()
    .flatten()
    .map(|probe| Probe { ..*probe })
    .collect()
}

#[test]
fn every_position_of_every_switch_is_seen() {
    let probes = probes();
    let mut failures = Vec::new();
    for switch in Switches::TABLE {
        if SEEN_ELSEWHERE.contains(&switch.name) {
            continue;
        }
        let Some(probe) = probes.iter().find(|probe| probe.name == switch.name) else {
            failures.push(format!("{} has no probe", switch.name));
            continue;
        };
        let distinct: BTreeSet<_> = probe.expected.iter().map(|(_, seen)| seen).collect();
        assert_eq!(distinct.len(), probe.expected.len(), "{}", probe.name);
        for position in switch.positions {
            let Some((_, expected)) = probe.expected.iter().find(|(name, _)| name == position)
            else {
                failures.push(format!("{} = {position} is not expected", switch.name));
                continue;
            };
            let mut switches = Switches::v8_0();
            for (name, position) in probe.with {
                switches.set(name, position).unwrap();
            }
            switches.set(switch.name, position).unwrap();
            let seen = (probe.observe)(&mut Desk::with(switches));
            if seen != *expected {
                failures.push(format!(
                    "{} = {position}: expected `{expected}`, saw `{seen}`",
                    switch.name
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_probe_is_of_a_switch() {
    for probe in probes() {
        assert!(
            Switches::TABLE
                .iter()
                .any(|switch| switch.name == probe.name),
            "{}",
            probe.name
        );
    }
}
