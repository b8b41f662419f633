//! The appliance as a whole: state, and the one door to it.

mod control;
mod cues;
mod dispatch;
mod finish;
mod sessions;
mod state;

use std::collections::BTreeMap;

use http::{Method, StatusCode, header};

use serde_json::json;

use crate::accounts;
use crate::call::Call;
use crate::clock::Timestamp;
use crate::configuration::{Catalogue, Store};
use crate::cues::Stage;
use crate::error::ApiError;
use crate::generator::Generator;
use crate::machine::Machine;
use crate::renaming;
use crate::reply::Reply;
use crate::route::Route;
use crate::session::{Session, SessionKey, timeout_seconds};
use crate::setup::{Expect100, NoLength, RefreshOnGet, Setup, Switches};
use finish::allow;

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
    /// Who holds the configuration lock in the simulated web interface.
    web_lock: Option<String>,
    machine: Machine,
    /// What cues left behind.
    stage: Stage,
    /// Switches and configuration to which a reset leads back.
    origin: (Switches, Store),
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
            origin: (setup.switches.clone(), live.clone()),
            stage: Stage::default(),
            switches: setup.switches,
            seed: setup.seed,
            generator: Generator::new(setup.seed),
            catalogue,
            live,
            revision: 0,
            sessions: BTreeMap::new(),
            web_lock: None,
            machine: Machine::new(setup.seed),
        }
    }

    /// Answers one request: the whole behaviour, with no clock, no randomness and no IO of its own.
    ///
    /// A POST without a body needs a `Content-Length: 0` header, as on the wire. A client certificate
    /// comes in as a [`ClientCertificate`] in the request's extensions. What the answer asks of the
    /// connection goes out as a [`TransportHint`](crate::TransportHint) in the response's extensions.
    pub fn handle(
        &mut self,
        request: &http::Request<Vec<u8>>,
        now: Timestamp,
    ) -> http::Response<Vec<u8>> {
        if let Some(response) = self.stage.interrupts(now) {
            return response;
        }
        let mut response = self.answer_request(request, now);
        self.stage.finish(request, &mut response);
        response
    }

    fn answer_request(
        &mut self,
        request: &http::Request<Vec<u8>>,
        now: Timestamp,
    ) -> http::Response<Vec<u8>> {
        let mut call = Call::read(request, &self.switches);
        let route = self.route(&mut call);
        let methods = route.methods_under(&call.path, &self.catalogue, &self.switches);
        let all = || allow(methods, None, &call.path);
        if call.expects_continue() && self.switches.expect_100 == Expect100::Refused {
            let text = "417 Expectation Failed\n";
            return self.plain(StatusCode::EXPECTATION_FAILED, text, &all(), now);
        }
        if call.lacks_length() && self.switches.post_no_length == NoLength::Refused {
            return self.plain(
                StatusCode::LENGTH_REQUIRED,
                "411 Length Required\n",
                &all(),
                now,
            );
        }
        let timeout = timeout_seconds(&self.live, &self.switches);
        self.sessions
            .retain(|_, session| !session.is_expired(timeout, now));

        let mut found = self.find_session(&call, now);
        let mut cookie = None;
        let mut refused = None;
        if !is_anonymous(&route) {
            match self.basic_elsewhere(&call, found, now) {
                Ok(signed_in) => (found, cookie) = signed_in,
                Err(error) => (found, refused) = (None, Some(error)),
            }
        }
        if let Some((key, session)) = &mut found {
            let extends = self.stage.extends(key);
            let only_looks = route == Route::Transaction && call.method == Method::GET;
            let counts = match self.switches.session_refresh_on_get {
                RefreshOnGet::On => true,
                RefreshOnGet::OffForTransaction => !only_looks,
                RefreshOnGet::OffForReads => call.is_write(),
            };
            if extends && counts {
                session.last_seen = now;
            }
            if call.is_write() || self.switches.tx_get_opens {
                session.opening = self.opening();
            }
        }
        let session = found.as_mut().map(|(_, session)| session);
        let answered = match refused {
            Some(error) => Err(error),
            None => self.answer(&call, &route, methods, session, now),
        };
        let is_error = answered.is_err();
        let mut reply = answered.unwrap_or_else(|error| self.refusal(&call, &route, &error));
        reply
            .headers
            .extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
        let mut allowed = all();
        let mut hint = None;
        if let Some((key, mut session)) = found {
            self.tell_session(&mut reply, &route, &session, now);
            if !is_anonymous(&route) {
                allowed = allow(methods, Some(&session.rights), &call.path);
            }
            hint = session.hint.take();
            if !session.is_over {
                self.sessions.insert(key, session);
            }
        }
        self.spell(&mut reply, is_error);
        let mut response =
            reply.into_response(self.allow_header(&allowed), self.appliance_time(now));
        if let Some(hint) = hint {
            response.extensions_mut().insert(hint);
        }
        response
    }

    /// What stands at the path of `call`, whose path becomes the original one if paths are renamed.
    fn route(&self, call: &mut Call<'_>) -> Route {
        if self.switches.endpoints_renamed {
            match renaming::original(&call.path, &self.catalogue) {
                Some(path) => call.path = path,
                None => return Route::Unknown,
            }
        }
        Route::at(&call.path, &self.catalogue).under(&call.path, &self.switches)
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
            return match session {
                Some(session) if call.method == Method::DELETE => {
                    session.is_over = true;
                    Ok(Reply::ok(
                        json!({ "meta": { "href": "/api/authentication" } }),
                    ))
                }
                None if call.method == Method::DELETE || !self.tells_strangers(route) => {
                    Err(ApiError::unauthenticated(&call.path))
                }
                session => self.answer_anybody(call, route, session.is_some(), now),
            };
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
            if *route == Route::UserInfo {
                let status = self.switches.user_info_denied;
                return Err(ApiError::user_info_denied(status, &call.path));
            }
            return Err(ApiError::unauthorized(&call.path));
        }
        if *route == Route::Unknown {
            return Err(ApiError::node_not_found(&call.path));
        }
        if !methods.contains(&call.method) {
            return Err(not_allowed());
        }
        self.stage.judge(call, route)?;
        let reads_configuration = matches!(
            route,
            Route::Node | Route::Resource | Route::List | Route::Object(_)
        );
        if self.switches.tx_get_opens
            && reads_configuration
            && call.method == Method::GET
            && session.opening.holder.is_none()
        {
            session.open(&self.live)?;
        }
        self.answer_user(call, route, session, now)
    }

    /// Whether a route that needs no session tells anything without one.
    fn tells_strangers(&self, route: &Route) -> bool {
        self.switches.login_methods_anonymous
            || !matches!(route, Route::LoginMethods | Route::LoginTypes)
    }
}

/// What everybody may ask, signed in or not.
fn is_anonymous(route: &Route) -> bool {
    matches!(
        route,
        Route::Authentication
            | Route::LoginMethods
            | Route::LoginTypes
            | Route::Info
            | Route::Setup
    )
}
