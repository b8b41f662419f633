//! The message envelope (`sps-api.md` §3): where keys, payloads, links and items sit, in all spellings seen.

use serde_json::{Map, Value};

use crate::paths;
use crate::resource::{Content, Created, Item, Meta};

/// A JSON object of an answer, members in the appliance's order.
pub(crate) type Object = Map<String, Value>;

/// A text member; other types count as missing.
pub(crate) fn text(object: &Object, name: &str) -> Option<String> {
    object.get(name)?.as_str().map(str::to_owned)
}

/// A key: text, though a number is read as the text of it.
fn key_text(value: &Value) -> Option<String> {
    match value {
        Value::String(key) => Some(key.clone()),
        Value::Number(key) => Some(key.to_string()),
        _ => None,
    }
}

/// The payload of an answer that is an object: `body`, or the member named like the key, or `name`, or the answer
/// itself (`sps-api.md` §17.1).
pub(crate) fn payload<'a>(content: &'a Object, name: &str) -> &'a Object {
    payload_member(content, name)
        .and_then(|member| content.get(member)?.as_object())
        .unwrap_or(content)
}

/// The same, taken out of the answer.
pub(crate) fn take_payload(content: &mut Object, name: &str) -> Object {
    let member = payload_member(content, name).map(str::to_owned);
    match member.and_then(|member| content.remove(&member)) {
        Some(Value::Object(payload)) => payload,
        _ => std::mem::take(content),
    }
}

/// The member that holds the payload, if one does.
fn payload_member<'a>(content: &'a Object, name: &'a str) -> Option<&'a str> {
    let key = content.get("key").and_then(Value::as_str);
    ["body", key.unwrap_or(name), name]
        .into_iter()
        .find(|member| content.get(*member).is_some_and(Value::is_object))
}

/// The member `name`, at the top level or in the payload.
pub(crate) fn member<'a>(content: &'a Object, name: &str) -> Option<&'a Value> {
    content
        .get(name)
        .or_else(|| payload(content, name).get(name))
}

/// `meta.remaining_seconds` of an answer, success or error.
pub(crate) fn remaining_seconds(content: &Object) -> Option<u64> {
    let value = content.get("meta")?.get("remaining_seconds")?;
    // A fraction or a negative number is no documented form, but a clock must not stop for it.
    value
        .as_u64()
        .or_else(|| value.as_f64().map(|seconds| seconds.max(0.0) as u64))
}

/// Whether an error is of the gateway in front of the appliance: it numbers the requests, which the appliance does not.
pub(crate) fn is_of_gateway(content: &Object) -> bool {
    let details = content.get("error").and_then(|error| error.get("details"));
    details.is_some_and(|details| details.get("request_id").is_some())
}

/// The links of an answer.
pub(crate) fn meta(content: &Object) -> Meta {
    let link = |name: &str| content.get("meta")?.get(name)?.as_str().map(str::to_owned);
    Meta {
        href: link("href"),
        parent: link("parent"),
        first: link("first"),
        last: link("last"),
        next: link("next"),
        previous: link("previous").or_else(|| link("prev")),
        transaction: link("transaction"),
        changes: link("changes"),
        remaining_seconds: remaining_seconds(content),
    }
}

/// Takes an answer apart into its key and content (rule in [`Content::Body`]).
pub(crate) fn into_content(content: Object) -> (Option<String>, Content) {
    let key = content.get("key").and_then(key_text);
    let mut body = None;
    let mut named = None;
    let mut flat = Object::new();
    for (name, value) in content {
        match (name.as_str(), value) {
            ("meta" | "key", _) => {}
            ("items", Value::Array(items)) => {
                return (key, Content::Node(items.into_iter().map(item).collect()));
            }
            ("body", value) => body = Some(value),
            (name, value) if key.as_deref() == Some(name) => named = Some(value),
            (_, value) => {
                flat.insert(name, value);
            }
        }
    }
    let content = match body.or(named) {
        Some(payload) => Content::Body(payload),
        None if flat.is_empty() => Content::Empty,
        None if flat.len() == 1 => flat
            .into_iter()
            .next()
            .map_or(Content::Empty, |(_, value)| Content::Body(value)),
        None => Content::Body(Value::Object(flat)),
    };
    (key, content)
}

/// Reads an entry of `items`: with `body`, with data beside `key` and `meta`, with neither, or a bare key.
pub(crate) fn item(value: Value) -> Item {
    let object = match value {
        Value::Object(object) => object,
        other => {
            return Item {
                key: key_text(&other).unwrap_or_default(),
                href: None,
                body: None,
            };
        }
    };
    let key = object.get("key").and_then(key_text);
    let mut href = None;
    let mut body = None;
    let mut beside = Object::new();
    for (name, value) in object {
        match name.as_str() {
            "key" => {}
            "meta" => href = value.get("href").and_then(Value::as_str).map(str::to_owned),
            "body" => body = Some(value),
            _ => {
                beside.insert(name, value);
            }
        }
    }
    let body = body.or_else(|| (!beside.is_empty()).then_some(Value::Object(beside)));
    let key = key.or_else(|| href.as_deref().map(paths::last_segment));
    Item {
        key: key.unwrap_or_default(),
        href,
        body,
    }
}

/// Reads what a POST answered: the new key, its address, and the object if it was sent along.
pub(crate) fn created(content: Object) -> Created {
    let href = meta(&content).href;
    let (key, content) = into_content(content);
    Created {
        key,
        href,
        body: match content {
            Content::Body(body) => Some(body),
            Content::Node(_) | Content::Empty => None,
        },
    }
}
