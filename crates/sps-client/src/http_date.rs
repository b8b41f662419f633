//! The `Date` header (RFC 9110 §5.6.7), as far as comparing two clocks needs it.

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const SECONDS_PER_DAY: i64 = 86_400;

/// The seconds since 1970 of an IMF-fixdate such as `Sat, 03 Dec 2022 02:27:48 GMT`; `None` for every other text.
///
/// The day of the week is not checked against the date, and the two obsolete forms are not read: servers must not send
/// them.
///
/// ```
/// use sps_client::parse_http_date;
///
/// assert_eq!(parse_http_date("Sat, 03 Dec 2022 02:27:48 GMT"), Some(1_670_034_468));
/// assert_eq!(parse_http_date("yesterday"), None);
/// ```
#[must_use]
pub fn parse_http_date(text: &str) -> Option<i64> {
    let (weekday, rest) = text.split_once(", ")?;
    if weekday.len() != 3 {
        return None;
    }
    let mut parts = rest.split(' ');
    let day = digits(parts.next()?, 2)?;
    let month_name = parts.next()?;
    let month = MONTHS.iter().position(|name| *name == month_name)?;
    let year = digits(parts.next()?, 4)?;
    let mut clock = parts.next()?.split(':');
    let hour = digits(clock.next()?, 2)?;
    let minute = digits(clock.next()?, 2)?;
    let second = digits(clock.next()?, 2)?;
    if clock.next().is_some() || parts.next() != Some("GMT") || parts.next().is_some() {
        return None;
    }
    // 60 is a leap second.
    if hour > 23 || minute > 59 || second > 60 || day == 0 || day > days_in(month, year) {
        return None;
    }
    let days = days_before_year(year) + days_before_month(month, year) + day - 1;
    Some((days - days_before_year(1970)) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second)
}

fn digits(text: &str, count: usize) -> Option<i64> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(month: usize, year: i64) -> i64 {
    match month {
        1 => 28 + i64::from(is_leap(year)),
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

fn days_before_month(month: usize, year: i64) -> i64 {
    (0..month).map(|month| days_in(month, year)).sum()
}

/// The days from the year 1 to `year`; for the year 0, minus those of a leap year.
fn days_before_year(year: i64) -> i64 {
    let before = year - 1;
    before * 365 + before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400)
}
