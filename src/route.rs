//! Every address of the console. Nothing else builds or reads a path.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Where the console is served; without a trailing slash.
pub const BASE: &str = "/console";

/// Below this path of the appliance stands what [`Route::Configuration`] shows.
const CONFIGURATION_ROOT: &str = "/api/configuration";

/// What may stand in a segment as it is; all else is percent-encoded.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A screen of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Who am I, what may I do.
    Account,
    /// The API keys of the person signed in.
    ApiKeys,
    /// A node or resource of the configuration, by the segments below `/api/configuration`.
    Configuration(Vec<String>),
    /// The change list of the open transaction.
    Review,
    /// What others changed at the same places, to be decided.
    Conflicts,
    /// Kept changes of a transaction that is gone, to be staged again.
    Replay,
    /// An address that leads nowhere.
    NotFound,
}

impl Route {
    /// The address of this screen, base included and every segment percent-encoded.
    pub fn href(&self) -> String {
        match self {
            Route::Account => format!("{BASE}/account"),
            Route::ApiKeys => format!("{BASE}/api-keys"),
            Route::Configuration(segments) => {
                segments
                    .iter()
                    .fold(format!("{BASE}/configuration"), |path, segment| {
                        // "." and ".." would be resolved away by the browser.
                        let encoded = match segment.as_str() {
                            "." => "%2E".to_owned(),
                            ".." => "%2E%2E".to_owned(),
                            other => utf8_percent_encode(other, SEGMENT).to_string(),
                        };
                        path + "/" + &encoded
                    })
            }
            Route::Review => format!("{BASE}/review"),
            Route::Conflicts => format!("{BASE}/conflicts"),
            Route::Replay => format!("{BASE}/replay"),
            Route::NotFound => format!("{BASE}/not-found"),
        }
    }

    /// The screen at this path; the inverse of [`Route::href`]. Any text is answered, unknown ones by
    /// [`Route::NotFound`].
    pub fn parse(path: &str) -> Route {
        let Some(below) = path.strip_prefix(BASE) else {
            return Route::NotFound;
        };
        if !below.is_empty() && !below.starts_with('/') {
            return Route::NotFound;
        }
        let below = below.trim_matches('/');
        let mut segments = below.split('/');
        match (segments.next(), below.contains('/')) {
            (None | Some("" | "account"), false) => Route::Account,
            (Some("api-keys"), false) => Route::ApiKeys,
            (Some("review"), false) => Route::Review,
            (Some("conflicts"), false) => Route::Conflicts,
            (Some("replay"), false) => Route::Replay,
            (Some("configuration"), _) => segments
                .map(|segment| {
                    percent_decode_str(segment)
                        .decode_utf8()
                        .ok()
                        .map(|text| text.into_owned())
                })
                .collect::<Option<Vec<_>>>()
                .filter(|segments| segments.iter().all(|segment| !segment.is_empty()))
                .map_or(Route::NotFound, Route::Configuration),
            _ => Route::NotFound,
        }
    }

    /// The screen for a link of the appliance (`meta.href`), if it is one the configuration screen can show. A part
    /// behind `#` names a place inside the resource and is left out.
    pub fn for_resource(href: &str) -> Option<Route> {
        let path = href.split(['#', '?']).next()?;
        let below = path.strip_prefix(CONFIGURATION_ROOT)?;
        if below.is_empty() {
            return Some(Route::Configuration(Vec::new()));
        }
        below
            .strip_prefix('/')?
            .trim_end_matches('/')
            .split('/')
            .map(|segment| {
                percent_decode_str(segment)
                    .decode_utf8()
                    .ok()
                    .map(|text| text.into_owned())
            })
            .collect::<Option<Vec<_>>>()
            .map(Route::Configuration)
    }

    /// The path of the appliance that a configuration screen reads.
    pub fn resource_path(segments: &[String]) -> String {
        segments
            .iter()
            .fold(CONFIGURATION_ROOT.to_owned(), |path, segment| {
                path + "/" + &utf8_percent_encode(segment, SEGMENT).to_string()
            })
    }
}
