//! The one function every reply passes: it reads the facts, checks that this is the API, and tells errors apart.

use http::header::{ALLOW, CONTENT_TYPE, DATE, LOCATION, RETRY_AFTER};
use http::{HeaderMap, HeaderName, Response};
use serde_json::Value;

use crate::envelope::{self, Object};
use crate::error::Error;
use crate::http_date::parse_http_date;
use crate::refusal::{Refusal, Topic};
use crate::request::About;
use crate::transport::TransportError;

/// What a reply, success or error, said about the session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplyFacts {
    /// `meta.remaining_seconds`: seconds until the idle time-out; 0 where nobody is signed in.
    pub remaining_seconds: Option<u64>,
    /// The HTTP status.
    pub status: u16,
    /// The `Date` header as it came, where the answer is the appliance's: its clock.
    pub date: Option<String>,
}

impl ReplyFacts {
    /// By how many seconds the appliance's clock is ahead of the caller's, which said `now` (seconds since 1970) when
    /// the reply came; negative if it is behind, `None` if the reply had no readable date.
    ///
    /// The way of the answer counts in: a difference of a few seconds says nothing. A client whose clock is far off
    /// throws the session cookie away (`sps-api.md` §2).
    ///
    /// ```
    /// use sps_client::ReplyFacts;
    ///
    /// let facts = ReplyFacts {
    ///     date: Some("Sat, 03 Dec 2022 02:27:48 GMT".to_owned()),
    ///     ..ReplyFacts::default()
    /// };
    /// assert_eq!(facts.skew_seconds(1_670_034_460), Some(8));
    /// ```
    #[must_use]
    pub fn skew_seconds(&self, now: i64) -> Option<i64> {
        parse_http_date(self.date.as_deref()?)?.checked_sub(now)
    }
}

/// A success: what the answer held.
pub(crate) struct Reply {
    pub content: Option<Object>,
    pub allow: Option<Vec<String>>,
    /// `Location` of a sign-in.
    pub location: Option<String>,
    status: u16,
    content_type: Option<String>,
}

impl Reply {
    /// The error for an answer that lacks what it must have.
    pub fn lacking(&self, what: &str) -> Error {
        Error::NotTheApi {
            status: self.status,
            content_type: self.content_type.clone(),
            detail: format!("{what} is missing or of a wrong form"),
        }
    }

    /// The members of the answer; none if it had no body.
    pub fn members(&mut self) -> Object {
        self.content.take().unwrap_or_default()
    }
}

/// Who asked what, for telling errors apart.
pub(crate) struct Asked {
    pub method: String,
    pub path: String,
    pub about: About,
}

/// What a body turned out to be.
enum Body {
    Empty,
    Object(Object),
    /// JSON that ends too early.
    Cut(String),
    Unreadable(String),
    TooLarge,
}

/// Reads a reply: the facts in any case, and the answer or the error.
pub(crate) fn read(
    asked: &Asked,
    response: &Response<Vec<u8>>,
    limit_bytes: usize,
) -> (ReplyFacts, Result<Reply, Error>) {
    let status = response.status().as_u16();
    let headers = response.headers();
    let content_type = header(headers, CONTENT_TYPE);
    let body = if response.body().len() > limit_bytes {
        Body::TooLarge
    } else {
        read_body(response.body(), content_type.as_deref())
    };
    let is_sign_in = asked.about == About::SignIn;
    // The gateway's own answers carry the gateway's time, and a failure that cannot be read may be anybody's.
    let is_of_appliance = match &body {
        Body::Object(content) => !envelope::is_of_gateway(content),
        _ => status < 500,
    };
    let facts = ReplyFacts {
        remaining_seconds: match &body {
            Body::Object(content) => envelope::remaining_seconds(content),
            _ => None,
        },
        status,
        date: is_of_appliance.then(|| header(headers, DATE)).flatten(),
    };
    let reply = |content| Reply {
        content,
        allow: allowed(headers),
        location: is_sign_in.then(|| header(headers, LOCATION)).flatten(),
        status,
        content_type: content_type.clone(),
    };
    let not_the_api = |detail| Error::NotTheApi {
        status,
        content_type: content_type.clone(),
        detail,
    };
    let outcome = match (status, body) {
        (200..=299, Body::Object(content)) => Ok(reply(Some(content))),
        (200..=299, Body::Empty) => Ok(reply(None)),
        (200..=299, Body::Cut(detail)) => Err(TransportError::Cut { detail }.into()),
        (200..=299, Body::Unreadable(detail)) => Err(not_the_api(detail)),
        // Sign-in may redirect (seeds 001, 002), and a redirect's body is anybody's guess: user information is the proof.
        (302 | 303, Body::Object(content)) if is_sign_in => Ok(reply(Some(content))),
        (302 | 303, _) if is_sign_in => Ok(reply(None)),
        (200..=299, Body::TooLarge) => Err(TransportError::TooLarge { limit_bytes }.into()),
        // A front server's page instead of an answer: the appliance may be starting or updating.
        (500..=599, Body::Unreadable(detail) | Body::Cut(detail)) => Err(not_the_api(detail)),
        (500..=599, Body::TooLarge) => Err(not_the_api("the answer is too large".to_owned())),
        (400..=599, body) => {
            let content = match body {
                Body::Object(content) => Some(content),
                _ => None,
            };
            let refusal = Refusal::read(status, &asked.method, &asked.path, content);
            Err(tell_apart(asked.about, Box::new(refusal)))
        }
        _ => Err(not_the_api("a status the API does not use".to_owned())),
    };
    (facts, outcome)
}

