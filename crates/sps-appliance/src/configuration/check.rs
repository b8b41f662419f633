//! Checks a request's body against a shape and brings it into the form that is stored.
//!
//! Unknown members are dropped silently, missing ones refused (`sps-api.md` §8.2); an expanded
//! reference sent back is refused, as requests carry the key alone.

use serde_json::{Map, Value};

use super::leniency::{Leniency, stand_in};
use super::shape::{Members, Shape, chosen_members};
use super::text::check_text;
use crate::setup::{ExpandedReference, MissingMember, UnknownMembers};

/// Which error type a refused value gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Of the wrong JSON type.
    Syntactic,
    /// Of the right type, but refused; or missing.
    Semantic,
}

/// The first thing wrong with a body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    pub(crate) fault: Fault,
    /// Place in the body, dotted: `listen.0.port`; empty for the body as a whole.
    pub(crate) property: String,
    /// The refused value, null where there is none or where it may be a secret.
    pub(crate) value: Box<Value>,
    pub(crate) reason: String,
}

impl Problem {
    pub(crate) fn semantic(property: &str, value: Value, reason: impl Into<String>) -> Self {
        Self {
            fault: Fault::Semantic,
            property: property.to_owned(),
            value: Box::new(value),
            reason: reason.into(),
        }
    }

    pub(super) fn of_type(property: &str, value: &Value, wanted: &str) -> Self {
        Self {
            fault: Fault::Syntactic,
            property: property.to_owned(),
            value: Box::new(value.clone()),
            reason: format!("must be {wanted}"),
        }
    }
}

/// The place of `member` below `property`.
pub(crate) fn below(property: &str, member: &str) -> String {
    if property.is_empty() {
        member.to_owned()
    } else {
        format!("{property}.{member}")
    }
}

/// `value` in the form that is stored, its members in the order of the shape.
///
/// # Errors
/// The first [`Problem`] found.
pub(crate) fn check(shape: &Shape, value: &Value, property: &str) -> Result<Value, Problem> {
    check_with(Leniency::DOCUMENTED, shape, value, property)
}

/// The same with another leniency.
///
/// # Errors
/// The first [`Problem`] found.
pub(crate) fn check_with(
    leniency: Leniency,
    shape: &Shape,
    value: &Value,
    property: &str,
) -> Result<Value, Problem> {
    match shape {
        Shape::Boolean => value
            .is_boolean()
            .then(|| value.clone())
            .ok_or_else(|| Problem::of_type(property, value, "a boolean")),
        Shape::Integer(range) => {
            let number = value
                .as_i64()
                .ok_or_else(|| Problem::of_type(property, value, "an integer"))?;
            if range.contains(&number) {
                Ok(value.clone())
            } else {
                let reason = format!("must be between {} and {}", range.start(), range.end());
                Err(Problem::semantic(property, value.clone(), reason))
            }
        }
        Shape::Text(rule) => check_text(*rule, value, property),
        Shape::Choice(choices) => {
            let text = value
                .as_str()
                .ok_or_else(|| Problem::of_type(property, value, "a string"))?;
            if choices.iter().any(|choice| choice == text) {
                Ok(value.clone())
            } else {
                Err(Problem::semantic(
                    property,
                    value.clone(),
                    format!("must be one of {}", choices.join(", ")),
                ))
            }
        }
        Shape::Secret(_) => value
            .is_string()
            .then(|| value.clone())
            .ok_or_else(|| Problem::of_type(property, &Value::Null, "a string")),
        Shape::Reference { .. } | Shape::AddressReference => Some(key_of(leniency, value))
            .filter(|key| key.is_string())
            .cloned()
            .ok_or_else(|| Problem::of_type(property, value, "the key of an object")),
        Shape::Nullable(inner) => {
            if value.is_null() {
                Ok(Value::Null)
            } else {
                check_with(leniency, inner, value, property)
            }
        }
        Shape::List(item) => {
            let items = value
                .as_array()
                .ok_or_else(|| Problem::of_type(property, value, "a list"))?;
            let checked = items.iter().enumerate().map(|(place, value)| {
                check_with(leniency, item, value, &below(property, &place.to_string()))
            });
            Ok(Value::Array(checked.collect::<Result<_, _>>()?))
        }
        Shape::OrderedMap(item) => check_map(leniency, item, value, property),
        Shape::Object(members) => {
            let object = object(value, property)?;
            refuse_unknown(leniency, object, property, |name| {
                members.iter().any(|(known, _)| known == name)
            })?;
            Ok(Value::Object(check_members(
                leniency,
                members.iter(),
                object,
                property,
            )?))
        }
        Shape::Union {
            discriminator,
            variants,
            common,
        } => {
            let object = object(value, property)?;
            let place = below(property, discriminator);
            let chosen = object.get(discriminator).ok_or_else(|| missing(&place))?;
            let members =
                chosen_members(discriminator, variants, common, object).ok_or_else(|| {
                    let names: Vec<_> = variants.iter().map(|(name, _)| name.as_str()).collect();
                    Problem::semantic(
                        &place,
                        chosen.clone(),
                        format!("must be one of {}", names.join(", ")),
                    )
                })?;
            // `true` and "true" choose the same variant, but only one of them is stored elsewhere.
            let wants_boolean = variants
                .iter()
                .any(|(name, _)| name == "true" || name == "false");
            if chosen.is_boolean() != wants_boolean {
                return Err(Problem::of_type(
                    &place,
                    chosen,
                    if wants_boolean {
                        "a boolean"
                    } else {
                        "a string"
                    },
                ));
            }
            let mut checked = Map::new();
            checked.insert(discriminator.clone(), chosen.clone());
            checked.extend(check_members(leniency, members, object, property)?);
            refuse_unknown(leniency, object, property, |name| {
                checked.contains_key(name)
            })?;
            Ok(Value::Object(checked))
        }
    }
}

