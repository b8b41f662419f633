//! One page of a search: `fields`, `limit`, `offset`, and the links to the other pages.

use serde_json::{Map, Value, json};

use super::Row;
use super::query::member;
use crate::call::{Call, encode_segment};
use crate::configuration::Problem;
use crate::error::ApiError;
use crate::reply::Reply;

/// Rows of a page where nothing else is asked for, and at most (`sps-api.md` §12).
const PAGE: usize = 500;
/// [recall] `sps-api.md` §12.
const LARGEST_OFFSET: usize = 10_000;
/// Parameters that the links to other pages carry on.
const CARRIED: &[&str] = &["fields", "q", "sort", "start", "end", "snapshot"];

/// The page of `found` that `call` asks for.
pub(super) fn page(path: &str, found: &[&Row], call: &Call<'_>) -> Result<Reply, ApiError> {
    let limit = number(call, "limit", PAGE)?.clamp(1, PAGE);
    let offset = number(call, "offset", 0)?;
    if offset > LARGEST_OFFSET {
        let reason = format!("must be at most {LARGEST_OFFSET}");
        return Err(Problem::semantic("offset", offset.into(), reason).into());
    }
    let fields: Vec<_> = call
        .parameter("fields")
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|field| !field.is_empty())
        .collect();
    let items: Vec<_> = found
        .iter()
        .skip(offset)
        .take(limit)
        .map(|row| {
            let href = format!("{path}/{}", encode_segment(&row.key));
            json!({ "key": row.key, "body": chosen(&row.body, &fields), "meta": { "href": href } })
        })
        .collect();
    let link = |offset: usize| address(path, call, limit, offset);
    let last = found.len().saturating_sub(1) / limit * limit;
    let next = offset
        .checked_add(limit)
        .filter(|next| *next < found.len() && *next <= LARGEST_OFFSET);
    let previous = (offset > 0).then(|| offset.saturating_sub(limit));
    let meta = json!({
        "fields": fields,
        "first": link(0),
        "href": link(offset),
        "last": link(last.min(LARGEST_OFFSET)),
        "limit": limit,
        "match_count": found.len(),
        "next": next.map(link),
        "offset": offset,
        "parent": "/api/audit",
        "previous": previous.map(link),
    });
    Ok(Reply::ok(json!({ "items": items, "meta": meta })))
}

/// ASSUMPTION: without `fields` the whole body, as with `*`; a field that does not exist is left out.
fn chosen(body: &Value, fields: &[&str]) -> Value {
    if fields.is_empty() || fields.contains(&"*") {
        return body.clone();
    }
    let mut chosen = Map::new();
    for field in fields {
        if let Some(value) = member(body, field) {
            put(&mut chosen, field, value);
        }
    }
    Value::Object(chosen)
}

/// Puts `value` at a dotted name.
fn put(object: &mut Map<String, Value>, field: &str, value: &Value) {
    let Some((name, rest)) = field.split_once('.') else {
        object.insert(field.to_owned(), value.clone());
        return;
    };
    let inner = object
        .entry(name)
        .or_insert_with(|| Value::Object(Map::new()));
    if let Some(inner) = inner.as_object_mut() {
        put(inner, rest, value);
    }
}

fn number(call: &Call<'_>, name: &str, default: usize) -> Result<usize, Problem> {
    match call.parameter(name).filter(|text| !text.is_empty()) {
        None => Ok(default),
        Some(text) => text
            .parse()
            .map_err(|_| Problem::semantic(name, text.into(), "must be a number, 0 or more")),
    }
}

fn address(path: &str, call: &Call<'_>, limit: usize, offset: usize) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("limit", &limit.to_string());
    query.append_pair("offset", &offset.to_string());
    for name in CARRIED {
        if let Some(value) = call.parameter(name) {
            query.append_pair(name, value);
        }
    }
    format!("{path}?{}", query.finish())
}
