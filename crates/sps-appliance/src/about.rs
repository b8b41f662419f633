//! What the appliance tells about itself outside of the configuration (`sps-api.md` §11).

use serde_json::{Map, Value, json};

use crate::call::{Call, encode_segment};
use crate::configuration::Store;
use crate::error::ApiError;
use crate::reply::Reply;
use crate::setup::Profile;

const INFO: &str = include_str!("../data/info.json");
const HEALTH: &str = include_str!("../data/health_status.json");
const HOST_KEYS: &str = include_str!("../data/ssh_host_keys.json");
const EULA: &str = "https://www.oneidentity.com/legal/sta.aspx";

/// A file that is compiled in; a test of this module reads them all.
fn file(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Who asks for `/api/info`.
pub(crate) enum Asker<'s> {
    Anonymous,
    /// With a digest of the active configuration.
    SignedIn {
        config_hash: &'s str,
    },
}

/// `GET /api/info`: names and support link for everybody, the version after sign-in.
pub(crate) fn info(live: &Store, asker: &Asker<'_>, profile: Profile) -> Reply {
    let file = file(INFO);
    let part = |name: &str| {
        file.get(name)
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default()
    };
    let mut body: Map<String, Value> = part("anonymous");
    let naming = live
        .resource("/api/configuration/network/naming")
        .and_then(Value::as_object);
    body.extend(naming.cloned().unwrap_or_default());
    if let Asker::SignedIn { config_hash } = asker {
        body.extend(part("signed_in"));
        let (version, firmware_version) = profile.versions();
        body.insert("version".to_owned(), version.into());
        body.insert("firmware_version".to_owned(), firmware_version.into());
        let analytics = live.resource("/api/configuration/local_services/analytics");
        let enabled = analytics.and_then(|body| body.get("enabled")).cloned();
        body.insert("analytics_enabled".to_owned(), enabled.unwrap_or_default());
        body.insert("config_hash".to_owned(), (*config_hash).into());
    }
    Reply::ok(
        json!({ "body": body, "key": "about_info", "meta": { "href": "/api/info", "parent": "/api" } }),
    )
}

/// `GET /api/setup`: the welcome wizard, long done.
pub(crate) fn setup() -> Reply {
    let meta =
        json!({ "eula": EULA, "href": "/api/setup", "parent": "/api", "remaining_seconds": 0 });
    Reply::ok(json!({ "meta": meta, "status": "completed" }))
}

/// `GET /api/health_status`.
pub(crate) fn health_status() -> Reply {
    let meta = json!({ "href": "/api/health_status", "parent": "/api" });
    Reply::ok(json!({ "health_status": file(HEALTH), "meta": meta }))
}

/// `GET /api/ssh-host-keys` (seed 003, "Message format").
pub(crate) fn host_keys() -> Reply {
    let keys = file(HOST_KEYS);
    let items: Vec<_> = keys
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, _)| {
            json!({ "key": key, "meta": { "href": format!("/api/ssh-host-keys/{}", encode_segment(key)) } })
        })
        .collect();
    Reply::ok(json!({ "items": items, "meta": { "href": "/api/ssh-host-keys", "parent": "/api" } }))
}

/// `GET` of one host key.
///
/// ASSUMPTION: the body is ours; only the list is documented.
pub(crate) fn host_key(call: &Call<'_>) -> Result<Reply, ApiError> {
    let keys = file(HOST_KEYS);
    let body = keys
        .get(call.key())
        .ok_or_else(|| ApiError::not_found(&call.path))?;
    let meta = json!({ "href": call.path, "parent": "/api/ssh-host-keys" });
    Ok(Reply::ok(
        json!({ "key": call.key(), "body": body, "meta": meta }),
    ))
}

#[cfg(test)]
mod tests {
    use super::{HEALTH, HOST_KEYS, INFO, file};

    #[test]
    fn the_files_are_objects() {
        assert!(
            [INFO, HEALTH, HOST_KEYS]
                .iter()
                .all(|text| file(text).is_object())
        );
    }
}
