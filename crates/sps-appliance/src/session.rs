//! A login session: who, how, with which rights, and the transaction it owns.

use serde_json::{Value, json};

use crate::clock::Timestamp;
use crate::configuration::Store;
use crate::rights::Rights;
use crate::transaction::Transaction;

const WEB_INTERFACE: &str = "/api/configuration/management/webinterface";
/// Idle time-out where the configuration names none, as printed in the guide (minutes).
const DEFAULT_TIMEOUT_MINUTES: u64 = 20;

/// What a request shows to prove that it belongs to a session.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SessionKey {
    /// The value of the `session_id` cookie.
    Cookie(String),
    /// The key (not the token) of an API key.
    ///
    /// ASSUMPTION: all requests with one API key share a session, so that a transaction can span
    /// several of them.
    ApiKey(String),
}

impl std::fmt::Debug for SessionKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cookie(_) => formatter.write_str("Cookie(…)"),
            Self::ApiKey(key) => formatter.debug_tuple("ApiKey").field(key).finish(),
        }
    }
}

/// The login method a session was opened with.
#[derive(Clone, Debug)]
pub(crate) struct UsedMethod {
    /// Its key in `aaa/login_methods`: API keys name it.
    pub(crate) key: String,
    pub(crate) name: String,
    /// `local`, `ldap`, `radius` or `x509`.
    pub(crate) authentication: String,
    /// `password` or `x509`.
    pub(crate) credential: &'static str,
}

impl UsedMethod {
    /// As told by user information in 8.0 (seed 004).
    pub(crate) fn to_json(&self) -> Value {
        json!({ "authentication": self.authentication, "credential": self.credential, "name": self.name })
    }
}

pub(crate) struct Session {
    pub(crate) user: String,
    pub(crate) method: UsedMethod,
    pub(crate) rights: Rights,
    /// Proof that a browser's write comes from a page that could read user information.
    pub(crate) x_token: String,
    pub(crate) last_seen: Timestamp,
    pub(crate) transaction: Option<Transaction>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Without the X-Token.
        formatter
            .debug_struct("Session")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// The configuration this session sees: its own copy while a transaction is open.
    pub(crate) fn view<'s>(&'s self, live: &'s Store) -> &'s Store {
        self.transaction.as_ref().map_or(live, Transaction::draft)
    }

    /// Makes a change in the open transaction, or opens one for it (6.9.2 and later, `sps-api.md`
    /// §7.1). A refused change opens nothing.
    pub(crate) fn change<T, E>(
        &mut self,
        live: &Store,
        change: impl FnOnce(&mut Transaction) -> Result<T, E>,
    ) -> Result<T, E> {
        if let Some(transaction) = &mut self.transaction {
            return change(transaction);
        }
        let mut transaction = Transaction::open(live);
        let changed = change(&mut transaction)?;
        self.transaction = Some(transaction);
        Ok(changed)
    }

    /// Seconds until the idle time-out, rounded down.
    pub(crate) fn remaining_seconds(&self, live: &Store, now: Timestamp) -> u64 {
        let idle = now.milliseconds_since(self.last_seen);
        (timeout_seconds(live) * 1000).saturating_sub(idle) / 1000
    }

    pub(crate) fn is_expired(&self, live: &Store, now: Timestamp) -> bool {
        now.milliseconds_since(self.last_seen) >= timeout_seconds(live) * 1000
    }
}

/// The idle time-out of the active configuration, in seconds.
pub(crate) fn timeout_seconds(live: &Store) -> u64 {
    let minutes = live
        .resource(WEB_INTERFACE)
        .and_then(|body| body.get("timeout")?.as_u64());
    minutes.unwrap_or(DEFAULT_TIMEOUT_MINUTES) * 60
}
