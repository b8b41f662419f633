//! The log line of a request, written when its answer has been sent or given up.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::body::Body;
use bytes::Bytes;
use http::{Method, StatusCode};
use http_body::{Body as HttpBody, Frame, SizeHint};
use serde_json::json;

use crate::log::Log;

/// What is logged about a request, when its answer has been sent or given up.
#[derive(Debug)]
pub(crate) struct RequestLine {
    pub(crate) log: Log,
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
        self.log.write(&json!({
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
