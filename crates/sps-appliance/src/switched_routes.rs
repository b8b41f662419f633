//! Which routes and verbs exist in the positions of the switches (`sps-api.md` §20).

use http::Method;

use crate::configuration::Catalogue;
use crate::route::Route;
use crate::setup::{LoginDiscovery, LogoutDelete, Reorder, Switches, UserInfoPaths, UserPassword};

impl Route {
    /// The route, or none where the switches know nothing of it.
    pub(crate) fn under(self, path: &str, switches: &Switches) -> Self {
        let exists = match &self {
            Self::LoginTypes => switches.login_discovery != LoginDiscovery::Methods,
            Self::LoginMethods => switches.login_discovery != LoginDiscovery::Types,
            Self::ApiKeys | Self::ApiKey => switches.api_keys,
            Self::HealthStatus => switches.health_status,
            Self::UserPassword => switches.user_password != UserPassword::NotFound,
            Self::UserNode => has_user_node(switches),
            Self::UserInfo => match path {
                "/api/userinfo" => switches.user_info_paths == UserInfoPaths::AllThree,
                "/api/user/info" => switches.user_info_paths != UserInfoPaths::UserInfo,
                _ => true,
            },
            _ => true,
        };
        if exists { self } else { Self::Unknown }
    }

    /// The verbs that exist here in the positions of the switches.
    pub(crate) fn methods_under(
        &self,
        path: &str,
        catalogue: &Catalogue,
        switches: &Switches,
    ) -> &'static [Method] {
        let methods = self.methods(path, catalogue);
        match self {
            Self::Authentication if switches.logout_delete == LogoutDelete::EndsSession => {
                &[Method::DELETE, Method::GET]
            }
            Self::UserPassword if switches.user_password == UserPassword::Put => &[Method::PUT],
            Self::List if switches.reorder == Reorder::Put && methods.contains(&Method::GET) => {
                &[Method::GET, Method::POST, Method::PUT]
            }
            _ => methods,
        }
    }
}

/// Whether anything stands below `/api/user`.
pub(crate) fn has_user_node(switches: &Switches) -> bool {
    switches.api_keys
        || switches.user_info_paths != UserInfoPaths::UserInfo
        || switches.user_password != UserPassword::NotFound
}
