//! Where a changelog entry points to.

use percent_encoding::percent_decode_str;

use super::resources::{in_configuration, outside_configuration};

/// The nodes of `/api` beside `configuration` that a changelog can name (`sps-api.md` §7.1, §9).
const OUTSIDE: [&str; 4] = ["cluster", "upload", "user", "transaction"];

/// A path of the changelog, whatever its spelling: `/api/configuration/a/b/member`, `a/b/member`, `/api/…/a/b#member`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Location {
    root: Root,
    /// Below the root, as the appliance wrote it (percent-encoded).
    written: Vec<String>,
    /// The same, decoded.
    names: Vec<String>,
    /// How many segments name the resource, if the `#` or the documented tree tells.
    resource: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Root {
    Api,
    Configuration,
}

impl Location {
    /// Reads a path of the changelog.
    pub(crate) fn read(path: &str) -> Self {
        let (before, after) = path.split_once('#').unwrap_or((path, ""));
        let written_before = segments(before);
        // ASSUMPTION: a `#` with nothing before it is a relative path; wrong if it points into an unnamed resource.
        let has_boundary = path.contains('#') && !written_before.is_empty();
        let absolute = written_before.first().is_some_and(|first| first == "api");
        let below_api: Vec<String> = written_before
            .into_iter()
            .skip(usize::from(absolute))
            .collect();
        let (root, before) = match below_api.split_first() {
            Some((first, below)) if first == "configuration" => {
                (Root::Configuration, below.to_vec())
            }
            Some((first, _)) if absolute || OUTSIDE.contains(&first.as_str()) => {
                (Root::Api, below_api)
            }
            // A relative path starts below the configuration: an error of the appliance names `no/such/path` for
            // `/api/configuration/no/such/path` (`sps-api.md` §4.1).
            _ => (
                if absolute {
                    Root::Api
                } else {
                    Root::Configuration
                },
                below_api,
            ),
        };
        let boundary = has_boundary.then_some(before.len());
        let written: Vec<String> = before.into_iter().chain(segments(after)).collect();
        let names: Vec<String> = written.iter().map(|segment| decoded(segment)).collect();
        let resource = boundary.or_else(|| match root {
            Root::Configuration => in_configuration(&names),
            Root::Api => outside_configuration(&names),
        });
        Self {
            root,
            written,
            names,
            resource,
        }
    }

    /// All segments, decoded.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether both lie below the same root.
    pub(super) fn has_root_of(&self, other: &Self) -> bool {
        self.root == other.root
    }

    /// How many segments name the resource, if that is known.
    pub(super) fn resource(&self) -> Option<usize> {
        self.resource
    }

    /// Whether the path is `node`, below `/api`, or inside it.
    pub(crate) fn is_within_api(&self, node: &[&str]) -> bool {
        self.root == Root::Api
            && self
                .names
                .iter()
                .map(String::as_str)
                .take(node.len())
                .eq(node.iter().copied())
    }

    /// Whether the path is `node`, below `/api/configuration`, or inside it, or a whole around it; `*` is any name.
    pub(crate) fn is_within_configuration(&self, node: &[&str]) -> bool {
        self.root == Root::Configuration
            && !self.names.is_empty()
            && self
                .names
                .iter()
                .zip(node)
                .all(|(name, expected)| *expected == "*" || name == expected)
    }

    /// The first `length` segments, and what is behind them.
    pub(crate) fn split(&self, length: usize) -> (Vec<String>, Vec<String>) {
        let (place, member) = self.names.split_at(length.min(self.names.len()));
        (place.to_vec(), member.to_vec())
    }

    /// The absolute address of the first `length` segments.
    pub(super) fn path(&self, length: usize) -> String {
        let root = match self.root {
            Root::Api => "/api",
            Root::Configuration => "/api/configuration",
        };
        self.written
            .iter()
            .take(length)
            .fold(root.to_owned(), |path, segment| path + "/" + segment)
    }
}

fn segments(text: &str) -> Vec<String> {
    text.split('/')
        .filter(|segment| !segment.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

/// A segment that is not UTF-8 after decoding stays as it was written.
fn decoded(segment: &str) -> String {
    percent_decode_str(segment)
        .decode_utf8()
        .map_or_else(|_| segment.to_owned(), std::borrow::Cow::into_owned)
}
