//! `/api/transaction` and `/api/transaction/changes` (`sps-api.md` §7).

use http::StatusCode;
use serde_json::{Value, json};

use crate::call::Call;
use crate::configuration::{Catalogue, Problem, Store};
use crate::error::ApiError;
use crate::reply::Reply;
use crate::session::Session;
use crate::setup::{CommitLogLocation, PayloadWrap, Switches};
use crate::transaction::{Transaction, commit};

fn meta_only() -> Reply {
    Reply::ok(json!({ "meta": meta() }))
}

fn meta() -> Value {
    json!({ "href": "/api/transaction", "parent": "/api" })
}

/// Whether the active configuration asks for a commit message.
fn requires_message(live: &Store, switches: &Switches) -> bool {
    let path = match switches.commitlog_location {
        CommitLogLocation::AaaSettings => "/api/configuration/aaa/settings",
        CommitLogLocation::Accounting => "/api/configuration/management/accounting",
    };
    live.resource(path)
        .and_then(|body| body.get("require_commitlog"))
        == Some(&Value::Bool(true))
}

/// `GET`: open or closed, and whether a message is needed.
pub(crate) fn state(session: &Session, live: &Store, switches: &Switches) -> Reply {
    let status = if session.transaction.is_some() {
        "open"
    } else {
        "closed"
    };
    Reply::ok(match switches.payload_wrap {
        PayloadWrap::Body => {
            let commit_message = if requires_message(live, switches) {
                "required"
            } else {
                "optional"
            };
            let body = json!({ "commit_message": commit_message, "status": status });
            json!({ "body": body, "key": "transaction", "meta": meta() })
        }
        // Older guides know no `commit_message` (`sps-api.md` §7.2).
        PayloadWrap::Name => {
            json!({ "key": "transaction", "transaction": { "status": status }, "meta": meta() })
        }
    })
}

/// `POST`: opens; a second time does nothing (`sps-api.md` §7.3).
pub(crate) fn open(session: &mut Session, live: &Store) -> Reply {
    session
        .transaction
        .get_or_insert_with(|| Transaction::open(live));
    meta_only()
}

/// `DELETE`: rolls back.
///
/// # Errors
/// 404 with nothing open.
pub(crate) fn roll_back(session: &mut Session) -> Result<Reply, ApiError> {
    match session.transaction.take() {
        Some(_) => Ok(meta_only()),
        None => Err(ApiError::no_transaction(StatusCode::NOT_FOUND)),
    }
}

/// `GET …/changes`.
pub(crate) fn changes(session: &Session, catalogue: &Catalogue) -> Reply {
    let changes = session
        .transaction
        .as_ref()
        .map(|transaction| transaction.changes(catalogue))
        .unwrap_or_default();
    let meta = json!({
        "href": "/api/transaction/changes",
        "parent": "/api/transaction",
        "transaction": "/api/transaction",
    });
    Reply::ok(json!({ "changes": changes, "meta": meta }))
}

/// `PUT {"status": "commit", "message": …}`: the answer, and the new configuration if anything
/// changed. A refused commit leaves the transaction open.
///
/// # Errors
/// 400 for a wrong body, with nothing open, or without a required message; 409 for a conflict; 400
/// if the result would not be valid.
pub(crate) fn put(
    call: &Call<'_>,
    session: &mut Session,
    catalogue: &Catalogue,
    live: &Store,
    switches: &Switches,
) -> Result<(Reply, Option<Store>), ApiError> {
    let body = call.json()?;
    let Some(object) = body.as_object() else {
        return Err(ApiError::syntactic("The body must be an object"));
    };
    if object.get("status").and_then(Value::as_str) != Some("commit") {
        let given = object.get("status").cloned().unwrap_or_default();
        return Err(Problem::semantic("status", given, "must be commit").into());
    }
    let message = match object.get("message") {
        None | Some(Value::Null) => "",
        Some(Value::String(message)) => message.trim(),
        Some(other) => {
            return Err(Problem::semantic("message", other.clone(), "must be a string").into());
        }
    };
    let Some(transaction) = &session.transaction else {
        return Err(ApiError::no_transaction(StatusCode::BAD_REQUEST));
    };
    if message.is_empty() && requires_message(live, switches) {
        return Err(ApiError::commit_message_required());
    }
    let committed = if transaction.has_changes() {
        Some(commit(transaction, catalogue, live)?)
    } else {
        None
    };
    session.transaction = None;
    Ok((meta_only(), committed))
}
