//! What the signed-in user may do where, as far as the appliance publishes it.

use http::Method;
use serde_json::Value;

use crate::client::Client;
use crate::envelope::{Object, member};
use crate::error::Error;
use crate::places::Place;
use crate::request::About;
use crate::transport::Transport;
use crate::user::UserInfo;

/// The verbs a user may use at a path and below it (`sps-api.md` §6.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The path.
    pub url: String,
    /// The verbs, as the appliance spells them.
    pub methods: Vec<String>,
}

/// What a user may do where. It advises what to offer; the appliance has the last word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    /// The published entries, in the appliance's order.
    pub endpoints: Vec<Endpoint>,
    /// Where they come from.
    pub source: RightsSource,
}

/// Where rights were published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RightsSource {
    /// In the user information (up to 7.x).
    UserInfo,
    /// At `/api/endpoints`.
    Endpoints,
    /// Nowhere: offer everything and read the answers.
    NotPublished,
}

impl Rights {
    /// Whether the user may use `verb` at `path`; `None` if the appliance did not say.
    ///
    /// The entry whose path is the longest prefix, by whole segments, decides.
    ///
    /// ```
    /// use sps_client::{Endpoint, Rights, RightsSource};
    ///
    /// let entry = |url: &str, methods: &[&str]| Endpoint {
    ///     url: url.to_owned(),
    ///     methods: methods.iter().map(|verb| (*verb).to_owned()).collect(),
    /// };
    /// let rights = Rights {
    ///     endpoints: vec![
    ///         entry("/api", &["GET"]),
    ///         entry("/api/configuration/ssh", &["GET", "PUT"]),
    ///     ],
    ///     source: RightsSource::UserInfo,
    /// };
    /// assert_eq!(rights.may("PUT", "/api/configuration/ssh/connections"), Some(true));
    /// assert_eq!(rights.may("PUT", "/api/configuration/sshd"), Some(false));
    /// assert_eq!(rights.may("GET", "/elsewhere"), None);
    /// ```
    #[must_use]
    pub fn may(&self, verb: &str, path: &str) -> Option<bool> {
        self.deciding(verb, path).map(|(_, allows)| allows)
    }

    /// The path of the entry that decides, and what it says.
    pub(crate) fn deciding(&self, verb: &str, path: &str) -> Option<(&str, bool)> {
        let path: Vec<&str> = segments(path).collect();
        let mut longest = 0;
        let mut answer: Option<(&str, bool)> = None;
        for endpoint in &self.endpoints {
            let url: Vec<&str> = segments(&endpoint.url).collect();
            // An entry without a path would decide about everything; it decides about nothing.
            if url.is_empty() || url.len() < longest || !path.starts_with(&url) {
                continue;
            }
            if url.len() > longest {
                longest = url.len();
                answer = None;
            }
            let allows = endpoint
                .methods
                .iter()
                .any(|method| method.eq_ignore_ascii_case(verb));
            // Two entries for one path add up.
            let before = answer.is_some_and(|(_, allows)| allows);
            answer = Some((&endpoint.url, before || allows));
        }
        answer
    }
}

impl<T: Transport> Client<T> {
    /// What the user may do where: from the user information if it tells, else from `/api/endpoints`.
    ///
    /// # Errors
    /// What the appliance answered, except that a 404 means [`RightsSource::NotPublished`].
    ///
    /// ```
    /// # mod canned { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/canned.rs")); }
    /// # use canned::canned;
    /// use sps_client::RightsSource;
    ///
    /// # pollster::block_on(async {
    /// let client = canned([
    ///     r#"{"user":{"name":"admin"},"login_method":{"name":"local"}}"#,
    ///     r#"{"endpoints":[{"url":"/api","methods":["GET"]}]}"#,
    /// ]);
    /// let rights = client.rights(&client.user_info().await?).await?;
    /// assert_eq!(rights.source, RightsSource::Endpoints);
    /// assert_eq!(rights.may("PUT", "/api/configuration"), Some(false));
    /// # Ok::<(), sps_client::Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn rights(&self, info: &UserInfo) -> Result<Rights, Error> {
        if let Some(endpoints) = &info.endpoints {
            return Ok(Rights {
                endpoints: endpoints.clone(),
                source: RightsSource::UserInfo,
            });
        }
        let answer = self
            .exchange_at(Place::Endpoints, Method::GET, None, About::Content)
            .await;
        match answer {
            Ok(mut reply) => {
                let members = reply.members();
                let published = ["endpoints", "items", "body"]
                    .into_iter()
                    .find_map(|name| member(&members, name).and_then(endpoints))
                    .or_else(|| endpoints_of_map(&members))
                    .ok_or_else(|| reply.lacking("endpoints"))?;
                Ok(Rights {
                    endpoints: published,
                    source: RightsSource::Endpoints,
                })
            }
            Err(Error::NotFound(_)) => Ok(Rights {
                endpoints: Vec::new(),
                source: RightsSource::NotPublished,
            }),
            Err(error) => Err(error),
        }
    }
}

/// Reads entries as a list of `url` and `methods`, as items, or as a map from path to verbs. Entries without a path are
/// left out: they say nothing about any place.
pub(crate) fn endpoints(value: &Value) -> Option<Vec<Endpoint>> {
    match value {
        Value::Array(list) => Some(
            list.iter()
                .filter_map(|entry| {
                    let entry = entry.as_object()?;
                    let inner = entry.get("body").and_then(Value::as_object);
                    let inner = inner.unwrap_or(entry);
                    Some(Endpoint {
                        url: path_of(inner).or_else(|| path_of(entry))?,
                        methods: verbs(inner.get("methods")),
                    })
                })
                .collect(),
        ),
        Value::Object(map) => endpoints_of_map(map),
        _ => None,
    }
}

/// Reads a map from path to verbs; `None` if no member is a path. Other members are no entries.
fn endpoints_of_map(map: &Object) -> Option<Vec<Endpoint>> {
    let entries: Vec<Endpoint> = map
        .iter()
        .filter(|(name, _)| name.starts_with('/'))
        .map(|(url, entry)| Endpoint {
            url: url.clone(),
            methods: verbs(Some(entry.get("methods").unwrap_or(entry))),
        })
        .collect();
    (!entries.is_empty() || map.is_empty()).then_some(entries)
}

fn path_of(entry: &Object) -> Option<String> {
    let url = entry.get("url").and_then(Value::as_str);
    let href = || entry.get("meta")?.get("href")?.as_str();
    url.or_else(href).map(str::to_owned)
}

fn verbs(methods: Option<&Value>) -> Vec<String> {
    let words = |text: &str| -> Vec<String> {
        let words = text.split([',', ' ']).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    match methods {
        Some(Value::String(list)) => words(list),
        Some(Value::Array(list)) => {
            let verbs = list.iter().filter_map(Value::as_str);
            verbs.map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// The segments of a path; query, fragment and doubled slashes do not count.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.split('/').filter(|segment| !segment.is_empty())
}
