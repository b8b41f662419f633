//! The appliance as a whole: state, and the one door to it.

use std::collections::BTreeMap;

use http::{Method, StatusCode, header};

use crate::about::{self, Asker};
use crate::call::Call;
use crate::clock::Timestamp;
use crate::configuration::{Address, Catalogue, Entry, Store};
use crate::error::ApiError;
use crate::generator::Generator;
use crate::reply::Reply;
use crate::rights::Rights;
use crate::route::Route;
use crate::session::{Session, SessionKey, UsedMethod};
use crate::setup::{Setup, Switches, XTokenRule};
use crate::transaction::Transaction;
use crate::{accounts, api_keys, authentication, transaction_endpoint, tree, user, write};

/// Sessions kept at once; beyond that the longest idle one ends, so that a flood of sign-ins cannot
/// fill the memory.
const SESSION_LIMIT: usize = 2_000;
/// As in all samples of the guide.
const SESSION_ID_LENGTH: usize = 40;
const X_TOKEN_LENGTH: usize = 64;

/// The verified client certificate of the connection, put into the request's extensions by the
/// server after TLS checked it against the certificate authority for users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCertificate {
    /// The subject's common name: the name of the user who signs in.
    pub subject_common_name: String,
}

/// A simulated appliance.
#[derive(Debug)]
pub struct Appliance {
    switches: Switches,
    seed: u64,
    generator: Generator,
    catalogue: Catalogue,
    /// The active configuration.
    live: Store,
    /// How often it was changed: behind `config_hash`.
    revision: u64,
    sessions: BTreeMap<SessionKey, Session>,
}

