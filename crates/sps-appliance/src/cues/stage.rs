//! What cues left behind, and how it shows in answers.

use std::collections::BTreeSet;

use http::{HeaderValue, Request, Response, StatusCode, header};

use crate::call::Call;
use crate::clock::Timestamp;
use crate::error::ApiError;
use crate::route::Route;
use crate::session::SessionKey;
use crate::transport::{Cut, TransportHint};

const UNAVAILABLE_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>503 Service Unavailable</title></head>\
<body><h1>Service Unavailable</h1><p>The server is temporarily unable to service your request.</p></body></html>\n";

/// The state of all cues.
#[derive(Debug, Default)]
pub(crate) struct Stage {
    pub(crate) refuses_next_write: bool,
    pub(crate) rights_revoked: bool,
    /// Sessions whose next request does not extend them.
    pub(crate) held: BTreeSet<SessionKey>,
    pub(crate) delay_milliseconds: u64,
    pub(crate) cuts_next_body: bool,
    pub(crate) unavailable_answers: u64,
    pub(crate) loses_next_commit: bool,
    pub(crate) unreachable_until: Option<Timestamp>,
    /// Whether the request being answered is the commit whose answer is lost.
    loses_this_answer: bool,
}

impl Stage {
    /// The answer of a request that does not even reach the appliance.
    pub(crate) fn interrupts(&mut self, now: Timestamp) -> Option<Response<Vec<u8>>> {
        if self.unreachable_until.is_some_and(|until| now < until) {
            let mut response = Response::new(Vec::new());
            *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            response.extensions_mut().insert(TransportHint {
                delay_milliseconds: 0,
                cut: Some(Cut::NoConnection),
            });
            return Some(response);
        }
        self.unavailable_answers = self.unavailable_answers.checked_sub(1)?;
        let mut response = Response::new(UNAVAILABLE_PAGE.as_bytes().to_vec());
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, html);
        Some(response)
    }

    /// Whether a request of that session extends it.
    pub(crate) fn extends(&mut self, key: &SessionKey) -> bool {
        !self.held.remove(key)
    }

    /// Whether a request that is otherwise fine is refused.
    ///
    /// # Errors
    /// The refusal asked for.
    pub(crate) fn judge(&mut self, call: &Call<'_>, route: &Route) -> Result<(), ApiError> {
        let changes_configuration = call.is_write()
            && matches!(
                route,
                Route::ApiKey | Route::ApiKeys | Route::List | Route::Object(_) | Route::Resource
            );
        if changes_configuration && std::mem::take(&mut self.refuses_next_write) {
            let error = (
                "The appliance refuses this change".to_owned(),
                vec![call.path.clone()],
            );
            return Err(ApiError::refused("The change is refused.", &[error]));
        }
        if *route == Route::Transaction && call.method == http::Method::PUT {
            self.loses_this_answer = std::mem::take(&mut self.loses_next_commit);
        }
        Ok(())
    }

    /// Tells the server what to do with the answer.
    pub(crate) fn finish(&mut self, request: &Request<Vec<u8>>, response: &mut Response<Vec<u8>>) {
        let mut hint = response
            .extensions()
            .get::<TransportHint>()
            .copied()
            .unwrap_or_default();
        hint.delay_milliseconds = hint
            .delay_milliseconds
            .saturating_add(self.delay_milliseconds);
        if std::mem::take(&mut self.loses_this_answer) {
            hint.cut = Some(Cut::BeforeAnswer);
        } else if request.method() != http::Method::HEAD
            && response.body().len() > 1
            && std::mem::take(&mut self.cuts_next_body)
        {
            hint.cut = Some(Cut::MidBody);
        }
        if hint != TransportHint::default() {
            response.extensions_mut().insert(hint);
        }
    }
}
