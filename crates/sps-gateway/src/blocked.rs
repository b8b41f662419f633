//! Sessions that were signed out here. The appliance has no documented sign-out call, so until its session ends by
//! itself the gateway refuses the cookie (security guide §6.3, ASVS V7.4.1). Only hashes are kept.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use crate::cookie::SessionId;

/// Twelve hours, the appliance's documented default (`sps-api.md` §5.3), for cookies without `Max-Age`.
const SHORTEST: u64 = 43_200;
/// Kept at most; the one that ends first makes room.
const CAPACITY: usize = 100_000;

/// The list of blocked sessions.
#[derive(Debug)]
pub(crate) struct Blocked {
    until: Mutex<HashMap<[u8; 32], Instant>>,
    longest: AtomicU64,
}

impl Blocked {
    pub(crate) fn new() -> Self {
        Self {
            until: Mutex::new(HashMap::new()),
            longest: AtomicU64::new(SHORTEST),
        }
    }

    /// Learns how long the appliance lets a session cookie live, in seconds.
    pub(crate) fn saw_max_age(&self, seconds: u64) {
        self.longest.fetch_max(seconds, Ordering::Relaxed);
    }

    /// Blocks a session for as long as its cookie can live.
    pub(crate) fn block(&self, session: &SessionId) {
        let now = Instant::now();
        let lifetime = Duration::from_secs(self.longest.load(Ordering::Relaxed));
        let end = now
            .checked_add(lifetime)
            .unwrap_or(now + Duration::from_secs(SHORTEST));
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        until.retain(|_, end| *end > now);
        if until.len() >= CAPACITY {
            let first = until
                .iter()
                .min_by_key(|(_, end)| **end)
                .map(|(hash, _)| *hash);
            first.map(|hash| until.remove(&hash));
        }
        until.insert(hash(session), end);
    }

    /// Whether a session was signed out here.
    pub(crate) fn contains(&self, session: &SessionId) -> bool {
        let until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        until
            .get(&hash(session))
            .is_some_and(|end| *end > Instant::now())
    }
}

fn hash(session: &SessionId) -> [u8; 32] {
    Sha256::digest(session.expose()).into()
}
