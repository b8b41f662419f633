//! Who asks: a page of our own origin, a command-line client, or somebody else's page (security guide §1.5 and §7).
//!
//! The `Host` header is never a part of this decision: a page that rebinds its name sends whatever host it likes.

use http::header::{CONTENT_TYPE, ORIGIN};
use http::{HeaderMap, Method, StatusCode};

use crate::answer::Problem;
use crate::origin::PublicOrigin;

/// Whose request was let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// A browser: our cookie, no challenge, `Authorization` at sign-in only.
    Browser,
    /// A client with neither `Sec-Fetch-Site` nor `Origin`: the appliance's own cookie and challenge.
    CommandLine,
}

/// Decides about a request to `/api`.
///
/// # Errors
/// 403 with the reason, when the request may come from a foreign page, or from a command-line client that is not wanted.
pub(crate) fn judge(
    method: &Method,
    headers: &HeaderMap,
    origin: &PublicOrigin,
    allow_cli: bool,
) -> Result<Caller, Problem> {
    let caller = match only(headers, "sec-fetch-site")? {
        Some(b"same-origin") => match only(headers, ORIGIN.as_str())? {
            // `null` is what a form of a page without referrer sends along with `same-origin`.
            Some(given) if given != b"null" && !origin.matches_origin(given) => {
                return Err(foreign());
            }
            _ => Caller::Browser,
        },
        Some(b"none") if typed_address(method, headers) => Caller::Browser,
        Some(_) => return Err(foreign()),
        None => match only(headers, ORIGIN.as_str())? {
            Some(given) if origin.matches_origin(given) => Caller::Browser,
            Some(_) => return Err(foreign()),
            None if allow_cli => Caller::CommandLine,
            None => return Err(command_line()),
        },
    };
    if caller == Caller::Browser && is_form_post(method, headers) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "CrossSiteRefused",
            "Forms of web pages cannot write to the API; send JSON.",
        ));
    }
    Ok(caller)
}

/// Decides about a write to the gateway itself: our own pages only, whatever `--allow-cli` says.
///
/// # Errors
/// 403 with the reason.
pub(crate) fn own_page(headers: &HeaderMap, origin: &PublicOrigin) -> Result<(), Problem> {
    judge(&Method::POST, headers, origin, false).map(|_| ())
}

/// Whether a 401 may carry the challenge: never where a browser would open its own password dialog for it.
pub(crate) fn may_see_challenge(caller: Caller, headers: &HeaderMap) -> bool {
    caller == Caller::CommandLine
        && !headers.contains_key("sec-fetch-mode")
        && !headers.contains_key("x-console")
}

/// A document or download that the person asked for directly (typed, bookmarked, "save link").
fn typed_address(method: &Method, headers: &HeaderMap) -> bool {
    let destination = headers
        .get("sec-fetch-dest")
        .map_or(&b"document"[..], |value| value.as_bytes());
    matches!(*method, Method::GET | Method::HEAD) && matches!(destination, b"document" | b"empty")
}

/// The types a foreign form can send without asking first. The console sends JSON, uploads send octets.
fn is_form_post(method: &Method, headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    *method == Method::POST
        && !headers.contains_key("x-console")
        && matches!(
            kind.as_str(),
            "application/x-www-form-urlencoded" | "multipart/form-data" | "text/plain"
        )
}

fn only<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a [u8]>, Problem> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    if values.next().is_some() {
        return Err(foreign());
    }
    Ok(first.map(|value| value.as_bytes()))
}

fn foreign() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "CrossSiteRefused",
        "Request blocked: it came from another site, not from the console.",
    )
}

fn command_line() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "NotFromConsole",
        "Request blocked: it has neither Sec-Fetch-Site nor Origin, so it does not come from the console. \
         Command-line clients use the appliance's own address, or the gateway is started with --allow-cli.",
    )
}
