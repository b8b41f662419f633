//! The last touches on every answer: what all answers tell, in the spelling the switches want.

use http::{Method, StatusCode, header};
use serde_json::Value;

use super::Appliance;
use crate::call::Call;
use crate::clock::Timestamp;
use crate::error::ApiError;
use crate::reply::{Body, Reply};
use crate::rights::Rights;
use crate::route::Route;
use crate::session::{Session, timeout_seconds};
use crate::setup::{AllowHeader, ErrorBody, MetaChanges, MetaSibling, WwwAuthenticate};
use crate::transaction::Transaction;
use crate::{error_voice, renaming, tree};

impl Appliance {
    /// An answer of the web server in front of the API.
    pub(super) fn plain(
        &self,
        status: StatusCode,
        text: &'static str,
        allowed: &str,
        now: Timestamp,
    ) -> http::Response<Vec<u8>> {
        let reply = Reply::plain(status, text);
        reply.into_response(self.allow_header(allowed), self.appliance_time(now))
    }

    pub(super) fn refusal(&self, call: &Call<'_>, route: &Route, error: &ApiError) -> Reply {
        let told = error.told_by(&self.switches);
        let parent = tree::nearest_above(&call.path, &self.catalogue);
        let reply = Reply::error(&told, &call.path, parent);
        let mut reply = error_voice::bend(reply, error, &self.switches);
        let challenges = match self.switches.login_www_authenticate {
            WwwAuthenticate::On => true,
            WwwAuthenticate::Off => false,
            WwwAuthenticate::OffForBrowsers => !call.comes_from_browser(),
        };
        if *route == Route::Authentication
            && challenges
            && error.status != StatusCode::METHOD_NOT_ALLOWED
        {
            reply.headers.push((
                header::WWW_AUTHENTICATE,
                "Basic realm=\"SPS\", charset=\"UTF-8\"".to_owned(),
            ));
        }
        reply
    }

    /// What an answer tells of the session: its remaining time and its changes.
    pub(super) fn tell_session(
        &self,
        reply: &mut Reply,
        route: &Route,
        session: &Session,
        now: Timestamp,
    ) {
        // The answer to a sign-in speaks of the new session, not of the one that was shown.
        if self.switches.meta_remaining_seconds && *route != Route::Authentication {
            let timeout = timeout_seconds(&self.live, &self.switches);
            let remaining = session.remaining_seconds(timeout, now);
            reply.add_meta("remaining_seconds", remaining.into());
        }
        let transaction = session.transaction.as_ref();
        let tells_changes = match self.switches.tx_meta_changes {
            MetaChanges::WithChanges => transaction.is_some_and(Transaction::has_changes),
            MetaChanges::WhenOpen => transaction.is_some(),
            MetaChanges::Always => true,
            MetaChanges::Never => false,
        };
        if tells_changes {
            reply.add_meta("changes", "/api/transaction/changes".into());
        }
    }

    /// Names of siblings, names of paths, and the form of errors.
    pub(super) fn spell(&self, reply: &mut Reply, is_error: bool) {
        if let Body::Json(body) = &mut reply.body {
            spell_siblings(body, self.switches.meta_sibling);
            if self.switches.endpoints_renamed {
                renaming::rename_all(body, &self.catalogue);
            }
        }
        if is_error && self.switches.error_body != ErrorBody::Json {
            error_voice::bend_body(reply, self.switches.error_body);
        }
    }

    /// The value of the `Allow` header, `None` where none is sent.
    pub(super) fn allow_header<'a>(&self, allowed: &'a str) -> Option<&'a str> {
        match self.switches.allow_header {
            AllowHeader::Present => Some(allowed),
            AllowHeader::Missing => None,
            AllowHeader::Incomplete if allowed.contains("GET") => Some("GET"),
            AllowHeader::Incomplete => Some(allowed),
        }
    }

    /// The time by the appliance's own clock.
    pub(super) fn appliance_time(&self, now: Timestamp) -> Timestamp {
        now.shifted(self.switches.clock_skew_seconds)
    }
}

fn spell_siblings(body: &mut Value, spelling: MetaSibling) {
    if spelling == MetaSibling::Previous {
        return;
    }
    let Some(meta) = body.get_mut("meta").and_then(Value::as_object_mut) else {
        return;
    };
    let Some(previous) = meta.get("previous").cloned() else {
        return;
    };
    if spelling != MetaSibling::Both {
        meta.remove("previous");
    }
    if spelling != MetaSibling::Missing {
        meta.insert("prev".to_owned(), previous);
    }
}

/// The verbs that exist here and, for a signed-in user, are granted.
pub(super) fn allow(methods: &[Method], rights: Option<&Rights>, path: &str) -> String {
    let mut allowed = String::new();
    for method in methods {
        if rights.is_none_or(|rights| rights.allow(method, path)) {
            if !allowed.is_empty() {
                allowed.push_str(", ");
            }
            allowed.push_str(method.as_str());
        }
    }
    allowed
}
