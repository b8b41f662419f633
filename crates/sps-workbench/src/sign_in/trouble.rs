//! Why the appliance cannot be asked (product M10), told apart by what a person can do.

use sps_client::{Error, TransportError};

/// What stands between this page and the appliance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing answers at all: the computer is offline, or the gateway is down.
    NoGateway,
    /// The gateway runs, the appliance does not answer.
    NoAppliance,
    /// The gateway does not trust the appliance's certificate. There is no way around it.
    Certificate,
    /// The answer did not come in time.
    Slow,
    /// The answer broke off.
    Incomplete,
    /// Something answered, but not the API: the appliance is starting or updating, or a foreign server stands between.
    NotTheApi,
    /// The gateway asks for patience (429).
    TooMany,
    /// The page was loaded from an address that is not the console's public one (421).
    WrongAddress,
    /// The gateway took the request for one of another site (403).
    OtherSite,
    /// The appliance itself reports a fault.
    Fault,
}

impl Trouble {
    /// Whether it may pass by itself, so that asking again is worth it.
    pub fn passes(self) -> bool {
        !matches!(self, Self::WrongAddress | Self::OtherSite)
    }
}

/// What an error of an anonymous question means.
pub fn trouble(error: &Error) -> Trouble {
    let kind = error.refusal().and_then(|refusal| refusal.kind.as_deref());
    let status = error.refusal().map(|refusal| refusal.status);
    match (error, kind, status) {
        (Error::Transport(TransportError::TimedOut), ..) | (_, Some("UpstreamTimeout"), _) => {
            Trouble::Slow
        }
        (Error::Transport(TransportError::Cut { .. }), ..) => Trouble::Incomplete,
        (Error::Transport(TransportError::TooLarge { .. }), ..) => Trouble::NotTheApi,
        (Error::Transport(_), ..) => Trouble::NoGateway,
        (_, Some("UpstreamCert"), _) => Trouble::Certificate,
        (_, Some("UpstreamDown"), _) => Trouble::NoAppliance,
        (_, Some("UpstreamBroken"), _) => Trouble::Incomplete,
        (_, _, Some(429)) => Trouble::TooMany,
        (_, _, Some(421)) => Trouble::WrongAddress,
        (_, Some("CrossSiteRefused" | "NotFromConsole"), _) => Trouble::OtherSite,
        // The API gives a reason with every refusal.
        (_, None, Some(400..=499)) => Trouble::NotTheApi,
        (Error::NotTheApi { .. } | Error::RefusedLink { .. }, ..) => Trouble::NotTheApi,
        _ => Trouble::Fault,
    }
}
