//! The review grouped by place.

use super::tell::Told;

/// The changes at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The place they share, see [`Told::place`].
    pub place: Vec<String>,
    /// The absolute address of the place.
    pub path: String,
    /// What happened there, in the order of the appliance.
    pub changes: Vec<Told>,
}

/// Gathers changes by place, in the order in which the places first appear. Nothing is lost or sorted.
pub fn by_place(told: Vec<Told>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for change in told {
        let path = path_of_place(&change);
        // A review has few places: looking through them is quicker than a table.
        match groups.iter_mut().find(|group| group.path == path) {
            Some(group) => group.changes.push(change),
            None => groups.push(Group {
                place: change.place.clone(),
                path,
                changes: vec![change],
            }),
        }
    }
    groups
}

/// The address of the change, cut where its place ends: an added object's address goes one key further.
fn path_of_place(change: &Told) -> String {
    let mut segments = change.path.split('/');
    // "", "api" and "configuration" come before the place, "configuration" only below it.
    let root = if segments.nth(2) == Some("configuration") {
        3
    } else {
        2
    };
    let kept = change.path.split('/').take(root + change.place.len());
    kept.collect::<Vec<_>>().join("/")
}
