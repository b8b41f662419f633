//! References: read as `{"key":"-100","meta":{"href":"…"}}`, written as the bare key (`sps-api.md` §8.2).

use serde_json::Value;

/// The key and the address of a reference: an object with exactly the members `key` and `meta`, and in `meta` exactly
/// `href`. `None` for everything else; a bare text may be a reference, too, and cannot be told from a text.
///
/// ```
/// use serde_json::json;
/// use sps_client::document::reference;
///
/// let expanded = json!({"key": "-100", "meta": {"href": "/api/configuration/policies/time_policies/-100"}});
/// assert_eq!(reference(&expanded).map(|(key, _)| key), Some("-100"));
/// assert_eq!(reference(&json!({"key": "-100"})), None);
/// ```
#[must_use]
pub fn reference(value: &Value) -> Option<(&str, Option<&str>)> {
    let members = value.as_object().filter(|members| members.len() == 2)?;
    let key = members.get("key")?.as_str()?;
    let meta = members
        .get("meta")?
        .as_object()
        .filter(|meta| meta.len() == 1)?;
    match meta.get("href")? {
        Value::String(href) => Some((key, Some(href))),
        Value::Null => Some((key, None)),
        _ => None,
    }
}

/// The same content with every reference cut down to its key, as a PUT or POST wants it (`sps-api.md` §8.2). Everything
/// else stays as it is, in its order.
///
/// ```
/// use serde_json::json;
/// use sps_client::document::cut_references;
///
/// let read = json!({
///     "time_policy": {"key": "-100", "meta": {"href": "/api/configuration/policies/time_policies/-100"}},
///     "certificates": [],
/// });
/// assert_eq!(cut_references(&read), json!({"time_policy": "-100", "certificates": []}));
/// ```
#[must_use]
pub fn cut_references(content: &Value) -> Value {
    if let Some((key, _)) = reference(content) {
        return Value::String(key.to_owned());
    }
    match content {
        Value::Array(items) => items.iter().map(cut_references).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone(), cut_references(member)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        scalar => scalar.clone(),
    }
}
