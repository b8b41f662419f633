//! The one declarative place for everything the documents leave open: every unknown is a switch,
//! a profile is a named set of switches (`sps-api.md` §20).
//!
//! [`table`] holds the switches, the `positions_*` files what the positions mean.

mod position;
mod positions_access;
mod positions_configuration;
mod positions_messages;
mod profile;
mod table;

use std::fmt;

pub use positions_access::{
    ApiKeyHeader, ApiKeysOpen, BasicElsewhere, CookieStyle, EndpointsShape, LoginDiscovery,
    LoginFlow, LoginMeta, LogoutDelete, RefreshOnGet, SessionTimeout, TypesShape, UserInfoPaths,
    UserInfoShape, WwwAuthenticate, XTokenFailure, XTokenMember, XTokenRule,
};
pub use positions_configuration::{
    AaaChildren, BodyWrapper, ChangesGranularity, ChangesOrder, ChangesPath, ChangesSecrets,
    CommitEndsSession, CommitLogLocation, CommitMessage, EmptyPut, ExpandedReference, LockAt,
    MessageMember, MetaChanges, MissingMember, MultipartAsJson, NonUtf8, PasswordHash, Reorder,
    SecondOpen, UnknownMembers, UserPassword,
};
pub use positions_messages::{
    AllowHeader, ErrorBody, ErrorDetails, Expect100, LockError, MergeError, MessageMissingError,
    MetaSibling, MissingObjectError, NoLength, PayloadWrap, RootShape, TlsVersion,
};
pub use profile::Profile;
pub use table::Switches;

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

/// One switch, as [`Switches::TABLE`] lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SwitchInfo {
    /// Its name, as in `sps-api.md` §20: `payload.wrap`.
    pub name: &'static str,
    /// Its positions as text; of an open-ended switch the ones worth testing.
    pub positions: &'static [&'static str],
    /// Whether it takes further values: statuses, seconds, minutes.
    pub open_ended: bool,
    /// Its position in each profile, in the order of [`Profile::ALL`].
    pub defaults: [&'static str; 6],
    /// What it decides.
    pub doc: &'static str,
}

impl SwitchInfo {
    /// The name as an option of the command line: `payload-wrap`.
    #[must_use]
    pub fn option(&self) -> String {
        self.name.replace(['.', '_'], "-")
    }
}

impl Switches {
    /// The profile of that name: `5.7`, `6.0`, `6.9`, `7.0`, `7.5` or `8.0`.
    ///
    /// # Errors
    /// [`UnknownProfile`] if there is no such profile.
    pub fn profile(name: &str) -> Result<Self, UnknownProfile> {
        Profile::from_name(name)
            .map(Self::of)
            .ok_or_else(|| UnknownProfile(name.to_owned()))
    }

    /// The profile 8.0 (seed 004).
    #[must_use]
    pub fn v8_0() -> Self {
        Self::of(Profile::V8_0)
    }
}

/// Whether two spellings name the same switch: `.`, `-` and `_` are one.
fn same_name(given: &str, name: &str) -> bool {
    let plain = |letter: u8| {
        if matches!(letter, b'.' | b'-') {
            b'_'
        } else {
            letter
        }
    };
    given.len() == name.len() && given.bytes().map(plain).eq(name.bytes().map(plain))
}

/// A profile that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no profile `{0}`: there are 5.7, 6.0, 6.9, 7.0, 7.5 and 8.0")]
pub struct UnknownProfile(String);

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

#[cfg(test)]
mod tests {
    use super::{Profile, Switches};

    #[test]
    fn every_position_of_the_table_is_read_and_written_alike() {
        for profile in Profile::ALL {
            let mut switches = Switches::of(profile);
            let place = Profile::ALL.iter().position(|other| *other == profile);
            for switch in Switches::TABLE {
                let default = switch.defaults[place.unwrap()];
                assert_eq!(switches.position(switch.name).as_deref(), Some(default));
                assert!(switch.positions.contains(&default), "{}", switch.name);
                assert!(switch.positions.len() > 1, "{}", switch.name);
                for position in switch.positions {
                    switches.set(&switch.option(), position).unwrap();
                    assert_eq!(switches.position(switch.name).as_deref(), Some(*position));
                }
                switches.set(switch.name, default).unwrap();
                assert!(switches.set(switch.name, "nowhere").is_err());
            }
            assert_eq!(switches, Switches::of(profile));
        }
        assert!(Switches::profile("9.0").is_err());
        assert!(Switches::v8_0().set("no.such", "on").is_err());
    }
}