/// One variant by what a caller can do; the status decides (`sps-api.md` §4.2).
///
/// Opening and committing are the exception: no guide tells the status of their refusals, so there the appliance's words
/// refine it.
fn tell_apart(about: About, refusal: Box<Refusal>) -> Error {
    let is_sign_in = about == About::SignIn;
    match refusal.status {
        400 | 403 if refusal.was_kept_back() => Error::Refused(refusal),
        400 if is_sign_in => Error::NoUsableCredentials(refusal),
        401 if is_sign_in => Error::SignInRefused(refusal),
        401 => Error::SessionEnded(refusal),
        404 => Error::NotFound(refusal),
        405 => Error::NotAllowed(refusal),
        // A server gave up waiting, perhaps for the appliance: whatever it says, the outcome is not known.
        408 => Error::Refused(refusal),
        413 => Error::TooLarge(refusal),
        423 => Error::Locked(refusal),
        400..=499 if matches!(about, About::Opening | About::Commit { .. }) => {
            match (refusal.topic(), about) {
                (Some(Topic::Lock), _) => Error::Locked(refusal),
                (Some(Topic::Merge), About::Commit { .. }) => Error::Conflict(refusal),
                (Some(Topic::CommitMessage), About::Commit { has_message: false }) => {
                    Error::MessageRequired(refusal)
                }
                _ => by_status(refusal),
            }
        }
        _ => by_status(refusal),
    }
}

fn by_status(refusal: Box<Refusal>) -> Error {
    match refusal.status {
        403 => Error::LacksRight(refusal),
        409 if refusal.topic_of_kind() == Some(Topic::Lock) => Error::Locked(refusal),
        409 => Error::Conflict(refusal),
        400..=499 => Error::Refused(refusal),
        _ => Error::ApplianceFault(refusal),
    }
}

fn read_body(bytes: &[u8], content_type: Option<&str>) -> Body {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Body::Empty;
    }
    match content_type {
        Some(content_type) if is_json(content_type) => {}
        Some(_) => return Body::Unreadable("the content is not JSON".to_owned()),
        None => return Body::Unreadable("the answer does not name its content type".to_owned()),
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            return Body::Cut("the text ends within a character".to_owned());
        }
        Err(_) => return Body::Unreadable("the text is not UTF-8".to_owned()),
    };
    // serde_json stops at a depth of 128, so a bottomless answer is an error and not a stack overflow.
    match serde_json::from_str(text) {
        Ok(Value::Object(content)) => Body::Object(content),
        Ok(_) => Body::Unreadable("the answer is not a JSON object".to_owned()),
        Err(error) if error.is_eof() => Body::Cut(error.to_string()),
        Err(error) => Body::Unreadable(format!("the JSON cannot be read: {error}")),
    }
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
}

fn header(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// The verbs of all `Allow` headers; `None` if there is none.
pub(crate) fn allowed(headers: &HeaderMap) -> Option<Vec<String>> {
    let mut verbs = None;
    for value in headers.get_all(ALLOW) {
        let verbs: &mut Vec<String> = verbs.get_or_insert_default();
        let list = value.to_str().unwrap_or_default().split(',');
        verbs.extend(
            list.map(|verb| verb.trim().to_ascii_uppercase())
                .filter(|verb| !verb.is_empty()),
        );
    }
    verbs
}

/// `Retry-After` in seconds; a date is counted from the `Date` of the same reply.
pub(crate) fn retry_after_seconds(headers: &HeaderMap) -> Option<u64> {
    let text = header(headers, RETRY_AFTER)?;
    if let Ok(seconds) = text.trim().parse() {
        return Some(seconds);
    }
    let now = parse_http_date(&header(headers, DATE)?)?;
    u64::try_from(parse_http_date(&text)?.checked_sub(now)?).ok()
}
