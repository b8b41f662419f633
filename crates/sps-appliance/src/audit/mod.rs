//! Audited sessions: `/api/audit/sessions` with search, count, search snapshots and what hangs below
//! a session (`sps-api.md` §12). Read only; the sessions are invented from the seed.

mod page;
mod query;
mod rows;
mod snapshots;

use http::StatusCode;
use serde_json::{Value, json};

use crate::call::{Call, encode_segment};
use crate::clock::Timestamp;
use crate::configuration::Problem;
use crate::error::ApiError;
use crate::generator::Generator;
use crate::reply::{Body, Reply};
use crate::session::Session;
use crate::setup::Switches;

pub(crate) use rows::Row;
use snapshots::Snapshots;

pub(crate) const SESSIONS: &str = "/api/audit/sessions";
pub(crate) const USERS: &str = "/api/audit/users";
/// What hangs below a session.
const PARTS: &[&str] = &["alerts", "audit_trail", "content", "events", "indexing"];

/// A place below `/api/audit`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AuditPlace {
    Node,
    /// A list that can be searched, by its path.
    Search(&'static str),
    Count(&'static str),
    Snapshot,
    Session(String),
    Part(String, &'static str),
    /// A user who was seen in sessions; the name is the key.
    User,
}

impl AuditPlace {
    /// What stands at `path`.
    pub(crate) fn of(path: &str) -> Option<Self> {
        match path {
            "/api/audit" => return Some(Self::Node),
            SESSIONS => return Some(Self::Search(SESSIONS)),
            USERS => return Some(Self::Search(USERS)),
            "/api/audit/sessions/_count" => return Some(Self::Count(SESSIONS)),
            "/api/audit/users/_count" => return Some(Self::Count(USERS)),
            "/api/audit/sessions/_snapshot" => return Some(Self::Snapshot),
            _ => {}
        }
        if let Some(below) = path
            .strip_prefix(USERS)
            .and_then(|below| below.strip_prefix('/'))
        {
            return (!below.contains('/')).then_some(Self::User);
        }
        let below = path.strip_prefix(SESSIONS)?.strip_prefix('/')?;
        match below.split_once('/') {
            None => Some(Self::Session(below.to_owned())),
            Some((id, part)) => PARTS
                .iter()
                .find(|known| **known == part)
                .map(|part| Self::Part(id.to_owned(), part)),
        }
    }
}

/// The audited sessions and the search snapshots of those who look at them.
#[derive(Debug)]
pub(crate) struct Audit {
    sessions: Vec<Row>,
    users: Vec<Row>,
    snapshots: Snapshots,
}

impl Audit {
    pub(crate) fn new(seed: u64) -> Self {
        let sessions = rows::sessions(seed);
        Self {
            users: rows::users(&sessions),
            sessions,
            snapshots: Snapshots::default(),
        }
    }

    /// Answers a GET.
    ///
    /// # Errors
    /// 400 for a search that cannot be understood, 404 for what does not exist (also an expired
    /// snapshot), 429 for too many snapshots.
    pub(crate) fn answer(
        &mut self,
        place: &AuditPlace,
        call: &Call<'_>,
        session: &Session,
        generator: &mut Generator,
        switches: &Switches,
        now: Timestamp,
    ) -> Result<Reply, ApiError> {
        let newer_than_this = match place {
            AuditPlace::Search(USERS) | AuditPlace::Count(USERS) | AuditPlace::User => {
                !switches.audit_users
            }
            AuditPlace::Count(_) | AuditPlace::Snapshot => !switches.search_snapshot,
            _ => false,
        };
        if newer_than_this {
            return Err(ApiError::node_not_found(&call.path));
        }
        match place {
            AuditPlace::Node => Ok(node(switches.audit_users)),
            AuditPlace::Search(path) => {
                let found = self.found(path, call, session, now)?;
                page::page(path, &found, call)
            }
            AuditPlace::Count(path) => {
                let count = self.found(path, call, session, now)?.len();
                let meta = json!({ "href": call.path, "parent": path });
                Ok(Reply::ok(json!({ "count": count, "meta": meta })))
            }
            AuditPlace::Snapshot => {
                let agent = call.header("user-agent").unwrap_or_default();
                let quota = usize::try_from(switches.search_quota).unwrap_or(usize::MAX);
                let id = self
                    .snapshots
                    .open(&session.user, agent, quota, generator, now)?;
                let meta = json!({ "href": call.path, "parent": SESSIONS });
                Ok(Reply::ok(
                    json!({ "body": { "snapshot": id }, "key": "_snapshot", "meta": meta }),
                ))
            }
            AuditPlace::Session(id) => {
                let row = self.session(id, call)?;
                let meta = json!({ "href": call.path, "parent": SESSIONS });
                Ok(Reply::ok(
                    json!({ "key": row.key, "body": row.body, "meta": meta }),
                ))
            }
            AuditPlace::User => {
                let name = call.key();
                let row = self.users.iter().find(|row| row.key == name);
                let row = row.ok_or_else(|| ApiError::not_found(&call.path))?;
                let meta = json!({ "href": call.path, "parent": USERS });
                Ok(Reply::ok(
                    json!({ "key": row.key, "body": row.body, "meta": meta }),
                ))
            }
            AuditPlace::Part(id, part) => part_of(self.session(id, call)?, part, call),
        }
    }

    fn session(&self, id: &str, call: &Call<'_>) -> Result<&Row, ApiError> {
        self.sessions
            .iter()
            .find(|row| row.key == id)
            .ok_or_else(|| ApiError::not_found(&call.path))
    }

    /// The rows a search finds, in its order.
    fn found(
        &mut self,
        path: &str,
        call: &Call<'_>,
        session: &Session,
        now: Timestamp,
    ) -> Result<Vec<&Row>, ApiError> {
        if let Some(id) = call.parameter("snapshot").filter(|id| !id.is_empty()) {
            let agent = call.header("user-agent").unwrap_or_default();
            // ASSUMPTION: audited sessions do not come and go here, so a snapshot sees what everybody sees.
            self.snapshots.extend(id, &session.user, agent, now)?;
        }
        let rows = if path == USERS {
            &self.users
        } else {
            &self.sessions
        };
        Ok(query::search(rows, call)?)
    }
}

fn node(has_users: bool) -> Reply {
    let keys = ["sessions", "users"];
    let items: Vec<_> = keys
        .iter()
        .filter(|key| has_users || **key != "users")
        .map(|key| json!({ "key": key, "meta": { "href": format!("/api/audit/{key}") } }))
        .collect();
    Reply::ok(json!({ "items": items, "meta": { "href": "/api/audit", "parent": "/api" } }))
}

/// ASSUMPTION: the bodies of the sub-resources are ours; the documents only name them.
fn part_of(row: &Row, part: &str, call: &Call<'_>) -> Result<Reply, ApiError> {
    let parent = format!("{SESSIONS}/{}", encode_segment(&row.key));
    let meta = json!({ "href": call.path, "parent": parent });
    let items = |items: Vec<Value>| Reply::ok(json!({ "items": items, "meta": meta }));
    Ok(match part {
        "audit_trail" => {
            let has_trail = row.body.pointer("/recording/has_audit_trail") == Some(&true.into());
            if !has_trail {
                return Err(ApiError::not_found(&call.path));
            }
            let text = format!("SIMULATED AUDIT TRAIL OF SESSION {}\n", row.key);
            Reply {
                status: StatusCode::OK,
                headers: Vec::new(),
                body: Body::Bytes("application/octet-stream", text.into_bytes()),
            }
        }
        "events" => items(rows::events(row)),
        "content" => {
            let wanted = call.parameter("q").unwrap_or_default().to_lowercase();
            if wanted.starts_with('*') {
                let problem = Problem::semantic("q", wanted.into(), "must not begin with *");
                return Err(problem.into());
            }
            let has_it = |event: &Value| {
                let text = event.pointer("/body/text").and_then(Value::as_str);
                !wanted.is_empty() && text.is_some_and(|text| text.to_lowercase().contains(&wanted))
            };
            items(rows::events(row).into_iter().filter(has_it).collect())
        }
        "indexing" => {
            Reply::ok(json!({ "body": { "status": "indexed" }, "key": part, "meta": meta }))
        }
        _ => items(Vec::new()),
    })
}
