//! What an answer asks of the connection it goes out on: bad moments that no status code can express.

/// Put into a response's extensions by [`Appliance::handle`](crate::Appliance::handle); servers act
/// on it, everybody else may ignore it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TransportHint {
    /// Milliseconds to wait before anything is sent.
    pub delay_milliseconds: u64,
    /// Where the connection breaks, if it does.
    pub cut: Option<Cut>,
}

/// Where a connection breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It does not even come about.
    NoConnection,
    /// Before the first byte of the answer.
    BeforeAnswer,
    /// In the middle of the body, after the header announced all of it.
    MidBody,
}
