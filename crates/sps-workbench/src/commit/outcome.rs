//! What came of a commit. It is sent once, whatever happens (product 4.0.10), and success is proved by reading (4.0.11).

use sps_client::{Client, Error, MessageRule, TransactionStatus, Transport};

/// What came of a commit.
#[derive(Debug, Clone, PartialEq)]
pub enum CommitOutcome {
    /// The changes are active: the transaction is closed. The session may have ended with the commit (product F20).
    Committed,
    /// Refused because a message is required; the transaction is as it was (M5.4).
    MessageRequired(Error),
    /// Somebody else holds the lock; the transaction is as it was (M8).
    Locked(Error),
    /// The changes could not be merged with what others committed; the transaction is as it was (M7).
    Conflict(Error),
    /// Refused for other reasons, which the error names; the transaction is as it was.
    Refused(Error),
    /// The session was over before the commit, and the transaction with it.
    SessionEnded(Error),
    /// No answer that settles it. The commit is not repeated; `finding` is what the transaction said afterwards (M5.8).
    Unknown {
        /// Why it is not known.
        error: Error,
        /// What reading the transaction found.
        finding: Finding,
    },
}

impl CommitOutcome {
    /// Why it was not committed, or is not known to be.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::Committed => None,
            Self::MessageRequired(error)
            | Self::Locked(error)
            | Self::Conflict(error)
            | Self::Refused(error)
            | Self::SessionEnded(error)
            | Self::Unknown { error, .. } => Some(error),
        }
    }
}

/// What the state of the transaction says about a commit whose answer was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// The transaction is closed.
    // ASSUMPTION: nobody rolled it back at the same moment and the session did not lapse and come back in between; live
    // values that differ from the changelog would prove it wrong.
    Committed,
    /// The transaction is still open.
    NotCommitted,
    /// The transaction could not be read, or has an unknown state.
    CannotTell,
}

/// Commits the transaction of this session: one request, then a look at the transaction.
///
/// The caller offers no second commit before the outcome is there.
pub async fn commit<T: Transport>(client: &Client<T>, message: Option<&str>) -> CommitOutcome {
    match client.commit(message).await {
        Ok(()) => proved(client).await,
        Err(error) => failed(client, error, message).await,
    }
}

/// Reads the transaction after a commit with an unknown outcome, as often as the person asks. It writes nothing.
pub async fn find_out<T: Transport>(client: &Client<T>) -> Finding {
    match client.transaction().await.map(|state| state.status) {
        Ok(TransactionStatus::Closed) => Finding::Committed,
        Ok(TransactionStatus::Open) => Finding::NotCommitted,
        Ok(TransactionStatus::Other(_)) | Err(_) => Finding::CannotTell,
    }
}

/// The appliance said yes; the closed transaction is the proof.
async fn proved<T: Transport>(client: &Client<T>) -> CommitOutcome {
    match client.transaction().await.map(|state| state.status) {
        Ok(TransactionStatus::Closed) => CommitOutcome::Committed,
        // A commit can end sessions (`sps-api.md` §7.4); the one that was accepted is done all the same.
        Err(Error::SessionEnded(_)) => CommitOutcome::Committed,
        Ok(TransactionStatus::Open) => CommitOutcome::Unknown {
            error: contradiction("the commit was accepted and the transaction is still open"),
            finding: Finding::NotCommitted,
        },
        Ok(TransactionStatus::Other(_)) => CommitOutcome::Unknown {
            error: contradiction(
                "the commit was accepted and the transaction has an unknown state",
            ),
            finding: Finding::CannotTell,
        },
        Err(error) => CommitOutcome::Unknown {
            error,
            finding: Finding::CannotTell,
        },
    }
}

async fn failed<T: Transport>(
    client: &Client<T>,
    error: Error,
    message: Option<&str>,
) -> CommitOutcome {
    match &error {
        Error::Transport(_) | Error::ApplianceFault(_) | Error::NotTheApi { .. } => {
            let finding = find_out(client).await;
            CommitOutcome::Unknown { error, finding }
        }
        Error::SessionEnded(_) => CommitOutcome::SessionEnded(error),
        Error::Locked(_) => CommitOutcome::Locked(error),
        Error::MessageRequired(_) => CommitOutcome::MessageRequired(error),
        // The names of these refusals are unknown (`sps-api.md` §4.2); one that tells refines the status.
        _ if speaks_of(&error, &["lock"]) => CommitOutcome::Locked(error),
        _ if speaks_of(&error, &["merge", "conflict"]) => CommitOutcome::Conflict(error),
        Error::Refused(_) | Error::LacksRight(_) | Error::Conflict(_)
            if is_empty(message) && wants_message(client, &error).await =>
        {
            CommitOutcome::MessageRequired(error)
        }
        Error::Conflict(_) => CommitOutcome::Conflict(error),
        _ => CommitOutcome::Refused(error),
    }
}

fn is_empty(message: Option<&str>) -> bool {
    message.is_none_or(|message| message.trim().is_empty())
}

/// A commit without a message was refused: was it for that? The type may say so, else the transaction (8.0).
async fn wants_message<T: Transport>(client: &Client<T>, error: &Error) -> bool {
    speaks_of(error, &["message", "commitlog"])
        || client
            .transaction()
            .await
            .is_ok_and(|state| state.commit_message == MessageRule::Required)
}

fn speaks_of(error: &Error, words: &[&str]) -> bool {
    error
        .refusal()
        .and_then(|refusal| refusal.kind.as_deref())
        .map(str::to_ascii_lowercase)
        .is_some_and(|kind| words.iter().any(|word| kind.contains(word)))
}

/// An answer that cannot be, told in the client's own kind of error.
pub(crate) fn contradiction(detail: &str) -> Error {
    Error::NotTheApi {
        status: 200,
        content_type: None,
        detail: detail.to_owned(),
    }
}
