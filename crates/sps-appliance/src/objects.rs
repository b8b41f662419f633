//! Invented objects in any number, for large configurations: seeded, valid, with references that
//! resolve.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::accounts::{PASSWORDS, USERS};
use crate::configuration::Store;
use crate::generator::Generator;

const TIME_POLICIES: &str = "/api/configuration/policies/time_policies";
const CHANNEL_POLICIES: &str = "/api/configuration/ssh/channel_policies";
const CONNECTIONS: &str = "/api/configuration/ssh/connections";
const AUDIT_POLICIES: &str = "/api/configuration/policies/audit_policies";
const SITES: &[&str] = &["bud", "vie", "muc", "lyo", "osl", "por"];

/// Adds `count` objects to `store`: two fifths connections, and a fifth each of channel policies, time
/// policies and local users. Each user also has a password object, with which nobody can sign in.
pub(crate) fn add(store: &mut Store, count: usize, seed: u64) {
    if count == 0 {
        return;
    }
    let mut generator = Generator::new(seed ^ 0x0B1E_C75A);
    let fifth = count / 5;
    let mut time_policies = add_list(store, TIME_POLICIES, fifth, &mut generator, time_policy);
    time_policies.push("-100".to_owned());
    let mut channel_policies = add_list(
        store,
        CHANNEL_POLICIES,
        fifth,
        &mut generator,
        |name, generator| {
            let policy = any(&time_policies, generator);
            json!({
                "name": name,
                "rules": [{ "channel": "session-shell", "audit": true, "four_eyes": generator.below(4) == 0, "time_policy": policy }],
            })
        },
    );
    let first_of = |store: &Store, path: &str| {
        let objects = store.list(path).into_iter().flatten();
        objects.map(|(key, _)| key.clone()).next()
    };
    if channel_policies.is_empty() {
        channel_policies.extend(first_of(store, CHANNEL_POLICIES));
    }
    let audit_policy = first_of(store, AUDIT_POLICIES);
    let users = add_users(store, fifth, &mut generator);
    let rest = count.saturating_sub(fifth * 2 + users);
    add_list(
        store,
        CONNECTIONS,
        rest,
        &mut generator,
        |name, generator| {
            let (site, host) = (generator.below(200), 1 + generator.below(254));
            json!({
                "access_control": [],
                "active": generator.below(10) != 0,
                "channel_policy": any(&channel_policies, generator),
                "name": name,
                "network": {
                    "clients": [format!("10.{site}.0.0/16")],
                    "ports": [22],
                    "targets": [format!("10.{site}.{}.{host}/32", generator.below(256))],
                },
                "policies": { "audit_policy": audit_policy, "archive_cleanup_policy": null, "usermapping_policy": null },
                "server_address": { "selection": "original" },
                "source_address": { "selection": "box" },
            })
        },
    );
}

fn any(keys: &[String], generator: &mut Generator) -> Option<String> {
    let place = generator.below(keys.len() as u64);
    keys.get(usize::try_from(place).ok()?).cloned()
}

/// The keys of what was added.
fn add_list(
    store: &mut Store,
    path: &str,
    count: usize,
    generator: &mut Generator,
    mut body: impl FnMut(String, &mut Generator) -> Value,
) -> Vec<String> {
    let kind = path
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .replace('_', "-");
    let objects: Vec<_> = (0..count)
        .map(|number| {
            let site = SITES.get(number % SITES.len()).copied().unwrap_or_default();
            let name = format!("{site}-{kind}-{number:06}");
            (generator.hex(22), Arc::new(body(name, generator)))
        })
        .collect();
    let keys = objects.iter().map(|(key, _)| key.clone()).collect();
    store.extend(path, objects);
    keys
}

fn time_policy(name: String, generator: &mut Generator) -> Value {
    let from = 6 + generator.below(4);
    let hours = json!([[format!("{from}:00"), format!("{}:30", from + 8)]]);
    json!({
        "Mon": hours, "Tue": hours, "Wed": hours, "Thu": hours, "Fri": hours,
        "Sat": [], "Sun": [], "name": name,
    })
}

fn add_users(store: &mut Store, count: usize, generator: &mut Generator) -> usize {
    let passwords: Vec<_> = (0..count)
        .map(|_| {
            let body = json!({ "algorithm": "sha256", "plain": "" });
            (generator.uuid(), Arc::new(body))
        })
        .collect();
    let users: Vec<_> = passwords
        .iter()
        .enumerate()
        .map(|(number, (password, _))| {
            let body = json!({ "name": format!("user{number:06}"), "password": password });
            (generator.hex(22), Arc::new(body))
        })
        .collect();
    store.extend(PASSWORDS, passwords);
    store.extend(USERS, users);
    count
}
