//! Why a call did not bring what it was made for, one variant by what a caller can do about it.

use crate::refusal::Refusal;
use crate::transport::TransportError;

/// Why a call failed.
///
/// The HTTP status decides the variant, never the appliance's error type alone (`sps-api.md` §4.2, "Client rule").
/// Refusals are boxed, so that a `Result` stays small.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// 401 anywhere but at sign-in: the session ended and took the open transaction with it. Sign in again.
    #[error("the session has ended ({0})")]
    SessionEnded(Box<Refusal>),
    /// 401 at `/api/authentication`: the name and password were not accepted. Ask again.
    #[error("the appliance did not accept the credentials ({0})")]
    SignInRefused(Box<Refusal>),
    /// 400 at `/api/authentication`: no usable credentials, such as a certificate while `admin` falls back to a
    /// password. Choose another method.
    #[error("the appliance found no usable credentials ({0})")]
    NoUsableCredentials(Box<Refusal>),
    /// Sign-in was answered well, but the session was not known one request later: the clocks of browser and appliance
    /// disagree, or the cookie was thrown away (seed 000). Check the clocks.
    #[error("the session was not kept after signing in ({0})")]
    SessionNotKept(Box<Refusal>),
    /// 403: signed in, but the privilege is missing. Do not sign out for it.
    #[error("the privilege is missing ({0})")]
    LacksRight(Box<Refusal>),
    /// 404: no such path or object.
    #[error("not found ({0})")]
    NotFound(Box<Refusal>),
    /// 405: the resource does not know this verb.
    #[error("the resource does not allow this ({0})")]
    NotAllowed(Box<Refusal>),
    /// 423, or 409 with a type that speaks of a lock; at opening and commit any other 4xx whose words do (the status
    /// is not documented). Somebody else holds the configuration. Try again later; the transaction is untouched.
    #[error("the configuration is locked by somebody else ({0})")]
    Locked(Box<Refusal>),
    /// Any other 409, and a 4xx of a commit that speaks of merging or conflict: changes committed meanwhile could not be merged. Read again and compare.
    #[error("the change conflicts with the present configuration ({0})")]
    Conflict(Box<Refusal>),
    /// A commit without a message was refused, in words that speak of one. Ask for it; the transaction is untouched.
    #[error("the appliance wants a message for the commit ({0})")]
    MessageRequired(Box<Refusal>),
    /// 413: the request was larger than the appliance, or a server before it, accepts.
    #[error("the request is too large ({0})")]
    TooLarge(Box<Refusal>),
    /// Any other 4xx: the reasons are in the refusal. Correct and send again.
    #[error("the appliance refused the request ({0})")]
    Refused(Box<Refusal>),
    /// 5xx with an answer of the API, or without a body. A write may have been done: read before repeating it.
    #[error("the appliance failed ({0})")]
    ApplianceFault(Box<Refusal>),
    /// A path or link that is not `/api` or below; nothing was sent.
    #[error("a link that leaves the API was not followed")]
    RefusedLink {
        /// The refused text as it came. It is hostile until proven otherwise.
        path: String,
    },
    /// Something answered, but not with the API: a page in HTML, a wrong type, broken UTF-8 or JSON, or an answer
    /// without the members it must have. The appliance may be starting, or a foreign server stands in between.
    #[error("the answer ({status}) is not an answer of the API: {detail}")]
    NotTheApi {
        /// The HTTP status.
        status: u16,
        /// The `Content-Type` as it came.
        content_type: Option<String>,
        /// What was wrong, in English, without quoting the body.
        detail: String,
    },
    /// No complete answer arrived. A write may have been done: read before repeating it.
    #[error(transparent)]
    Transport(#[from] TransportError),
}

/// What became of a request that ended in an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The appliance refused it, or it was never sent.
    NotDone,
    /// It may have been done: read before sending it again.
    Unknown,
}

impl Error {
    /// Whether the request may have been carried out all the same. Ask this after a write that failed.
    ///
    /// ```
    /// use sps_client::{Error, Outcome, TransportError};
    ///
    /// assert_eq!(Error::Transport(TransportError::TimedOut).outcome(), Outcome::Unknown);
    /// let refused = Error::RefusedLink { path: "//evil.example".to_owned() };
    /// assert_eq!(refused.outcome(), Outcome::NotDone);
    /// ```
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::ApplianceFault(_) | Self::NotTheApi { .. } | Self::Transport(_) => {
                Outcome::Unknown
            }
            // 408: a server gave up waiting, perhaps for the appliance.
            Self::Refused(refusal) if refusal.status == 408 => Outcome::Unknown,
            // Signed in all right; it is the session that was lost.
            Self::SessionNotKept(_) => Outcome::Unknown,
            _ => Outcome::NotDone,
        }
    }

    /// Whether a read that ended so is worth sending once more at once: the answer broke off, or a server in between gave
    /// up waiting. Never a reason to send a write again.
    ///
    /// ```
    /// use sps_client::{Error, TransportError};
    ///
    /// let cut = TransportError::Cut { detail: "half".to_owned() };
    /// assert!(Error::Transport(cut).is_worth_repeating());
    /// assert!(!Error::Transport(TransportError::Aborted).is_worth_repeating());
    /// ```
    #[must_use]
    pub fn is_worth_repeating(&self) -> bool {
        match self {
            Self::Transport(TransportError::Cut { .. }) => true,
            Self::NotTheApi { status, .. } => *status == 504,
            Self::ApplianceFault(refusal) => {
                refusal.status == 504 || refusal.kind.as_deref() == Some("UpstreamBroken")
            }
            _ => false,
        }
    }

    /// The appliance's own words, where it had any.
    ///
    /// ```
    /// use sps_client::{Error, TransportError};
    ///
    /// assert_eq!(Error::Transport(TransportError::TimedOut).refusal(), None);
    /// ```
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::SessionEnded(refusal)
            | Self::SignInRefused(refusal)
            | Self::NoUsableCredentials(refusal)
            | Self::SessionNotKept(refusal)
            | Self::LacksRight(refusal)
            | Self::NotFound(refusal)
            | Self::NotAllowed(refusal)
            | Self::Locked(refusal)
            | Self::Conflict(refusal)
            | Self::MessageRequired(refusal)
            | Self::TooLarge(refusal)
            | Self::Refused(refusal)
            | Self::ApplianceFault(refusal) => Some(refusal),
            Self::RefusedLink { .. } | Self::NotTheApi { .. } | Self::Transport(_) => None,
        }
    }
}
