//! Bodies with limits: how much may come, and how long the sender may be silent.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::{Instant, Sleep, sleep, timeout};

use crate::answer::Problem;

/// Read and thrown away beyond the limit, so that the client is listening when the 413 comes.
const DRAIN: u64 = 4 * 1024 * 1024;
/// Time for that.
const DRAIN_TIME: Duration = Duration::from_secs(5);

pin_project_lite::pin_project! {
    /// A body that fails when its sender is silent for too long.
    struct Punctual {
        #[pin]
        inner: Body,
        #[pin]
        silence: Sleep,
        idle: Duration,
    }
}

impl HttpBody for Punctual {
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let mut this = self.project();
        if let Poll::Ready(frame) = this.inner.poll_frame(context) {
            this.silence.as_mut().reset(Instant::now() + *this.idle);
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        ready!(this.silence.poll(context));
        Poll::Ready(Some(Err("the sender was silent for too long".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// Bounds the silence inside a body.
pub(crate) fn punctual(inner: Body, idle: Duration) -> Body {
    Body::new(Punctual {
        inner,
        silence: sleep(idle),
        idle,
    })
}

/// A request body that is passed on while it comes, and cut off above `limit` bytes.
pub(crate) fn streamed(body: Body, limit: u64, idle: Duration) -> Body {
    Body::new(Limited::new(
        punctual(body, idle),
        usize::try_from(limit).unwrap_or(usize::MAX),
    ))
}

/// Reads a whole request body of at most `limit` bytes.
///
/// # Errors
/// 413 above the limit, 400 when the client breaks off or is silent for too long.
pub(crate) async fn whole(body: Body, limit: u64, idle: Duration) -> Result<Bytes, Problem> {
    let mut body = punctual(body, idle);
    if body.size_hint().lower() <= limit
        && let Some(bytes) = read_up_to(&mut body, limit).await?
    {
        return Ok(bytes);
    }
    drain(body).await;
    Err(too_large(limit))
}

/// `None` when there is more than `limit`.
async fn read_up_to(body: &mut Body, limit: u64) -> Result<Option<Bytes>, Problem> {
    let mut read = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| broken_off(&error))?;
        let Some(data) = frame.data_ref() else {
            continue;
        };
        if read.len().saturating_add(data.len()) as u64 > limit {
            return Ok(None);
        }
        read.extend_from_slice(data);
    }
    Ok(Some(read.freeze()))
}

/// 413 with the limit.
pub(crate) fn too_large(limit: u64) -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "BodyTooLarge",
        format!("The request body is larger than {limit} bytes."),
    )
}

/// Whether an error of the upstream client means that our own limit cut the body.
pub(crate) fn is_too_large(error: &(dyn Error + 'static)) -> bool {
    std::iter::successors(Some(error), |&error| error.source())
        .any(|error| error.is::<LengthLimitError>())
}

async fn drain(mut body: Body) {
    let reading = async {
        let mut length = 0_u64;
        while let Some(Ok(frame)) = body.frame().await {
            length = length.saturating_add(frame.data_ref().map_or(0, Bytes::len) as u64);
            if length > DRAIN {
                break;
            }
        }
    };
    // Whether it ended or ran out of time: the refusal is sent either way.
    let _ended = timeout(DRAIN_TIME, reading).await;
}

fn broken_off(error: &axum::Error) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "BodyIncomplete",
        "The request body did not arrive completely.",
    )
    .because(error.to_string())
}