impl Appliance {
    /// A freshly installed appliance.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        #[expect(
            clippy::expect_used,
            reason = "the files are compiled in and a test reads them in all positions"
        )]
        let (catalogue, mut live) =
            Catalogue::read(&setup.switches).expect("the data files are sound");
        accounts::set_demo_passwords(&mut live);
        Self {
            switches: setup.switches,
            seed: setup.seed,
            generator: Generator::new(setup.seed),
            catalogue,
            live,
            revision: 0,
            sessions: BTreeMap::new(),
        }
    }

    /// Answers one request: the whole behaviour, with no clock, no randomness and no IO of its own.
    ///
    /// A POST without a body needs a `Content-Length: 0` header, as on the wire. A client certificate
    /// comes in as a [`ClientCertificate`] in the request's extensions.
    pub fn handle(
        &mut self,
        request: &http::Request<Vec<u8>>,
        now: Timestamp,
    ) -> http::Response<Vec<u8>> {
        let call = Call::read(request);
        let route = Route::of(&call, &self.catalogue);
        let methods = route.methods(&call.path, &self.catalogue);
        if call.expects_continue() {
            let reply = Reply::plain(StatusCode::EXPECTATION_FAILED, "417 Expectation Failed\n");
            return reply.into_response(&allow(methods, None, &call.path), now);
        }
        if call.lacks_length() {
            let reply = Reply::plain(StatusCode::LENGTH_REQUIRED, "411 Length Required\n");
            return reply.into_response(&allow(methods, None, &call.path), now);
        }
        self.sessions
            .retain(|_, session| !session.is_expired(&self.live, now));

        let mut found = self.find_session(&call, now);
        if let Some((_, session)) = &mut found {
            session.last_seen = now;
        }
        let session = found.as_mut().map(|(_, session)| session);
        let answered = self.answer(&call, &route, methods, session, now);
        let mut reply = answered.unwrap_or_else(|error| self.refusal(&call, &route, &error));
        let mut allowed = allow(methods, None, &call.path);
        if let Some((key, session)) = found {
            // The answer to a sign-in speaks of the new session, not of the one that was shown.
            if route != Route::Authentication {
                reply.add_meta(
                    "remaining_seconds",
                    session.remaining_seconds(&self.live, now).into(),
                );
            }
            if session
                .transaction
                .as_ref()
                .is_some_and(Transaction::has_changes)
            {
                reply.add_meta("changes", "/api/transaction/changes".into());
            }
            if !is_anonymous(&route) {
                allowed = allow(methods, Some(&session.rights), &call.path);
            }
            self.sessions.insert(key, session);
        }
        reply.into_response(&allowed, now)
    }

    fn refusal(&self, call: &Call<'_>, route: &Route, error: &ApiError) -> Reply {
        let mut reply = Reply::error(
            error,
            &call.path,
            tree::nearest_above(&call.path, &self.catalogue),
        );
        if *route == Route::Authentication
            && self.switches.www_authenticate
            && error.status != StatusCode::METHOD_NOT_ALLOWED
        {
            reply.headers.push((
                header::WWW_AUTHENTICATE,
                "Basic realm=\"SPS\", charset=\"UTF-8\"".to_owned(),
            ));
        }
        reply
    }

    /// Takes the session of a request out of the table. A good cookie decides, whatever else the
    /// request shows (`sps-api.md` §18); an API key opens its session by its first request.
    fn find_session(&mut self, call: &Call<'_>, now: Timestamp) -> Option<(SessionKey, Session)> {
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

    fn answer(
        &mut self,
        call: &Call<'_>,
        route: &Route,
        methods: &[Method],
        session: Option<&mut Session>,
        now: Timestamp,
    ) -> Result<Reply, ApiError> {
        let not_allowed = || ApiError::method_not_allowed(&call.path, call.method.as_str());
        if is_anonymous(route) {
            if !methods.contains(&call.method) {
                return Err(not_allowed());
            }
            return self.answer_anybody(call, route, session.is_some(), now);
        }
        let session = session.ok_or_else(|| ApiError::unauthenticated(&call.path))?;
        if call.is_write() && self.lacks_token(call, session) {
            return Err(ApiError::token_missing(&call.path));
        }
        // Whoever may not read here learns nothing about what exists here; unknown verbs are
        // judged like reading.
        let asked = if methods.contains(&call.method) || call.is_write() {
            &call.method
        } else {
            &Method::GET
        };
        if !session.rights.allow(asked, &call.path) {
            return Err(ApiError::unauthorized(&call.path));
        }
        if *route == Route::Unknown {
            return Err(ApiError::node_not_found(&call.path));
        }
        if !methods.contains(&call.method) {
            return Err(not_allowed());
        }
        self.answer_user(call, route, session)
    }

    /// Whether the X-Token rule refuses this write. API keys are no cookies: nobody can make a
    /// browser send one.
    fn lacks_token(&self, call: &Call<'_>, session: &Session) -> bool {
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

    fn answer_anybody(
        &mut self,
        call: &Call<'_>,
        route: &Route,
        is_signed_in: bool,
        now: Timestamp,
    ) -> Result<Reply, ApiError> {
        Ok(match route {
            Route::LoginMethods => authentication::login_methods(&self.live),
            Route::Info if is_signed_in => {
                let config_hash = Generator::new(self.seed ^ self.revision.rotate_left(32)).hex(32);
                about::info(
                    &self.live,
                    &Asker::SignedIn {
                        config_hash: &config_hash,
                    },
                )
            }
            Route::Info => about::info(&self.live, &Asker::Anonymous),
            Route::Setup => about::setup(),
            _ => self.sign_in(call, now)?,
        })
    }

    fn sign_in(&mut self, call: &Call<'_>, now: Timestamp) -> Result<Reply, ApiError> {
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

    fn answer_user(
        &mut self,
        call: &Call<'_>,
        route: &Route,
        session: &mut Session,
    ) -> Result<Reply, ApiError> {
        let (catalogue, live) = (&self.catalogue, &self.live);
        let list_entry = |path: &str| match catalogue.entry(path) {
            Some(Entry::List(entry)) => Ok(entry),
            _ => Err(ApiError::node_not_found(&call.path)),
        };
        match (route, &call.method) {
            (Route::Transaction, &Method::POST) => Ok(transaction_endpoint::open(session, live)),
            (Route::Transaction, &Method::DELETE) => transaction_endpoint::roll_back(session),
            (Route::Transaction, &Method::PUT) => {
                let (reply, committed) =
                    transaction_endpoint::put(call, session, catalogue, live, &self.switches)?;
                if let Some(committed) = committed {
                    self.live = committed;
                    self.revision = self.revision.wrapping_add(1);
                }
                Ok(reply)
            }
            (Route::Transaction, _) => {
                Ok(transaction_endpoint::state(session, live, &self.switches))
            }
            (Route::Changes, _) => Ok(transaction_endpoint::changes(session, catalogue)),
            (Route::ApiKeys, &Method::POST) => {
                api_keys::create(call, &mut self.generator, session, live)
            }
            (Route::ApiKeys, _) => Ok(api_keys::list(catalogue, session, live)),
            (Route::ApiKey, &Method::DELETE) => api_keys::delete(call, session, live),
            (Route::ApiKey, _) => api_keys::get(call, catalogue, session, live),
            (Route::Node, _) => Ok(tree::node(call, catalogue)),
            (Route::Resource, &Method::PUT) => write::put(
                call,
                Address::resource(&call.path),
                catalogue,
                session,
                live,
            ),
            (Route::Resource, _) => {
                tree::resource(call, catalogue, session.view(live), &self.switches)
            }
            (Route::List, &Method::POST) => write::post(
                call,
                list_entry(&call.path)?,
                catalogue,
                &mut self.generator,
                session,
                live,
            ),
            (Route::List, _) => Ok(tree::list(call, catalogue, session.view(live))),
            (Route::Object(list), &Method::PUT) => write::put(
                call,
                Address::object(list, &call.key()),
                catalogue,
                session,
                live,
            ),
            (Route::Object(list), &Method::DELETE) => {
                write::delete(call, list, list_entry(list)?, catalogue, session, live)
            }
            (Route::Object(list), _) => tree::object(call, list, catalogue, session.view(live)),
            (Route::Root, _) => Ok(tree::root()),
            (Route::UserNode, _) => Ok(user::node()),
            (Route::UserInfo, _) => Ok(user::user_info(session, &self.switches)),
            (Route::Endpoints, _) => Ok(user::endpoints(session)),
            (Route::HealthStatus, _) => Ok(about::health_status()),
            (Route::HostKeys, _) => Ok(about::host_keys()),
            (Route::HostKey, _) => about::host_key(call),
            (
                Route::Authentication
                | Route::LoginMethods
                | Route::Info
                | Route::Setup
                | Route::Unknown,
                _,
            ) => Err(ApiError::node_not_found(&call.path)),
        }
    }
}

/// What everybody may ask, signed in or not.
fn is_anonymous(route: &Route) -> bool {
    matches!(
        route,
        Route::Authentication | Route::LoginMethods | Route::Info | Route::Setup
    )
}

/// The `Allow` header: the verbs that exist here and, for a signed-in user, are granted.
fn allow(methods: &[Method], rights: Option<&Rights>, path: &str) -> String {
    let allowed: Vec<_> = methods
        .iter()
        .filter(|method| rights.is_none_or(|rights| rights.allow(method, path)))
        .map(Method::as_str)
        .collect();
    allowed.join(", ")
}
