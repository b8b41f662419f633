//! Starts of a sign-in with a certificate that browsers announced (product M1.7).
//!
//! The certificate port leaves the appliance's own cookie in the browser, and cookies can be planted by others. So such a
//! cookie counts only for a browser that announced the start a moment ago, only once, and only if it was not there before.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use sha2::{Digest, Sha256};

use crate::cookie::SessionId;
use crate::handshake::Seen;
use crate::seats::peer;

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
    /// Where the browser's connections come from.
    from: Option<IpAddr>,
    /// What was seen of them on the certificate port.
    seen: Option<Seen>,
}

/// A browser that announces a start.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Browser<'a> {
    /// Where its connections come from.
    pub(crate) from: Option<IpAddr>,
    /// The nonce of the start it announced before, which ends with the new one.
    pub(crate) before: Option<&'a str>,
}

/// The right to take over one cookie. Dropping it gives the right back.
#[derive(Debug)]
pub(crate) struct Claim<'a> {
    announced: &'a Announced,
    start: Hash,
}

impl Announced {
    fn starts(&self) -> MutexGuard<'_, HashMap<Hash, Start>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a start until a moment, for a browser that gets `nonce` and already has the cookies `earlier`.
    pub(crate) fn open(
        &self,
        nonce: &str,
        browser: Browser<'_>,
        earlier: &[SessionId],
        now: Instant,
        until: Instant,
    ) {
        let start = Start {
            until,
            earlier: earlier
                .iter()
                .map(|session| hash(session.expose()))
                .collect(),
            claimed: false,
            from: browser.from.map(peer),
            seen: None,
        };
        let mut open = self.starts();
        open.retain(|_, start| start.until > now);
        browser.before.map(|nonce| open.remove(&hash(nonce)));
        if open.len() >= CAPACITY {
            let first = open
                .iter()
                .min_by_key(|(_, start)| start.until)
                .map(|(nonce, _)| *nonce);
            first.map(|nonce| open.remove(&nonce));
        }
        open.insert(hash(nonce), start);
    }

    /// Ends a start: nothing is taken over by it any more.
    pub(crate) fn close(&self, nonce: &str) {
        let mut open = self.starts();
        open.remove(&hash(nonce));
    }

    /// A browser from there came so far on the certificate port. Connections carry no nonce: where several starts are open
    /// from one address, nobody can tell whose this is, and none learns anything.
    pub(crate) fn saw(&self, from: IpAddr, seen: Seen, now: Instant) {
        let from = Some(peer(from));
        let mut open = self.starts();
        let mut starts = open
            .values_mut()
            .filter(|start| start.from == from && start.until > now);
        if let (Some(start), None) = (starts.next(), starts.next()) {
            start.seen = Some(later(start.seen, seen));
        }
    }

    /// What was seen of the connections of the browser with `nonce` since it announced its start.
    pub(crate) fn seen(&self, nonce: &str, now: Instant) -> Option<Seen> {
        let open = self.starts();
        let start = open.get(&hash(nonce))?;
        start.seen.filter(|_| start.until > now)
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
        let mut open = self.starts();
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
        self.announced.starts().remove(&self.start);
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        if let Some(start) = self.announced.starts().get_mut(&self.start) {
            start.claimed = false;
        }
    }
}

/// What a further connection changes. Browsers leave connections while they ask which certificate to show, and open more
/// of them, without a certificate, for the picture of a page that they got.
fn later(before: Option<Seen>, now: Seen) -> Seen {
    match (before, now) {
        (Some(before), Seen::BrowserLeft) => before,
        (Some(Seen::Accepted), _) => Seen::Accepted,
        _ => now,
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

    impl Announced {
        fn open_for(&self, nonce: &str, earlier: &[SessionId], now: Instant) {
            self.open(nonce, Browser::default(), earlier, now, now + OPEN);
        }

        fn open_from(&self, nonce: &str, from: &str, before: Option<&str>, now: Instant) {
            let from = Some(from.parse().unwrap());
            self.open(nonce, Browser { from, before }, &[], now, now + OPEN);
        }
    }

    fn session(text: &str) -> SessionId {
        SessionId::from(text)
    }

    #[test]
    fn one_start_takes_over_one_cookie() {
        let (announced, now) = (Announced::default(), Instant::now());
        announced.open_for("nonce", &[], now);
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
        announced.open_for("nonce", &[], now);
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
        announced.open_for("nonce", &[session("planted")], now);
        assert!(announced.claim("nonce", &session("planted"), now).is_none());
        assert!(announced.claim("nonce", &session("fresh"), now).is_some());
    }

    #[test]
    fn memory_is_bounded() {
        let (announced, now) = (Announced::default(), Instant::now());
        for number in 0..=CAPACITY {
            let then = now + Duration::from_micros(number as u64);
            announced.open_for(&number.to_string(), &[], then);
        }
        assert_eq!(announced.0.lock().unwrap().len(), CAPACITY);
        assert!(announced.claim("0", &session("a"), now).is_none());
        assert!(announced.claim("1", &session("a"), now).is_some());
        announced.open_for("late", &[], now + OPEN * 2);
        assert_eq!(announced.0.lock().unwrap().len(), 1);
    }

    #[test]
    fn what_is_seen_is_told_to_the_one_browser_at_that_address() {
        let (announced, now) = (Announced::default(), Instant::now());
        let (here, there) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        announced.open_from("a", "192.0.2.1", None, now);
        announced.saw(there, Seen::Refused, now);
        assert_eq!(announced.seen("a", now), None);
        announced.saw(here, Seen::Refused, now);
        assert_eq!(announced.seen("a", now), Some(Seen::Refused));
        assert_eq!(announced.seen("a", now + OPEN), None, "the start is over");
        assert_eq!(announced.seen("b", now), None, "that nonce was never given");

        announced.open_from("b", "192.0.2.1", None, now);
        announced.saw(here, Seen::NoCertificate, now);
        assert_eq!(
            announced.seen("a", now),
            Some(Seen::Refused),
            "whose was it?"
        );
        assert_eq!(announced.seen("b", now), None, "whose was it?");
    }

    #[test]
    fn a_browser_that_begins_again_is_still_one_browser() {
        let (announced, now) = (Announced::default(), Instant::now());
        let here = "192.0.2.1".parse().unwrap();
        announced.open_from("first", "192.0.2.1", None, now);
        announced.saw(here, Seen::NoCertificate, now);
        announced.open_from("second", "192.0.2.1", Some("first"), now);
        assert_eq!(announced.seen("second", now), None, "that was another try");
        announced.saw(here, Seen::Accepted, now);
        assert_eq!(announced.seen("second", now), Some(Seen::Accepted));
    }

    #[test]
    fn connections_that_browsers_open_beside_it_hide_nothing() {
        let after = |seen: &[Seen]| {
            seen.iter()
                .fold(None, |before, now| Some(later(before, *now)))
        };
        let told = [
            (&[Seen::BrowserLeft][..], Seen::BrowserLeft),
            (&[Seen::BrowserLeft, Seen::Refused], Seen::Refused),
            (&[Seen::Refused, Seen::BrowserLeft], Seen::Refused),
            (&[Seen::NoCertificate, Seen::Refused], Seen::Refused),
            (&[Seen::Accepted, Seen::NoCertificate], Seen::Accepted),
        ];
        for (seen, expected) in told {
            assert_eq!(after(seen), Some(expected), "{seen:?}");
        }
    }
}
