//! What this person cannot open, for menus that are short and honest (product M9.2).

use sps_client::{Client, Error, Rights, Transport, paths};

use super::lacks::{Call, Lack, lacking};
use super::privileges::{Area, area_of};

/// The nodes of the configuration that every firmware has (`sps-api.md` §9); newer ones (`mssql`) are not said to be
/// closed, because they may not be there. Those of one area stand together.
const NODES: &[&str] = &[
    "alerting",
    "datetime",
    "local_services",
    "management",
    "network",
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

/// Where the areas of the configuration are on this appliance. With documented names nothing is sent for this; where
/// paths are named differently the configuration is read once, and leads there.
///
/// # Errors
/// What the appliance answered: then nothing can be said of areas.
pub async fn area_places<T: Transport>(client: &Client<T>) -> Result<Vec<(Area, String)>, Error> {
    let mut places = Vec::new();
    for node in NODES {
        let area = area_of(&paths::child(paths::CONFIGURATION, node));
        places.push((area, client.configuration_path(&[node]).await?));
    }
    Ok(places)
}

/// The areas in `places` of which this person may read nothing, with what is missing for their first.
pub fn closed_areas<T: Transport>(
    client: &Client<T>,
    rights: Option<&Rights>,
    places: &[(Area, String)],
) -> Vec<(Area, Lack)> {
    let mut closed = Vec::new();
    for of_one in places.chunk_by(|(one, _), (other, _)| one == other) {
        let lacks = of_one.iter().map(|(area, path)| {
            let lack = lacking(client, rights, &[Call::new("GET", path.clone())]).pop();
            lack.map(|lack| (*area, lack))
        });
        // All of them, or the area can be opened.
        let lacks: Option<Vec<_>> = lacks.collect();
        closed.extend(lacks.and_then(|lacks| lacks.into_iter().next()));
    }
    closed
}

/// Whether a firmware of this version is older than API keys, which came with 8.0; what cannot be read is not.
#[must_use]
pub fn predates_api_keys(firmware: &str) -> bool {
    let major = firmware.split('.').next().unwrap_or_default();
    major.trim().parse::<u32>().is_ok_and(|major| major < 8)
}
