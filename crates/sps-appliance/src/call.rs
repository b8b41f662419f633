//! A request as the appliance reads it: normalised path, query, credentials.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{Method, Request, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

use crate::ClientCertificate;
use crate::error::ApiError;
use crate::setup::{ApiKeyHeader, NonUtf8, Switches};

/// Everything but the letters RFC 3986 calls unreserved, and `:` as printed in the guide's host keys.
const ENCODED_IN_SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'@');

/// One path segment as it stands in an `href`.
pub(crate) fn encode_segment(segment: &str) -> String {
    utf8_percent_encode(segment, ENCODED_IN_SEGMENT).to_string()
}

/// User name and password of an `Authorization: Basic` header.
pub(crate) struct BasicCredentials {
    pub(crate) user: String,
    pub(crate) password: String,
}

/// What the `Authorization: Basic` header holds.
pub(crate) enum Basic {
    Absent,
    /// Not base64, not UTF-8, or without a colon.
    Malformed,
    Given(BasicCredentials),
}

/// A request and what is read from it.
pub(crate) struct Call<'r> {
    pub(crate) method: Method,
    /// `/api/configuration/aaa/settings`: no trailing or doubled slashes (`sps-api.md` §2), every
    /// segment percent-encoded in the one way of [`encode_segment`].
    pub(crate) path: String,
    query: Vec<(String, String)>,
    non_utf8: NonUtf8,
    request: &'r Request<Vec<u8>>,
}

impl<'r> Call<'r> {
    pub(crate) fn read(request: &'r Request<Vec<u8>>, switches: &Switches) -> Self {
        let path = request
            .uri()
            .path()
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(|segment| {
                format!(
                    "/{}",
                    encode_segment(&percent_decode_str(segment).decode_utf8_lossy())
                )
            })
            .collect();
        let query = request.uri().query().unwrap_or_default();
        Self {
            method: request.method().clone(),
            path,
            query: form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            non_utf8: switches.write_non_utf8,
            request,
        }
    }

    /// The last segment of the path, decoded: the key of an object.
    pub(crate) fn key(&self) -> String {
        let segment = self.path.rsplit('/').next().unwrap_or_default();
        percent_decode_str(segment).decode_utf8_lossy().into_owned()
    }

    /// The first query parameter of that name.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(parameter, _)| parameter == name)
            .map(|(_, value)| value.as_str())
    }

    /// The header of that name, `None` if absent or not ASCII.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.request.headers().get(name)?.to_str().ok()
    }

    /// The body as it came.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.request.body()
    }

    /// Whether the request changes something: these need the `X-Token` and the right to write.
    pub(crate) fn is_write(&self) -> bool {
        !matches!(self.method, Method::GET | Method::HEAD | Method::OPTIONS)
    }

    /// The verified client certificate of the connection.
    pub(crate) fn certificate(&self) -> Option<&ClientCertificate> {
        self.request.extensions().get()
    }

    /// Whether the client waits for `100 Continue` (`sps-api.md` §2).
    pub(crate) fn expects_continue(&self) -> bool {
        self.header("expect")
            .is_some_and(|expectation| expectation.eq_ignore_ascii_case("100-continue"))
    }

    /// A POST with neither a body nor any statement about its length (`sps-api.md` §2).
    pub(crate) fn lacks_length(&self) -> bool {
        let headers = self.request.headers();
        self.method == Method::POST
            && self.request.body().is_empty()
            && !headers.contains_key(header::CONTENT_LENGTH)
            && !headers.contains_key(header::TRANSFER_ENCODING)
    }

    /// The values of all `session_id` cookies; other cookies may stand beside them.
    pub(crate) fn session_ids(&self) -> impl Iterator<Item = &str> {
        self.request
            .headers()
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().strip_prefix("session_id="))
            .map(|id| id.trim_matches('"'))
    }

    /// The token of an API key.
    ///
    /// ASSUMPTION: how a key is presented is documented nowhere in our material (`sps-api.md` §6.1);
    /// the switch `api_keys.header`.
    pub(crate) fn api_key_token(&self, header: ApiKeyHeader) -> Option<Cow<'_, str>> {
        let bearer = || {
            let value = self.header("authorization")?.split_once(' ');
            value
                .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
                .map(|(_, token)| Cow::Borrowed(token.trim()))
        };
        let own = || self.header("x-api-key").map(Cow::Borrowed);
        match header {
            ApiKeyHeader::Both => bearer().or_else(own),
            ApiKeyHeader::Bearer => bearer(),
            ApiKeyHeader::XApiKey => own(),
            ApiKeyHeader::Basic => match self.basic() {
                Basic::Given(credentials) => Some(Cow::Owned(credentials.password)),
                Basic::Absent | Basic::Malformed => None,
            },
            ApiKeyHeader::None => None,
        }
    }

    /// Whether the agent looks like a browser (`sps-api.md` §5.4).
    pub(crate) fn comes_from_browser(&self) -> bool {
        self.header("user-agent")
            .is_some_and(|agent| agent.starts_with("Mozilla/"))
    }

    /// User name and password; both are UTF-8 (seed 002).
    pub(crate) fn basic(&self) -> Basic {
        let Some(value) = self.header("authorization") else {
            return Basic::Absent;
        };
        let Some((_, encoded)) = value
            .split_once(' ')
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"))
        else {
            return Basic::Absent;
        };
        let decoded = STANDARD
            .decode(encoded.trim())
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok());
        match decoded.as_deref().and_then(|text| text.split_once(':')) {
            Some((user, password)) => Basic::Given(BasicCredentials {
                user: user.to_owned(),
                password: password.to_owned(),
            }),
            None => Basic::Malformed,
        }
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// `SyntacticError` if it is declared as something else, or is not JSON in UTF-8.
    pub(crate) fn json(&self) -> Result<Value, ApiError> {
        let declared = self.header("content-type").unwrap_or("application/json");
        let media_type = declared.split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/json") {
            // ASSUMPTION: refused as a malformed body; the documents only say that the type is needed.
            return Err(ApiError::syntactic(&format!(
                "The body must be application/json, not {media_type}"
            )));
        }
        let latin1;
        let mut bytes = self.request.body().as_slice();
        if self.non_utf8 == NonUtf8::Latin1 && std::str::from_utf8(bytes).is_err() {
            latin1 = bytes.iter().copied().map(char::from).collect::<String>();
            bytes = latin1.as_bytes();
        }
        serde_json::from_slice(bytes)
            .map_err(|error| ApiError::syntactic(&format!("The body is not valid JSON: {error}")))
    }
}
