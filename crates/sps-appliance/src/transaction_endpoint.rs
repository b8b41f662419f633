//! `/api/transaction` and `/api/transaction/changes` (`sps-api.md` §7).

use http::StatusCode;
use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::configuration::{Catalogue, Problem, Store};
use crate::error::ApiError;
use crate::reply::Reply;
use crate::session::Session;
use crate::setup::{
    CommitEndsSession, CommitLogLocation, CommitMessage, EmptyPut, LockAt, MessageMember,
    PayloadWrap, SecondOpen, Switches,
};
use crate::transaction::commit;
use crate::transport::{Cut, TransportHint};

fn meta_only(status: u16) -> Reply {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    Reply::json(status, json!({ "meta": meta() }))
}

fn meta() -> Value {
    json!({ "href": "/api/transaction", "parent": "/api" })
}

fn refusal(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST)
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
            let mut body = json!({ "status": status });
            if switches.tx_commit_message == CommitMessage::Enum {
                let is_required = requires_message(live, switches);
                let wanted = if is_required { "required" } else { "optional" };
                body = json!({ "commit_message": wanted, "status": status });
            }
            json!({ "body": body, "key": "transaction", "meta": meta() })
        }
        // Older guides know no `commit_message` (`sps-api.md` §7.2).
        PayloadWrap::Name => {
            json!({ "key": "transaction", "transaction": { "status": status }, "meta": meta() })
        }
    })
}

/// `POST`: opens (`sps-api.md` §7.3).
///
/// # Errors
/// Open already, in the profiles that mind; somebody else holds the lock.
pub(crate) fn open(
    session: &mut Session,
    live: &Store,
    switches: &Switches,
) -> Result<Reply, ApiError> {
    if session.transaction.is_some() && switches.tx_second_open == SecondOpen::Error {
        return Err(ApiError::already_open());
    }
    session.open(live)?;
    Ok(meta_only(200))
}

/// `DELETE`: rolls back.
///
/// # Errors
/// 404 with nothing open, unless the switch says otherwise.
pub(crate) fn roll_back(session: &mut Session, switches: &Switches) -> Result<Reply, ApiError> {
    match (session.transaction.take(), switches.tx_delete_nothing_open) {
        (Some(_), _) => Ok(meta_only(switches.tx_delete_status)),
        (None, 200) => Ok(meta_only(200)),
        (None, status) => Err(ApiError::no_transaction(refusal(status))),
    }
}

/// `GET …/changes`.
pub(crate) fn changes(session: &Session, catalogue: &Catalogue, switches: &Switches) -> Reply {
    let changes = session
        .transaction
        .as_ref()
        .map(|transaction| transaction.changes(catalogue, switches))
        .unwrap_or_default();
    let meta = json!({
        "href": "/api/transaction/changes",
        "parent": "/api/transaction",
        "transaction": "/api/transaction",
    });
    Reply::ok(json!({ "changes": changes, "meta": meta }))
}

/// The body of a commit, checked: its message, empty if there is none.
fn message(call: &Call<'_>, switches: &Switches) -> Result<String, ApiError> {
    let body = if call.bytes().is_empty() && switches.tx_commit_empty_put == EmptyPut::Accepted {
        json!({ "status": "commit" })
    } else {
        call.json()?
    };
    let Some(object) = body.as_object() else {
        return Err(ApiError::syntactic("The body must be an object"));
    };
    if object.get("status").and_then(Value::as_str) != Some("commit") {
        let given = object.get("status").cloned().unwrap_or_default();
        return Err(Problem::semantic("status", given, "must be commit").into());
    }
    let (member, given) = message_member(object, switches.tx_message_member);
    match given {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(message)) => Ok(message.trim().to_owned()),
        Some(other) => Err(Problem::semantic(member, other.clone(), "must be a string").into()),
    }
}

fn message_member(
    object: &Map<String, Value>,
    read: MessageMember,
) -> (&'static str, Option<&Value>) {
    match (object.get("message"), read) {
        (None, MessageMember::Both) => ("commit_message", object.get("commit_message")),
        (message, _) => ("message", message),
    }
}

/// `PUT {"status": "commit", "message": …}`: the answer, and the new configuration if anything
/// changed. A refused commit leaves the transaction open.
///
/// # Errors
/// 400 for a wrong body, with nothing open, or without a required message; 409 for the lock or a
/// conflict; 400 if the result would not be valid. Switches move these statuses.
pub(crate) fn put(
    call: &Call<'_>,
    session: &mut Session,
    catalogue: &Catalogue,
    live: &Store,
    switches: &Switches,
    web_lock: Option<&str>,
) -> Result<(Reply, Option<Store>), ApiError> {
    let message = message(call, switches)?;
    let Some(transaction) = &session.transaction else {
        return match switches.tx_commit_nothing_open {
            200 => Ok((meta_only(200), None)),
            status => Err(ApiError::no_transaction(refusal(status))),
        };
    };
    if let Some(holder) = web_lock.filter(|_| switches.tx_lock_at == LockAt::Commit) {
        return Err(ApiError::locked(holder));
    }
    if message.is_empty() && requires_message(live, switches) {
        return Err(ApiError::commit_message_required());
    }
    let has_changes = transaction.has_changes();
    if !has_changes && switches.tx_commit_no_changes != 200 {
        return Err(ApiError::no_changes(refusal(switches.tx_commit_no_changes)));
    }
    let mut committed = if has_changes {
        Some(commit(transaction, catalogue, live)?)
    } else {
        None
    };
    session.transaction = None;
    let ends = switches.tx_commit_ends_session;
    session.is_over = ends != CommitEndsSession::Off;
    if ends == CommitEndsSession::CutNotApplied {
        committed = None;
    }
    let is_cut = matches!(
        ends,
        CommitEndsSession::CutApplied | CommitEndsSession::CutNotApplied
    );
    let hint = TransportHint {
        delay_milliseconds: u64::from(switches.tx_commit_delay_seconds) * 1000,
        cut: is_cut.then_some(Cut::BeforeAnswer),
    };
    session.hint = Some(hint).filter(|hint| *hint != TransportHint::default());
    Ok((meta_only(switches.tx_commit_status), committed))
}
