//! From a path to what stands there, and what can be done with it.

use http::Method;

use crate::configuration::{Catalogue, Entry};
use crate::machine::Place;

pub(crate) const API_KEYS: &str = "/api/user/api_keys";
pub(crate) const CONFIGURATION: &str = "/api/configuration";

/// Everything the appliance answers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Root,
    Authentication,
    LoginMethods,
    LoginTypes,
    Info,
    Setup,
    HealthStatus,
    HostKeys,
    HostKey,
    Endpoints,
    UserNode,
    UserInfo,
    UserPassword,
    ApiKeys,
    ApiKey,
    Transaction,
    Changes,
    /// Outside of the configuration.
    Machine(Place),
    /// An inner node of the configuration.
    Node,
    /// A fixed resource of the configuration.
    Resource,
    /// A list of the configuration.
    List,
    /// An object of the list with this path.
    Object(String),
    Unknown,
}

impl Route {
    /// What stands at `path`.
    pub(crate) fn at(path: &str, catalogue: &Catalogue) -> Self {
        match path {
            "/api" => Self::Root,
            "/api/authentication" => Self::Authentication,
            "/api/authentication/login_methods" => Self::LoginMethods,
            "/api/authentication/types" => Self::LoginTypes,
            "/api/info" => Self::Info,
            "/api/setup" => Self::Setup,
            "/api/health_status" => Self::HealthStatus,
            "/api/ssh-host-keys" => Self::HostKeys,
            "/api/endpoints" => Self::Endpoints,
            "/api/user" => Self::UserNode,
            "/api/user_info" | "/api/user/info" | "/api/userinfo" => Self::UserInfo,
            "/api/user/password" => Self::UserPassword,
            API_KEYS => Self::ApiKeys,
            "/api/transaction" => Self::Transaction,
            "/api/transaction/changes" => Self::Changes,
            _ => Place::of(path).map_or_else(|| Self::below(path, catalogue), Self::Machine),
        }
    }

    fn below(path: &str, catalogue: &Catalogue) -> Self {
        match (catalogue.entry(path), path.rsplit_once('/')) {
            (Some(Entry::Resource(_)), _) => Self::Resource,
            (Some(Entry::List(_)), _) => Self::List,
            (None, _) if catalogue.children(path).is_some() => Self::Node,
            (None, Some((API_KEYS, _))) => Self::ApiKey,
            (None, Some(("/api/ssh-host-keys", _))) => Self::HostKey,
            (None, Some((list, _))) if matches!(catalogue.entry(list), Some(Entry::List(_))) => {
                Self::Object(list.to_owned())
            }
            _ => Self::Unknown,
        }
    }

    /// The verbs that exist here, whoever asks: alphabetical, as in the guide.
    pub(crate) fn methods(&self, path: &str, catalogue: &Catalogue) -> &'static [Method] {
        const GET: &[Method] = &[Method::GET];
        match self {
            Self::Transaction => &[Method::DELETE, Method::GET, Method::POST, Method::PUT],
            Self::ApiKeys => &[Method::GET, Method::POST],
            Self::ApiKey => &[Method::DELETE, Method::GET],
            Self::Resource => match catalogue.entry(path) {
                Some(Entry::Resource(entry)) if entry.read_only => GET,
                _ => &[Method::GET, Method::PUT],
            },
            Self::List => match catalogue.entry(path) {
                Some(Entry::List(entry)) if entry.secrets => &[Method::POST],
                _ => &[Method::GET, Method::POST],
            },
            Self::Object(list) => match catalogue.entry(list) {
                Some(Entry::List(entry)) if entry.secrets => GET,
                _ => &[Method::DELETE, Method::GET, Method::PUT],
            },
            Self::Machine(place) => place.methods(),
            Self::Unknown | Self::UserPassword => &[],
            _ => GET,
        }
    }
}
