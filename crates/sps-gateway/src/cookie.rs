//! The session cookie on both sides: `session_id` towards the appliance, our own hardened cookie towards the browser.
//!
//! Facts behind the shape: security guide §6.1 (prefix, tossed cookies, plain-HTTP loopback) and §6.2 (`Expires` and
//! clock skew). The appliance's old and new cookie styles: `sps-api.md` §5.3.

use std::fmt;

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::answer::Problem;
use crate::origin::PublicOrigin;

/// The appliance's cookie (seed 000, "authenticate").
pub(crate) const APPLIANCE_NAME: &str = "session_id";

/// A session id; it signs in whoever holds it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SessionId(String);

impl SessionId {
    /// The id itself, for the upstream request and for hashing only.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SessionId(redacted)")
    }
}

/// How our own cookie looks, which depends on the public origin alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SessionCookie {
    name: &'static str,
    secure: bool,
}

/// A cookie of the appliance in our own shape.
#[derive(Debug)]
pub(crate) struct Rewritten {
    pub(crate) header: HeaderValue,
    /// Seconds, where the appliance gave them.
    pub(crate) max_age: Option<u64>,
}

impl SessionCookie {
    /// `__Host-sps` on https. WebKit stores neither that prefix nor `Secure` from `http://localhost`, so there it is `sps`.
    pub(crate) fn of(origin: &PublicOrigin) -> Self {
        if origin.is_https() {
            Self {
                name: "__Host-sps",
                secure: true,
            }
        } else {
            Self {
                name: "sps",
                secure: false,
            }
        }
    }

    /// Our cookie's session.
    ///
    /// # Errors
    /// 400 when the cookie is there twice (one of them was planted by somebody else) or is not a cookie value.
    pub(crate) fn read(self, headers: &HeaderMap) -> Result<Option<SessionId>, Problem> {
        single(self.all(headers))
    }

    /// Every value our cookie has in this request.
    pub(crate) fn all(self, headers: &HeaderMap) -> Vec<SessionId> {
        values(headers, self.name)
    }

    /// Turns the appliance's `Set-Cookie` into ours; `None` for every cookie but the session's.
    /// `Domain`, `Expires` and `Path` are dropped, `Max-Age` is kept.
    pub(crate) fn rewrite(self, from_appliance: &HeaderValue) -> Option<Rewritten> {
        let text = from_appliance.to_str().ok()?;
        let mut parts = text.split(';').map(str::trim);
        let (name, value) = parts.next()?.split_once('=')?;
        if name.trim() != APPLIANCE_NAME || !is_value(value) {
            return None;
        }
        let max_age = parts
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.eq_ignore_ascii_case("max-age"));
        let mut max_age = max_age
            .and_then(|(_, seconds)| seconds.trim().parse::<i64>().ok())
            .map(|seconds| u64::try_from(seconds).unwrap_or(0));
        if value.is_empty() {
            // A removal whose `Expires` is dropped would otherwise store an empty session.
            max_age = Some(0);
        }
        let header = self.header(value, max_age)?;
        Some(Rewritten { header, max_age })
    }

    /// The `Set-Cookie` that removes our cookie.
    pub(crate) fn expire(self) -> Option<HeaderValue> {
        self.header("", Some(0))
    }

    /// The `Set-Cookie` that makes a session ours. It ends with the browser: how long the appliance keeps the session was
    /// said on another port.
    pub(crate) fn issue(self, session: &SessionId) -> Option<HeaderValue> {
        self.header(session.expose(), None)
    }

    fn header(self, value: &str, max_age: Option<u64>) -> Option<HeaderValue> {
        hardened(self.name, value, "/", self.secure, max_age)
    }
}

/// A `Set-Cookie` that neither scripts nor other sites get to use.
pub(crate) fn hardened(
    name: &str,
    value: &str,
    path: &str,
    secure: bool,
    max_age: Option<u64>,
) -> Option<HeaderValue> {
    let secure = if secure { " Secure;" } else { "" };
    let max_age = max_age
        .map(|seconds| format!("; Max-Age={seconds}"))
        .unwrap_or_default();
    let text = format!("{name}={value}; Path={path};{secure} HttpOnly; SameSite=Strict{max_age}");
    HeaderValue::try_from(text).ok()
}

/// The session of a command-line client, which holds the appliance's own cookie.
///
/// # Errors
/// 400 when it is there twice.
pub(crate) fn appliance_session(headers: &HeaderMap) -> Result<Option<SessionId>, Problem> {
    single(appliance_sessions(headers))
}

