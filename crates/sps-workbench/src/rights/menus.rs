//! The areas of the configuration that this person cannot open, for menus that are short and honest (product M9.2).

use sps_client::{Client, Rights, Transport, paths};

use super::lacks::{Call, Lack, lacking};
use super::privileges::{Area, area_of};

/// The nodes of the configuration that every firmware has (`sps-api.md` §9); newer ones (`mssql`) are not said to be
/// closed, because they may not be there.
const NODES: &[&str] = &[
    "aaa",
    "policies",
    "ssh",
    "rdp",
    "http",
    "ica",
    "telnet",
    "vnc",
    "reporting",
];

/// The areas that this person may not even read, with what is missing for each. `configuration` is where the
/// configuration begins; if that is not the documented place the nodes have other names too, and nothing is said.
pub fn closed_areas<T: Transport>(
    client: &Client<T>,
    rights: Option<&Rights>,
    configuration: &str,
) -> Vec<(Area, Lack)> {
    let mut closed = Vec::new();
    if configuration != paths::CONFIGURATION {
        return closed;
    }
    for node in NODES {
        let path = paths::child(configuration, node);
        let area = area_of(&path);
        let calls = [Call::new("GET", path)];
        if let Some(lack) = lacking(client, rights, &calls).pop() {
            closed.push((area, lack));
        }
    }
    closed
}
