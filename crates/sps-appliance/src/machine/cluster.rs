//! The cluster: `GET /api/cluster`, `…/status`, `…/nodes`, `POST …/promote` (`sps-api.md` §11).

use http::StatusCode;
use serde_json::{Value, json};

use super::{Place, Surroundings, node};
use crate::call::Call;
use crate::configuration::{Address, Store, View, show};
use crate::error::ApiError;
use crate::reply::Reply;

pub(super) const NODES: &str = "/api/cluster/nodes";
const SERVICE: &str = "/api/configuration/local_services/cluster";
const NAMING: &str = "/api/configuration/network/naming";

pub(super) fn answer(
    place: &Place,
    call: &Call<'_>,
    around: Surroundings<'_>,
) -> Result<Reply, ApiError> {
    match place {
        Place::Cluster => {
            let is_member = around
                .live
                .list(NODES)
                .is_some_and(|nodes| !nodes.is_empty());
            let keys = if is_member {
                &["nodes", "status"][..]
            } else {
                &["nodes"]
            };
            Ok(node(&call.path, keys))
        }
        Place::ClusterNodes => Ok(nodes(&around)),
        Place::ClusterNode(key) => {
            let body = around
                .session
                .view(around.live)
                .get(&Address::object(NODES, key))
                .ok_or_else(|| ApiError::not_found(&call.path))?;
            let meta = json!({ "href": call.path, "parent": NODES });
            Ok(Reply::ok(json!({ "key": key, "body": body, "meta": meta })))
        }
        Place::ClusterStatus => status(call, around.live),
        Place::Promote => promote(around),
        _ => Err(ApiError::node_not_found(&call.path)),
    }
}

fn nodes(around: &Surroundings<'_>) -> Reply {
    let objects = around.session.view(around.live).list(NODES);
    let items: Vec<_> = objects
        .into_iter()
        .flatten()
        .map(|(key, body)| {
            let shown = around
                .catalogue
                .entry(NODES)
                .map(|entry| show(entry.shape(), body, View::Answer));
            json!({ "key": key, "body": shown, "meta": { "href": format!("{NODES}/{key}") } })
        })
        .collect();
    let meta =
        json!({ "href": NODES, "parent": "/api/cluster", "transaction": "/api/transaction" });
    Reply::ok(json!({ "items": items, "meta": meta }))
}

/// Items carry their data beside `key` and `meta` (`sps-api.md` §3.2).
///
/// ASSUMPTION: before the promotion the status is a 404: a client takes an error for "not promoted".
fn status(call: &Call<'_>, live: &Store) -> Result<Reply, ApiError> {
    let nodes = live.list(NODES).filter(|nodes| !nodes.is_empty());
    let nodes = nodes.ok_or_else(|| ApiError::not_found(&call.path))?;
    let items: Vec<_> = nodes
        .keys()
        .map(|key| {
            json!({
                "key": key,
                "fqdn": fqdn(live),
                "health_status": Value::Null,
                "sync_status": "n/a",
                "last_seen": Value::Null,
                "configuration_sync": {
                    "last_updated": Value::Null,
                    "last_checked": Value::Null,
                    "downloaded_xml_hash": Value::Null,
                    "issues": { "warnings": [] },
                },
                "meta": { "configuration": format!("{NODES}/{key}"), "href": format!("/api/cluster/status/{key}") },
            })
        })
        .collect();
    Ok(Reply::ok(
        json!({ "items": items, "meta": { "href": call.path, "parent": "/api/cluster" } }),
    ))
}

fn fqdn(live: &Store) -> String {
    let part = |name: &str| {
        live.resource(NAMING)
            .and_then(|body| body.get(name)?.as_str())
            .unwrap_or_default()
    };
    format!("{}.{}", part("hostname"), part("domainname"))
}

/// Makes this appliance the central management node.
fn promote(around: Surroundings<'_>) -> Result<Reply, ApiError> {
    let refused = |message: &str, path: &str| {
        let error = (message.to_owned(), vec![path.to_owned()]);
        ApiError::refused("This appliance cannot be promoted.", &[error])
    };
    let view = around.session.view(around.live);
    if view.list(NODES).is_some_and(|nodes| !nodes.is_empty()) {
        return Err(refused("It is a member of a cluster already", NODES));
    }
    let address = listen_address(view)
        .ok_or_else(|| refused("The cluster service is not enabled", SERVICE))?;
    let key = around.generator.uuid();
    let body = json!({ "address": address, "roles": ["central-management"] });
    let stored = body.clone();
    around.session.change(around.live, |transaction| {
        transaction.set(Address::object(NODES, &key), stored);
        Ok::<_, ApiError>(())
    })?;
    let meta = json!({ "href": format!("{NODES}/{key}"), "parent": NODES });
    Ok(Reply::json(
        StatusCode::CREATED,
        json!({ "key": key, "body": body, "meta": meta }),
    ))
}

/// The address behind `local_services/cluster`, without the length of its network.
fn listen_address(view: &Store) -> Option<String> {
    let reference = view.resource(SERVICE)?.get("listen_address")?.as_str()?;
    let (card, place) = reference.split_once('.')?;
    let address = view
        .resource(&format!("/api/configuration/network/nics/{card}"))?
        .pointer(&format!("/{}", place.replace('.', "/")))?
        .as_str()?;
    Some(address.split('/').next()?.to_owned())
}
