//! Addresses that a saved change can have.

/// Whether the text is a plain absolute address of something that is staged: no transaction, no sign-in, and no way to
/// write one address and mean another.
pub(super) fn is_address(path: &str) -> bool {
    const ROOTS: [&str; 3] = [
        "/api/configuration/",
        "/api/user/api_keys/",
        "/api/cluster/",
    ];
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:@!$&'()*+,;=%/".contains(&byte);
    let is_segment = |segment: &str| {
        let lower = segment.to_ascii_lowercase();
        !matches!(lower.as_str(), "" | "." | "..")
            && !["%2e", "%2f", "%5c", "%00", "%23", "%3f"]
                .iter()
                .any(|hidden| lower.contains(hidden))
            && percent_is_complete(segment)
    };
    ROOTS.iter().any(|root| {
        path.strip_prefix(root)
            .is_some_and(|below| below.split('/').all(is_segment))
    }) && path.bytes().all(is_plain)
}

fn percent_is_complete(segment: &str) -> bool {
    let mut rest = segment;
    while let Some((_, after)) = rest.split_once('%') {
        let is_hex = |at: usize| after.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
        if !is_hex(0) || !is_hex(1) {
            return false;
        }
        rest = after;
    }
    true
}
