//! The machine around the configuration (`sps-api.md` §11): cluster, firmware slots, uploads,
//! support bundles, audited sessions. Most of it acts at once, without a commit.

mod bundles;
mod cluster;
mod firmware;
mod upload;

use http::Method;
use serde_json::{Value, json};

use crate::audit::{Audit, AuditPlace};
use crate::call::Call;
use crate::clock::Timestamp;
use crate::configuration::{Address, Catalogue, Store};
use crate::digest;
use crate::error::ApiError;
use crate::generator::Generator;
use crate::reply::Reply;
use crate::session::Session;
use crate::setup::Switches;

use bundles::Bundles;
use firmware::Firmware;

const LICENSE: &str = "/api/configuration/management/license";

/// A place outside of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Audit(AuditPlace),
    Bundle(String),
    BundleDownload(String),
    Bundles,
    Cluster,
    ClusterNode(String),
    ClusterNodes,
    ClusterStatus,
    Firmware,
    FirmwareTest,
    Promote,
    Slot(String),
    Slots,
    Troubleshooting,
    Upload,
    UploadFirmware,
    UploadLicense,
}

impl Place {
    /// What stands at `path`.
    pub(crate) fn of(path: &str) -> Option<Self> {
        Some(match path {
            "/api/cluster" => Self::Cluster,
            cluster::NODES => Self::ClusterNodes,
            "/api/cluster/status" => Self::ClusterStatus,
            "/api/cluster/promote" => Self::Promote,
            "/api/firmware" => Self::Firmware,
            firmware::SLOTS => Self::Slots,
            "/api/firmware/test" => Self::FirmwareTest,
            "/api/upload" => Self::Upload,
            "/api/upload/firmware" => Self::UploadFirmware,
            "/api/upload/license" => Self::UploadLicense,
            "/api/troubleshooting" => Self::Troubleshooting,
            bundles::BUNDLES => Self::Bundles,
            _ => {
                return AuditPlace::of(path)
                    .map(Self::Audit)
                    .or_else(|| Self::below(path));
            }
        })
    }

    fn below(path: &str) -> Option<Self> {
        let (parent, key) = path.rsplit_once('/')?;
        match (parent, key) {
            (cluster::NODES, _) => Some(Self::ClusterNode(key.to_owned())),
            (firmware::SLOTS, _) => Some(Self::Slot(key.to_owned())),
            (bundles::BUNDLES, _) => Some(Self::Bundle(key.to_owned())),
            (_, "download") => {
                let bundle = parent.strip_prefix(bundles::BUNDLES)?.strip_prefix('/')?;
                (!bundle.contains('/')).then(|| Self::BundleDownload(bundle.to_owned()))
            }
            _ => None,
        }
    }

    /// The verbs that exist here.
    pub(crate) fn methods(&self) -> &'static [Method] {
        match self {
            Self::Promote | Self::FirmwareTest | Self::UploadFirmware | Self::UploadLicense => {
                &[Method::POST]
            }
            Self::Bundles => &[Method::GET, Method::POST],
            Self::Bundle(_) => &[Method::DELETE, Method::GET],
            _ => &[Method::GET],
        }
    }
}

/// What a place needs to answer.
pub(crate) struct Surroundings<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) live: &'a Store,
    pub(crate) session: &'a mut Session,
    pub(crate) generator: &'a mut Generator,
    pub(crate) switches: &'a Switches,
    pub(crate) now: Timestamp,
}

/// The state of the machine that no transaction covers; a restart keeps slots, nothing else.
#[derive(Debug)]
pub(crate) struct Machine {
    audit: Audit,
    bundles: Bundles,
    firmware: Firmware,
}

impl Machine {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            audit: Audit::new(seed),
            bundles: Bundles::default(),
            firmware: Firmware::default(),
        }
    }

    pub(crate) fn answer(
        &mut self,
        place: &Place,
        call: &Call<'_>,
        around: Surroundings<'_>,
    ) -> Result<Reply, ApiError> {
        match place {
            Place::Audit(place) => self.audit.answer(
                place,
                call,
                around.session,
                around.generator,
                around.switches,
                around.now,
            ),
            Place::Bundle(_) | Place::BundleDownload(_) | Place::Bundles => {
                self.bundles.answer(place, call, around)
            }
            Place::Firmware | Place::FirmwareTest | Place::Slot(_) | Place::Slots => self
                .firmware
                .answer(place, call, around.switches.profile.versions().1),
            Place::UploadFirmware => self.firmware.upload(call, around.switches),
            Place::UploadLicense => upload_license(call, around),
            Place::Troubleshooting => Ok(node(&call.path, &["support-bundle"])),
            Place::Upload => Ok(node(&call.path, &["firmware", "license"])),
            _ => cluster::answer(place, call, around),
        }
    }
}

/// A node with children of these names.
fn node(path: &str, keys: &[&str]) -> Reply {
    let items: Vec<_> = keys
        .iter()
        .map(|key| json!({ "key": key, "meta": { "href": format!("{path}/{key}") } }))
        .collect();
    Reply::ok(json!({ "items": items, "meta": { "href": path, "parent": "/api" } }))
}

/// `POST /api/upload/license`, inside a transaction (seed 002 lists `/api/upload/` among the paths
/// that need one).
///
/// ASSUMPTION: any text is a licence; what it says is invented, its serial follows from its bytes.
fn upload_license(call: &Call<'_>, around: Surroundings<'_>) -> Result<Reply, ApiError> {
    let bytes = upload::bytes(call, around.switches)?;
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(ApiError::syntactic("The licence must be text."));
    };
    let address = Address::resource(LICENSE);
    let mut body = around
        .session
        .view(around.live)
        .get(&address)
        .cloned()
        .ok_or_else(|| ApiError::node_not_found(&call.path))?;
    let digest = digest::digest("", text);
    let serial: String = digest
        .chars()
        .filter(char::is_ascii_hexdigit)
        .take(16)
        .collect();
    if let Some(members) = body.as_object_mut() {
        members.insert("serial".to_owned(), Value::String(serial));
    }
    around.session.change(around.live, |transaction| {
        transaction.set(address, body);
        Ok::<_, ApiError>(())
    })?;
    Ok(Reply::ok(
        json!({ "meta": { "href": LICENSE, "parent": "/api/upload" } }),
    ))
}
