//! Sessions of the appliance: how one begins, how a request finds its own, and the X-Token rule.

use super::Appliance;
use crate::call::Call;
use crate::clock::Timestamp;
use crate::error::ApiError;
use crate::reply::Reply;
use crate::rights::Rights;
use crate::session::{Session, SessionKey, UsedMethod};
use crate::setup::XTokenRule;
use crate::{accounts, api_keys, authentication};

/// Sessions kept at once; beyond that the longest idle one ends, so that a flood of sign-ins cannot
/// fill the memory.
const SESSION_LIMIT: usize = 2_000;
/// As in all samples of the guide.
const SESSION_ID_LENGTH: usize = 40;
const X_TOKEN_LENGTH: usize = 64;

impl Appliance {
    /// Takes the session of a request out of the table. A good cookie decides, whatever else the
    /// request shows (`sps-api.md` §18); an API key opens its session by its first request.
    pub(super) fn find_session(
        &mut self,
        call: &Call<'_>,
        now: Timestamp,
    ) -> Option<(SessionKey, Session)> {
        for id in call.session_ids() {
            if let Some(found) = self
                .sessions
                .remove_entry(&SessionKey::Cookie(id.to_owned()))
            {
                return Some(found);
            }
        }
        let (key, body) = api_keys::with_token(&self.live, call.api_key_token()?)?;
        let owner = body.get("username")?.as_str()?.to_owned();
        let method =
            authentication::method_with_key(&self.live, body.get("login_method")?.as_str()?)?;
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
        let rights = Rights::of(&user, user_key, &self.live);
        let x_token = self.generator.token(X_TOKEN_LENGTH);
        Session {
            user,
            method,
            rights,
            x_token,
            last_seen: now,
            transaction: None,
        }
    }

    pub(super) fn sign_in(&mut self, call: &Call<'_>, now: Timestamp) -> Result<Reply, ApiError> {
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
        Ok(authentication::welcome(
            call,
            &session_id,
            &self.switches,
            &self.live,
            now,
        ))
    }

    /// Whether the X-Token rule refuses this write. API keys are no cookies: nobody can make a
    /// browser send one.
    pub(super) fn lacks_token(&self, call: &Call<'_>, session: &Session) -> bool {
        let rule_applies = match self.switches.xtoken_rule {
            XTokenRule::Off => false,
            XTokenRule::BrowserAgents => call
                .header("user-agent")
                .is_some_and(|agent| agent.starts_with("Mozilla/")),
            XTokenRule::All => true,
        };
        let has_cookie = call.session_ids().next().is_some();
        rule_applies && has_cookie && call.header("x-token") != Some(session.x_token.as_str())
    }
}
