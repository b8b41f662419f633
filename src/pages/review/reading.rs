//! What has to be read before a change can be taken back, told by name, or written down as a request.

use sps_client::{Change, Content, Item};
use sps_workbench::undo::{Read, Reading, reads};

use crate::state::Console;

/// Reads what `changes` need. What cannot be read is left out: whoever asked then says that it is missing.
pub async fn readings(console: Console, changes: &[Change]) -> Vec<Reading> {
    let client = console.client();
    let mut readings = Vec::new();
    for read in reads(changes) {
        let (Read::Resource(path) | Read::List(path)) = &read;
        let Ok(found) = console.watch(client.resource(path).await) else {
            continue;
        };
        let can_order = found.allows("PUT") == Some(true);
        match (read, found.content) {
            (Read::Resource(path), Content::Body(body)) => {
                readings.push(Reading::Resource { path, body });
            }
            (Read::List(path), Content::Node(items)) => readings.push(Reading::List {
                path,
                keys: items.into_iter().map(|item| item.key).collect(),
                can_order,
            }),
            // Something else than the change list spoke of.
            _ => {}
        }
    }
    readings
}

/// A list and the names of its objects by key.
#[derive(Clone, Debug, PartialEq)]
pub struct Names {
    /// The address of the list.
    pub path: String,
    /// Key and name of every object.
    pub names: Vec<(String, String)>,
}

/// The names in the lists whose order changed: the change list speaks of keys. Where a list cannot be read, the keys
/// stay.
pub async fn names(console: Console, changes: &[Change]) -> Vec<Names> {
    let client = console.client();
    let mut lists = Vec::new();
    for read in reads(changes) {
        let Read::List(path) = read else { continue };
        if let Ok(found) = console.watch(client.resource(&path).await)
            && let Content::Node(items) = found.content
        {
            let names = items.iter().filter_map(name).collect();
            lists.push(Names { path, names });
        }
    }
    lists
}

fn name(item: &Item) -> Option<(String, String)> {
    let name = item.body.as_ref()?.get("name")?.as_str()?;
    Some((item.key.clone(), name.to_owned()))
}
