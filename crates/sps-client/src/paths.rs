//! The one place that knows the documented paths, builds paths from keys, and decides which links are followed.
//!
//! The API is hypermedia driven and promises only `/api/authentication` to stay (`sps-api.md` §2). The paths below are
//! those of the guides from 5.7 to 8.0.

use std::borrow::Cow;

use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode, percent_decode_str, utf8_percent_encode,
};

/// What a link may have and a URI may not; `%` is not among them, so escapes stay as they are.
const NOT_IN_A_URI: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
const NOT_UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The root of the API.
pub const ROOT: &str = "/api";
/// Where a session begins (`sps-api.md` §5.1).
pub const AUTHENTICATION: &str = "/api/authentication";
/// The login methods by name, 7.x and 8.x (seed 001).
pub const LOGIN_METHODS: &str = "/api/authentication/login_methods";
/// The kinds of login, 5.x to 7.0 (seed 000).
pub const LOGIN_TYPES: &str = "/api/authentication/types";
/// The places of the user information, in the order they are tried (`sps-api.md` §6.2).
pub const USER_INFO: [&str; 3] = ["/api/user_info", "/api/user/info", "/api/userinfo"];
/// What the signed-in user may do where (`sps-api.md` §6.2).
pub const ENDPOINTS: &str = "/api/endpoints";
/// The appliance's names and versions (`sps-api.md` §11).
pub const INFO: &str = "/api/info";
/// Where the configuration begins (`sps-api.md` §9).
pub const CONFIGURATION: &str = "/api/configuration";
/// The transaction of this session (`sps-api.md` §7).
pub const TRANSACTION: &str = "/api/transaction";
/// The changes staged in it (`sps-api.md` §7.6).
pub const CHANGES: &str = "/api/transaction/changes";
/// The user's own API keys, 8.0 (`sps-api.md` §6.1).
pub const API_KEYS: &str = "/api/user/api_keys";

/// The user's own password (`sps-api.md` §6.3).
pub const OWN_PASSWORD: &str = "/api/user/password";

/// The path of a sign-in by `means` (`password` or `x509`), naming a login method if there is one (seed 001).
///
/// An empty name counts as none: appliances before 7.0 have no names for their login methods.
///
/// ```
/// use sps_client::paths;
///
/// assert_eq!(
///     paths::sign_in(Some("corp ad"), "password"),
///     "/api/authentication?login_method=corp%20ad&type=password"
/// );
/// assert_eq!(paths::sign_in(None, "x509"), "/api/authentication?type=x509");
/// assert_eq!(paths::sign_in(None, "password"), "/api/authentication");
/// ```
#[must_use]
pub fn sign_in(method: Option<&str>, means: &str) -> String {
    match method.filter(|name| !name.is_empty()) {
        Some(name) => format!(
            "{AUTHENTICATION}?login_method={}&type={means}",
            encode(name)
        ),
        // A password is what the plain path expects, and older appliances know no parameters there.
        None if means == "password" => AUTHENTICATION.to_owned(),
        None => format!("{AUTHENTICATION}?type={means}"),
    }
}

/// The path of the object `key` in the list `parent`, the key percent-encoded as one segment.
///
/// ```
/// use sps_client::paths;
///
/// assert_eq!(
///     paths::child("/api/ssh-host-keys", "ssh-rsa-10.40.0.28:22"),
///     "/api/ssh-host-keys/ssh-rsa-10.40.0.28%3A22"
/// );
/// ```
#[must_use]
pub fn child(parent: &str, key: &str) -> String {
    format!("{}/{}", parent.trim_end_matches('/'), encode(key))
}

/// The path to send for `link`, or `None` if it must not be followed.
///
/// Only `/api` and what lies below it on the appliance's own origin is followed (`security.md`, hostile links). The
/// fragment of a link such as `nic1#interfaces/…` is dropped, and characters a URI cannot carry are percent-encoded.
///
/// ```
/// use sps_client::paths;
///
/// assert_eq!(paths::followable("/api/info").as_deref(), Some("/api/info"));
/// assert_eq!(paths::followable("//evil.example/api"), None);
/// assert_eq!(paths::followable("/api/%2e%2e/console"), None);
/// ```
#[must_use]
pub fn followable(link: &str) -> Option<String> {
    let link = link.split('#').next().unwrap_or_default();
    if link.contains('\\') || link.chars().any(char::is_control) {
        return None;
    }
    let path = link.split('?').next().unwrap_or_default();
    let mut segments = path.split('/');
    if segments.next() != Some("") || segments.next() != Some("api") {
        return None;
    }
    if !segments.all(is_harmless) {
        return None;
    }
    if has_broken_escape(link) {
        return None;
    }
    Some(utf8_percent_encode(link, NOT_IN_A_URI).to_string())
}

/// The key at the end of a link, decoded; the link itself if it ends in no readable segment.
pub(crate) fn last_segment(link: &str) -> String {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    let segment = path.trim_end_matches('/').rsplit('/').next();
    percent_decode_str(segment.unwrap_or_default())
        .decode_utf8()
        .map_or_else(|_| link.to_owned(), Cow::into_owned)
}

/// Whether a segment stays where it is, even for a server that decodes it twice or cuts parameters off at `;`.
fn is_harmless(segment: &str) -> bool {
    let mut bytes = segment.as_bytes().to_vec();
    loop {
        let climbs = bytes
            .split(|byte| matches!(byte, b'/' | b'\\'))
            .any(|part| {
                let name = part.split(|byte| *byte == b';').next();
                matches!(name, Some(b"." | b".."))
            });
        if climbs || bytes.iter().any(u8::is_ascii_control) {
            return false;
        }
        let decoded: Vec<u8> = percent_decode(&bytes).collect();
        if decoded == bytes {
            return true;
        }
        bytes = decoded;
    }
}

/// Whether there is a `%` that is no escape.
fn has_broken_escape(link: &str) -> bool {
    link.split('%').skip(1).any(|rest| {
        let digits = rest.bytes().take(2).filter(u8::is_ascii_hexdigit);
        digits.count() < 2
    })
}

/// One segment, everything but RFC 3986's unreserved characters encoded.
fn encode(text: &str) -> String {
    utf8_percent_encode(text, NOT_UNRESERVED).to_string()
}
