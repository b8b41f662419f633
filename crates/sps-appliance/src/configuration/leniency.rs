//! How forgiving an appliance is with bodies (`write.*`, `sps-api.md` §20.2), and the values that stand
//! in for missing members.

use serde_json::{Map, Value, json};

use super::shape::{Members, Shape, TextRule};
use crate::setup::{ExpandedReference, MissingMember, Switches, UnknownMembers};

/// What [`check`](super::check) forgives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leniency {
    pub(crate) unknown: UnknownMembers,
    pub(crate) expanded: ExpandedReference,
    pub(crate) missing: MissingMember,
}

impl Leniency {
    /// As documented: unknown members are dropped, everything else must be right.
    pub(crate) const DOCUMENTED: Self = Self {
        unknown: UnknownMembers::Dropped,
        expanded: ExpandedReference::Refused,
        missing: MissingMember::Refused,
    };

    pub(crate) fn of(switches: &Switches) -> Self {
        Self {
            unknown: switches.write_unknown_members,
            expanded: switches.write_expanded_reference,
            missing: switches.write_missing_member,
        }
    }
}

/// What stands in for a missing member, `None` where nothing can: names, references, secrets.
///
/// ASSUMPTION: the plainest value of the shape.
pub(crate) fn stand_in(shape: &Shape) -> Option<Value> {
    Some(match shape {
        Shape::Boolean => json!(false),
        Shape::Integer(range) => json!((*range.start()).max(0)),
        Shape::Text(TextRule::Any) => json!(""),
        Shape::Text(TextRule::Timezone) => json!("UTC"),
        Shape::Choice(choices) => json!(choices.first()?),
        Shape::Nullable(_) => Value::Null,
        Shape::List(_) => json!([]),
        Shape::OrderedMap(_) => json!({ "@order": [] }),
        Shape::Object(members) => Value::Object(all(members)?),
        Shape::Union {
            discriminator,
            variants,
            common,
        } => {
            // The last variant that can be made of nothing: `false` stands last in `data/`.
            let (name, mut object) = variants
                .iter()
                .rev()
                .find_map(|(name, members)| Some((name, all(members)?)))?;
            let chosen = match name.as_str() {
                "true" => json!(true),
                "false" => json!(false),
                name => json!(name),
            };
            object.extend(all(common)?);
            object.insert(discriminator.clone(), chosen);
            Value::Object(object)
        }
        Shape::Text(_) | Shape::Secret(_) | Shape::Reference { .. } | Shape::AddressReference => {
            return None;
        }
    })
}

fn all(members: &Members) -> Option<Map<String, Value>> {
    members
        .iter()
        .map(|(name, shape)| Some((name.clone(), stand_in(shape)?)))
        .collect()
}
