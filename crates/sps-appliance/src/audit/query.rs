//! The search: `q`, `start`, `end` and `sort`.
//!
//! ASSUMPTION: of the search language only `field:value` joined by `AND` is understood here, with
//! quotes and a `*` at the end of a value; a word without a field is looked for everywhere. Anything
//! else is refused rather than misread.

use std::cmp::Ordering;

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::Row;
use crate::call::Call;
use crate::configuration::Problem;

struct Term {
    /// Dotted name of a member, empty for any.
    field: String,
    /// In lower case.
    value: String,
    is_prefix: bool,
}

/// The rows that fit, in the wanted order.
pub(super) fn search<'r>(rows: &'r [Row], call: &Call<'_>) -> Result<Vec<&'r Row>, Problem> {
    let terms = terms(call.parameter("q").unwrap_or_default())?;
    let start = moment(call, "start")?;
    let end = moment(call, "end")?;
    let mut found: Vec<_> = rows
        .iter()
        .filter(|row| terms.iter().all(|term| fits(term, &row.body)))
        .filter(|row| {
            let started = row
                .body
                .get("start_time")
                .and_then(Value::as_str)
                .and_then(parse);
            // ASSUMPTION: `start` and `end` bound the beginning of a session; `end` is not included.
            start.is_none_or(|start| started.is_some_and(|started| started >= start))
                && end.is_none_or(|end| started.is_some_and(|started| started < end))
        })
        .collect();
    let orders: Vec<_> = call
        .parameter("sort")
        .unwrap_or_default()
        .split(',')
        .filter(|order| !order.is_empty())
        .map(|order| match order.strip_prefix('-') {
            Some(field) => (field, true),
            None => (order, false),
        })
        .collect();
    found.sort_by(|one, other| {
        orders
            .iter()
            .map(|(field, descending)| {
                let order = compare(member(&one.body, field), member(&other.body, field));
                if *descending { order.reverse() } else { order }
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    Ok(found)
}

/// The member with a dotted name.
pub(super) fn member<'v>(body: &'v Value, field: &str) -> Option<&'v Value> {
    field
        .split('.')
        .try_fold(body, |value, name| value.get(name))
}

fn compare(one: Option<&Value>, other: Option<&Value>) -> Ordering {
    match (one, other) {
        (Some(Value::Number(one)), Some(Value::Number(other))) => one
            .as_f64()
            .partial_cmp(&other.as_f64())
            .unwrap_or(Ordering::Equal),
        (one, other) => text(one).cmp(&text(other)),
    }
}

fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn fits(term: &Term, body: &Value) -> bool {
    let fits_text = |value: &Value| {
        let text = text(Some(value)).to_lowercase();
        if term.is_prefix {
            text.starts_with(&term.value)
        } else {
            text == term.value
        }
    };
    if term.field.is_empty() {
        return leaves_any(body, &|leaf| {
            text(Some(leaf)).to_lowercase().contains(&term.value)
        });
    }
    member(body, &term.field).is_some_and(fits_text)
}

fn leaves_any(value: &Value, fits: &dyn Fn(&Value) -> bool) -> bool {
    match value {
        Value::Object(members) => members.values().any(|value| leaves_any(value, fits)),
        Value::Array(items) => items.iter().any(|value| leaves_any(value, fits)),
        leaf => fits(leaf),
    }
}

fn terms(q: &str) -> Result<Vec<Term>, Problem> {
    let refused = |reason: &str| Problem::semantic("q", Value::String(q.to_owned()), reason);
    if q.trim().is_empty() || q.trim() == "*" {
        return Ok(Vec::new());
    }
    split_at_and(q)
        .into_iter()
        .map(|written| {
            let written = written.trim();
            let (field, value) = written.split_once(':').unwrap_or(("", written));
            let quoted = value
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'));
            let is_prefix = quoted.is_none() && value.ends_with('*');
            let value = quoted.unwrap_or_else(|| value.trim_end_matches('*'));
            let is_plain = |letter: char| !"()[]{}\"".contains(letter);
            if quoted.is_none() && value.split_whitespace().count() > 1 {
                return Err(refused("joins conditions by something else than AND"));
            }
            if (value.is_empty() && !is_prefix)
                || !field.chars().all(is_plain)
                || !value.chars().all(is_plain)
            {
                return Err(refused("is not a list of field:value joined by AND"));
            }
            Ok(Term {
                field: field.trim().to_owned(),
                value: value.to_lowercase(),
                is_prefix,
            })
        })
        .collect()
}

/// At ` AND ` outside of quotes.
fn split_at_and(q: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = q;
    let mut from = 0;
    while let Some(place) = rest.get(from..).and_then(|tail| tail.find(" AND ")) {
        let place = from + place;
        let (head, tail) = rest.split_at(place);
        if head.matches('"').count() % 2 == 1 {
            from = place + 1;
            continue;
        }
        parts.push(head);
        rest = tail.strip_prefix(" AND ").unwrap_or_default();
        from = 0;
    }
    parts.push(rest);
    parts
}

fn parse(text: &str) -> Option<OffsetDateTime> {
    let whole = match text.len() {
        10 => format!("{text}T00:00:00Z"),
        19 => format!("{text}Z"),
        _ => text.to_owned(),
    };
    OffsetDateTime::parse(&whole, &Rfc3339).ok()
}

/// A moment in ISO 8601: with an offset, without one (UTC), or a date alone.
fn moment(call: &Call<'_>, name: &str) -> Result<Option<OffsetDateTime>, Problem> {
    let Some(text) = call.parameter(name).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    match parse(text) {
        Some(moment) => Ok(Some(moment)),
        None => Err(Problem::semantic(
            name,
            text.into(),
            "must be a moment such as 2025-02-14T08:00:00Z",
        )),
    }
}
