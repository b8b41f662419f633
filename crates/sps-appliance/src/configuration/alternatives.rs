//! Other values that a leaf of a body could have.

use serde_json::{Value, json};

use super::shape::{Members, Shape, chosen_members};

/// Candidates for the leaf at `path` of `body`, none equal to what is there. Not every one needs to
/// fit: check the body before it is stored.
pub(crate) fn other_values(shape: &Shape, body: &Value, path: &[String]) -> Vec<Value> {
    let (shape, value) = match at(shape, body, path) {
        None => return Vec::new(),
        Some((Leaf::Of(shape), value)) => (shape, value),
        Some((Leaf::Discriminator(variants), value)) => {
            let names = variants.iter().map(|(name, _)| match value {
                Value::Bool(_) => json!(name == "true"),
                _ => json!(name),
            });
            return names.filter(|name| name != value).collect();
        }
    };
    let candidates = match (shape, value) {
        (Shape::Choice(choices), _) => choices.iter().map(|choice| json!(choice)).collect(),
        (_, Value::Number(number)) => {
            let number = number.as_i64().unwrap_or_default();
            [1, 2, -1, -2]
                .map(|step| json!(number.saturating_add(step)))
                .to_vec()
        }
        (_, Value::Bool(flag)) => vec![json!(!flag)],
        (_, Value::Array(items)) if !items.is_empty() => {
            let all_but_one = items.split_last().map(|(_, others)| json!(others));
            all_but_one.into_iter().chain([json!([])]).collect()
        }
        (_, Value::String(text)) => vec![
            json!("192.0.2.199"),
            json!("192.0.2.198"),
            json!("198.51.100.0/24"),
            json!("Europe/Vienna"),
            json!("Europe/Prague"),
            json!(format!("{text}-admin2")),
            json!(format!("{text}-second")),
        ],
        (_, Value::Null) => vec![
            json!("by admin2"),
            json!(17),
            json!(18),
            json!("192.0.2.199"),
        ],
        _ => Vec::new(),
    };
    let mut candidates: Vec<Value> = candidates;
    // Free text reads better with the name of who changed it.
    if matches!(shape, Shape::Text(_)) {
        candidates.rotate_right(2);
    }
    candidates.retain(|candidate| candidate != value);
    candidates
}

/// What decides about a leaf.
enum Leaf<'s> {
    Of(&'s Shape),
    /// It chooses one of these variants.
    Discriminator(&'s [(String, Members)]),
}

/// The leaf at `path` and its value.
fn at<'s, 'v>(
    shape: &'s Shape,
    value: &'v Value,
    path: &[String],
) -> Option<(Leaf<'s>, &'v Value)> {
    if let Shape::Nullable(inner) = shape {
        return at(inner, value, path);
    }
    let Some((name, rest)) = path.split_first() else {
        return Some((Leaf::Of(shape), value));
    };
    let inner_value = value.get(name)?;
    let inner = match (shape, value) {
        (Shape::OrderedMap(item), _) => item.as_ref(),
        (Shape::Object(members), _) => members
            .iter()
            .find(|(member, _)| member == name)
            .map(|(_, shape)| shape)?,
        (
            Shape::Union {
                discriminator,
                variants,
                common,
            },
            Value::Object(object),
        ) => {
            if name == discriminator {
                return Some((Leaf::Discriminator(variants), inner_value));
            }
            let mut members = chosen_members(discriminator, variants, common, object)?;
            members
                .find(|(member, _)| member == name)
                .map(|(_, shape)| shape)?
        }
        _ => return None,
    };
    at(inner, inner_value, rest)
}
