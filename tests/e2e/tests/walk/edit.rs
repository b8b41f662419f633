//! One field is changed as a person does it, by keys.

use std::collections::BTreeMap;
use std::fmt;

use e2e::{Outcome, Page, ensure};
use serde_json::{Value, json};

use crate::tree::Control;

/// The Enter key, as WebDriver writes it.
pub const ENTER: &str = "\u{e007}";

/// How often each kind of field was changed, so that none is forgotten.
#[derive(Default)]
pub struct Kinds(BTreeMap<String, usize>);

/// Kinds of fields, the plain ones last: where two were changed equally often, the rarer comes first.
const RARE_FIRST: [&str; 10] = [
    "week",
    "secret",
    "move",
    "reference",
    "add",
    "remove",
    "choice",
    "number",
    "checkbox",
    "text",
];

impl Kinds {
    /// The controls of a page, those first whose kind was changed least; a union's kind last of all.
    pub fn in_turn<'a>(&self, controls: &'a [Control]) -> Vec<&'a Control> {
        let mut controls: Vec<_> = controls.iter().collect();
        controls.sort_by_key(|control| {
            let rank = RARE_FIRST.iter().position(|kind| *kind == control.kind);
            let count = self.0.get(&control.kind).copied().unwrap_or_default();
            (rank.is_none(), count, rank)
        });
        controls
    }

    /// One more was changed.
    pub fn count(&mut self, kind: &str) {
        *self.0.entry(kind.to_owned()).or_default() += 1;
    }
}

impl fmt::Debug for Kinds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts: Vec<_> = self
            .0
            .iter()
            .map(|(kind, count)| format!("{count} {kind}"))
            .collect();
        formatter.write_str(&counts.join(", "))
    }
}

/// What the changed place must hold.
pub enum Done {
    /// This value.
    Holds(Value),
    /// Another value than before.
    Differs,
    /// Another form of a union: all that differs lies in one object.
    Form,
}

/// Changes a field; nothing if it has no other value to offer.
///
/// # Errors
/// When the browser does not answer, or the field cannot be reached.
pub async fn edit(page: &Page, control: &Control, before: &Value) -> Outcome<Option<Done>> {
    let is_focused = page
        .evaluate(&format!("return walk.focus({})", control.at))
        .await?;
    ensure(is_focused == true, format!("{control:?} takes no focus"))?;
    let done = match control.kind.as_str() {
        "checkbox" | "week" => {
            page.type_text(" ").await?;
            Done::Differs
        }
        "number" => {
            let Ok(number) = control.value.parse::<i64>() else {
                return Ok(None);
            };
            let mut done = None;
            for next in [number + 1, number - 1] {
                page.retype(&next.to_string()).await?;
                if page.evaluate("return walk.has_trouble()").await? != true {
                    done = Some(Done::Holds(json!(next)));
                    break;
                }
            }
            return Ok(done);
        }
        "text" => {
            let next = other_text(&control.value, &control.name);
            page.retype(&next).await?;
            if page.evaluate("return walk.has_trouble()").await? == true {
                return Ok(None);
            }
            Done::Holds(json!(next))
        }
        "choice" | "kind" => {
            if control.choices.len() < 2 {
                return Ok(None);
            }
            let is_last = usize::try_from(control.chosen + 1) == Ok(control.choices.len());
            page.type_text(if is_last { "\u{e013}" } else { "\u{e015}" })
                .await?;
            if control.kind == "kind" {
                Done::Form
            } else {
                Done::Differs
            }
        }
        "move" | "remove" => {
            page.type_text(ENTER).await?;
            Done::Differs
        }
        "add" => {
            page.type_text(ENTER).await?;
            let added = page
                .evaluate(&format!("return walk.focus_added({})", control.at))
                .await?;
            if added.get("is_focused") != Some(&Value::Bool(true)) {
                return Ok(None);
            }
            let is_number = added.get("is_number") == Some(&Value::Bool(true));
            let text = if is_number {
                "2022".to_owned()
            } else {
                model(before, &control.name)
            };
            page.retype(&text).await?;
            if page.evaluate("return walk.has_trouble()").await? == true {
                return Ok(None);
            }
            Done::Differs
        }
        "reference" => {
            page.type_text(ENTER).await?;
            let chosen = page
                .evaluate(&format!("return walk.focus_other({})", control.at))
                .await?;
            if chosen != true {
                page.type_text("\u{e00c}").await?;
                return Ok(None);
            }
            page.type_text(ENTER).await?;
            Done::Differs
        }
        "secret" => {
            page.type_text(ENTER).await?;
            if page.evaluate("return walk.focus_secret()").await? != true {
                return Ok(None);
            }
            page.type_text("Walked-through-7").await?;
            Done::Differs
        }
        _ => return Ok(None),
    };
    Ok(Some(done))
}

