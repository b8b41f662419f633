//! Fields inferred from JSON.

use serde_json::{Map, Value};

use super::input::is_whole;
use super::pointer::index;
use super::references::reference;
use super::{ORDER, Pointer};
use crate::secret::{is_secret_member, is_secret_text, masked};

/// One value of a document, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Where the value lies.
    pub pointer: Pointer,
    /// The member name, or the index in a list; empty at the root.
    pub name: String,
    /// What the value is.
    pub kind: FieldKind,
}

/// What a value is, and the value itself unless it is a secret.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldKind {
    /// A switch.
    Boolean(bool),
    /// A whole number, as exact text.
    Integer(String),
    /// A number with a fraction or an exponent, digit for digit as it came.
    Number(String),
    /// A text.
    Text(String),
    /// No value; a text may be typed.
    Null,
    /// A text, or a place for one, whose name says that it is a secret. The value stays in the document.
    Secret {
        /// Whether there is a value that is not empty.
        is_set: bool,
    },
    /// A reference to another object (`sps-api.md` §8.2).
    Reference {
        /// The key of the object referred to.
        key: String,
        /// Its address, if the appliance gave one.
        href: Option<String>,
    },
    /// An object; an ordered map's fields come in its own order and without `@order` (`sps-api.md` §8.4).
    Object(Vec<Field>),
    /// A list.
    List(Vec<Field>),
}

/// The root field of a document.
pub fn fields(content: &Value) -> Field {
    field(Pointer::root(), String::new(), content, false, true)
}

/// The field at one place, as [`fields`] would give it; `None` if no field has this place.
pub fn field_at(content: &Value, at: &Pointer) -> Option<Field> {
    let (value, is_secret) = shown_at(content, at)?;
    let name = at.segments().last().cloned().unwrap_or_default();
    Some(field(at.clone(), name, value, is_secret, true))
}

/// The value that a field at this place shows, and whether what lies around it is secret.
pub(super) fn shown_at<'a>(content: &'a Value, at: &Pointer) -> Option<(&'a Value, bool)> {
    let mut value = content;
    let mut is_secret = false;
    for segment in at.segments() {
        value = match value {
            Value::Object(members) if segment != ORDER && reference(value).is_none() => {
                is_secret = is_secret_member(members, segment, is_secret);
                members.get(segment)?
            }
            Value::Array(items) => items.get(index(segment)?)?,
            _ => return None,
        };
    }
    Some((value, is_secret))
}

/// The content as indented JSON with its secrets masked, for the raw view.
pub fn masked_json(content: &Value) -> String {
    format!("{:#}", masked(content, false))
}

/// The field of a value; with `below`, all fields in it too, else objects and lists come empty.
pub(super) fn field(
    pointer: Pointer,
    name: String,
    value: &Value,
    is_secret: bool,
    below: bool,
) -> Field {
    let kind = match value {
        Value::Bool(value) => FieldKind::Boolean(*value),
        Value::Number(number) if is_whole(number) => FieldKind::Integer(number.to_string()),
        Value::Number(number) => FieldKind::Number(number.to_string()),
        Value::String(text) if is_secret || is_secret_text(text) => FieldKind::Secret {
            is_set: !text.is_empty(),
        },
        Value::String(text) => FieldKind::Text(text.clone()),
        Value::Null if is_secret => FieldKind::Secret { is_set: false },
        Value::Null => FieldKind::Null,
        Value::Array(_) if !below => FieldKind::List(Vec::new()),
        Value::Array(items) => FieldKind::List(
            items
                .iter()
                .enumerate()
                .map(|(index, item)| {
                    let name = index.to_string();
                    field(pointer.child(&name), name, item, is_secret, true)
                })
                .collect(),
        ),
        Value::Object(members) => match reference(value) {
            Some((key, href)) => FieldKind::Reference {
                key: key.to_owned(),
                href: href.map(ToOwned::to_owned),
            },
            None if !below => FieldKind::Object(Vec::new()),
            None => FieldKind::Object(
                in_order(members)
                    .map(|(name, member)| {
                        let is_secret = is_secret_member(members, name, is_secret);
                        field(pointer.child(name), name.clone(), member, is_secret, true)
                    })
                    .collect(),
            ),
        },
    };
    Field {
        pointer,
        name,
        kind,
    }
}

/// The members an object shows: first those its `@order` names, in that order, then the others as they came.
pub(super) fn in_order(members: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    let order = members
        .get(ORDER)
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let mut shown = Vec::with_capacity(members.len());
    // Which names were shown; without an order nothing is looked up.
    let mut named = Map::new();
    for name in order.filter_map(Value::as_str) {
        if let Some(member) = members.get_key_value(name)
            && name != ORDER
            && named.insert(name.to_owned(), Value::Null).is_none()
        {
            shown.push(member);
        }
    }
    // Members outside the order keep the sequence of the document.
    shown.extend(
        members
            .iter()
            .filter(|(name, _)| *name != ORDER && !named.contains_key(*name)),
    );
    shown.into_iter()
}
