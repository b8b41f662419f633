//! Firmware slots, the upload of an image and its test (`sps-api.md` §11). Direct actions.
//!
//! ASSUMPTION: five slots; the members beside `version` are ours. There is nothing to boot, so
//! `POST /api/firmware/upgrade` does not exist here.

use std::collections::BTreeMap;

use http::StatusCode;
use serde_json::{Value, json};

use super::{Place, node, upload};
use crate::call::Call;
use crate::configuration::Problem;
use crate::digest;
use crate::error::ApiError;
use crate::reply::Reply;
use crate::setup::Switches;

pub(super) const SLOTS: &str = "/api/firmware/slots";
/// The running firmware has the first one.
const RUNNING_SLOT: u64 = 1;
const SLOT_COUNT: u64 = 5;
/// Where an ISO 9660 image carries its identifier.
const ISO_IDENTIFIER: std::ops::Range<usize> = 32_769..32_774;

#[derive(Debug)]
struct Image {
    version: String,
    size_bytes: usize,
    is_iso: bool,
}

/// Uploaded images by slot.
#[derive(Debug, Default)]
pub(super) struct Firmware {
    images: BTreeMap<u64, Image>,
}

impl Firmware {
    pub(super) fn answer(
        &self,
        place: &Place,
        call: &Call<'_>,
        running: &str,
    ) -> Result<Reply, ApiError> {
        match place {
            Place::Firmware => Ok(node(&call.path, &["slots"])),
            Place::FirmwareTest => self.test(call),
            Place::Slot(key) => {
                let body = key.parse().ok().and_then(|slot| self.slot(slot, running));
                let body = body.ok_or_else(|| ApiError::not_found(&call.path))?;
                let meta = json!({ "href": call.path, "parent": SLOTS });
                Ok(Reply::ok(json!({ "key": key, "body": body, "meta": meta })))
            }
            _ => {
                let items: Vec<_> = (RUNNING_SLOT..=SLOT_COUNT)
                    .filter_map(|slot| Some((slot, self.slot(slot, running)?)))
                    .map(|(slot, body)| {
                        let href = format!("{SLOTS}/{slot}");
                        json!({ "key": slot.to_string(), "body": body, "meta": { "href": href } })
                    })
                    .collect();
                let meta = json!({ "href": SLOTS, "parent": "/api/firmware" });
                Ok(Reply::ok(json!({ "items": items, "meta": meta })))
            }
        }
    }

    fn slot(&self, slot: u64, running: &str) -> Option<Value> {
        if slot == RUNNING_SLOT {
            return Some(json!({ "current": true, "slot_id": slot, "version": running }));
        }
        self.images.get(&slot).map(|image| {
            json!({ "current": false, "size": image.size_bytes, "slot_id": slot, "version": image.version })
        })
    }

    /// `POST {"slot_id": n}`.
    fn test(&self, call: &Call<'_>) -> Result<Reply, ApiError> {
        let given = call.json()?.get("slot_id").cloned().unwrap_or_default();
        let slot = given
            .as_u64()
            .filter(|slot| *slot == RUNNING_SLOT || self.images.contains_key(slot));
        let Some(slot) = slot else {
            return Err(Problem::semantic("slot_id", given, "names no firmware").into());
        };
        let is_good = self.images.get(&slot).is_none_or(|image| image.is_iso);
        let summary = if is_good {
            "The firmware can be installed."
        } else {
            "The image is not an ISO 9660 image and cannot be installed."
        };
        let body = json!({ "slot_id": slot, "test_summary": summary });
        let meta = json!({ "href": call.path, "parent": "/api/firmware" });
        Ok(Reply::ok(json!({ "body": body, "meta": meta })))
    }

    /// `POST /api/upload/firmware`: into the first free slot, else over the last one.
    pub(super) fn upload(
        &mut self,
        call: &Call<'_>,
        switches: &Switches,
    ) -> Result<Reply, ApiError> {
        let bytes = upload::bytes(call, switches)?;
        let slot = (RUNNING_SLOT + 1..SLOT_COUNT)
            .find(|slot| !self.images.contains_key(slot))
            .unwrap_or(SLOT_COUNT);
        let digest = digest::of_bytes(bytes);
        let image = Image {
            version: format!("simulated-{}", digest.get(..8).unwrap_or_default()),
            size_bytes: bytes.len(),
            is_iso: bytes.get(ISO_IDENTIFIER) == Some(b"CD001"),
        };
        let version = image.version.clone();
        self.images.insert(slot, image);
        let meta = json!({ "href": format!("{SLOTS}/{slot}"), "parent": SLOTS });
        Ok(Reply::json(
            StatusCode::CREATED,
            json!({ "key": slot.to_string(), "body": { "slot_id": slot, "version": version }, "meta": meta }),
        ))
    }
}
