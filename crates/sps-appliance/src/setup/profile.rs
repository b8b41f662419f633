//! The firmware generations an appliance can be.

/// A named set of positions: one generation of the firmware (`sps-api.md` §13 and §20.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// 5.7, seed 000.
    V5_7,
    /// 6.0 LTS.
    V6_0,
    /// 6.9.
    V6_9,
    /// 7.0 LTS.
    V7_0,
    /// 7.5.
    V7_5,
    /// 8.0 LTS, seed 004.
    V8_0,
}

impl Profile {
    /// All profiles, oldest first: the order of [`SwitchInfo::defaults`](crate::SwitchInfo::defaults).
    pub const ALL: [Self; 6] = [
        Self::V5_7,
        Self::V6_0,
        Self::V6_9,
        Self::V7_0,
        Self::V7_5,
        Self::V8_0,
    ];

    /// `5.7`, `6.0`, `6.9`, `7.0`, `7.5` or `8.0`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::V5_7 => "5.7",
            Self::V6_0 => "6.0",
            Self::V6_9 => "6.9",
            Self::V7_0 => "7.0",
            Self::V7_5 => "7.5",
            Self::V8_0 => "8.0",
        }
    }

    /// The profile of that name, `None` if there is none.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }

    /// `version` and `firmware_version` of `/api/info`. `5 F7` with `5.7.0` is documented
    /// (`sps-api.md` §11).
    ///
    /// ASSUMPTION: the others are formed alike.
    pub(crate) const fn versions(self) -> (&'static str, &'static str) {
        match self {
            Self::V5_7 => ("5 F7", "5.7.0"),
            Self::V6_0 => ("6 LTS", "6.0.0"),
            Self::V6_9 => ("6 F9", "6.9.0"),
            Self::V7_0 => ("7.0 LTS", "7.0.0"),
            Self::V7_5 => ("7.5", "7.5.0"),
            Self::V8_0 => ("8.0 LTS", "8.0.0"),
        }
    }
}

impl std::fmt::Display for Profile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}
