//! The brake on guessing passwords: failed sign-ins of one user name from one address (security guide §7).

use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};

use crate::answer::Problem;
use crate::peer::Peer;
use crate::seats::peer;
use crate::throttle::{Key, Throttle};

/// A sign-in on its way. Until it is settled it counts as failed: who leaves before the answer has tried all the same.
#[derive(Debug)]
pub(crate) struct Attempt<'a> {
    throttle: &'a Throttle,
    key: Key,
}

/// Counts a request that carries a password; `None` for all others.
///
/// # Errors
/// 429 with the waiting time, before the appliance is asked.
pub(crate) fn begin<'a>(
    throttle: &'a Throttle,
    sent: &HeaderMap,
    from: Option<Peer>,
    now: Instant,
) -> Result<Option<Attempt<'a>>, Problem> {
    let Some(credentials) = sent.get(AUTHORIZATION) else {
        return Ok(None);
    };
    let address = from.map_or_else(Vec::new, |from| peer(from.0).to_string().into_bytes());
    let key = Key::of(&[user(credentials.as_bytes()).as_bytes(), &address]);
    match throttle.count(key, now) {
        Ok(()) => Ok(Some(Attempt { throttle, key })),
        Err(wait) => Err(Problem::too_many(
            "TooManySignIns",
            "Too many failed sign-ins with this user name. The appliance was not asked.",
            wait,
        )),
    }
}

impl Attempt<'_> {
    /// Settles it by the appliance's answer, or by there being none.
    pub(crate) fn settle(self, status: Option<StatusCode>) {
        match status {
            Some(status) if status.is_success() || status.is_redirection() => {
                self.throttle.clear(self.key);
            }
            Some(status) if status.is_client_error() => {}
            _ => self.throttle.take_back(self.key),
        }
    }
}

/// The user name of Basic credentials, in lower case because appliances may not tell the cases apart; empty for what is
/// not Basic, which then counts for the address alone.
fn user(credentials: &[u8]) -> String {
    let text = String::from_utf8_lossy(credentials);
    let (scheme, encoded) = text.trim().split_once(' ').unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("basic") {
        return String::new();
    }
    let decoded = STANDARD.decode(encoded.trim()).unwrap_or_default();
    let decoded = String::from_utf8_lossy(&decoded);
    let user = decoded.split(':').next().unwrap_or_default();
    user.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::HeaderValue;

    use super::*;

    fn basic(credentials: &str) -> HeaderMap {
        let value = format!("Basic {}", STANDARD.encode(credentials));
        HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::try_from(value).unwrap())])
    }

    #[test]
    fn ten_failures_in_five_minutes_are_enough() {
        let throttle = Throttle::new(10, Duration::from_secs(300));
        let start = Instant::now();
        let here = Some(Peer("192.0.2.1".parse().unwrap()));
        for second in 0..10 {
            let sent = basic(&format!("admin:wrong{second}"));
            let attempt = begin(&throttle, &sent, here, start + Duration::from_secs(second));
            attempt
                .unwrap()
                .unwrap()
                .settle(Some(StatusCode::UNAUTHORIZED));
        }
        let late = start + Duration::from_secs(100);
        assert!(begin(&throttle, &basic("Admin:right"), here, late).is_err());
        assert!(begin(&throttle, &basic("operator:x"), here, late).is_ok());
        let there = Some(Peer("192.0.2.2".parse().unwrap()));
        assert!(begin(&throttle, &basic("admin:right"), there, late).is_ok());
        let later = start + Duration::from_secs(300);
        let attempt = begin(&throttle, &basic("admin:right"), here, later).unwrap();
        attempt.unwrap().settle(Some(StatusCode::FOUND));
        for _ in 0..10 {
            let attempt = begin(&throttle, &basic("admin:wrong"), here, later).unwrap();
            attempt.unwrap().settle(Some(StatusCode::UNAUTHORIZED));
        }
        assert!(begin(&throttle, &basic("admin:x"), here, later).is_err());
    }

    #[test]
    fn an_appliance_that_is_down_counts_for_nobody() {
        let throttle = Throttle::new(1, Duration::from_secs(300));
        let now = Instant::now();
        for status in [None, Some(StatusCode::BAD_GATEWAY)] {
            let attempt = begin(&throttle, &basic("admin:x"), None, now).unwrap();
            attempt.unwrap().settle(status);
        }
        // Nobody waited for the answer.
        begin(&throttle, &basic("admin:x"), None, now).unwrap();
        assert!(begin(&throttle, &basic("admin:x"), None, now).is_err());
    }

    #[test]
    fn what_is_not_basic_counts_for_the_address() {
        for odd in ["Basic", "Basic %%%", "Bearer abc", ""] {
            assert_eq!(user(odd.as_bytes()), "", "{odd}");
        }
        let accents = STANDARD.encode("Ügyelő:pässwörd:€");
        assert_eq!(user(format!("basic {accents}").as_bytes()), "ügyelő");
        assert!(
            begin(
                &Throttle::new(1, Duration::ZERO),
                &HeaderMap::new(),
                None,
                Instant::now()
            )
            .unwrap()
            .is_none()
        );
    }
}
