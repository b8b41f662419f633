//! Values that break a documented rule, caught before they are sent.

use std::net::IpAddr;

use serde_json::Value;

use super::{Catalogue, Hint};
use crate::document::{Draft, Pointer, is_reference, week};

/// Why a value is not right. The console says it; the appliance decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueProblem {
    /// Smaller than the least.
    TooSmall(i64),
    /// Greater than the greatest.
    TooGreat(i64),
    /// Not one of the documented values.
    NoChoice,
    /// A name is empty or holds white space.
    Name,
    /// Neither an IPv4 nor an IPv6 address.
    Address,
    /// Not an address with a prefix length, such as `10.40.0.0/16`.
    Network,
    /// Not a time of day, such as `8:30`.
    Time,
    /// A value is missing where there must be one.
    Missing,
}

/// The documented rule that a value breaks, if there is one. A value of an unexpected kind is left to the appliance.
pub fn check(hint: Hint<'_>, value: &Value) -> Option<ValueProblem> {
    match value {
        Value::Number(number) => {
            let (least, greatest) = hint.limits();
            let number = number.as_i64()?;
            match (least, greatest) {
                (Some(least), _) if number < least => Some(ValueProblem::TooSmall(least)),
                (_, Some(greatest)) if number > greatest => Some(ValueProblem::TooGreat(greatest)),
                _ => None,
            }
        }
        Value::String(text) => text_problem(hint, text),
        _ => None,
    }
}

impl Catalogue {
    /// The documented rules that a draft breaks where it differs from what was read. What came from the appliance is
    /// right, whatever the documents say.
    pub fn problems(&self, path: &str, draft: &Draft) -> Vec<(Pointer, ValueProblem)> {
        self.problems_at(path, draft, &draft.changed())
    }

    /// As [`Catalogue::problems`], for the places that are known to be changed ([`Draft::changed`]).
    pub fn problems_at(
        &self,
        path: &str,
        draft: &Draft,
        changed: &[Pointer],
    ) -> Vec<(Pointer, ValueProblem)> {
        let mut found = Vec::new();
        let Some(root) = self.resource(path) else {
            return found;
        };
        for place in changed {
            if let Some(value) = draft.get(place)
                && let Some(hint) = root.below(draft.current(), place)
            {
                gather(hint, &mut place.clone(), value, &mut found);
            }
        }
        found
    }

    /// The documented rules that a new object breaks, untouched fields included.
    pub fn problems_in(&self, path: &str, content: &Value) -> Vec<(Pointer, ValueProblem)> {
        let mut found = Vec::new();
        if let Some(root) = self.resource(path) {
            gather(root, &mut Pointer::root(), content, &mut found);
        }
        found
    }
}

fn gather(
    hint: Hint<'_>,
    at: &mut Pointer,
    value: &Value,
    found: &mut Vec<(Pointer, ValueProblem)>,
) {
    let mut below = |name: &str, member: &Value| {
        if let Some(hint) = hint.inner(name, Some(value)) {
            at.push(name);
            gather(hint, at, member, found);
            at.pop();
        }
    };
    match value {
        Value::Object(members) if !is_reference(value) => {
            for (name, member) in members {
                below(name, member);
            }
        }
        Value::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                below(&position.to_string(), item);
            }
        }
        _ => {
            if let Some(problem) = check(hint, value) {
                found.push((at.clone(), problem));
            }
        }
    }
}

fn text_problem(hint: Hint<'_>, text: &str) -> Option<ValueProblem> {
    let choices = hint.choices();
    if !hint.is_open() && !choices.is_empty() && !choices.iter().any(|choice| choice.value == text)
    {
        return Some(ValueProblem::NoChoice);
    }
    let is = |sound: bool, problem| (!sound).then_some(problem);
    match hint.kind()? {
        "name" => is(
            !text.is_empty() && !text.contains([' ', '\t', '\n', '\r', '\u{a0}']),
            ValueProblem::Name,
        ),
        "address" => is(text.parse::<IpAddr>().is_ok(), ValueProblem::Address),
        "network" => is(is_network(text), ValueProblem::Network),
        "time" => is(week::minute(text).is_some(), ValueProblem::Time),
        "required" => is(!text.is_empty(), ValueProblem::Missing),
        _ => None,
    }
}

fn is_network(text: &str) -> bool {
    let Some((address, length)) = text.split_once('/') else {
        return false;
    };
    let longest = match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    let digits = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
    digits && length.parse::<u16>().is_ok_and(|length| length <= longest)
}
