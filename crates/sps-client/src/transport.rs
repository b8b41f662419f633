//! Who carries the requests, and what can go wrong on the way.

/// Carries one request and returns whatever came back, also for 3xx, 4xx and 5xx.
///
/// The URI of a request is a path with an optional query (`/api/...`); the transport knows the origin. It does not
/// follow redirects (the session cookie is on the first answer, `sps-api.md` §5.1), bounds the size of a body and the
/// time to wait, and notices a body that was cut short.
pub trait Transport {
    /// Sends `request` and waits for the complete answer.
    ///
    /// # Errors
    /// [`TransportError`] if no complete answer arrived.
    fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> impl Future<Output = Result<http::Response<Vec<u8>>, TransportError>>;
}

/// Why no complete answer arrived.
///
/// After a write this says nothing about whether the appliance acted on the request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransportError {
    /// No connection: offline, the gateway or the appliance is down, the certificate was not accepted.
    #[error("the appliance could not be reached: {detail}")]
    Unreachable {
        /// What the carrier said, for the details of a report.
        detail: String,
    },
    /// The answer did not come in the time the transport allows.
    #[error("the answer did not come in time")]
    TimedOut,
    /// The caller gave up on the request.
    #[error("the request was aborted")]
    Aborted,
    /// The connection ended in the middle of the answer.
    #[error("the answer was cut short: {detail}")]
    Cut {
        /// What the carrier said, for the details of a report.
        detail: String,
    },
    /// The answer was larger than the transport accepts.
    #[error("the answer is larger than {limit_bytes} bytes")]
    TooLarge {
        /// The largest body the transport accepts, in bytes.
        limit_bytes: usize,
    },
}
