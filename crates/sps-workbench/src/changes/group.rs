//! The review grouped by place.

use super::review::Sentence;
use super::tell::Told;

/// Something that happened at a place.
pub trait Placed {
    /// The way to the place: names and keys.
    fn place(&self) -> &[String];
    /// The absolute address of the resource.
    fn path(&self) -> &str;
}

impl Placed for Told {
    fn place(&self) -> &[String] {
        &self.place
    }

    fn path(&self) -> &str {
        &self.path
    }
}

impl Placed for Sentence {
    fn place(&self) -> &[String] {
        &self.place
    }

    fn path(&self) -> &str {
        &self.path
    }
}

/// The changes at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Group<C = Told> {
    /// The place they share, see [`Told::place`].
    pub place: Vec<String>,
    /// The absolute address of the place.
    pub path: String,
    /// What happened there, in the order of the appliance.
    pub changes: Vec<C>,
}

/// Gathers changes by place, in the order in which the places first appear. Nothing is lost or sorted.
pub fn by_place<C: Placed>(told: Vec<C>) -> Vec<Group<C>> {
    let mut groups: Vec<Group<C>> = Vec::new();
    // One number a group: a thousand places are told apart without comparing their texts with one another.
    let mut digests: Vec<u64> = Vec::new();
    for change in told {
        let path = path_of_place(change.path(), change.place());
        let own = digest(&path);
        let known = digests
            .iter()
            .zip(&mut groups)
            .find(|(digest, group)| **digest == own && group.path == path);
        match known {
            Some((_, group)) => group.changes.push(change),
            None => {
                digests.push(own);
                groups.push(Group {
                    place: change.place().to_vec(),
                    path,
                    changes: vec![change],
                });
            }
        }
    }
    groups
}

/// FNV-1a: short, and no table of it has to be loaded.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The address of the change, cut where its place ends: an added object's address goes one key further.
fn path_of_place(path: &str, place: &[String]) -> String {
    let mut segments = path.split('/');
    // "", "api" and "configuration" come before the place, "configuration" only below it.
    let root = if segments.nth(2) == Some("configuration") {
        3
    } else {
        2
    };
    let kept = path.split('/').take(root + place.len());
    kept.collect::<Vec<_>>().join("/")
}
