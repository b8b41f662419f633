//! What others had changed in the very objects that a commit changed, where the appliance put both together without a word
//! (product M7.2).

use super::fresh::{Found, Fresh};
use super::net::net;
use super::plan::merged;
use crate::journal::{Entry, Method};
use crate::merge::{Place, Verdict};

/// Changes of others in one object.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedIn {
    /// The object.
    pub path: String,
    /// The places: before as they were when the person's change was staged, theirs as they are now.
    pub places: Vec<Place>,
}

/// The paths to read after a commit to see what was merged into it.
pub fn merged_reads(entries: &[&Entry]) -> Vec<String> {
    net(entries)
        .changes
        .into_iter()
        .filter(|net| net.method == Method::Replace && net.created.is_none())
        .map(|net| net.path)
        .collect()
}

/// Compares what the commit contained with what is live after it. Only what the person changed is looked at: changes of
/// others elsewhere are none of this commit.
pub fn merged_in(entries: &[&Entry], fresh: &[Fresh]) -> Vec<MergedIn> {
    let mut found = Vec::new();
    for net in net(entries).changes {
        let reading = fresh.iter().find(|fresh| fresh.path == net.path);
        let Some(Found::Object(live)) = reading.map(|fresh| &fresh.found) else {
            continue;
        };
        if net.method != Method::Replace {
            continue;
        }
        let merge = merged(&net, Some(live.clone()), &[]);
        let places: Vec<Place> = merge
            .places()
            .iter()
            .filter(|place| place.verdict == Verdict::TheirsOnly)
            .cloned()
            .collect();
        if !places.is_empty() {
            found.push(MergedIn {
                path: net.path,
                places,
            });
        }
    }
    found
}
