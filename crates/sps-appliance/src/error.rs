//! The appliance's errors: `sps-api.md` §4.

use http::StatusCode;
use serde_json::{Value, json};

use crate::configuration::{Fault, Problem};

/// Until the switches name it: a write without the right `X-Token`.
pub(crate) const TOKEN_REQUIRED: &str = "TokenRequired";

/// What went wrong, as told in the `error` member of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ApiError {
    pub(crate) status: StatusCode,
    pub(crate) kind: &'static str,
    pub(crate) message: String,
    pub(crate) details: Value,
}

/// A path as printed in `details` of the guide's sample: without `/api/configuration/` (seed 003).
fn path_in_configuration(path: &str) -> &str {
    path.strip_prefix("/api/configuration/").unwrap_or(path)
}

impl ApiError {
    fn new(status: StatusCode, kind: &'static str, message: &str, details: Value) -> Self {
        Self {
            status,
            kind,
            message: message.to_owned(),
            details,
        }
    }

    /// Sign-in without usable credentials (seeds 000 to 004).
    pub(crate) fn invalid_authentication_request(status: u16, reason: &str) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        let message = "Unable to authenticate: no valid credentials found.";
        Self::new(
            status,
            "InvalidAuthenticationRequest",
            message,
            json!({ "reason": reason }),
        )
    }

    /// Sign-in with wrong credentials (seeds 000 to 004).
    pub(crate) fn authentication_failure() -> Self {
        let message = "Authenticating the user with the given credentials has failed.";
        Self::new(
            StatusCode::UNAUTHORIZED,
            "AuthenticationFailure",
            message,
            json!({}),
        )
    }

    /// A protected path without a session (seeds 000 and 002).
    pub(crate) fn unauthenticated(path: &str) -> Self {
        let message =
            "The requested resource cannot be retrieved because the client is not authenticated.";
        Self::new(
            StatusCode::UNAUTHORIZED,
            "Unauthenticated",
            message,
            json!({ "path": path }),
        )
    }

    /// A path the user has no right to (seed 002).
    pub(crate) fn unauthorized(path: &str) -> Self {
        let message = "The requested resource cannot be retrieved because the client is not authorized to access it.";
        Self::new(
            StatusCode::FORBIDDEN,
            "Unauthorized",
            message,
            json!({ "path": path }),
        )
    }

    /// A write without the right `X-Token`.
    ///
    /// ASSUMPTION: how it is told (`sps-api.md` §5.4) is the switch `xtoken.failure`.
    pub(crate) fn token_missing(path: &str) -> Self {
        let details = json!({ "path": path, "header": "X-Token" });
        Self::new(
            StatusCode::FORBIDDEN,
            TOKEN_REQUIRED,
            "The X-Token header is missing or wrong.",
            details,
        )
    }

    /// No such path (seed 003).
    pub(crate) fn node_not_found(path: &str) -> Self {
        let details = json!({ "path": path_in_configuration(path) });
        Self::new(
            StatusCode::NOT_FOUND,
            "NodeNotFound",
            "Unable to locate the requested path",
            details,
        )
    }

    /// No object with that key in a list (`sps-api.md` §4.2).
    pub(crate) fn not_found(path: &str) -> Self {
        let details = json!({ "path": path_in_configuration(path) });
        Self::new(
            StatusCode::NOT_FOUND,
            "NotFound",
            "There is no object with the given key",
            details,
        )
    }

    pub(crate) fn method_not_allowed(path: &str, method: &str) -> Self {
        let details = json!({ "path": path_in_configuration(path), "method": method });
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
            "The method is not supported here",
            details,
        )
    }

    /// The body is not what it should be as JSON.
    pub(crate) fn syntactic(message: &str) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "SyntacticError",
            message,
            json!({}),
        )
    }

    /// A refused write, with the paths of those who stand in the way (`sps-api.md` §4.3).
    pub(crate) fn refused(message: &str, errors: &[(String, Vec<String>)]) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "SemanticError",
            message,
            errors_list(errors),
        )
    }

    /// Another session committed a different value for the same place (`sps-api.md` §7.1).
    ///
    /// ASSUMPTION: status and name are ours (`sps-api.md` §20, `error.merge`).
    pub(crate) fn merge_conflict(errors: &[(String, Vec<String>)]) -> Self {
        let message = "The configuration was changed meanwhile and the changes cannot be merged.";
        Self::new(
            StatusCode::CONFLICT,
            "MergeConflict",
            message,
            errors_list(errors),
        )
    }

    /// ASSUMPTION: status and name are ours (`sps-api.md` §20, `error.message_missing`).
    pub(crate) fn commit_message_required() -> Self {
        let details = json!({ "property": "message", "value": null, "reason": "is required" });
        let message = "A commit message is required to commit the transaction.";
        Self::new(
            StatusCode::BAD_REQUEST,
            "CommitMessageRequired",
            message,
            details,
        )
    }

    /// User information without the REST server privilege: 403, or 401 in the older text.
    pub(crate) fn user_info_denied(status: u16, path: &str) -> Self {
        if status == 401 {
            Self::authentication_failure()
        } else {
            Self::unauthorized(path)
        }
    }

    /// Sign-in by a flow that wants more than one step, or none at all.
    ///
    /// ASSUMPTION: `AuthenticationFailure` with the reason in `details`; no flow is documented.
    pub(crate) fn sign_in_step(message: &str, details: Value) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "AuthenticationFailure",
            message,
            details,
        )
    }

    /// Somebody else holds the configuration lock.
    ///
    /// ASSUMPTION: status and name are ours (`sps-api.md` §20, `error.lock`).
    pub(crate) fn locked(holder: &str) -> Self {
        Self::new(
            StatusCode::CONFLICT,
            "ConfigurationLocked",
            &format!("The configuration is locked by {holder}."),
            json!({ "path": "/api/transaction", "holder": holder }),
        )
    }

    /// A second POST on an open transaction, in the profiles that mind (`sps-api.md` §7.3).
    ///
    /// ASSUMPTION: status and name are ours.
    pub(crate) fn already_open() -> Self {
        Self::new(
            StatusCode::CONFLICT,
            "TransactionAlreadyOpen",
            "A transaction is open already.",
            json!({ "path": "/api/transaction" }),
        )
    }

    /// A commit that would change nothing, where that is refused.
    pub(crate) fn no_changes(status: StatusCode) -> Self {
        Self::new(
            status,
            "NoChanges",
            "There is nothing to commit.",
            json!({ "path": "/api/transaction" }),
        )
    }

    /// Commit (400), roll back (404) or a write where opening is required (403) with nothing open.
    ///
    /// ASSUMPTION: statuses from `sps-api.md` §20, the name is ours.
    pub(crate) fn no_transaction(status: StatusCode) -> Self {
        Self::new(
            status,
            "NoTransaction",
            "There is no open transaction.",
            json!({ "path": "/api/transaction" }),
        )
    }
}

/// `errors` with message and paths, after the warnings of the cluster status (`sps-api.md` §4.3).
fn errors_list(errors: &[(String, Vec<String>)]) -> Value {
    let errors: Vec<_> = errors
        .iter()
        .map(|(message, paths)| json!({ "message": message, "paths": paths }))
        .collect();
    json!({ "errors": errors })
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        let kind = match problem.fault {
            Fault::Syntactic => "SyntacticError",
            Fault::Semantic => "SemanticError",
        };
        let place = if problem.property.is_empty() {
            "The body"
        } else {
            &problem.property
        };
        let message = format!("{place} {}", problem.reason);
        let details = json!({ "property": problem.property, "value": problem.value, "reason": problem.reason });
        Self::new(StatusCode::BAD_REQUEST, kind, &message, details)
    }
}
