//! Sessions of the appliance: how one begins, how a request finds its own, and the X-Token rule.

use http::StatusCode;

use super::Appliance;
use crate::call::{Basic, Call};
use crate::clock::Timestamp;
use crate::error::ApiError;
use crate::reply::Reply;
use crate::rights::Rights;
use crate::session::{Opening, Session, SessionKey, UsedMethod, timeout_seconds};
use crate::setup::{BasicElsewhere, LockAt, XTokenRule};
use crate::sign_in_answer::Begun;
use crate::{accounts, api_keys, authentication, login_discovery, sign_in_answer};

/// Sessions kept at once; beyond that the longest idle one ends, so that a flood of sign-ins cannot
/// fill the memory.
const SESSION_LIMIT: usize = 2_000;
/// As in all samples of the guide.
const SESSION_ID_LENGTH: usize = 40;
const X_TOKEN_LENGTH: usize = 64;

/// A session taken out of the table, with its key.
type Found = Option<(SessionKey, Session)>;

impl Appliance {
    /// Takes the session of a request out of the table. A good cookie decides, whatever else the
    /// request shows (`sps-api.md` §18); an API key opens its session by its first request.
    pub(super) fn find_session(
        &mut self,
        call: &Call<'_>,
        now: Timestamp,
    ) -> Option<(SessionKey, Session)> {
        let header = call
            .header("session_id")
            .filter(|_| self.switches.cookie_as_header);
        for id in call.session_ids().chain(header) {
            if let Some(found) = self
                .sessions
                .remove_entry(&SessionKey::Cookie(id.to_owned()))
            {
                return Some(found);
            }
        }
        if !self.switches.api_keys {
            return None;
        }
        let (key, body) = api_keys::with_token(
            &self.live,
            call.api_key_token(self.switches.api_keys_header)?.as_ref(),
        )?;
        let owner = body.get("username")?.as_str()?.to_owned();
        let method =
            login_discovery::method_with_key(&self.live, body.get("login_method")?.as_str()?)?;
        let key = SessionKey::ApiKey(key.to_owned());
        // Without its user a key is worth nothing.
        let user_key = accounts::user(&self.live, &owner)?.0.to_owned();
        let session = match self.sessions.remove(&key) {
            Some(session) => session,
            None => self.new_session(owner, &user_key, method, now),
        };
        Some((key, session))
    }

    fn new_session(
        &mut self,
        user: String,
        user_key: &str,
        method: UsedMethod,
        now: Timestamp,
    ) -> Session {
        let mut rights = Rights::of(&user, user_key, &self.live);
        if self.stage.rights_revoked {
            rights = rights.without_writes();
        }
        let x_token = self.generator.token(X_TOKEN_LENGTH);
        Session {
            user,
            method,
            rights,
            x_token,
            last_seen: now,
            transaction: None,
            opening: Opening::default(),
            is_over: false,
            hint: None,
        }
    }

    /// The answer to a sign-in.
    pub(super) fn sign_in(&mut self, call: &Call<'_>, now: Timestamp) -> Result<Reply, ApiError> {
        if let Some(reply) = authentication::federated(call, &self.live, &self.switches) {
            return Ok(reply);
        }
        let session_id = self.begin_session(call, now)?;
        let begun = self.begun(&session_id, now);
        Ok(sign_in_answer::welcome(call, &begun, &self.switches))
    }

    /// What an answer tells of a new session.
    pub(super) fn begun<'s>(&self, session_id: &'s str, now: Timestamp) -> Begun<'s> {
        Begun {
            session_id,
            timeout_seconds: timeout_seconds(&self.live, &self.switches),
            appliance_time: now.shifted(self.switches.clock_skew_seconds),
        }
    }

    /// Checks the credentials of a request and begins a session: its id.
    pub(super) fn begin_session(
        &mut self,
        call: &Call<'_>,
        now: Timestamp,
    ) -> Result<String, ApiError> {
        let signed_in = authentication::check(call, &self.live, &self.switches)?;
        if self.sessions.len() >= SESSION_LIMIT {
            let idlest = self
                .sessions
                .iter()
                .min_by_key(|(_, session)| session.last_seen);
            if let Some(key) = idlest.map(|(key, _)| key.clone()) {
                self.sessions.remove(&key);
            }
        }
        let session_id = self.generator.hex(SESSION_ID_LENGTH);
        let session = self.new_session(signed_in.user, &signed_in.user_key, signed_in.method, now);
        self.sessions
            .insert(SessionKey::Cookie(session_id.clone()), session);
        Ok(session_id)
    }

    /// `Authorization: Basic` beside or instead of a cookie, on other paths than the one for
    /// signing in: nothing, a new session with the cookie that names it, or a refusal.
    pub(super) fn basic_elsewhere(
        &mut self,
        call: &Call<'_>,
        found: Found,
        now: Timestamp,
    ) -> Result<(Found, Option<String>), ApiError> {
        let is_given = !matches!(call.basic(), Basic::Absent)
            && !matches!(found, Some((SessionKey::ApiKey(_), _)));
        match (self.switches.basic_on_other_paths, found) {
            (BasicElsewhere::LogsIn, None) if is_given => {
                let session_id = self.begin_session(call, now)?;
                let begun = self.begun(&session_id, now);
                let cookie = sign_in_answer::cookie(&begun, self.switches.cookie_style);
                let found = self.sessions.remove_entry(&SessionKey::Cookie(session_id));
                Ok((found, Some(cookie)))
            }
            (BasicElsewhere::Refused, found) if is_given => {
                if let Some((key, session)) = found {
                    self.sessions.insert(key, session);
                }
                Err(ApiError::invalid_authentication_request(
                    400,
                    "sign in at /api/authentication",
                ))
            }
            (_, found) => Ok((found, None)),
        }
    }

    /// What stands in the way of opening a transaction for a session that was taken out of the table.
    pub(super) fn opening(&self) -> Opening {
        let others = || {
            let mut others = self.sessions.values();
            others
                .find(|session| session.transaction.is_some())
                .map(|session| session.user.clone())
        };
        let holder = match self.switches.tx_lock_at {
            LockAt::Open => self.web_lock.clone().or_else(others),
            LockAt::Commit if !self.switches.tx_parallel => others(),
            LockAt::Commit => None,
        };
        let status = StatusCode::from_u16(self.switches.error_no_transaction);
        Opening {
            holder,
            explicit_only: (!self.switches.tx_implicit_open)
                .then(|| status.unwrap_or(StatusCode::FORBIDDEN)),
        }
    }

    /// Whether the X-Token rule refuses this write. API keys are no cookies: nobody can make a
    /// browser send one.
    pub(super) fn lacks_token(&self, call: &Call<'_>, session: &Session) -> bool {
        let given = call.header("x-token");
        let rule_applies = match self.switches.xtoken_rule {
            XTokenRule::Off => false,
            XTokenRule::OptIn => given.is_some(),
            XTokenRule::BrowserAgents => call.comes_from_browser(),
            XTokenRule::All => true,
        };
        let has_cookie = call.session_ids().next().is_some();
        rule_applies && has_cookie && given != Some(session.x_token.as_str())
    }
}