/// Every value the appliance's own cookie has in this request.
pub(crate) fn appliance_sessions(headers: &HeaderMap) -> Vec<SessionId> {
    values(headers, APPLIANCE_NAME)
}

/// The value of another cookie of ours; `None` also when it is there twice.
pub(crate) fn single_text(headers: &HeaderMap, name: &str) -> Option<String> {
    let found = single(values(headers, name)).ok()?;
    found.map(|value| value.0)
}

/// Whether a `Set-Cookie` of the appliance is the session's.
pub(crate) fn is_appliance_session(header: &HeaderValue) -> bool {
    header
        .to_str()
        .ok()
        .and_then(|text| text.split_once('='))
        .is_some_and(|(name, _)| name.trim() == APPLIANCE_NAME)
}

/// The only session of a list.
///
/// # Errors
/// 400 when there are several, or it is not a cookie value.
pub(crate) fn single(mut found: Vec<SessionId>) -> Result<Option<SessionId>, Problem> {
    let refuse = |message: &'static str| {
        Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "CookieRefused",
            message,
        ))
    };
    match (found.pop(), found.is_empty()) {
        (Some(_), false) => refuse(
            "The session cookie is there more than once. Clear this site's cookies and sign in again.",
        ),
        (Some(session), true) if !is_value(session.expose()) => {
            refuse("The session cookie is not a cookie value.")
        }
        (Some(session), true) => Ok(Some(session).filter(|session| !session.expose().is_empty())),
        (None, _) => Ok(None),
    }
}

fn values(headers: &HeaderMap, name: &str) -> Vec<SessionId> {
    // HTTP/2 may split the header; together the pieces are one list.
    let pairs = headers
        .get_all(COOKIE)
        .iter()
        .flat_map(|header| header.as_bytes().split(|byte| *byte == b';'));
    pairs
        .filter_map(|pair| {
            let pair = String::from_utf8_lossy(pair);
            let (found, value) = pair.trim().split_once('=')?;
            (found.trim() == name).then(|| SessionId(value.trim().to_owned()))
        })
        .collect()
}

/// RFC 6265 cookie-octets.
fn is_value(value: &str) -> bool {
    value.len() <= 4096
        && value
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\'))
}

#[cfg(test)]
impl From<&str> for SessionId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn https() -> SessionCookie {
        SessionCookie::of(&PublicOrigin::parse("https://console.example.com").unwrap())
    }

    fn rewritten(cookie: SessionCookie, text: &'static str) -> Option<String> {
        cookie
            .rewrite(&HeaderValue::from_static(text))
            .map(|rewritten| rewritten.header.to_str().unwrap().to_owned())
    }

    #[test]
    fn both_styles_are_hardened() {
        let old = "session_id=0123; Domain=appliance.internal; Path=/; expires=Sat, 03-Dec-2022 02:27:48 GMT";
        let new = "session_id=0123; expires=Sat, 03 Dec 2022 02:27:48 GMT; HttpOnly; Max-Age=43200; Path=/; Secure";
        assert_eq!(
            rewritten(https(), old).unwrap(),
            "__Host-sps=0123; Path=/; Secure; HttpOnly; SameSite=Strict"
        );
        assert_eq!(
            rewritten(https(), new).unwrap(),
            "__Host-sps=0123; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200"
        );
        let http = SessionCookie::of(&PublicOrigin::localhost(false, 8080));
        assert_eq!(
            rewritten(http, new).unwrap(),
            "sps=0123; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200"
        );
    }

    #[test]
    fn other_cookies_and_removals() {
        assert_eq!(rewritten(https(), "tracking=1; Path=/"), None);
        assert_eq!(rewritten(https(), "session_id=a b"), None);
        assert_eq!(
            rewritten(
                https(),
                "session_id=; expires=Thu, 01 Jan 1970 00:00:00 GMT"
            )
            .unwrap(),
            "__Host-sps=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"
        );
        assert_eq!(
            rewritten(https(), "session_id=a; Max-Age=-1").unwrap(),
            "__Host-sps=a; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"
        );
    }

    #[test]
    fn a_planted_second_cookie_is_refused() {
        let mut headers = HeaderMap::new();
        headers.append(
            COOKIE,
            HeaderValue::from_static("a=b; __Host-sps=one; session_id=evil"),
        );
        assert_eq!(https().read(&headers).unwrap().unwrap().expose(), "one");
        headers.append(COOKIE, HeaderValue::from_static("__Host-sps=two"));
        assert!(https().read(&headers).is_err());
    }

    #[test]
    fn a_session_is_not_printed() {
        assert_eq!(
            format!("{:?}", SessionId("0123".to_owned())),
            "SessionId(redacted)"
        );
    }
}
