//! Whose connection a request came over.

use std::net::IpAddr;

/// The other end of the connection; put into the extensions of each request. Never read from a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Peer(pub(crate) IpAddr);
