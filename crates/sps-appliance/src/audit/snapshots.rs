//! Search snapshots: they expire after five minutes without a query, belong to one user and one
//! `User-Agent`, and their number is limited (`sps-api.md` §12; the remote address is not known here).

use std::collections::BTreeMap;

use http::StatusCode;
use serde_json::json;

use crate::clock::Timestamp;
use crate::error::ApiError;
use crate::generator::Generator;

const LIFETIME_MILLISECONDS: u64 = 5 * 60 * 1000;

#[derive(Debug)]
struct Snapshot {
    user: String,
    agent: String,
    last_used: Timestamp,
}

/// All open search snapshots.
#[derive(Debug, Default)]
pub(super) struct Snapshots {
    open: BTreeMap<String, Snapshot>,
}

impl Snapshots {
    fn forget_expired(&mut self, now: Timestamp) {
        self.open.retain(|_, snapshot| {
            now.milliseconds_since(snapshot.last_used) < LIFETIME_MILLISECONDS
        });
    }

    /// Opens one; its id. `quota` is the number one user may have open.
    ///
    /// # Errors
    /// 429 beyond the quota.
    pub(super) fn open(
        &mut self,
        user: &str,
        agent: &str,
        quota: usize,
        generator: &mut Generator,
        now: Timestamp,
    ) -> Result<String, ApiError> {
        self.forget_expired(now);
        let theirs = self.open.values().filter(|snapshot| snapshot.user == user);
        if theirs.count() >= quota {
            return Err(quota_exceeded(quota));
        }
        let id = generator.token(22);
        let snapshot = Snapshot {
            user: user.to_owned(),
            agent: agent.to_owned(),
            last_used: now,
        };
        self.open.insert(id.clone(), snapshot);
        Ok(id)
    }

    /// Uses one, which extends its life.
    ///
    /// # Errors
    /// 404 if it is gone or somebody else's.
    pub(super) fn extend(
        &mut self,
        id: &str,
        user: &str,
        agent: &str,
        now: Timestamp,
    ) -> Result<(), ApiError> {
        self.forget_expired(now);
        let own = self
            .open
            .get_mut(id)
            .filter(|snapshot| snapshot.user == user && snapshot.agent == agent)
            .ok_or_else(|| gone(id))?;
        own.last_used = now;
        Ok(())
    }
}

/// ASSUMPTION: only the status is known (`sps-api.md` §12).
fn quota_exceeded(quota: usize) -> ApiError {
    ApiError {
        status: StatusCode::TOO_MANY_REQUESTS,
        kind: "QuotaExceeded",
        message: "There are too many open search snapshots; they expire after 5 minutes."
            .to_owned(),
        details: json!({ "quota": quota }),
    }
}

/// ASSUMPTION: only the status is known (`sps-api.md` §15.4).
fn gone(id: &str) -> ApiError {
    ApiError {
        status: StatusCode::NOT_FOUND,
        kind: "NotFound",
        message: "The search snapshot does not exist any more.".to_owned(),
        details: json!({ "snapshot": id }),
    }
}
