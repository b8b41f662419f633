//! From the stored form of a body to the forms that are shown.

use serde_json::{Map, Value, json};

use super::shape::{Members, ReferenceForm, SecretTrace, Shape, chosen_members};
use crate::call::encode_segment;
use crate::setup::ChangesSecrets;

/// What stands for a secret in the change list.
const MASK: &str = "********";

/// Who looks at a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// The answer to a GET: references expanded, secrets left out.
    Answer,
    /// The change list: references as keys, secrets as the switch says.
    ///
    /// ASSUMPTION: a real change list would show whether references are expanded there.
    Changes(ChangesSecrets),
}

/// `value` as `view` shows it.
pub(crate) fn show(shape: &Shape, value: &Value, view: View) -> Value {
    match (shape, value) {
        (Shape::Nullable(inner), _) if !value.is_null() => show(inner, value, view),
        (
            Shape::Reference {
                to,
                form: ReferenceForm::Expanded,
            },
            Value::String(key),
        ) if view == View::Answer => {
            json!({ "key": key, "meta": { "href": format!("/api/configuration/{to}/{}", encode_segment(key)) } })
        }
        (Shape::AddressReference, Value::String(key)) if view == View::Answer => {
            json!({ "key": key, "meta": { "href": address_href(key) } })
        }
        (Shape::Secret(_), _) if view == View::Changes(ChangesSecrets::Shown) => value.clone(),
        (Shape::Secret(_), _) => Value::String(MASK.to_owned()),
        (Shape::List(item), Value::Array(items)) => {
            items.iter().map(|value| show(item, value, view)).collect()
        }
        (Shape::OrderedMap(item), Value::Object(members)) => members
            .iter()
            .map(|(id, value)| {
                (
                    id.clone(),
                    if id == "@order" {
                        value.clone()
                    } else {
                        show(item, value, view)
                    },
                )
            })
            .collect::<Map<_, _>>()
            .into(),
        (Shape::Object(members), Value::Object(object)) => {
            show_members(members.iter(), object, view).into()
        }
        (
            Shape::Union {
                discriminator,
                variants,
                common,
            },
            Value::Object(object),
        ) => {
            let mut shown = Map::new();
            if let Some(chosen) = object.get(discriminator) {
                shown.insert(discriminator.clone(), chosen.clone());
            }
            if let Some(members) = chosen_members(discriminator, variants, common, object) {
                shown.extend(show_members(members, object, view));
            }
            shown.into()
        }
        _ => value.clone(),
    }
}

fn show_members<'s>(
    members: impl Iterator<Item = &'s <Members as IntoIterator>::Item>,
    object: &Map<String, Value>,
    view: View,
) -> Map<String, Value> {
    members
        .filter(|(_, shape)| match shape {
            Shape::Secret(trace) => match view {
                View::Answer | View::Changes(ChangesSecrets::Omitted) => false,
                View::Changes(ChangesSecrets::Masked) => *trace == SecretTrace::Masked,
                View::Changes(ChangesSecrets::Shown) => true,
            },
            _ => true,
        })
        .filter_map(|(name, shape)| Some((name.clone(), show(shape, object.get(name)?, view))))
        .collect()
}

/// `nic1.interfaces.<id>.addresses.1` points into `network/nics/nic1` (`sps-api.md` §8.4).
fn address_href(key: &str) -> String {
    let (card, place) = key.split_once('.').unwrap_or((key, ""));
    format!(
        "/api/configuration/network/nics/{card}#{}",
        place.replace('.', "/")
    )
}
