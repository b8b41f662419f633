//! The people of the simulated appliance.

use serde_json::{Value, json};

use crate::configuration::{Address, Store};
use crate::digest;

/// User name and password of everybody who can sign in to a fresh appliance. What they may do
/// follows from their groups in `data/aaa.json`:
///
/// - `admin` everything;
/// - `operator` reads everything, writes everything but users and access control;
/// - `auditor` reads only;
/// - `helpdesk` signs in, sees user information, uses transactions, manages own API keys;
/// - `ügyelő` like `operator`, with a name and a password that only UTF-8 carries unharmed;
/// - `admin2` reads and writes everything in the groups there are: the second administrator of the
///   cues, who can also sign in.
pub const DEMO_ACCOUNTS: &[(&str, &str)] = &[
    ("admin", "demo"),
    ("operator", "demo"),
    ("auditor", "demo"),
    ("helpdesk", "demo"),
    ("ügyelő", "pässwörd:€"),
    ("admin2", "demo"),
];

/// The user who always exists and has all rights (`sps-api.md` §14).
pub(crate) const ADMIN: &str = "admin";
pub(crate) const GROUPS: &str = "/api/configuration/aaa/local_database/groups";
pub(crate) const PASSWORDS: &str = "/api/configuration/passwords";
pub(crate) const USERS: &str = "/api/configuration/aaa/local_database/users";

/// Gives the users of a fresh appliance their passwords.
pub(crate) fn set_demo_passwords(store: &mut Store) {
    for (name, password) in DEMO_ACCOUNTS {
        if let Some(key) = user(store, name)
            .and_then(|(_, body)| body.get("password")?.as_str())
            .map(str::to_owned)
        {
            let body = json!({ "algorithm": "sha256", "plain": digest::digest(&key, password) });
            store.set(&Address::object(PASSWORDS, &key), body);
        }
    }
}

/// The key and body of the local user of that name.
pub(crate) fn user<'s>(store: &'s Store, name: &str) -> Option<(&'s str, &'s Value)> {
    store.find(USERS, "name", name)
}

/// The key of the local user of that name, if that is the password.
pub(crate) fn user_with_password<'s>(
    store: &'s Store,
    name: &str,
    password: &str,
) -> Option<&'s str> {
    let (key, body) = user(store, name)?;
    let password_key = body.get("password")?.as_str()?;
    let kept = store
        .get(&Address::object(PASSWORDS, password_key))?
        .get("plain")?
        .as_str()?;
    digest::matches(kept, password).then_some(key)
}
