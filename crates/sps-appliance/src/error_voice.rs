//! How an error is told: names, statuses and forms nobody has documented follow the switches
//! (`sps-api.md` §4 and §20.2).

use http::StatusCode;
use serde_json::{Value, json};

use crate::error::{ApiError, TOKEN_REQUIRED};
use crate::reply::{Body, Reply};
use crate::setup::{
    ErrorBody, ErrorDetails, LockError, MergeError, MessageMissingError, MissingObjectError,
    Switches, XTokenFailure,
};

/// As a web server in front of the API would answer.
const PAGE: &str =
    "<!DOCTYPE html>\n<html><head><title>Error</title></head><body><h1>Error</h1></body></html>\n";
const SEMANTIC: &str = "SemanticError";

impl ApiError {
    /// The same error with the status, the type and the details the switches want.
    pub(crate) fn told_by(&self, switches: &Switches) -> Self {
        let mut told = self.clone();
        match self.kind {
            "ConfigurationLocked" => match switches.error_lock {
                LockError::Conflict | LockError::NoError => {}
                LockError::Forbidden => told.status = StatusCode::FORBIDDEN,
                LockError::Locked => told.status = StatusCode::LOCKED,
                LockError::BadRequest => told.status = StatusCode::BAD_REQUEST,
                LockError::OtherName => told.kind = "LockedByAnotherUser",
            },
            "MergeConflict" => match switches.error_merge {
                MergeError::Conflict => {}
                MergeError::Semantic => {
                    told.status = StatusCode::BAD_REQUEST;
                    told.kind = SEMANTIC;
                }
                MergeError::OtherName => told.kind = "TransactionConflict",
            },
            "CommitMessageRequired" => match switches.error_message_missing {
                MessageMissingError::OwnType => {}
                MessageMissingError::Semantic => told.kind = SEMANTIC,
                MessageMissingError::Forbidden => told.status = StatusCode::FORBIDDEN,
            },
            "NotFound" if switches.error_missing_object == MissingObjectError::NodeNotFound => {
                told.kind = "NodeNotFound";
            }
            TOKEN_REQUIRED => {
                (told.status, told.kind) = match switches.xtoken_failure {
                    XTokenFailure::Unauthorized => (StatusCode::FORBIDDEN, "Unauthorized"),
                    XTokenFailure::Unauthenticated => (StatusCode::UNAUTHORIZED, "Unauthenticated"),
                    XTokenFailure::BadRequest => (StatusCode::BAD_REQUEST, SEMANTIC),
                    XTokenFailure::UnknownType => (StatusCode::FORBIDDEN, "CsrfTokenMismatch"),
                };
            }
            _ => {}
        }
        told.details = self.details_as(switches.error_details);
        told
    }

    /// The details in one of the forms of `sps-api.md` §4.3.
    fn details_as(&self, form: ErrorDetails) -> Value {
        let known = |name: &str| self.details.get(name).cloned();
        let first_path = || self.details.pointer("/errors/0/paths/0").cloned();
        let property = || known("property").or_else(|| known("path"));
        match form {
            ErrorDetails::Fitting => self.details.clone(),
            ErrorDetails::Missing => Value::Null,
            ErrorDetails::Property => json!({
                "property": property().or_else(first_path),
                "value": known("value"),
                "reason": known("reason").unwrap_or_else(|| self.message.clone().into()),
            }),
            ErrorDetails::Errors => self.as_errors(),
            ErrorDetails::Deep => json!({
                "response": { "Code": 60_657, "Message": self.message, "InnerError": self.as_errors() },
            }),
        }
    }

    fn as_errors(&self) -> Value {
        if self.details.get("errors").is_some() {
            return self.details.clone();
        }
        let place = ["path", "property"]
            .into_iter()
            .find_map(|name| self.details.get(name).cloned());
        let paths: Vec<_> = place.into_iter().collect();
        json!({ "errors": [{ "message": self.message, "paths": paths }] })
    }
}

/// The envelope as the switches bend it.
pub(crate) fn bend(mut reply: Reply, error: &ApiError, switches: &Switches) -> Reply {
    if let Body::Json(body) = &mut reply.body
        && let Some(body) = body.as_object_mut()
    {
        if switches.error_details == ErrorDetails::Missing
            && let Some(error) = body.get_mut("error").and_then(Value::as_object_mut)
        {
            error.remove("details");
        }
        if error.kind == "ConfigurationLocked" && switches.error_lock == LockError::NoError {
            body.remove("error");
        }
    }
    reply
}

/// The body of a finished error.
pub(crate) fn bend_body(reply: &mut Reply, form: ErrorBody) {
    let Body::Json(body) = &reply.body else {
        return;
    };
    reply.body = match form {
        ErrorBody::Json => return,
        ErrorBody::Empty => Body::Plain(""),
        ErrorBody::Html => Body::Bytes("text/html", PAGE.as_bytes().to_vec()),
        ErrorBody::Truncated => {
            let mut text = body.to_string().into_bytes();
            text.truncate(text.len() / 2);
            Body::Bytes("application/json", text)
        }
    };
}
