//! Which headers cross, in both directions: lists of what may, so that nothing unknown does (security guide §7).

use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use crate::answer::Problem;
use crate::blocked::Blocked;
use crate::caller::{Caller, may_see_challenge};
use crate::cookie::{self, SessionCookie, SessionId};
use crate::location;
use crate::upstream_error;

const IN: [HeaderName; 8] = [
    header::ACCEPT,
    header::CONTENT_TYPE,
    header::RANGE,
    header::IF_MATCH,
    header::IF_NONE_MATCH,
    header::IF_MODIFIED_SINCE,
    header::IF_UNMODIFIED_SINCE,
    header::IF_RANGE,
];

const OUT: [HeaderName; 11] = [
    header::CONTENT_TYPE,
    header::CONTENT_DISPOSITION,
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    header::CONTENT_RANGE,
    header::ACCEPT_RANGES,
    header::ALLOW,
    // Unchanged: browsers correct their clock for cookies with it, and the console measures skew.
    header::DATE,
    header::ETAG,
    header::LAST_MODIFIED,
    header::RETRY_AFTER,
];

/// The appliance's anti-CSRF header (`sps-api.md` §5.4).
const X_TOKEN: HeaderName = HeaderName::from_static("x-token");

/// Never the browser's: appliances from 7.5 treat agents that look like browsers differently (product F17).
pub(crate) const USER_AGENT: HeaderValue =
    HeaderValue::from_static(concat!("sps-gateway/", env!("CARGO_PKG_VERSION")));

/// The headers of the request to the appliance, without the length of its body.
///
/// # Errors
/// Only if the session were no header value, which a checked one always is.
pub(crate) fn request_headers(
    headers: &HeaderMap,
    caller: Caller,
    path: &str,
    session: Option<&SessionId>,
) -> Result<HeaderMap, Problem> {
    let mut sent = HeaderMap::new();
    for name in IN {
        copy(headers, &mut sent, &name);
    }
    copy(headers, &mut sent, &X_TOKEN);
    if let Some(token) = sent.get_mut(X_TOKEN) {
        token.set_sensitive(true);
    }
    // A browser that learned a password in its own dialog adds it everywhere; only the sign-in call means it.
    if caller == Caller::CommandLine || is_sign_in(path) {
        copy(headers, &mut sent, &header::AUTHORIZATION);
        if let Some(value) = sent.get_mut(header::AUTHORIZATION) {
            value.set_sensitive(true);
        }
    }
    if let Some(session) = session {
        let cookie =
            HeaderValue::try_from(format!("{}={}", cookie::APPLIANCE_NAME, session.expose()));
        let mut cookie =
            cookie.map_err(|_| upstream_error::unusable("the session cannot be sent on"))?;
        cookie.set_sensitive(true);
        sent.insert(header::COOKIE, cookie);
    }
    sent.insert(header::USER_AGENT, USER_AGENT);
    Ok(sent)
}

/// The headers of the answer to the client.
///
/// # Errors
/// 502 for answers that no browser may see: proxy authentication, protocol switches.
pub(crate) fn answer_headers(
    method: &Method,
    status: StatusCode,
    headers: &HeaderMap,
    asked: &Asked<'_>,
    cookies: SessionCookie,
    blocked: &Blocked,
) -> Result<HeaderMap, Problem> {
    if status.is_informational() || status == StatusCode::PROXY_AUTHENTICATION_REQUIRED {
        return Err(upstream_error::unusable(
            "its status is not one an API answers with",
        ));
    }
    let mut sent = HeaderMap::new();
    for name in OUT {
        copy(headers, &mut sent, &name);
    }
    if *method == Method::HEAD {
        copy(headers, &mut sent, &header::CONTENT_LENGTH);
    }
    if let Some(to) = headers.get(header::LOCATION).and_then(location::rewrite) {
        sent.insert(header::LOCATION, to);
    }
    if may_see_challenge(asked.caller, asked.headers) {
        copy(headers, &mut sent, &header::WWW_AUTHENTICATE);
    }
    for cookie in headers.get_all(header::SET_COOKIE) {
        match asked.caller {
            Caller::CommandLine if cookie::is_appliance_session(cookie) => {
                sent.append(header::SET_COOKIE, cookie.clone());
            }
            Caller::CommandLine => {}
            Caller::Browser => {
                if let Some(rewritten) = cookies.rewrite(cookie) {
                    rewritten
                        .max_age
                        .into_iter()
                        .for_each(|seconds| blocked.saw_max_age(seconds));
                    sent.append(header::SET_COOKIE, rewritten.header);
                }
            }
        }
    }
    Ok(sent)
}

/// The part of the client's request that decides about its answer.
pub(crate) struct Asked<'a> {
    pub(crate) caller: Caller,
    pub(crate) headers: &'a HeaderMap,
}

/// Whether a path is the sign-in call or below it.
pub(crate) fn is_sign_in(path: &str) -> bool {
    path.strip_prefix("/api/authentication")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn copy(from: &HeaderMap, to: &mut HeaderMap, name: &HeaderName) {
    for value in from.get_all(name) {
        to.append(name.clone(), value.clone());
    }
}
