//! Two clocks that differ, and a session that was not kept (product M11).

/// A difference below this says nothing: the way of the answer is in it (M11.1).
const NOTICEABLE_SECONDS: u64 = 60;

/// Why a sign-in was answered well and the session was unknown one request later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotKept {
    /// The clocks of browser and appliance differ.
    Clocks {
        /// By how many seconds the appliance is ahead; negative if it is behind.
        skew_seconds: i64,
    },
    /// The browser does not send the cookie back: it blocks cookies here, or the cookie is for another address.
    Cookies {
        /// The clocks differ besides, by so much.
        skew_seconds: Option<i64>,
    },
    /// The page came over plain http from another computer, where a secure cookie is never sent.
    NotHttps,
    /// The cookie came back, but the appliance does not know the session: it may have just restarted.
    Forgotten,
    /// Nothing tells.
    Unknown,
}

/// The cause, by the evidence in its order: whether the cookie came back on the next request (`None` where nobody can
/// tell), the difference of the clocks, whether this page is one to which secure cookies are sent. Who can tell of the
/// cookie is a gateway, which sets its own without a time of its end: no clock takes that away.
pub fn why_not_kept(
    skew_seconds: Option<i64>,
    cookie_came_back: Option<bool>,
    is_secure: bool,
) -> NotKept {
    let skew_seconds = skew_seconds.filter(|skew_seconds| differ(*skew_seconds));
    match (skew_seconds, cookie_came_back) {
        (_, Some(false)) if is_secure => NotKept::Cookies { skew_seconds },
        (Some(skew_seconds), _) => NotKept::Clocks { skew_seconds },
        (_, Some(true)) => NotKept::Forgotten,
        _ if !is_secure => NotKept::NotHttps,
        _ => NotKept::Unknown,
    }
}

/// Whether the clocks differ enough to be worth a word.
pub fn differ(skew_seconds: i64) -> bool {
    skew_seconds.unsigned_abs() >= NOTICEABLE_SECONDS
}

/// How far two clocks are apart, in the largest unit that says enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// Below two hours.
    Minutes(u64),
    /// Below two days.
    Hours(u64),
    /// More.
    Days(u64),
}

/// How far two clocks are apart, rounded to the nearest minute, hour or day.
pub fn distance(skew_seconds: i64) -> Distance {
    let seconds = skew_seconds.unsigned_abs();
    let rounded = |unit: u64| seconds.saturating_add(unit / 2) / unit;
    if seconds < 2 * 3600 {
        Distance::Minutes(rounded(60))
    } else if seconds < 2 * 86_400 {
        Distance::Hours(rounded(3600))
    } else {
        Distance::Days(rounded(86_400))
    }
}

/// The time of day such as `10:41`, by seconds since 1970 in UTC and the minutes that local time is ahead of it.
pub fn clock_time(epoch_seconds: i64, minutes_ahead: i64) -> String {
    let minutes = epoch_seconds
        .div_euclid(60)
        .saturating_add(minutes_ahead)
        .rem_euclid(24 * 60);
    let (hour, minute) = (minutes / 60, minutes % 60);
    format!("{hour:02}:{minute:02}")
}