/// Another text of the same form.
fn other_text(text: &str, label: &str) -> String {
    if let Some((address, length)) = text.split_once('/')
        && let Some(address) = other_address(address)
    {
        return format!("{address}/{length}");
    }
    if let Some(address) = other_address(text) {
        return address;
    }
    if text.contains("Europe/") {
        return if text == "Europe/Vienna" {
            "Europe/Prague"
        } else {
            "Europe/Vienna"
        }
        .to_owned();
    }
    if let Some((hour, minute)) = text.split_once(':')
        && let (Ok(hour), Ok(minute)) = (hour.parse::<u8>(), minute.parse::<u8>())
    {
        return format!("{hour}:{:02}", (minute + 1) % 60);
    }
    if text.is_empty() && label.contains("ddress") {
        return "192.0.2.91".to_owned();
    }
    format!("{text}-walked")
}

fn other_address(text: &str) -> Option<String> {
    let mut parts: Vec<u8> = text
        .split('.')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let [_, _, third, _] = parts.as_mut_slice() else {
        return None;
    };
    *third = third.wrapping_add(1);
    let parts: Vec<_> = parts.iter().map(u8::to_string).collect();
    Some(parts.join("."))
}

/// A new item for a list: like the first text of a list in the document whose name is in the control's.
fn model(before: &Value, name: &str) -> String {
    let wanted = name.trim_start_matches("Add to ").to_lowercase();
    let mut found = None;
    lists(before, "", &mut |member, items| {
        if member.replace('_', " ").to_lowercase() == wanted {
            found = items.first().and_then(Value::as_str).map(str::to_owned);
        }
    });
    found.map_or_else(|| "walked".to_owned(), |text| other_text(&text, name))
}

fn lists<'v>(value: &'v Value, name: &str, see: &mut impl FnMut(&str, &'v Vec<Value>)) {
    match value {
        Value::Array(items) => {
            see(name, items);
            for item in items {
                lists(item, name, see);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                lists(member, name, see);
            }
        }
        _ => {}
    }
}

/// The places in which two documents differ, with what the second has there: leaves, and whole lists whose length or
/// order differs; references count as one place.
pub fn differences(before: &Value, after: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    compare("", before, after, &mut found);
    found
}

fn compare(at: &str, before: &Value, after: &Value, found: &mut Vec<(String, Value)>) {
    match (before, after) {
        _ if before == after => {}
        (Value::Object(old), Value::Object(new)) if !old.contains_key("meta") => {
            // Another order, or another member, of a map is one change.
            if old.contains_key("@order") && old.get("@order") != new.get("@order") {
                found.push((format!("{at}/@order"), after.clone()));
                return;
            }
            let names = old
                .keys()
                .chain(new.keys().filter(|name| !old.contains_key(*name)));
            for name in names {
                let (old, new) = (old.get(name), new.get(name));
                let none = Value::Null;
                compare(
                    &format!("{at}/{name}"),
                    old.unwrap_or(&none),
                    new.unwrap_or(&none),
                    found,
                );
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() && !is_moved(old, new) => {
            for (number, (old, new)) in old.iter().zip(new).enumerate() {
                compare(&format!("{at}/{number}"), old, new, found);
            }
        }
        _ => found.push((at.to_owned(), after.clone())),
    }
}

/// The same items in another order.
fn is_moved(old: &[Value], new: &[Value]) -> bool {
    old.iter().all(|item| new.contains(item)) && new.iter().all(|item| old.contains(item))
}
