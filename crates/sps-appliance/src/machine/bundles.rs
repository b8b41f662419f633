//! Support bundles: a job that is started, asked for until it is finished, downloaded and removed
//! (`sps-api.md` §11). No commit.

use std::collections::BTreeMap;

use http::{Method, StatusCode};
use serde_json::json;

use super::{Place, Surroundings};
use crate::call::Call;
use crate::clock::Timestamp;
use crate::error::ApiError;
use crate::reply::{Body, Reply};

pub(super) const BUNDLES: &str = "/api/troubleshooting/support-bundle";
/// ASSUMPTION: long enough to be seen running.
const WORK_MILLISECONDS: u64 = 5_000;
/// Kept at once; the oldest goes first.
const LIMIT: usize = 10;

/// Jobs by key, with the time of their start.
#[derive(Debug, Default)]
pub(super) struct Bundles {
    jobs: BTreeMap<String, Timestamp>,
}

impl Bundles {
    pub(super) fn answer(
        &mut self,
        place: &Place,
        call: &Call<'_>,
        around: Surroundings<'_>,
    ) -> Result<Reply, ApiError> {
        let status = |started: Timestamp| {
            if around.now.milliseconds_since(started) >= WORK_MILLISECONDS {
                "finished"
            } else {
                "running"
            }
        };
        let not_found = || ApiError::not_found(&call.path);
        let parent = json!({ "href": call.path, "parent": BUNDLES });
        match place {
            Place::Bundle(key) if call.method == Method::DELETE => {
                self.jobs.remove(key).ok_or_else(not_found)?;
                Ok(Reply::ok(json!({ "meta": parent })))
            }
            Place::Bundle(key) => {
                let started = *self.jobs.get(key).ok_or_else(not_found)?;
                Ok(Reply::ok(
                    json!({ "key": key, "body": { "status": status(started) }, "meta": parent }),
                ))
            }
            Place::BundleDownload(key) => {
                let started = *self.jobs.get(key).ok_or_else(not_found)?;
                if status(started) != "finished" {
                    return Err(not_found());
                }
                let (_, version) = around.switches.profile.versions();
                let text = format!("SIMULATED SUPPORT BUNDLE {key} OF FIRMWARE {version}\n");
                Ok(Reply {
                    status: StatusCode::OK,
                    headers: Vec::new(),
                    body: Body::Bytes("application/octet-stream", text.into_bytes()),
                })
            }
            _ if call.method == Method::POST => {
                if self.jobs.len() >= LIMIT {
                    let oldest = self.jobs.iter().min_by_key(|(_, started)| **started);
                    if let Some(key) = oldest.map(|(key, _)| key.clone()) {
                        self.jobs.remove(&key);
                    }
                }
                let key = around.generator.uuid();
                let meta = json!({ "href": format!("{BUNDLES}/{key}"), "parent": BUNDLES });
                self.jobs.insert(key.clone(), around.now);
                Ok(Reply::json(
                    StatusCode::CREATED,
                    json!({ "key": key, "body": { "status": "running" }, "meta": meta }),
                ))
            }
            _ => {
                let items: Vec<_> = self
                    .jobs
                    .iter()
                    .map(|(key, started)| {
                        let href = format!("{BUNDLES}/{key}");
                        json!({ "key": key, "body": { "status": status(*started) }, "meta": { "href": href } })
                    })
                    .collect();
                let meta = json!({ "href": BUNDLES, "parent": "/api/troubleshooting" });
                Ok(Reply::ok(json!({ "items": items, "meta": meta })))
            }
        }
    }
}
