//! Times and sizes that bound what one client or the appliance can make the gateway do.

use std::time::Duration;

/// The limits of the security guide §7. The defaults are the ones to run with; tests shorten the times.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Time for one complete HTTP/1 request head; also how long an idle connection is kept.
    pub head: Duration,
    /// Time for the TLS handshake of the public side.
    pub tls_hello: Duration,
    /// Longest silence inside a request body.
    pub body_idle: Duration,
    /// Time for the TCP connection to the appliance.
    pub connect: Duration,
    /// Time until the appliance's answer begins, connection included.
    pub first_byte: Duration,
    /// The same for a commit, which may restart services on the appliance (product M5.7).
    pub commit: Duration,
    /// The same for a body under `/api/upload`, which is passed on while it comes.
    pub upload_time: Duration,
    /// Longest silence inside the appliance's answer.
    pub answer_idle: Duration,
    /// Time that open requests get when the gateway stops.
    pub stop: Duration,
    /// Connections open at a time; further ones wait to be accepted.
    pub connections: usize,
    /// Connections of one address (or one IPv6 network of 64 bits) at a time; further ones are closed.
    pub connections_per_address: usize,
    /// Connections through the certificate port at a time; further ones wait to be accepted.
    pub certificate_connections: usize,
    /// The same of one address; further ones are closed.
    pub certificate_connections_per_address: usize,
    /// Longest silence of both sides on a connection through the certificate port.
    pub certificate_idle: Duration,
    /// Failed sign-ins of one user name from one address within [`Limits::sign_in_window`]; the next one is refused.
    pub sign_ins: usize,
    /// See [`Limits::sign_ins`].
    pub sign_in_window: Duration,
    /// How long an announced start of a certificate sign-in is open: the 60 seconds in which the console asks, and some more
    /// for slow networks.
    pub announced: Duration,
    /// Announced starts of a certificate sign-in, and connection tests, of one address in a minute; each counted by itself.
    pub own_calls: usize,
    /// Time for a connection test.
    pub probe: Duration,
    /// Request body in bytes, outside `/api/upload`.
    pub body: u64,
    /// Request body in bytes under `/api/upload`.
    pub upload: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            tls_hello: Duration::from_secs(10),
            body_idle: Duration::from_secs(30),
            connect: Duration::from_secs(5),
            first_byte: Duration::from_secs(60),
            commit: Duration::from_secs(180),
            upload_time: Duration::from_secs(900),
            answer_idle: Duration::from_secs(120),
            stop: Duration::from_secs(5),
            connections: 1024,
            connections_per_address: 64,
            certificate_connections: 256,
            certificate_connections_per_address: 16,
            sign_ins: 10,
            sign_in_window: Duration::from_secs(300),
            announced: Duration::from_secs(75),
            own_calls: 30,
            probe: Duration::from_secs(10),
            certificate_idle: Duration::from_secs(120),
            body: 1024 * 1024,
            upload: 64 * 1024 * 1024,
        }
    }
}
