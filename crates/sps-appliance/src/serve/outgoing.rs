//! An answer on its way out: what its [`TransportHint`] asks for is done here.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use hyper::body::{Body, Frame, SizeHint};

use crate::{Cut, TransportHint};

/// The connection ends without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// It did not even come about: the request reached nobody.
    #[error("the appliance is unreachable")]
    NoConnection,
    /// The request was received, and its outcome is unknown.
    #[error("the connection broke before the answer")]
    Lost,
}

/// A body, whole or broken off in the middle.
#[derive(Debug)]
pub struct OutgoingBody {
    pieces: VecDeque<Bytes>,
    /// Bytes announced and not sent yet.
    announced: u64,
}

impl OutgoingBody {
    fn whole(bytes: Vec<u8>) -> Self {
        Self {
            announced: bytes.len() as u64,
            pieces: [Bytes::from(bytes)].into(),
        }
    }

    fn first_half(mut bytes: Vec<u8>) -> Self {
        let announced = bytes.len() as u64;
        bytes.truncate(bytes.len() / 2);
        Self {
            announced,
            pieces: [Bytes::from(bytes)].into(),
        }
    }
}

impl Body for OutgoingBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(piece) = self.pieces.pop_front() {
            self.announced = self.announced.saturating_sub(piece.len() as u64);
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        if self.announced == 0 {
            return Poll::Ready(None);
        }
        let cut = io::Error::new(io::ErrorKind::ConnectionReset, "cut off as a cue asked for");
        Poll::Ready(Some(Err(cut)))
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty() && self.announced == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}

/// Waits, cuts, or passes the answer on, as the appliance asks for.
///
/// # Errors
/// [`NoAnswer`] where the connection is to end without one.
pub async fn outgoing(response: Response<Vec<u8>>) -> Result<Response<OutgoingBody>, NoAnswer> {
    let hint = response
        .extensions()
        .get::<TransportHint>()
        .copied()
        .unwrap_or_default();
    if hint.delay_milliseconds > 0 {
        tokio::time::sleep(Duration::from_millis(hint.delay_milliseconds)).await;
    }
    match hint.cut {
        None => Ok(response.map(OutgoingBody::whole)),
        Some(Cut::MidBody) => Ok(response.map(OutgoingBody::first_half)),
        Some(Cut::BeforeAnswer) => Err(NoAnswer::Lost),
        Some(Cut::NoConnection) => Err(NoAnswer::NoConnection),
    }
}
