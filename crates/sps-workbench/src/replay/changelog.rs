//! Kept writes beside the changelog of the transaction that is open.

use sps_client::Change;

use super::net::net;
use crate::document::cut_references;
use crate::journal::Entry;

/// Whether these writes can be in the transaction with this changelog: each that changes something shows up in it. After a
/// reload the transaction that is open may be a later one, opened by another tab.
pub fn may_be_in(entries: &[&Entry], changes: &[Change]) -> bool {
    net(entries).changes.iter().all(|net| {
        let comes_to_nothing = match (&net.base, &net.body) {
            (Some(base), Some(body)) => cut_references(base) == cut_references(body),
            _ => false,
        };
        comes_to_nothing
            || changes
                .iter()
                .any(|change| is_below(&change.path, &net.path))
    })
}

/// Whether every entry of the changelog comes of these writes, so that they are a copy of all of it.
pub fn covers(entries: &[&Entry], changes: &[Change]) -> bool {
    changes.iter().all(|change| {
        let mut entries = entries.iter();
        entries.any(|entry| is_below(&change.path, &entry.path))
    })
}

/// How many changes a row of writes comes to.
pub fn how_many(entries: &[&Entry]) -> usize {
    net(entries).changes.len()
}

/// Changelogs give addresses in full, relative, or with `#` (`sps-api.md` §7.6).
fn is_below(address: &str, path: &str) -> bool {
    let segments = |text: &str| -> Vec<String> {
        let text = text.trim_start_matches("/api/configuration");
        let segments = text.split(['/', '#']).filter(|segment| !segment.is_empty());
        segments.map(ToOwned::to_owned).collect()
    };
    segments(address).starts_with(&segments(path))
}
