//! From a route and a verb to the module that answers.

use http::Method;

use super::Appliance;
use crate::about::{self, Asker};
use crate::call::Call;
use crate::clock::Timestamp;
use crate::configuration::{Address, Entry};
use crate::error::ApiError;
use crate::generator::Generator;
use crate::reply::Reply;
use crate::route::Route;
use crate::session::Session;
use crate::{api_keys, authentication, transaction_endpoint, tree, user, write};

impl Appliance {
    pub(super) fn answer_anybody(
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

    pub(super) fn answer_user(
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
