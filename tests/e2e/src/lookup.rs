//! Looking a control up, by what the browser itself computes for its role and name.

use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use crate::browser::{Browser, Computed};
use crate::engine::Engine;
use crate::role::Role;
use crate::scope::{Match, Step};

const CANDIDATES: &str = include_str!("candidates.js");

/// What was found at one moment.
pub(crate) enum Sight {
    /// The control.
    One(Element),
    /// Nothing, or several: in words.
    Not(String),
}

/// Follows the way to a control, at this moment.
///
/// # Errors
/// When the browser does not answer, or the page changes meanwhile.
pub(crate) async fn look(browser: &Browser, path: &[Step]) -> Result<Sight, CmdError> {
    let mut below: Option<Element> = None;
    for step in path {
        match look_for(browser, step, below.as_ref()).await? {
            Sight::One(element) => below = Some(element),
            not => return Ok(not),
        }
    }
    Ok(below.map_or_else(|| Sight::Not("nothing to look for".to_owned()), Sight::One))
}

async fn look_for(
    browser: &Browser,
    step: &Step,
    below: Option<&Element>,
) -> Result<Sight, CmdError> {
    let below = below.map_or(Value::Null, argument);
    let arguments = vec![below, Value::from(step.role.candidates())];
    let answer = browser.script(CANDIDATES, arguments).await?;
    let all = candidates(browser, &answer);
    let mut found = Vec::new();
    let mut others = Vec::new();
    for Candidate {
        element,
        rough,
        visible,
        value,
    } in all
    {
        // Asking the browser for the name costs two round trips: only where the name can be the wanted one.
        let possible = match &step.wanted {
            Match::Name(name) => squeezed(&rough).contains(&squeezed(name)),
            Match::Text(text) => normalised(&visible).contains(&normalised(text)),
            Match::Any => true,
        };
        let seen = match &step.wanted {
            Match::Name(_) => normalised(&rough),
            _ => normalised(&visible),
        };
        if !possible {
            others.push(seen);
            continue;
        }
        let role = browser.computed(&element, Computed::Role).await?;
        let label = normalised(&browser.computed(&element, Computed::Label).await?);
        let right_name = match &step.wanted {
            Match::Name(name) => {
                label == normalised(name)
                    || (browser.engine() == Engine::WebKit && is_with_value(&label, name, &value))
            }
            Match::Text(_) | Match::Any => true,
        };
        if right_name && step.role.is(&role) {
            found.push(element);
        } else {
            others.push(format!("{label} (computed role {role})"));
        }
    }
    Ok(match (found.pop(), found.len()) {
        (Some(one), 0) => Sight::One(one),
        (Some(_), more) => Sight::Not(format!("there are {} of them", more + 1)),
        (None, _) => Sight::Not(listed(step.role, &others)),
    })
}

/// An element that may be the wanted one.
struct Candidate {
    element: Element,
    /// All that may be part of its name.
    rough: String,
    /// Its visible text.
    visible: String,
    /// The value of a field.
    value: String,
}

fn candidates(browser: &Browser, answer: &Value) -> Vec<Candidate> {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    answer
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let id = entry.get(0)?.as_object()?.values().next()?.as_str()?;
            let id = ElementRef::from(id.to_owned());
            Some(Candidate {
                element: Element::from_element_id(browser.client().clone(), id),
                rough: text(entry.get(1)),
                visible: text(entry.get(2)),
                value: text(entry.get(3)),
            })
        })
        .collect()
}

/// WebKitGTK counts a field's own value (dots for a password) into its name when the label encloses the field.
fn is_with_value(label: &str, name: &str, value: &str) -> bool {
    label
        .strip_prefix(&normalised(name))
        .map(str::trim)
        .is_some_and(|rest| rest == normalised(value) || rest.chars().all(|dot| dot == '•'))
}

/// An element as a script's argument.
pub(crate) fn argument(element: &Element) -> Value {
    /// The WebDriver standard's marker of an element.
    const MARKER: &str = "element-6066-11e4-a52e-4f735466cecf";
    let id: String = element.element_id().into();
    json!({ MARKER: id })
}

fn listed(role: Role, names: &[String]) -> String {
    if names.is_empty() {
        format!("no visible {role} at all")
    } else {
        let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
        format!("visible are: {}", names.join(", "))
    }
}

/// One space between words, none around.
pub(crate) fn normalised(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// No spaces at all: where elements meet, browsers and scripts differ about a space.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_compared_without_its_layout() {
        assert_eq!(normalised("  a \n\t b "), "a b");
        assert_eq!(squeezed(" a \n b"), "ab");
    }

    #[test]
    fn a_value_inside_the_label_is_no_other_name() {
        assert!(is_with_value("User name admin", "User name", "admin"));
        assert!(is_with_value("Password ••••", "Password", "demo"));
        assert!(!is_with_value("User name again", "User name", "admin"));
    }

    #[test]
    fn a_failure_lists_what_is_there() {
        let names = ["Sign in".to_owned(), "Help".to_owned()];
        assert_eq!(
            listed(Role::Button, &names),
            "visible are: \"Sign in\", \"Help\""
        );
        assert_eq!(listed(Role::Link, &[]), "no visible link at all");
    }
}
