//! Cues over HTTP: `GET /_demo/cues` lists them, `POST /_demo/cues/<name>[?value=N]` makes one
//! happen. Outside of the appliance's API, and only where it is switched on.

use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use serde_json::{Value, json};

use super::SharedAppliance;
use crate::Cue;

/// Where the cues are.
pub const CUES: &str = "/_demo/cues";

impl SharedAppliance {
    /// Answers a request to the cues: see [`is_cue`]. Pages of other origins are refused: they must
    /// not play with a demo on this machine.
    #[must_use]
    pub fn demo<B>(&self, request: &Request<B>) -> Response<Vec<u8>> {
        if is_foreign_page(request) {
            return refusal(
                StatusCode::FORBIDDEN,
                "Pages of other origins may not use the cues.",
            );
        }
        let below = request.uri().path().strip_prefix(CUES).unwrap_or_default();
        let name = below.trim_matches('/');
        match (request.method(), name) {
            (&Method::GET, "") => answer(StatusCode::OK, &list()),
            (&Method::POST, name) if !name.is_empty() => {
                self.perform(name, request.uri().query().unwrap_or_default())
            }
            _ => refusal(
                StatusCode::METHOD_NOT_ALLOWED,
                "GET lists the cues, POST to the name of one makes it happen.",
            ),
        }
    }

    fn perform(&self, name: &str, query: &str) -> Response<Vec<u8>> {
        let Some(cue) = Cue::parse(name) else {
            return refusal(StatusCode::NOT_FOUND, "There is no such cue.");
        };
        let value = form_urlencoded::parse(query.as_bytes())
            .find(|(parameter, _)| parameter == "value")
            .map(|(_, value)| value);
        let cue = match value.map(|value| value.parse::<i64>()) {
            None => Ok(cue),
            Some(Ok(value)) => cue.with_value(value).map_err(|error| error.to_string()),
            Some(Err(error)) => Err(error.to_string()),
        };
        match cue {
            Ok(cue) => answer(
                StatusCode::OK,
                &json!({ "cue": name, "done": self.cue(cue) }),
            ),
            Err(reason) => refusal(StatusCode::BAD_REQUEST, &reason),
        }
    }
}

/// Whether a path is at or below [`CUES`].
#[must_use]
pub fn is_cue(path: &str) -> bool {
    path.strip_prefix(CUES)
        .is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

fn is_foreign_page<B>(request: &Request<B>) -> bool {
    let header = |name: &str| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    if let Some(site) = header("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = header("origin") else {
        return false;
    };
    let host = origin.split_once("://").map(|(_, host)| host);
    host.is_none() || host != header("host")
}

fn list() -> Value {
    let cues: Vec<_> = Cue::ALL
        .iter()
        .map(|info| json!({ "name": info.name, "title": info.title, "unit": info.unit }))
        .collect();
    json!({ "cues": cues })
}

fn refusal(status: StatusCode, message: &str) -> Response<Vec<u8>> {
    let error = json!({ "type": "DemoCueRefused", "message": message, "details": {} });
    answer(status, &json!({ "error": error }))
}

fn answer(status: StatusCode, body: &Value) -> Response<Vec<u8>> {
    let mut response = Response::new(body.to_string().into_bytes());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
