//! What is known of a lock.

use serde_json::Value;
use sps_client::Refusal;

// ASSUMPTION: no guide says whether the holder is named to REST clients, or how (product Q18). These names are looked
// for; the words of a message are never read.
const HOLDER: [&str; 5] = ["holder", "locked_by", "lock_holder", "username", "user"];
const SINCE: [&str; 3] = ["since", "locked_since", "locked_at"];
const HOW: [&str; 4] = ["via", "interface", "lock_type", "locked_via"];
const FROM: [&str; 5] = [
    "address",
    "client_address",
    "remote_address",
    "ip",
    "locked_from",
];

/// How deep the details of a refusal are looked through.
const DEEPEST: usize = 4;

/// What is known of a lock: only what came in a field of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownLock {
    /// Who holds it.
    pub holder: Option<String>,
    /// Since when, as the appliance wrote it.
    pub since: Option<String>,
    /// By what, such as `web`, as the appliance wrote it.
    pub how: Option<String>,
    /// From which address.
    pub from: Option<String>,
    /// After how many minutes at most an inactive holder loses it: the time-out of the web interface
    /// (`management/webinterface`, F9).
    pub at_most_minutes: Option<u64>,
}

impl KnownLock {
    /// Reads a refusal; `timeout_minutes` is the web time-out, where it may be read.
    pub fn of(refusal: &Refusal, timeout_minutes: Option<u64>) -> Self {
        let find = |names: &[&str]| {
            let details = refusal.details.as_ref()?;
            names.iter().find_map(|name| text(details, name, DEEPEST))
        };
        Self {
            holder: find(&HOLDER),
            since: find(&SINCE),
            how: find(&HOW),
            from: find(&FROM),
            at_most_minutes: timeout_minutes.filter(|minutes| *minutes > 0),
        }
    }
}

/// The text of the first member of that name.
fn text(value: &Value, name: &str, left: usize) -> Option<String> {
    let left = left.checked_sub(1)?;
    match value {
        Value::Object(members) => {
            let own = members.get(name).and_then(Value::as_str).map(str::trim);
            own.filter(|text| !text.is_empty())
                .map(ToOwned::to_owned)
                .or_else(|| members.values().find_map(|member| text(member, name, left)))
        }
        Value::Array(items) => items.iter().find_map(|item| text(item, name, left)),
        _ => None,
    }
}
