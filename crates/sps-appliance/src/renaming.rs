//! Hypermedia in earnest: with `endpoints.renamed` every path is named differently but `/api` itself and
//! `/api/authentication` with what lies below it, so that only a client that follows links finds its
//! way (`sps-api.md` §2).
//!
//! The function: every segment that is the *name* of a node, resource or list gets `x-` in front;
//! keys of objects stay as they are. `/api/configuration/policies/time_policies/-100` becomes
//! `/api/x-configuration/x-policies/x-time_policies/-100`. Links, the effective rights and the paths in
//! errors and in the change list follow; the old names are not found.

use serde_json::Value;

use crate::configuration::{Catalogue, Entry};

const PREFIX: &str = "x-";
const AUTHENTICATION: &str = "/api/authentication";
/// Lists outside of the configuration, whose next segment is a key.
const LISTS: &[&str] = &[
    "/api/user/api_keys",
    "/api/ssh-host-keys",
    "/api/audit/sessions",
    "/api/audit/users",
    "/api/cluster/nodes",
    "/api/cluster/status",
    "/api/firmware/slots",
    "/api/troubleshooting/support-bundle",
];

fn is_fixed(path: &str) -> bool {
    path.strip_prefix(AUTHENTICATION)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether what follows `path` is the key of an object. `_count` and `_snapshot` are names.
fn is_key_below(path: &str, segment: &str, catalogue: &Catalogue) -> bool {
    !segment.starts_with('_')
        && (LISTS.contains(&path) || matches!(catalogue.entry(path), Some(Entry::List(_))))
}

/// The path behind a renamed one, `None` if it is not a renamed one.
pub(crate) fn original(renamed: &str, catalogue: &Catalogue) -> Option<String> {
    if is_fixed(renamed) {
        return Some(renamed.to_owned());
    }
    let mut path = String::from("/api");
    for segment in renamed.strip_prefix("/api")?.split('/').skip(1) {
        let name = if is_key_below(&path, segment, catalogue) {
            segment
        } else {
            segment.strip_prefix(PREFIX)?
        };
        path.push('/');
        path.push_str(name);
    }
    Some(path)
}

/// The new name of a path; what follows `#` or `?` stays.
pub(crate) fn renamed(link: &str, catalogue: &Catalogue) -> String {
    let end = link.find(['#', '?']).unwrap_or(link.len());
    let (path, rest) = link.split_at(end);
    if is_fixed(path) {
        return link.to_owned();
    }
    let (mut before, mut after) = (String::from("/api"), String::from("/api"));
    for segment in path
        .strip_prefix("/api")
        .unwrap_or_default()
        .split('/')
        .skip(1)
    {
        let is_key = is_key_below(&before, segment, catalogue);
        before.push('/');
        before.push_str(segment);
        after.push('/');
        if !is_key && !segment.is_empty() {
            after.push_str(PREFIX);
        }
        after.push_str(segment);
    }
    after + rest
}

/// Renames every path in an answer: all strings that begin with `/api/`, and member names that do.
pub(crate) fn rename_all(answer: &mut Value, catalogue: &Catalogue) {
    match answer {
        Value::String(text) if text.starts_with("/api/") => *text = renamed(text, catalogue),
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| rename_all(item, catalogue)),
        Value::Object(members) => {
            for value in members.values_mut() {
                rename_all(value, catalogue);
            }
            if members.keys().any(|name| name.starts_with("/api/")) {
                *members = std::mem::take(members)
                    .into_iter()
                    .map(|(name, value)| {
                        let is_path = name.starts_with("/api/");
                        (
                            if is_path {
                                renamed(&name, catalogue)
                            } else {
                                name
                            },
                            value,
                        )
                    })
                    .collect();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{original, renamed};
    use crate::Switches;
    use crate::configuration::Catalogue;

    #[test]
    fn renaming_is_undone_by_its_inverse_and_keys_stay() {
        let (catalogue, _) = Catalogue::read(&Switches::v8_0()).unwrap();
        for (path, wanted) in [
            ("/api", "/api"),
            ("/api/authentication", "/api/authentication"),
            (
                "/api/authentication/login_methods",
                "/api/authentication/login_methods",
            ),
            ("/api/user/info", "/api/x-user/x-info"),
            (
                "/api/configuration/policies/time_policies/-100",
                "/api/x-configuration/x-policies/x-time_policies/-100",
            ),
        ] {
            assert_eq!(renamed(path, &catalogue), wanted);
            assert_eq!(original(wanted, &catalogue).as_deref(), Some(path));
        }
        assert_eq!(
            renamed("/api/configuration/network/nics/nic1#a/b", &catalogue),
            "/api/x-configuration/x-network/x-nics/x-nic1#a/b"
        );
        assert_eq!(original("/api/configuration", &catalogue), None);
        assert_eq!(original("/api/x-configuration/aaa", &catalogue), None);
    }
}
