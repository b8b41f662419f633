//! Starts of a sign-in with a certificate that browsers announced (product M1.7).
//!
//! The certificate port leaves the appliance's own cookie in the browser, and cookies can be planted by others. So such a
//! cookie counts only for a browser that announced the start a moment ago, only once, and only if it was not there before.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use sha2::{Digest, Sha256};

use crate::cookie::SessionId;

/// Starts kept at most; the one that ends first makes room.
const CAPACITY: usize = 10_000;

type Hash = [u8; 32];

/// The open starts. Only hashes are kept.
#[derive(Debug, Default)]
pub(crate) struct Announced(Mutex<HashMap<Hash, Start>>);

#[derive(Debug)]
struct Start {
    until: Instant,
    /// Appliance cookies that this browser had before: not what the start is for.
    earlier: Vec<Hash>,
    /// A request with this start is under way.
    claimed: bool,
}

/// The right to take over one cookie. Dropping it gives the right back.
#[derive(Debug)]
pub(crate) struct Claim<'a> {
    announced: &'a Announced,
    start: Hash,
}

impl Announced {
    /// Opens a start until a moment, for a browser that gets `nonce` and already has the cookies `earlier`.
    pub(crate) fn open(&self, nonce: &str, earlier: &[SessionId], now: Instant, until: Instant) {
        let start = Start {
            until,
            earlier: earlier
                .iter()
                .map(|session| hash(session.expose()))
                .collect(),
            claimed: false,
        };
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, start| start.until > now);
        if open.len() >= CAPACITY {
            let first = open
                .iter()
                .min_by_key(|(_, start)| start.until)
                .map(|(nonce, _)| *nonce);
            first.map(|nonce| open.remove(&nonce));
        }
        open.insert(hash(nonce), start);
    }

    /// The right to take over `session` for the browser with `nonce`; `None` when it announced nothing, too long ago,
    /// used it up, is using it right now, or had that cookie before.
    pub(crate) fn claim(
        &self,
        nonce: &str,
        session: &SessionId,
        now: Instant,
    ) -> Option<Claim<'_>> {
        let (nonce, session) = (hash(nonce), hash(session.expose()));
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let start = open.get_mut(&nonce).filter(|start| {
            start.until > now && !start.claimed && !start.earlier.contains(&session)
        })?;
        start.claimed = true;
        Some(Claim {
            announced: self,
            start: nonce,
        })
    }
}

impl Claim<'_> {
    /// The cookie was taken over: the start is used up.
    pub(crate) fn use_up(self) {
        self.open().remove(&self.start);
    }

    fn open(&self) -> std::sync::MutexGuard<'_, HashMap<Hash, Start>> {
        self.announced
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        if let Some(start) = self.open().get_mut(&self.start) {
            start.claimed = false;
        }
    }
}

fn hash(text: &str) -> Hash {
    Sha256::digest(text).into()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const OPEN: Duration = Duration::from_secs(75);

    fn session(text: &str) -> SessionId {
        SessionId::from(text)
    }

    #[test]
    fn one_start_takes_over_one_cookie() {
        let (announced, now) = (Announced::default(), Instant::now());
        announced.open("nonce", &[], now, now + OPEN);
        let claim = announced.claim("nonce", &session("a"), now).unwrap();
        assert!(
            announced.claim("nonce", &session("b"), now).is_none(),
            "one at a time"
        );
        drop(claim);
        let claim = announced.claim("nonce", &session("b"), now);
        claim.expect("a refused cookie used nothing up").use_up();
        assert!(announced.claim("nonce", &session("b"), now).is_none());
    }

    #[test]
    fn a_start_is_open_for_a_while_and_for_its_browser() {
        let (announced, now) = (Announced::default(), Instant::now());
        announced.open("nonce", &[], now, now + OPEN);
        assert!(announced.claim("other", &session("a"), now).is_none());
        let last = now + OPEN - Duration::from_millis(1);
        assert!(announced.claim("nonce", &session("a"), last).is_some());
        assert!(
            announced
                .claim("nonce", &session("a"), now + OPEN)
                .is_none()
        );
    }

    #[test]
    fn a_cookie_that_was_there_before_is_not_taken_over() {
        let (announced, now) = (Announced::default(), Instant::now());
        announced.open("nonce", &[session("planted")], now, now + OPEN);
        assert!(announced.claim("nonce", &session("planted"), now).is_none());
        assert!(announced.claim("nonce", &session("fresh"), now).is_some());
    }

    #[test]
    fn memory_is_bounded() {
        let (announced, now) = (Announced::default(), Instant::now());
        for number in 0..=CAPACITY {
            let then = now + Duration::from_micros(number as u64);
            announced.open(&number.to_string(), &[], then, then + OPEN);
        }
        assert_eq!(announced.0.lock().unwrap().len(), CAPACITY);
        assert!(announced.claim("0", &session("a"), now).is_none());
        assert!(announced.claim("1", &session("a"), now).is_some());
        announced.open("late", &[], now + OPEN * 2, now + OPEN * 3);
        assert_eq!(announced.0.lock().unwrap().len(), 1);
    }
}
