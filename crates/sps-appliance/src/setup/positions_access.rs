//! Positions of the switches about sign-in, sessions, tokens and keys.

use super::position::{SwitchValue, switch_enum};

switch_enum! {
    /// Where an anonymous client learns how to sign in (`login.discovery`).
    LoginDiscovery {
        /// `/api/authentication/types` (5.x to 6.x).
        Types = "types",
        /// `/api/authentication/login_methods` (8.0).
        Methods = "methods",
        /// Either.
        Both = "both",
    }
}

switch_enum! {
    /// What the answer to a sign-in says of itself (`login.meta`).
    LoginMeta {
        /// `href` is `/api`; no `remaining_seconds`.
        Short = "short",
        /// `href` is `/api/authentication`, with `remaining_seconds`.
        Long = "long",
        /// Long with a `login_method` parameter, else short.
        ByParameter = "by_parameter",
    }
}

switch_enum! {
    /// Which refusals of `/api/authentication` carry `WWW-Authenticate: Basic`
    /// (`login.www_authenticate`). SafeguardJava depends on it (`sps-api.md` §5.1).
    WwwAuthenticate {
        /// All.
        On = "on",
        /// None.
        Off = "off",
        /// None whose `User-Agent` starts with `Mozilla/`.
        OffForBrowsers = "off_for_browsers",
    }
}

switch_enum! {
    /// The form of `types` in `/api/authentication/types` (`login.types_shape`).
    TypesShape {
        /// A list of strings.
        List = "list",
        /// An object with a member per type.
        Object = "object",
    }
}

switch_enum! {
    /// A sign-in flow nobody has shown (`login.radius_challenge`, `login.expired_password`,
    /// `login.saml2`).
    LoginFlow {
        /// Not there: refused with `AuthenticationFailure`.
        Off = "off",
        /// A made-up flow, for clients to show that they survive one.
        Scripted = "scripted",
    }
}

switch_enum! {
    /// What DELETE on `/api/authentication` does (`logout.delete`).
    LogoutDelete {
        /// 405: no logout is documented.
        NotAllowed = "405",
        /// 200, and the session is over.
        EndsSession = "200",
    }
}

switch_enum! {
    /// What `Authorization: Basic` means on other paths (`basic.on_other_paths`).
    BasicElsewhere {
        /// Nothing: the cookie decides.
        Ignored = "ignored",
        /// Without a good cookie it signs in, and the answer sets one.
        LogsIn = "logs_in",
        /// 400 `InvalidAuthenticationRequest`, whatever the cookie.
        Refused = "refused",
    }
}

switch_enum! {
    /// How the session cookie is set (`cookie.style`).
    CookieStyle {
        /// `expires` and `Path` only: the cookie-file line of the guide has the secure flag off.
        Old = "old",
        /// With `HttpOnly`, `Max-Age` and `Secure` (`sps-api.md` §5.3).
        New = "new",
    }
}

/// Where the idle time-out comes from (`session.timeout_minutes`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionTimeout {
    /// `timeout` of `management/webinterface`.
    Configured,
    /// This many minutes, whatever is configured.
    Minutes(u32),
}

impl SwitchValue for SessionTimeout {
    const OPEN_ENDED: bool = true;
    fn from_text(text: &str) -> Option<Self> {
        match text {
            "configured" => Some(Self::Configured),
            _ => text
                .parse()
                .ok()
                .filter(|minutes| *minutes > 0)
                .map(Self::Minutes),
        }
    }
    fn text(&self) -> String {
        match self {
            Self::Configured => "configured".to_owned(),
            Self::Minutes(minutes) => minutes.to_string(),
        }
    }
}

switch_enum! {
    /// What counts as activity of a session (`session.refresh_on_get`).
    RefreshOnGet {
        /// Every request.
        On = "on",
        /// Every request but `GET /api/transaction`.
        OffForTransaction = "off_for_transaction",
        /// Writes alone.
        OffForReads = "off_for_reads",
    }
}

switch_enum! {
    /// Whose writes need the `X-Token` header (`xtoken.rule`, `sps-api.md` §5.4).
    XTokenRule {
        /// Nobody's; user information carries no token.
        Off = "off",
        /// Nobody's, but a client that sends one must send the right one.
        OptIn = "optin",
        /// Those whose `User-Agent` starts with `Mozilla/` (7.5 and later).
        BrowserAgents = "browser_agents",
        /// Everybody's.
        All = "all",
    }
}

switch_enum! {
    /// Where user information carries the X-Token (`xtoken.member`).
    XTokenMember {
        /// `token` at the top.
        Token = "token",
        /// `token` in `user`.
        UserToken = "user.token",
        /// `token` in `body`.
        BodyToken = "body.token",
        /// `x_token` at the top.
        XToken = "x_token",
        /// Nowhere.
        Absent = "absent",
    }
}

switch_enum! {
    /// How a write without the right `X-Token` is refused (`xtoken.failure`).
    XTokenFailure {
        /// 403 `Unauthorized`.
        Unauthorized = "403",
        /// 401 `Unauthenticated`.
        Unauthenticated = "401",
        /// 400 `SemanticError`.
        BadRequest = "400",
        /// 403 with a type no document knows.
        UnknownType = "unknown_type",
    }
}

switch_enum! {
    /// How an API key is presented (`api_keys.header`).
    ApiKeyHeader {
        /// `Authorization: Bearer` or `X-API-Key`.
        Both = "both",
        /// `Authorization: Bearer`.
        Bearer = "bearer",
        /// `X-API-Key`.
        XApiKey = "x_api_key",
        /// As the password of `Authorization: Basic`, with any user name.
        Basic = "basic",
        /// Not at all.
        None = "none",
    }
}

switch_enum! {
    /// Whether making or deleting an API key opens a transaction (`api_keys.opens_transaction`).
    ApiKeysOpen {
        /// As any other change: `tx.implicit_open` decides.
        AsImplicit = "as_implicit",
        /// Never: it takes effect at once, unless a transaction is open already.
        Never = "never",
        /// It needs one that was opened explicitly.
        Explicit = "explicit",
    }
}

switch_enum! {
    /// What `/api/user_info` tells (`user_info.shape`).
    UserInfoShape {
        /// `login_method` and `user` (seed 004, 8.0).
        LoginMethod = "login_method",
        /// `user` and `endpoints` (seeds 000 and 002, up to 7.x).
        Endpoints = "endpoints",
    }
}

switch_enum! {
    /// Where user information stands (`user_info.paths`).
    UserInfoPaths {
        /// `/api/user_info`.
        UserInfo = "user_info",
        /// `/api/user_info` and `/api/user/info` (8.0).
        Two = "two",
        /// These and `/api/userinfo` (7.x).
        AllThree = "all_three",
    }
}

switch_enum! {
    /// The form of `/api/endpoints` (`endpoints.shape`).
    EndpointsShape {
        /// `endpoints` is a list of url and methods.
        List = "list",
        /// `items`, as everywhere else.
        Items = "items",
        /// `endpoints` is an object: methods by url.
        Map = "map",
    }
}
