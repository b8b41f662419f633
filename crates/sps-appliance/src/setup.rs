//! The one declarative place for everything the documents leave open: every unknown is a switch,
//! a profile is a named set of switches (`sps-api.md` §20).
//!
//! To add a switch: a field in [`Switches`] with its documentation, its default in
//! [`Switches::v8_0`], and one line in the `by_name!` table at the end of this file, which gives it
//! a name for the command line and for the `when` conditions in `data/`.

use std::fmt;

/// How an appliance is made: the seed of its generator and its switches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Seed of the generator behind session ids, keys and tokens: the same seed and the same
    /// requests give the same answers.
    pub seed: u64,
    /// What the documents leave open.
    pub switches: Switches,
}

impl Default for Setup {
    /// Profile 8.0, seed 1.
    fn default() -> Self {
        Self {
            seed: 1,
            switches: Switches::v8_0(),
        }
    }
}

/// Declares an enum whose variants have names in text (command line, `data/`).
macro_rules! switch_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl SwitchValue for $name {
            fn from_text(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
            fn text(&self) -> String {
                match self { $(Self::$variant => $text,)+ }.to_owned()
            }
        }
    };
}

trait SwitchValue: Sized {
    fn from_text(text: &str) -> Option<Self>;
    fn text(&self) -> String;
}

impl SwitchValue for bool {
    fn from_text(text: &str) -> Option<Self> {
        match text {
            "on" | "true" => Some(true),
            "off" | "false" => Some(false),
            _ => None,
        }
    }
    fn text(&self) -> String {
        if *self { "on" } else { "off" }.to_owned()
    }
}

impl SwitchValue for u16 {
    fn from_text(text: &str) -> Option<Self> {
        text.parse()
            .ok()
            .filter(|status| (200..=599).contains(status))
    }
    fn text(&self) -> String {
        self.to_string()
    }
}

switch_enum! {
    /// Where `aaa/settings` and `transaction` carry their payload (`payload.wrap`).
    PayloadWrap {
        /// Under `body`, as everything else (7.0 and later).
        Body = "body",
        /// Under the resource's own name, as in the tutorial (seed 003).
        Name = "name",
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
    /// How the session cookie is set (`cookie.style`).
    CookieStyle {
        /// `expires` and `Path` only: the cookie-file line of the guide has the secure flag off.
        Old = "old",
        /// With `HttpOnly`, `Max-Age` and `Secure` (`sps-api.md` §5.3).
        New = "new",
    }
}

switch_enum! {
    /// Whose writes need the `X-Token` header (`xtoken.rule`, `sps-api.md` §5.4).
    XTokenRule {
        /// Nobody's; user information carries no token.
        Off = "off",
        /// Those whose `User-Agent` starts with `Mozilla/` (7.5 and later).
        BrowserAgents = "browser_agents",
        /// Everybody's.
        All = "all",
    }
}

switch_enum! {
    /// Which resource holds `require_commitlog` (`commitlog.location`, `sps-api.md` §7.2).
    CommitLogLocation {
        /// `aaa/settings`, as in the tutorial (seed 003, up to 7.x).
        AaaSettings = "aaa_settings",
        /// `management/accounting` (8.0).
        Accounting = "accounting",
    }
}

/// Everything the documents leave open, decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switches {
    /// Where `aaa/settings` and `transaction` carry their payload.
    pub payload_wrap: PayloadWrap,
    /// What `/api/user_info` tells.
    pub user_info_shape: UserInfoShape,
    /// Whether refusals of `/api/authentication` carry `WWW-Authenticate: Basic`, which
    /// SafeguardJava depends on (`sps-api.md` §5.1).
    pub www_authenticate: bool,
    /// How the session cookie is set.
    pub cookie_style: CookieStyle,
    /// Whose writes need the `X-Token` header.
    pub xtoken_rule: XTokenRule,
    /// HTTP status of a sign-in with `login_method` or `type=x509`: 200, 302 or 303. With 302 and
    /// 303 a `Location` is sent.
    pub method_login_status: u16,
    /// HTTP status of a sign-in without any credentials: 400 `InvalidAuthenticationRequest` as
    /// printed in the seeds, or 401 with the same type, which SafeguardJava waits for.
    pub missing_credentials_status: u16,
    /// Which resource holds `require_commitlog`.
    pub commitlog_location: CommitLogLocation,
}

impl Switches {
    /// The profile 8.0 (seed 004; `sps-api.md` §20, last column).
    #[must_use]
    pub fn v8_0() -> Self {
        Self {
            payload_wrap: PayloadWrap::Body,
            user_info_shape: UserInfoShape::LoginMethod,
            www_authenticate: true,
            cookie_style: CookieStyle::New,
            xtoken_rule: XTokenRule::BrowserAgents,
            method_login_status: 302,
            missing_credentials_status: 400,
            commitlog_location: CommitLogLocation::Accounting,
        }
    }
}

/// A switch or a position of a switch that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSwitch {
    name: String,
    position: String,
}

impl fmt::Display for UnknownSwitch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "no switch `{}` with a position `{}`",
            self.name, self.position
        )
    }
}

impl std::error::Error for UnknownSwitch {}

macro_rules! by_name {
    ($($field:ident = $name:literal,)+) => {
        impl Switches {
            /// The names of all switches, as used by [`Switches::set`] and the command line.
            pub const NAMES: &[&str] = &[$($name),+];

            /// Puts the switch `name` into `position`, both as text: `payload-wrap`, `name`.
            ///
            /// # Errors
            /// [`UnknownSwitch`] if there is no such switch or no such position; nothing changes.
            pub fn set(&mut self, name: &str, position: &str) -> Result<(), UnknownSwitch> {
                let unknown = || UnknownSwitch { name: name.to_owned(), position: position.to_owned() };
                match name {
                    $($name => {
                        self.$field = SwitchValue::from_text(position).ok_or_else(unknown)?;
                    })+
                    _ => return Err(unknown()),
                }
                Ok(())
            }

            /// The position of the switch `name` as text, `None` if there is no such switch.
            #[must_use]
            pub fn position(&self, name: &str) -> Option<String> {
                match name {
                    $($name => Some(self.$field.text()),)+
                    _ => None,
                }
            }
        }
    };
}

by_name! {
    payload_wrap = "payload-wrap",
    user_info_shape = "user-info-shape",
    www_authenticate = "www-authenticate",
    cookie_style = "cookie-style",
    xtoken_rule = "xtoken-rule",
    method_login_status = "method-login-status",
    missing_credentials_status = "missing-credentials-status",
    commitlog_location = "commitlog-location",
}
