//! `Location` answers: whatever name the appliance calls itself, the browser stays on our origin.

use http::{HeaderValue, Uri};

use crate::path;

/// The path and query of a `Location` of the appliance, for our own origin. `None` where it does not point into the
/// API: the console follows no other redirect, and the header would only tell the appliance's internal name.
pub(crate) fn rewrite(location: &HeaderValue) -> Option<HeaderValue> {
    let text = location.to_str().ok()?;
    let text = text.split('#').next().unwrap_or_default();
    // `//host/path` names a host without a scheme, which `Uri` would read as a path.
    let absolute = text
        .strip_prefix("//")
        .map_or_else(|| text.to_owned(), |rest| format!("https://{rest}"));
    let uri: Uri = absolute.parse().ok()?;
    if !matches!(uri.scheme_str(), None | Some("http" | "https"))
        || !is_api(uri.path())
        || path::check(uri.path()).is_err()
    {
        return None;
    }
    HeaderValue::try_from(uri.path_and_query()?.as_str()).ok()
}

/// Whether a path is `/api` or below it, compared by segment.
pub(crate) fn is_api(path: &str) -> bool {
    path.strip_prefix("/api")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_api_paths_survive() {
        for (given, expected) in [
            ("/api/", Some("/api/")),
            ("/api/user_info?a=b#c", Some("/api/user_info?a=b")),
            ("https://appliance.internal/api/", Some("/api/")),
            ("http://10.0.0.1:8443/api/x?y=z", Some("/api/x?y=z")),
            ("//evil.example.com/api/", Some("/api/")),
            ("https://appliance.internal/index.php", None),
            ("/apixyz", None),
            ("/api/../console", None),
            ("javascript:alert(1)", None),
            ("api/", None),
            ("", None),
        ] {
            let rewritten = rewrite(&HeaderValue::from_str(given).unwrap());
            assert_eq!(
                rewritten.as_ref().map(|value| value.to_str().unwrap()),
                expected,
                "{given}"
            );
        }
    }
}
