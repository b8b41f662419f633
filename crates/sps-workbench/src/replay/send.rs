//! Sending one change and proving it by reading. Every write is sent once.

use serde_json::Value;
use sps_client::{Client, Outcome, Transport, VerifyError, paths};

use super::fresh::{Found, read};
use super::report::Result;
use crate::commit::contradiction;
use crate::document::{cut_references, ignored_members, pointers};

/// What is sent.
pub(super) enum Write {
    Replace { path: String, body: Value },
    Create { list: String, body: Value },
    Delete { path: String },
}

/// Replaces an object that reads as `theirs` now.
pub(super) async fn replace<T: Transport>(
    client: &Client<T>,
    path: &str,
    body: &Value,
    theirs: Option<&Value>,
) -> Result {
    let error = match client.replace_verified(path, body).await {
        Ok(verified) => {
            return Result::Staged {
                ignored: pointers(&verified.ignored),
                key: None,
            };
        }
        Err(VerifyError::ReadBack(error)) => return Result::StagedUnread(error),
        Err(VerifyError::Write(error)) => error,
    };
    if error.outcome() == Outcome::NotDone {
        return Result::NotDone(error);
    }
    // Where only a secret differs, reading cannot tell.
    let shows = theirs.is_none_or(|theirs| !ignored_members(body, theirs).is_empty());
    match read(client, path).await.found {
        Found::Object(now) if shows && ignored_members(body, &now).is_empty() => Result::Staged {
            ignored: Vec::new(),
            key: None,
        },
        Found::Object(now)
            if shows && theirs.is_some_and(|theirs| cut_references(&now) == *theirs) =>
        {
            Result::NotDone(error)
        }
        _ => Result::Unknown(error),
    }
}

/// Creates an object in a list that has the keys `before` now; `None` if the list cannot be read.
pub(super) async fn create<T: Transport>(
    client: &Client<T>,
    list: &str,
    body: &Value,
    before: Option<&[String]>,
) -> Result {
    let error = match client.create(list, body).await {
        Ok(created) => {
            let href = created.href.as_deref().unwrap_or_default();
            let by_link = href.trim_end_matches('/').rsplit('/').next();
            let key = created.key.as_deref().or(by_link);
            return match key.filter(|key| !key.is_empty()) {
                Some(key) => proved(client, list, body, key).await,
                None => Result::Unknown(contradiction("the key of the new object is missing")),
            };
        }
        Err(error) => error,
    };
    if error.outcome() == Outcome::NotDone {
        return Result::NotDone(error);
    }
    let (Some(before), Found::List(now)) = (before, read(client, list).await.found) else {
        return Result::Unknown(error);
    };
    // The transaction is this session's own: what is new in it came of this request.
    let mut new = now.iter().filter(|(key, _)| !before.contains(key));
    match (new.next(), new.next()) {
        (None, _) => Result::NotDone(error),
        (Some((key, _)), None) => proved(client, list, body, key).await,
        _ => Result::Unknown(error),
    }
}

async fn proved<T: Transport>(client: &Client<T>, list: &str, body: &Value, key: &str) -> Result {
    let path = paths::child(list.trim_end_matches('/'), key);
    let ignored = match read(client, &path).await.found {
        Found::Object(now) => ignored_members(body, &now),
        // Passwords and private keys are write-only (`sps-api.md` §8.5); the key is all the proof there is.
        _ => Vec::new(),
    };
    Result::Staged {
        ignored,
        key: Some(key.to_owned()),
    }
}

/// Deletes an object that is there now.
pub(super) async fn delete<T: Transport>(client: &Client<T>, path: &str) -> Result {
    let sent = client.delete(path).await;
    if let Err(error) = &sent
        && error.outcome() == Outcome::NotDone
    {
        return Result::NotDone(error.clone());
    }
    match (sent, read(client, path).await.found) {
        (_, Found::Nothing) => Result::Staged {
            ignored: Vec::new(),
            key: None,
        },
        (Ok(()), Found::Unread(error)) => Result::StagedUnread(error),
        (Ok(()), _) => Result::Unknown(contradiction("the deleted object is still there")),
        (Err(error), Found::Object(_)) => Result::NotDone(error),
        (Err(error), _) => Result::Unknown(error),
    }
}
