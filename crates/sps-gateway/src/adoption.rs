//! From the appliance's own cookie, which a sign-in on the certificate port left in the browser, to our hardened one.

use std::net::IpAddr;
use std::time::Instant;

use axum::response::Response;
use http::header::SET_COOKIE;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method};
use rustls::crypto::{GetRandomFailed, ring};

use crate::announced::{Browser, Claim};
use crate::answer::Problem;
use crate::caller::Caller;
use crate::cookie::{self, APPLIANCE_NAME, SessionId};
use crate::forward::is_sign_in;
use crate::handshake::Seen;
use crate::router::Gateway;

/// Where the appliance's cookie may have been set for: `Path=/`, or the default of `/api/authentication`.
const PATHS: [&str; 2] = ["/", "/api"];
/// Resources that answer everybody (`sps-api.md` §11): a success there proves no session.
const ANSWER_EVERYBODY: [&str; 2] = ["/api/info", "/api/setup"];

/// An appliance cookie that is tried out with this request.
pub(crate) struct Adoption<'a> {
    pub(crate) session: SessionId,
    /// The path answers nobody but who is signed in, so a success proves a session.
    is_proof: bool,
    claim: Claim<'a>,
}

/// Opens a start for this browser and answers the cookies it gets: the nonce, and the end of any earlier appliance cookie.
///
/// # Errors
/// When there is no randomness to be had.
pub(crate) fn announce(
    gateway: &Gateway,
    headers: &HeaderMap,
    from: Option<IpAddr>,
) -> Result<Vec<HeaderValue>, GetRandomFailed> {
    let mut random = [0; 16];
    ring::default_provider().secure_random.fill(&mut random)?;
    let nonce: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    let earlier = cookie::appliance_sessions(headers);
    let (now, time) = (Instant::now(), gateway.limits.announced);
    let before = cookie::single_text(headers, nonce_name(gateway));
    let browser = Browser {
        from,
        before: before.as_deref(),
    };
    gateway
        .announced
        .open(&nonce, browser, &earlier, now, now + time);
    // The window is on its way already: an end for a cookie that is not there may come after the new one, and take that.
    // This address is not sent what was set for `/api` alone, so there it ends unseen.
    let paths = PATHS
        .iter()
        .filter(|path| **path != "/" || !earlier.is_empty());
    let mut cookies = ended(gateway, paths);
    cookies.extend(nonce_cookie(gateway, &nonce, time.as_secs()));
    Ok(cookies)
}

/// Ends the start of this browser and answers the cookies that go with it: whatever the window on the certificate port
/// comes to now is nobody's.
pub(crate) fn withdraw(gateway: &Gateway, headers: &HeaderMap) -> Vec<HeaderValue> {
    let Some(nonce) = cookie::single_text(headers, nonce_name(gateway)) else {
        return Vec::new();
    };
    gateway.announced.close(&nonce);
    over(gateway)
}

/// How far this browser's window came on the certificate port, as far as that can be seen and told apart.
pub(crate) fn seen(gateway: &Gateway, headers: &HeaderMap) -> Option<Seen> {
    let nonce = cookie::single_text(headers, nonce_name(gateway))?;
    gateway.announced.seen(&nonce, Instant::now())
}

/// The appliance cookie that this request may try out, if its browser announced a start. Any reading of the API shows
/// whether somebody is signed in, but for the sign-in resources themselves. `/api/info` answers everybody, and more within
/// a session: the page waits with it, without a refusal each time, and nothing is taken over by it.
///
/// # Errors
/// 400 when an announced browser has several such cookies: one of them was planted.
pub(crate) fn offered<'a>(
    gateway: &'a Gateway,
    caller: Caller,
    head: &Parts,
) -> Result<Option<Adoption<'a>>, Problem> {
    let path = head.uri.path();
    let asks = caller == Caller::Browser
        && gateway.certificate_origin.is_some()
        && head.method == Method::GET
        && path.len() > "/api/".len()
        && !is_sign_in(path);
    if !asks {
        return Ok(None);
    }
    let Some(nonce) = cookie::single_text(&head.headers, nonce_name(gateway)) else {
        return Ok(None);
    };
    let mut found = cookie::appliance_sessions(&head.headers);
    found.retain(|session| !gateway.blocked.contains(session));
    let Some(session) = cookie::single(found)? else {
        return Ok(None);
    };
    let claim = gateway.announced.claim(&nonce, &session, Instant::now());
    let is_proof = !ANSWER_EVERYBODY.contains(&path.trim_end_matches('/'));
    Ok(claim.map(|claim| Adoption {
        session,
        is_proof,
        claim,
    }))
}

impl Adoption<'_> {
    /// Settles it by the appliance's answer: taken over when that proves the session, else nothing changes, and the answer's
    /// cookies, which are about the session tried, do not reach the one this browser may have.
    pub(crate) fn settle(self, gateway: &Gateway, answer: &mut Response) {
        let is_known = self.is_proof && answer.status().is_success();
        let answer = answer.headers_mut();
        if !is_known {
            answer.remove(SET_COOKIE);
            return;
        }
        // The appliance may have renewed the cookie in this very answer.
        if !answer.contains_key(SET_COOKIE)
            && let Some(hardened) = gateway.cookies.issue(&self.session)
        {
            answer.append(SET_COOKIE, hardened);
        }
        self.claim.use_up();
        for cookie in over(gateway) {
            answer.append(SET_COOKIE, cookie);
        }
    }
}

/// The end of the cookies of a start.
fn over(gateway: &Gateway) -> Vec<HeaderValue> {
    let mut cookies = ended(gateway, PATHS.iter());
    cookies.extend(nonce_cookie(gateway, "", 0));
    cookies
}

fn nonce_name(gateway: &Gateway) -> &'static str {
    if gateway.origin.is_https() {
        "__Host-sps-certificate"
    } else {
        "sps-certificate"
    }
}

fn nonce_cookie(gateway: &Gateway, nonce: &str, seconds: u64) -> Option<HeaderValue> {
    cookie::hardened(
        nonce_name(gateway),
        nonce,
        "/",
        gateway.origin.is_https(),
        Some(seconds),
    )
}

/// The end of the appliance's cookie at these paths.
fn ended<'a>(gateway: &Gateway, paths: impl Iterator<Item = &'a &'static str>) -> Vec<HeaderValue> {
    paths
        .filter_map(|path| {
            cookie::hardened(APPLIANCE_NAME, "", path, gateway.origin.is_https(), Some(0))
        })
        .collect()
}
