//! Time as an argument: the appliance never reads a clock.

use std::time::{Duration, SystemTime};

/// A moment, in milliseconds since the Unix epoch (UTC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub u64);

/// 9999-12-31T23:59:59Z in milliseconds: the last date an HTTP date can express.
const LAST_HTTP_DATE_MILLISECONDS: u64 = 253_402_300_799_000;

impl Timestamp {
    /// The same moment, `seconds` later.
    pub(crate) fn plus_seconds(self, seconds: u64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// The same moment by a clock that is `seconds` ahead.
    pub(crate) fn shifted(self, seconds: i64) -> Self {
        Self(self.0.saturating_add_signed(seconds.saturating_mul(1000)))
    }

    /// Whole milliseconds passed since `earlier`, 0 if the clock went backwards.
    pub(crate) fn milliseconds_since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The form HTTP uses in `Date` and in cookies: `Sat, 03 Dec 2022 02:27:48 GMT`.
    pub(crate) fn http_date(self) -> String {
        let since_epoch = Duration::from_millis(self.0.min(LAST_HTTP_DATE_MILLISECONDS));
        httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + since_epoch)
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn dates_are_written_as_http_wants_them() {
        assert_eq!(
            Timestamp(1_670_034_468_000).http_date(),
            "Sat, 03 Dec 2022 02:27:48 GMT"
        );
        assert_eq!(
            Timestamp(u64::MAX).http_date(),
            "Fri, 31 Dec 9999 23:59:59 GMT"
        );
    }
}
