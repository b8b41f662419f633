//! Strings that have to keep a rule.

use std::net::IpAddr;

use serde_json::Value;

use super::check::Problem;
use super::shape::TextRule;

/// `value` as a string that keeps the rule.
///
/// # Errors
/// It is no string, or breaks the rule.
pub(super) fn check_text(rule: TextRule, value: &Value, property: &str) -> Result<Value, Problem> {
    let text = value
        .as_str()
        .ok_or_else(|| Problem::of_type(property, value, "a string"))?;
    let refusal = match rule {
        TextRule::Any => None,
        TextRule::Name if text.is_empty() => Some("must not be empty"),
        TextRule::Name => text
            .contains(char::is_whitespace)
            .then_some("must not contain white space"),
        TextRule::Ip => text
            .parse::<IpAddr>()
            .is_err()
            .then_some("must be an IP address"),
        TextRule::Cidr => (!is_cidr(text)).then_some("must be a network in CIDR notation"),
        TextRule::Timezone => {
            (!is_timezone(text)).then_some("must be a time zone such as Europe/Budapest")
        }
    };
    match refusal {
        Some(reason) => Err(Problem::semantic(property, value.clone(), reason)),
        None => Ok(value.clone()),
    }
}

fn is_cidr(text: &str) -> bool {
    text.split_once('/').is_some_and(|(address, length)| {
        let longest = match address.parse() {
            Ok(IpAddr::V4(_)) => 32,
            Ok(IpAddr::V6(_)) => 128,
            Err(_) => return false,
        };
        length.parse::<u8>().is_ok_and(|length| length <= longest)
    })
}

// ASSUMPTION: only the form is checked; the appliance will know the names in the zone database.
fn is_timezone(text: &str) -> bool {
    let parts: Vec<_> = text.split('/').collect();
    let is_part = |part: &&str| {
        !part.is_empty()
            && part
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || "_+-".contains(letter))
    };
    text == "UTC" || (parts.len() > 1 && parts.iter().all(is_part))
}
