//! A week of times at which something is allowed, as time policies write it (`sps-api.md` §10): a member per day, in it
//! a list of `["8:00","17:00"]`; an empty list is never, `["0:00","23:59"]` all day.

use serde_json::{Value, json};

use super::{Draft, Pointer};

/// The members of the days, in the sequence of the week.
pub const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;

/// A time within a day: from one minute up to, not including, another; both counted from midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first minute.
    pub from: u16,
    /// The minute behind the last, at most [`DAY`].
    pub to: u16,
}

/// Whether an object is such a week: a readable list under each day.
pub fn is_week(value: &Value) -> bool {
    DAYS.iter().all(|day| value.get(day).is_some())
        && DAYS.iter().all(|day| spans(value, day).is_some())
}

/// The times of one day as they are written; `None` where they cannot be read as times.
pub fn spans(week: &Value, day: &str) -> Option<Vec<Span>> {
    week.get(day)?.as_array()?.iter().map(span).collect()
}

fn span(value: &Value) -> Option<Span> {
    let [from, to] = value.as_array()?.as_slice() else {
        return None;
    };
    let (from, to) = (minute(from.as_str()?)?, minute(to.as_str()?)?);
    // The last minute of a day is written as its end.
    let to = if to == DAY - 1 { DAY } else { to };
    (from < to).then_some(Span { from, to })
}

/// `8:05` or `08:05` as minutes from midnight; at most `24:00`.
pub fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let digits = |text: &str| {
        let sound = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        sound.then(|| text.parse::<u16>().ok()).flatten()
    };
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    let all = hours * 60 + minutes;
    (minutes < 60 && all <= DAY).then_some(all)
}

/// Minutes from midnight as the appliance writes them; the end of the day is `23:59`.
pub fn clock(minute: u16) -> String {
    let minute = minute.min(DAY - 1);
    let (hours, minutes) = (minute / 60, minute % 60);
    let tens = if minutes < 10 { "0" } else { "" };
    format!("{hours}:{tens}{minutes}")
}

/// The same times with `painted` added or taken away; overlapping and touching times become one.
pub fn paint(spans: &[Span], painted: Span, allowed: bool) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(spans.len() + 1);
    let mut add = |from: u16, to: u16| {
        if from < to {
            out.push(Span { from, to });
        }
    };
    if allowed {
        let mut joined = painted;
        for span in spans {
            if span.to < joined.from || joined.to < span.from {
                add(span.from, span.to);
            } else {
                joined.from = joined.from.min(span.from);
                joined.to = joined.to.max(span.to);
            }
        }
        let position = out
            .iter()
            .take_while(|span| span.from < joined.from)
            .count();
        out.insert(position, joined);
    } else {
        for span in spans {
            add(span.from, span.to.min(painted.from));
            add(span.from.max(painted.to), span.to);
        }
    }
    out
}

impl Draft {
    /// Allows or forbids a time of one day; false, and nothing changed, if there is no readable day.
    pub fn paint_day(&mut self, week: &Pointer, day: &str, painted: Span, allowed: bool) -> bool {
        let Some(present) = self.get(week).and_then(|week| spans(week, day)) else {
            return false;
        };
        let painted = paint(&present, painted, allowed);
        // A day that reads the same is not touched: "08:00" stays as it was written.
        painted == present || self.set(&week.child(day), day_value(&painted))
    }
}

/// A day's times as the appliance writes them.
pub fn day_value(spans: &[Span]) -> Value {
    spans
        .iter()
        .map(|span| json!([clock(span.from), clock(span.to)]))
        .collect()
}
