//! From a route and a verb to the module that answers.

use http::{Method, StatusCode};

use super::Appliance;
use crate::about::{self, Asker};
use crate::call::Call;
use crate::clock::Timestamp;
use crate::configuration::{Address, Entry};
use crate::error::ApiError;
use crate::generator::Generator;
use crate::machine::Surroundings;
use crate::reply::Reply;
use crate::route::Route;
use crate::session::{Opening, Session};
use crate::setup::ApiKeysOpen;
use crate::transaction::commit;
use crate::{api_keys, login_discovery, transaction_endpoint, tree, user, user_password, write};

impl Appliance {
    pub(super) fn answer_anybody(
        &mut self,
        call: &Call<'_>,
        route: &Route,
        is_signed_in: bool,
        now: Timestamp,
    ) -> Result<Reply, ApiError> {
        Ok(match route {
            Route::LoginMethods => login_discovery::login_methods(&self.live, &self.switches),
            Route::LoginTypes => login_discovery::types(&self.live, &self.switches),
            Route::Info if is_signed_in => {
                let config_hash = Generator::new(self.seed ^ self.revision.rotate_left(32)).hex(32);
                about::info(
                    &self.live,
                    &Asker::SignedIn {
                        config_hash: &config_hash,
                    },
                    self.switches.profile,
                )
            }
            Route::Info => about::info(&self.live, &Asker::Anonymous, self.switches.profile),
            Route::Setup => about::setup(),
            _ => self.sign_in(call, now)?,
        })
    }

    pub(super) fn answer_user(
        &mut self,
        call: &Call<'_>,
        route: &Route,
        session: &mut Session,
        now: Timestamp,
    ) -> Result<Reply, ApiError> {
        let (catalogue, live) = (&self.catalogue, &self.live);
        let list_entry = |path: &str| match catalogue.entry(path) {
            Some(Entry::List(entry)) => Ok(entry),
            _ => Err(ApiError::node_not_found(&call.path)),
        };
        match (route, &call.method) {
            (Route::Transaction, &Method::POST) => {
                transaction_endpoint::open(session, live, &self.switches)
            }
            (Route::Transaction, &Method::DELETE) => {
                transaction_endpoint::roll_back(session, &self.switches)
            }
            (Route::Transaction, &Method::PUT) => {
                let (reply, committed) = transaction_endpoint::put(
                    call,
                    session,
                    catalogue,
                    live,
                    &self.switches,
                    self.web_lock.as_deref(),
                )?;
                if let Some(committed) = committed {
                    self.live = committed;
                    self.revision = self.revision.wrapping_add(1);
                }
                Ok(reply)
            }
            (Route::Transaction, _) => {
                Ok(transaction_endpoint::state(session, live, &self.switches))
            }
            (Route::Changes, _) => Ok(transaction_endpoint::changes(
                session,
                catalogue,
                &self.switches,
            )),
            (Route::ApiKeys, &Method::POST) | (Route::ApiKey, &Method::DELETE) => {
                self.change_api_keys(call, session)
            }
            (Route::ApiKeys, _) => Ok(api_keys::list(catalogue, session, live)),
            (Route::ApiKey, _) => api_keys::get(call, catalogue, session, live),
            (Route::Node, _) => Ok(tree::node(call, catalogue)),
            (Route::Resource, &Method::PUT) => write::put(
                call,
                Address::resource(&call.path),
                catalogue,
                session,
                live,
                &self.switches,
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
                &self.switches,
            ),
            (Route::List, &Method::PUT) => write::reorder(call, catalogue, session, live),
            (Route::List, _) => Ok(tree::list(
                call,
                catalogue,
                session.view(live),
                &self.switches,
            )),
            (Route::Object(list), &Method::PUT) => write::put(
                call,
                Address::object(list, &call.key()),
                catalogue,
                session,
                live,
                &self.switches,
            ),
            (Route::Object(list), &Method::DELETE) => {
                write::delete(call, list, list_entry(list)?, catalogue, session, live)
            }
            (Route::Object(list), _) => {
                tree::object(call, list, catalogue, session, live, &self.switches)
            }
            (Route::Machine(place), _) => {
                let around = Surroundings {
                    catalogue,
                    live,
                    session,
                    generator: &mut self.generator,
                    switches: &self.switches,
                    now,
                };
                self.machine.answer(place, call, around)
            }
            (Route::Root, _) => Ok(tree::root(&self.switches)),
            (Route::UserPassword, _) => {
                user_password::put(call, &mut self.generator, session, live)
            }
            (Route::UserNode, _) => Ok(user::node(&self.switches)),
            (Route::UserInfo, _) => Ok(user::user_info(session, catalogue, &self.switches)),
            (Route::Endpoints, _) => Ok(user::endpoints(session, catalogue, &self.switches)),
            (Route::HealthStatus, _) => Ok(about::health_status()),
            (Route::HostKeys, _) => Ok(about::host_keys()),
            (Route::HostKey, _) => about::host_key(call),
            (
                Route::Authentication
                | Route::LoginMethods
                | Route::LoginTypes
                | Route::Info
                | Route::Setup
                | Route::Unknown,
                _,
            ) => Err(ApiError::node_not_found(&call.path)),
        }
    }

    /// Makes or deletes an API key, in a transaction or at once (`api_keys.opens_transaction`).
    fn change_api_keys(
        &mut self,
        call: &Call<'_>,
        session: &mut Session,
    ) -> Result<Reply, ApiError> {
        let is_open = session.transaction.is_some();
        let rule = self.switches.api_keys_opens_transaction;
        match rule {
            ApiKeysOpen::AsImplicit => {}
            ApiKeysOpen::Explicit => {
                let status = StatusCode::from_u16(self.switches.error_no_transaction);
                session.opening.explicit_only = Some(status.unwrap_or(StatusCode::FORBIDDEN));
            }
            ApiKeysOpen::Never => session.opening = Opening::default(),
        }
        let reply = if call.method == Method::POST {
            api_keys::create(call, &mut self.generator, session, &self.live)?
        } else {
            api_keys::delete(call, session, &self.live)?
        };
        if rule == ApiKeysOpen::Never
            && !is_open
            && let Some(transaction) = session.transaction.take()
        {
            self.live = commit(&transaction, &self.catalogue, &self.live)?;
            self.revision = self.revision.wrapping_add(1);
        }
        Ok(reply)
    }
}