/// The key itself, where a reference may come back as it was answered.
fn key_of(leniency: Leniency, value: &Value) -> &Value {
    match leniency.expanded {
        ExpandedReference::Stripped => value.get("key").unwrap_or(value),
        ExpandedReference::Refused => value,
    }
}

fn object<'v>(value: &'v Value, property: &str) -> Result<&'v Map<String, Value>, Problem> {
    value
        .as_object()
        .ok_or_else(|| Problem::of_type(property, value, "an object"))
}

fn missing(property: &str) -> Problem {
    Problem::semantic(property, Value::Null, "is missing")
}

/// Refuses the first member no shape knows, where the switch wants that.
fn refuse_unknown(
    leniency: Leniency,
    object: &Map<String, Value>,
    property: &str,
    is_known: impl Fn(&str) -> bool,
) -> Result<(), Problem> {
    let unknown = object.keys().find(|name| !is_known(name));
    match unknown.filter(|_| leniency.unknown == UnknownMembers::Refused) {
        Some(name) => Err(Problem::semantic(
            &below(property, name),
            Value::Null,
            "is unknown",
        )),
        None => Ok(()),
    }
}

fn check_members<'s>(
    leniency: Leniency,
    members: impl Iterator<Item = &'s <Members as IntoIterator>::Item>,
    object: &Map<String, Value>,
    property: &str,
) -> Result<Map<String, Value>, Problem> {
    members
        .map(|(name, shape)| {
            let place = below(property, name);
            let filled = match object.get(name) {
                None if leniency.missing == MissingMember::Filled => stand_in(shape),
                _ => None,
            };
            let value = object
                .get(name)
                .or(filled.as_ref())
                .ok_or_else(|| missing(&place))?;
            Ok((name.clone(), check_with(leniency, shape, value, &place)?))
        })
        .collect()
}

/// A map by id: `@order` lists every id exactly once (`sps-api.md` §8.4).
fn check_map(
    leniency: Leniency,
    item: &Shape,
    value: &Value,
    property: &str,
) -> Result<Value, Problem> {
    let members = object(value, property)?;
    let place = below(property, "@order");
    let order = members.get("@order").ok_or_else(|| missing(&place))?;
    let ids = order
        .as_array()
        .ok_or_else(|| Problem::of_type(&place, order, "a list"))?;
    let mut checked = Map::new();
    checked.insert("@order".to_owned(), order.clone());
    for id in ids {
        let id = id
            .as_str()
            .ok_or_else(|| Problem::of_type(&place, id, "a string"))?;
        let value = members
            .get(id)
            .filter(|_| !id.starts_with('@'))
            .ok_or_else(|| missing(&below(property, id)))?;
        if checked
            .insert(
                id.to_owned(),
                check_with(leniency, item, value, &below(property, id))?,
            )
            .is_some()
        {
            return Err(Problem::semantic(
                &place,
                order.clone(),
                format!("names {id} twice"),
            ));
        }
    }
    match members.keys().find(|id| !checked.contains_key(*id)) {
        Some(id) => Err(Problem::semantic(
            &place,
            order.clone(),
            format!("does not name {id}"),
        )),
        None => Ok(Value::Object(checked)),
    }
}
