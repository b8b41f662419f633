//! Shapes: what a resource's body may look like, read from `data/*.json`.
//!
//! | in the file | means |
//! |---|---|
//! | `"boolean"`, `"integer"`, `"integer 1..480"`, `"string"` | that type |
//! | `"name"`, `"ip"`, `"cidr"`, `"timezone"` | a string with a rule |
//! | `"read\|write"` | one of these strings |
//! | `"secret"`, `"hidden"` | kept, never shown; masked or left out of the change list |
//! | `"-> policies/time_policies"` | reference, answered expanded; `@address` = address on a card |
//! | `"=> passwords"` | reference, answered as the bare key |
//! | `"host"` | the shape of that name in `shapes.json` |
//! | any of these with `?` | that or null |
//! | `[shape]` | list |
//! | `{"@map": shape}` | map by id with `@order` |
//! | `{"@union": "selection", "@variants": {"ip": {…}}, …}` | members depend on the discriminator |
//! | `{…}` | object with exactly these members |

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

/// A rule for the content of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextRule {
    /// Anything.
    Any,
    /// Not empty, no white space: names of objects.
    Name,
    /// An IPv4 or IPv6 address.
    Ip,
    /// A network: address, slash, length of the prefix.
    Cidr,
    /// `Area/City` or `UTC`.
    Timezone,
}

/// Whether a secret leaves a mask in the change list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SecretTrace {
    Masked,
    Nothing,
}

/// How a reference is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReferenceForm {
    /// As key and `meta.href`.
    Expanded,
    /// As the bare key.
    Bare,
}

/// Members of an object, in their order.
pub(crate) type Members = Vec<(String, Shape)>;

/// See the table of this module.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Boolean,
    Integer(RangeInclusive<i64>),
    Text(TextRule),
    Choice(Vec<String>),
    Secret(SecretTrace),
    Reference {
        to: String,
        form: ReferenceForm,
    },
    AddressReference,
    Nullable(Box<Shape>),
    List(Box<Shape>),
    OrderedMap(Box<Shape>),
    Object(Members),
    Union {
        discriminator: String,
        variants: Vec<(String, Members)>,
        common: Members,
    },
}

/// A shape or an entry in `data/` that cannot be read.
#[derive(Clone, Debug, thiserror::Error)]
#[error("data: {0}")]
pub(crate) struct DataError(pub(crate) String);

/// The shapes of `shapes.json` by name, as they stand in the file.
pub(crate) type NamedShapes = Map<String, Value>;

impl Shape {
    /// Reads a shape as written in `data/`.
    pub(crate) fn read(written: &Value, named: &NamedShapes) -> Result<Self, DataError> {
        match written {
            Value::String(text) => Self::read_text(text, named),
            Value::Array(items) => match items.as_slice() {
                [item] => Ok(Self::List(Box::new(Self::read(item, named)?))),
                _ => Err(DataError(format!("a list has one shape: {written}"))),
            },
            Value::Object(members) => Self::read_object(members, named),
            _ => Err(DataError(format!("not a shape: {written}"))),
        }
    }

    fn read_text(text: &str, named: &NamedShapes) -> Result<Self, DataError> {
        if let Some(inner) = text.strip_suffix('?') {
            return Ok(Self::Nullable(Box::new(Self::read_text(inner, named)?)));
        }
        if let Some(to) = text.strip_prefix("-> ") {
            return Ok(match to {
                "@address" => Self::AddressReference,
                _ => Self::Reference {
                    to: to.to_owned(),
                    form: ReferenceForm::Expanded,
                },
            });
        }
        if let Some(to) = text.strip_prefix("=> ") {
            return Ok(Self::Reference {
                to: to.to_owned(),
                form: ReferenceForm::Bare,
            });
        }
        if let Some(range) = text.strip_prefix("integer ") {
            let (from, to) = range
                .split_once("..")
                .ok_or_else(|| DataError(format!("not a range: {text}")))?;
            let bound = |bound: &str| {
                bound
                    .parse()
                    .map_err(|_| DataError(format!("not a range: {text}")))
            };
            return Ok(Self::Integer(bound(from)?..=bound(to)?));
        }
        if let Some(shape) = named.get(text) {
            return Self::read(shape, named);
        }
        Ok(match text {
            "boolean" => Self::Boolean,
            "integer" => Self::Integer(i64::MIN..=i64::MAX),
            "string" => Self::Text(TextRule::Any),
            "name" => Self::Text(TextRule::Name),
            "ip" => Self::Text(TextRule::Ip),
            "cidr" => Self::Text(TextRule::Cidr),
            "timezone" => Self::Text(TextRule::Timezone),
            "secret" => Self::Secret(SecretTrace::Masked),
            "hidden" => Self::Secret(SecretTrace::Nothing),
            _ if text.contains('|') => Self::Choice(text.split('|').map(str::to_owned).collect()),
            _ => return Err(DataError(format!("no shape `{text}`"))),
        })
    }

    fn read_object(members: &Map<String, Value>, named: &NamedShapes) -> Result<Self, DataError> {
        if let Some(item) = members.get("@map") {
            return Ok(Self::OrderedMap(Box::new(Self::read(item, named)?)));
        }
        let common = members
            .iter()
            .filter(|(name, _)| !name.starts_with('@'))
            .map(|(name, shape)| Ok((name.clone(), Self::read(shape, named)?)))
            .collect::<Result<Members, DataError>>()?;
        let Some(discriminator) = members.get("@union") else {
            return Ok(Self::Object(common));
        };
        let discriminator = discriminator
            .as_str()
            .ok_or_else(|| DataError(format!("not a discriminator: {discriminator}")))?;
        let variants = members
            .get("@variants")
            .and_then(Value::as_object)
            .ok_or_else(|| DataError(format!("a union without variants: {discriminator}")))?
            .iter()
            .map(|(name, members)| match Self::read(members, named)? {
                Self::Object(members) => Ok((name.clone(), members)),
                _ => Err(DataError(format!("the variant {name} is not an object"))),
            })
            .collect::<Result<Vec<_>, DataError>>()?;
        Ok(Self::Union {
            discriminator: discriminator.to_owned(),
            variants,
            common,
        })
    }
}

/// The text a discriminator is compared by: `selection` is a string, `enabled` a boolean.
pub(crate) fn discriminator_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// The members a union has in the variant that `object` chooses, beside the discriminator.
pub(crate) fn chosen_members<'s>(
    discriminator: &str,
    variants: &'s [(String, Members)],
    common: &'s Members,
    object: &Map<String, Value>,
) -> Option<impl Iterator<Item = &'s (String, Shape)>> {
    let chosen = object.get(discriminator).and_then(discriminator_text)?;
    let (_, members) = variants.iter().find(|(name, _)| *name == chosen)?;
    Some(members.iter().chain(common))
}
