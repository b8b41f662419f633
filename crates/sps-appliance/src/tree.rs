//! Reading the configuration: nodes, lists, objects, and the links between them (`sps-api.md` §3).

use serde_json::{Map, Value, json};

use crate::call::{Call, encode_segment};
use crate::configuration::{Address, Catalogue, Entry, Objects, Store, View, show};
use crate::error::ApiError;
use crate::reply::{Reply, siblings};
use crate::route::CONFIGURATION;
use crate::session::Session;
use crate::setup::{PayloadWrap, RootShape, Switches};
use crate::switched_routes::has_user_node;

/// The children of `/api`.
const ROOT_KEYS: &[&str] = &[
    "audit",
    "authentication",
    "cluster",
    "configuration",
    "endpoints",
    "firmware",
    "health_status",
    "info",
    "setup",
    "ssh-host-keys",
    "transaction",
    "troubleshooting",
    "upload",
    "user",
    "user_info",
];

fn item(parent: &str, key: &str) -> Value {
    json!({ "key": key, "meta": { "href": format!("{parent}/{}", encode_segment(key)) } })
}

/// `GET /api`.
pub(crate) fn root(switches: &Switches) -> Reply {
    if switches.root_shape == RootShape::NextOnly {
        return Reply::ok(json!({ "meta": { "href": "/api", "next": CONFIGURATION } }));
    }
    let exists = |key: &str| match key {
        "health_status" => switches.health_status,
        "user" => has_user_node(switches),
        _ => true,
    };
    let keys = ROOT_KEYS.iter().filter(|key| exists(key));
    let items: Vec<_> = keys.map(|key| item("/api", key)).collect();
    // Seed 003, "Message format": `next` leads to the configuration.
    let meta = json!({ "href": "/api", "next": CONFIGURATION, "transaction": "/api/transaction" });
    Reply::ok(json!({ "items": items, "meta": meta }))
}

/// `meta` of a fixed node or resource: its siblings are the children of its parent.
pub(crate) fn meta_of_fixed(path: &str, catalogue: &Catalogue) -> Map<String, Value> {
    let (parent, key) = path.rsplit_once('/').unwrap_or_default();
    let keys = catalogue.children(parent).unwrap_or_default();
    let place = keys.iter().position(|sibling| sibling == key);
    let mut meta = siblings(
        parent,
        |place| keys.get(place).map(String::as_str),
        keys.len(),
        place,
    );
    // A sample shows null above `/api/configuration` (`sps-api.md` §3.3).
    let parent = if path == CONFIGURATION {
        Value::Null
    } else {
        parent.into()
    };
    complete(&mut meta, path, parent);
    meta
}

/// `meta` of an object in a list.
pub(crate) fn meta_of_object(address: &Address, objects: &Objects) -> Map<String, Value> {
    let place = address
        .key
        .as_deref()
        .and_then(|key| objects.get_index_of(key));
    let key_at = |place: usize| objects.get_index(place).map(|(key, _)| key.as_str());
    let mut meta = siblings(&address.path, key_at, objects.len(), place);
    complete(
        &mut meta,
        &address.href(),
        Value::String(address.path.clone()),
    );
    meta
}

fn complete(meta: &mut Map<String, Value>, href: &str, parent: Value) {
    meta.insert("href".to_owned(), href.into());
    meta.insert("parent".to_owned(), parent);
    meta.insert("transaction".to_owned(), "/api/transaction".into());
}

/// `GET` of an inner node: keys and links only.
pub(crate) fn node(call: &Call<'_>, catalogue: &Catalogue) -> Reply {
    let keys = catalogue.children(&call.path).unwrap_or_default();
    let items: Vec<_> = keys.iter().map(|key| item(&call.path, key)).collect();
    Reply::ok(json!({ "items": items, "meta": meta_of_fixed(&call.path, catalogue) }))
}

/// `GET` of a fixed resource.
pub(crate) fn resource(
    call: &Call<'_>,
    catalogue: &Catalogue,
    view: &Store,
    switches: &Switches,
) -> Result<Reply, ApiError> {
    let not_found = || ApiError::node_not_found(&call.path);
    let entry = catalogue.entry(&call.path).ok_or_else(not_found)?;
    let body = show(
        entry.shape(),
        view.resource(&call.path).ok_or_else(not_found)?,
        View::Answer,
    );
    let key = call.key();
    // The one resource the tutorial prints under its own name (seed 003).
    let is_wrapped_by_name = switches.payload_wrap == PayloadWrap::Name
        && call.path == "/api/configuration/aaa/settings";
    let payload = if is_wrapped_by_name {
        key.clone()
    } else {
        "body".to_owned()
    };
    let mut answer = Map::new();
    answer.insert(payload, body);
    answer.insert("key".to_owned(), key.into());
    answer.insert(
        "meta".to_owned(),
        meta_of_fixed(&call.path, catalogue).into(),
    );
    Ok(Reply::ok(Value::Object(answer)))
}

/// `GET` of a list: items with their bodies (6.1 and later, `sps-api.md` §3.2).
pub(crate) fn list(
    call: &Call<'_>,
    catalogue: &Catalogue,
    view: &Store,
    switches: &Switches,
) -> Reply {
    let entry = catalogue.entry(&call.path);
    let objects = view.list(&call.path).into_iter().flatten();
    let items: Vec<_> = objects
        .map(|(key, body)| {
            if !switches.list_items_body {
                return item(&call.path, key);
            }
            let shown = entry.map(|entry| show(entry.shape(), body, View::Answer));
            let href = format!("{}/{}", call.path, encode_segment(key));
            json!({ "key": key, "body": shown, "meta": { "href": href } })
        })
        .collect();
    Reply::ok(json!({ "items": items, "meta": meta_of_fixed(&call.path, catalogue) }))
}

/// `GET` of an object.
pub(crate) fn object(
    call: &Call<'_>,
    list: &str,
    catalogue: &Catalogue,
    session: &Session,
    live: &Store,
    switches: &Switches,
) -> Result<Reply, ApiError> {
    let not_found = || ApiError::not_found(&call.path);
    let address = Address::object(list, &call.key());
    let view = session.view(live);
    let holds_secrets = matches!(catalogue.entry(list), Some(Entry::List(entry)) if entry.secrets);
    if holds_secrets && !switches.secrets_readable_in_tx && live.get(&address).is_none() {
        return Err(not_found());
    }
    let objects = view.list(list).ok_or_else(not_found)?;
    let body = view.get(&address).ok_or_else(not_found)?;
    let shown = catalogue
        .entry(list)
        .map(|entry| show(entry.shape(), body, View::Answer));
    let meta = meta_of_object(&address, objects);
    Ok(Reply::ok(
        json!({ "key": address.key, "body": shown, "meta": meta }),
    ))
}

/// The nearest path above `path` that exists: the `parent` of an error (seed 003).
pub(crate) fn nearest_above<'p>(path: &'p str, catalogue: &Catalogue) -> &'p str {
    let mut above = path;
    while let Some((parent, _)) = above.rsplit_once('/') {
        let exists = catalogue.children(parent).is_some()
            || matches!(catalogue.entry(parent), Some(Entry::List(_)));
        if exists || parent == "/api/transaction" || parent == "/api/authentication" {
            return parent;
        }
        above = parent;
    }
    "/api"
}
