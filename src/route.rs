//! Every address of the console. Nothing else builds or reads a path.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Where the console is served; without a trailing slash.
pub const BASE: &str = "/console";

/// Below this path of the appliance stands what [`Route::Configuration`] shows.
const CONFIGURATION_ROOT: &str = "/api/configuration";

/// Below this path of the appliance stands what [`Route::Appliance`] shows.
const API_ROOT: &str = "/api";

/// What may stand in a segment as it is; all else is percent-encoded.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// As in a segment, and the slashes of a pointer.
const PLACE: &AsciiSet = &SEGMENT.remove(b'/');

/// A screen of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Who am I, what may I do.
    Account,
    /// The API keys of the person signed in.
    ApiKeys,
    /// A node or resource of the configuration, by the segments below `/api/configuration`.
    Configuration(Vec<String>),
    /// A new object in a list of the configuration.
    NewObject {
        /// The list, by the segments below `/api/configuration`.
        list: Vec<String>,
        /// The key of the object in it that is cloned.
        model: Option<String>,
    },
    /// The change list of the open transaction.
    Review,
    /// Kept changes of a transaction that is gone, to be staged again.
    Replay,
    /// What others changed at the same places, to be decided.
    Conflicts,
    /// Search in the configuration; the words stand in the query.
    Search,
    /// What else the appliance tells of itself, by the segments below `/api`: its state, its versions. To be read only.
    Appliance(Vec<String>),
    /// An address that leads nowhere.
    NotFound,
}

impl Route {
    /// The address of this screen, base included and every segment percent-encoded.
    pub fn href(&self) -> String {
        match self {
            Route::Account => format!("{BASE}/account"),
            Route::ApiKeys => format!("{BASE}/api-keys"),
            Route::Configuration(segments) => below("configuration", segments),
            Route::NewObject { list, model: None } => below("new", list),
            Route::NewObject {
                list,
                model: Some(model),
            } => below("clone", list.iter().chain([model])),
            Route::Review => format!("{BASE}/review"),
            Route::Replay => format!("{BASE}/replay"),
            Route::Conflicts => format!("{BASE}/conflicts"),
            Route::Search => format!("{BASE}/search"),
            Route::Appliance(segments) => below("appliance", segments),
            Route::NotFound => format!("{BASE}/not-found"),
        }
    }

    /// The address of a place inside what this screen shows: a JSON pointer (RFC 6901) behind `#`.
    pub fn href_at(&self, pointer: &str) -> String {
        self.href() + "#" + &utf8_percent_encode(pointer, PLACE).to_string()
    }

    /// The JSON pointer behind the `#` of an address, as [`Route::href_at`] wrote it; `hash` is `location.hash`.
    pub fn place_in(hash: &str) -> Option<String> {
        let place = percent_decode_str(hash.strip_prefix('#')?)
            .decode_utf8()
            .ok()?;
        place.starts_with('/').then(|| place.into_owned())
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
            (Some("replay"), false) => Route::Replay,
            (Some("conflicts"), false) => Route::Conflicts,
            (Some("search"), false) => Route::Search,
            (Some(screen @ ("configuration" | "new" | "clone")), _) => decoded(segments)
                .filter(|segments| segments.iter().all(|segment| !segment.is_empty()))
                .map_or(Route::NotFound, |segments| {
                    in_configuration(screen, segments)
                }),
            (Some("appliance"), _) => decoded(segments)
                .filter(|segments| segments.iter().all(|segment| !segment.is_empty()))
                .map_or(Route::NotFound, Route::Appliance),
            _ => Route::NotFound,
        }
    }

    /// The screen for a link of the appliance (`meta.href`), if it is one the configuration screen can show. A part
    /// behind `#` names a place inside the resource and is left out.
    pub fn for_resource(href: &str) -> Option<Route> {
        segments_below(CONFIGURATION_ROOT, href).map(Route::Configuration)
    }

    /// As [`Route::for_resource`], for the whole of the API.
    pub fn for_link(href: &str) -> Option<Route> {
        Route::for_resource(href).or_else(|| segments_below(API_ROOT, href).map(Route::Appliance))
    }

    /// The path of the appliance that a configuration screen reads.
    pub fn resource_path(segments: &[String]) -> String {
        path_below(CONFIGURATION_ROOT, segments)
    }

    /// The path of the appliance that a screen of [`Route::Appliance`] reads.
    pub fn appliance_path(segments: &[String]) -> String {
        path_below(API_ROOT, segments)
    }
}

/// The address of a screen and the segments below it.
fn below<'a>(screen: &str, segments: impl IntoIterator<Item = &'a String>) -> String {
    segments
        .into_iter()
        .fold(format!("{BASE}/{screen}"), |path, segment| {
            // "." and ".." would be resolved away by the browser.
            let encoded = match segment.as_str() {
                "." => "%2E".to_owned(),
                ".." => "%2E%2E".to_owned(),
                other => utf8_percent_encode(other, SEGMENT).to_string(),
            };
            path + "/" + &encoded
        })
}

fn path_below(root: &str, segments: &[String]) -> String {
    segments.iter().fold(root.to_owned(), |path, segment| {
        path + "/" + &utf8_percent_encode(segment, SEGMENT).to_string()
    })
}

fn segments_below(root: &str, href: &str) -> Option<Vec<String>> {
    let path = href.split(['#', '?']).next()?;
    let below = path.strip_prefix(root)?;
    if below.is_empty() {
        return Some(Vec::new());
    }
    decoded(below.strip_prefix('/')?.trim_end_matches('/').split('/'))
}

fn decoded(segments: std::str::Split<'_, char>) -> Option<Vec<String>> {
    segments
        .map(|segment| {
            percent_decode_str(segment)
                .decode_utf8()
                .ok()
                .map(|text| text.into_owned())
        })
        .collect()
}

/// A screen about a place of the configuration. A list lies below the root, an object below a list.
fn in_configuration(screen: &str, mut segments: Vec<String>) -> Route {
    let model = (screen == "clone").then(|| segments.pop()).flatten();
    match screen {
        "configuration" => Route::Configuration(segments),
        _ if segments.is_empty() || (screen == "clone" && model.is_none()) => Route::NotFound,
        _ => Route::NewObject {
            list: segments,
            model,
        },
    }
}
