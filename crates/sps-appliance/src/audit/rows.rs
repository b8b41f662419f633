//! Invented audited sessions: seeded, so the same appliance always tells the same stories.
//!
//! ASSUMPTION: their time is fixed (February 2025), as the appliance has no clock when it is made.

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::SESSIONS;
use crate::generator::Generator;

const COUNT: u64 = 320;
/// 2025-03-01T00:00:00Z, in seconds since the epoch.
const NEWEST: i64 = 1_740_787_200;
/// 28 days.
const SPAN_SECONDS: u64 = 2_419_200;
const USERS: &[&str] = &[
    "adele", "bence", "carla", "dmitri", "emese", "farid", "gréta", "hanna",
];
/// Protocol, port, connection, channel policy, host names.
const KINDS: &[(&str, u16, &str, &str, &str)] = &[
    ("SSH", 22, "unix-servers", "terminal-only", "unix"),
    ("RDP", 3389, "windows-servers", "drawing-only", "win"),
    ("HTTP", 8080, "intranet", "web-apps", "web"),
];
const COMMANDS: &[&str] = &[
    "uptime",
    "df -h",
    "systemctl restart nginx",
    "tail -n 50 /var/log/messages",
    "vi /etc/hosts",
    "exit",
];

/// An audited session, or a user who was seen in some.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) key: String,
    pub(crate) body: Value,
}

/// A moment as sessions carry it: `2025-02-14T08:30:00Z`.
fn iso(seconds: i64) -> Value {
    OffsetDateTime::from_unix_timestamp(seconds)
        .ok()
        .and_then(|moment| moment.format(&Rfc3339).ok())
        .map_or(Value::Null, Value::String)
}

fn pick<'l, T>(generator: &mut Generator, list: &'l [T]) -> Option<&'l T> {
    let place = generator.below(list.len() as u64);
    list.get(usize::try_from(place).ok()?)
}

/// All sessions, oldest first.
pub(super) fn sessions(seed: u64) -> Vec<Row> {
    let mut generator = Generator::new(seed ^ 0x5E55_1045);
    let step = SPAN_SECONDS / COUNT;
    (0..COUNT)
        .filter_map(|number| {
            let ago = SPAN_SECONDS - number * step - generator.below(step);
            session(&mut generator, NEWEST - i64::try_from(ago).ok()?, number)
        })
        .collect()
}

fn session(generator: &mut Generator, started: i64, number: u64) -> Option<Row> {
    let key = generator.token(22);
    let &(protocol, port, connection, channel_policy, host) = pick(generator, KINDS)?;
    let user = *pick(generator, USERS)?;
    let duration = 30 + generator.below(5400);
    // The newest ones are still running.
    let is_active = number + 3 >= COUNT;
    let verdict = match generator.below(20) {
        0 => "DENY",
        1 => "AUTH_FAIL",
        _ => "ACCEPT",
    };
    let ended = match i64::try_from(duration) {
        Ok(duration) if !is_active => iso(started + duration),
        _ => Value::Null,
    };
    let host_number = 10 + generator.below(40);
    let link = |part: &str| json!({ "href": format!("{SESSIONS}/{key}/{part}") });
    let body = json!({
        "active": is_active,
        "alerts": link("alerts"),
        "analytics": { "score": { "aggregated": generator.below(101) } },
        "audit_trail": link("audit_trail"),
        "client": {
            "ip": format!("10.41.{}.{}", generator.below(4), 2 + generator.below(250)),
            "name": format!("pc-{user}.example.org"),
            "port": 40_000 + generator.below(20_000),
        },
        "content": link("content"),
        "creation_time": iso(started),
        "duration": if is_active { Value::Null } else { duration.into() },
        "end_time": ended,
        "events": link("events"),
        "indexing": link("indexing"),
        "node_id": "1f0e6b2c-0d43-4b58-9a77-5a3c9e8d1001",
        "origin": "LIVE",
        "protocol": protocol,
        "recording": {
            "archived": number < COUNT / 2,
            "channel_policy": channel_policy,
            "connection_policy": connection,
            "has_audit_trail": verdict == "ACCEPT",
        },
        "server": {
            "ip": format!("10.40.10.{host_number}"),
            "name": format!("{host}{host_number}.example.org"),
            "port": port,
        },
        "start_time": iso(started),
        "user": { "gateway_username": user, "name": user, "server_username": if protocol == "SSH" { "root" } else { user } },
        "verdict": verdict,
    });
    Some(Row { key, body })
}

/// Everybody who appears in `sessions`, by name.
pub(super) fn users(sessions: &[Row]) -> Vec<Row> {
    USERS
        .iter()
        .map(|user| {
            let theirs = sessions.iter().filter(|row| {
                row.body.pointer("/user/name").and_then(Value::as_str) == Some(*user)
            });
            let body = json!({ "name": user, "sessions": theirs.count() });
            Row {
                key: (*user).to_owned(),
                body,
            }
        })
        .collect()
}

/// What happened in a session.
pub(super) fn events(row: &Row) -> Vec<Value> {
    let text = |name: &str| row.body.get(name).cloned().unwrap_or_default();
    if row.body.get("protocol").and_then(Value::as_str) != Some("SSH") {
        return Vec::new();
    }
    COMMANDS
        .iter()
        .enumerate()
        .map(|(place, command)| {
            let body = json!({ "text": command, "time": text("start_time"), "type": "command" });
            json!({ "key": place.to_string(), "body": body })
        })
        .collect()
}
