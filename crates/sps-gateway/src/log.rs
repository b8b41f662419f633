//! The log: one JSON object per line on standard error. Never a query, a header, a body or a cookie.

use std::io::Write;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::body::Body;
use bytes::Bytes;
use http::{Method, StatusCode};
use http_body::{Body as HttpBody, Frame, SizeHint};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Writes one line; `members` are put after the time.
pub(crate) fn write(members: &Value) {
    let now = OffsetDateTime::now_utc()
        .format(&Rfc3339)
        .unwrap_or_default();
    let mut entry = json!({ "time": now });
    if let (Some(entry), Some(members)) = (entry.as_object_mut(), members.as_object()) {
        entry.extend(members.clone());
    }
    // One write per line, so that lines of several threads do not mix. There is nowhere left to tell a failure.
    let _written = std::io::stderr().write_all(format!("{entry}\n").as_bytes());
}

/// What is logged about a request, when its answer has been sent or given up.
#[derive(Debug)]
pub(crate) struct RequestLine {
    pub(crate) started: Instant,
    pub(crate) request_id: String,
    pub(crate) method: Method,
    /// Without query.
    pub(crate) path: String,
    pub(crate) status: StatusCode,
    /// Of the answer's body.
    pub(crate) bytes: u64,
}

impl Drop for RequestLine {
    fn drop(&mut self) {
        let milliseconds = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        write(&json!({
            "request_id": self.request_id,
            "method": self.method.as_str(),
            "path": self.path,
            "status": self.status.as_u16(),
            "bytes": self.bytes,
            "ms": milliseconds,
        }));
    }
}

pin_project_lite::pin_project! {
    /// Counts an answer's bytes; the line is written when the answer is dropped.
    pub(crate) struct Logged {
        #[pin]
        inner: Body,
        line: RequestLine,
    }
}

impl Logged {
    pub(crate) const fn new(inner: Body, line: RequestLine) -> Self {
        Self { inner, line }
    }
}

impl HttpBody for Logged {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.project();
        let frame = this.inner.poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &frame {
            this.line.bytes = this
                .line
                .bytes
                .saturating_add(frame.data_ref().map_or(0, Bytes::len) as u64);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
