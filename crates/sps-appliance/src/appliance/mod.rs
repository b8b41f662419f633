//! The appliance as a whole: state, and the one door to it.

mod dispatch;
mod sessions;

use std::collections::BTreeMap;

use http::{Method, StatusCode, header};

use crate::accounts;
use crate::call::Call;
use crate::clock::Timestamp;
use crate::configuration::{Catalogue, Store};
use crate::error::ApiError;
use crate::generator::Generator;
use crate::reply::Reply;
use crate::rights::Rights;
use crate::route::Route;
use crate::session::{Session, SessionKey};
use crate::setup::{Setup, Switches};
use crate::transaction::Transaction;
use crate::tree;

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
        // Whoever has no right here learns nothing about what exists here. Rights know four verbs; all
        // others are judged like reading.
        let asked = match call.method {
            Method::DELETE | Method::POST | Method::PUT => &call.method,
            _ => &Method::GET,
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
