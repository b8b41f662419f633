//! A login session: who, how, with which rights, and the transaction it owns.

use serde_json::{Value, json};

use crate::clock::Timestamp;
use crate::configuration::Store;
use crate::error::ApiError;
use crate::rights::Rights;
use crate::setup::{SessionTimeout, Switches};
use crate::transaction::Transaction;
use crate::transport::TransportHint;

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

/// What stands in the way of opening a transaction, as of the request at hand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opening {
    /// Who holds the configuration lock, or has the only transaction there may be.
    pub(crate) holder: Option<String>,
    /// Status of the refusal where a change does not open one by itself.
    pub(crate) explicit_only: Option<http::StatusCode>,
}

pub(crate) struct Session {
    pub(crate) user: String,
    pub(crate) method: UsedMethod,
    pub(crate) rights: Rights,
    /// Proof that a browser's write comes from a page that could read user information.
    pub(crate) x_token: String,
    pub(crate) last_seen: Timestamp,
    pub(crate) transaction: Option<Transaction>,
    pub(crate) opening: Opening,
    /// Ends with the answer at hand: signed out, or ended by a commit.
    pub(crate) is_over: bool,
    /// What the answer at hand asks of the connection.
    pub(crate) hint: Option<TransportHint>,
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

    /// Opens a transaction, unless one is open.
    ///
    /// # Errors
    /// Somebody else holds the configuration lock.
    pub(crate) fn open(&mut self, live: &Store) -> Result<(), ApiError> {
        if self.transaction.is_some() {
            return Ok(());
        }
        if let Some(holder) = &self.opening.holder {
            return Err(ApiError::locked(holder));
        }
        self.transaction = Some(Transaction::open(live));
        Ok(())
    }

    /// Makes a change in the open transaction, or opens one for it (6.9.2 and later, `sps-api.md`
    /// §7.1). A refused change opens nothing.
    ///
    /// # Errors
    /// That of the change; nothing is open where opening is required; the lock.
    pub(crate) fn change<T, E: From<ApiError>>(
        &mut self,
        live: &Store,
        change: impl FnOnce(&mut Transaction) -> Result<T, E>,
    ) -> Result<T, E> {
        if let Some(transaction) = &mut self.transaction {
            return change(transaction);
        }
        if let Some(status) = self.opening.explicit_only {
            return Err(ApiError::no_transaction(status).into());
        }
        if let Some(holder) = &self.opening.holder {
            return Err(ApiError::locked(holder).into());
        }
        let mut transaction = Transaction::open(live);
        let changed = change(&mut transaction)?;
        self.transaction = Some(transaction);
        Ok(changed)
    }

    /// Seconds until the idle time-out, rounded down.
    pub(crate) fn remaining_seconds(&self, timeout_seconds: u64, now: Timestamp) -> u64 {
        let idle = now.milliseconds_since(self.last_seen);
        (timeout_seconds * 1000).saturating_sub(idle) / 1000
    }

    pub(crate) fn is_expired(&self, timeout_seconds: u64, now: Timestamp) -> bool {
        now.milliseconds_since(self.last_seen) >= timeout_seconds * 1000
    }
}

/// The idle time-out, in seconds: that of the active configuration, unless the switch fixes it.
pub(crate) fn timeout_seconds(live: &Store, switches: &Switches) -> u64 {
    if let SessionTimeout::Minutes(minutes) = switches.session_timeout_minutes {
        return u64::from(minutes) * 60;
    }
    let minutes = live
        .resource(WEB_INTERFACE)
        .and_then(|body| body.get("timeout")?.as_u64());
    minutes.unwrap_or(DEFAULT_TIMEOUT_MINUTES) * 60
}
