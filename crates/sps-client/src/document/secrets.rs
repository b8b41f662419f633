//! What looks like a secret, by name and by place (product M3.6, M6.4, F19).
//!
//! The API marks no member as secret, so the name decides. Rather one harmless text hidden than one password shown.

use serde_json::{Map, Value};

const SECRET_WORDS: [&str; 7] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "community",
    "privatekey",
];

/// A name that ends so speaks *about* a secret: `minimum_password_strength`, `allow_password_auth` (`sps-api.md` §10).
const HARMLESS_ENDINGS: [&str; 8] = [
    "strength", "length", "auth", "policy", "policies", "type", "method", "enabled",
];

/// Members that say which shape an object has; they are no secrets, even below a secret name (`sps-api.md` §8.3).
pub const DISCRIMINATORS: [&str; 2] = ["selection", "type"];

/// Whether a member of this name holds a secret if it is a text.
///
/// ```
/// use sps_client::document::is_secret_name;
///
/// assert!(is_secret_name("new_password"));
/// assert!(!is_secret_name("minimum_password_strength"));
/// ```
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let plain: String = name
        .chars()
        // The words are ASCII; the tables of all other alphabets are 5 KB of a web page.
        .filter(|c| c.is_ascii_alphanumeric() || !c.is_ascii())
        .map(|c| c.to_ascii_lowercase())
        .collect();
    SECRET_WORDS.iter().any(|word| plain.contains(word))
        && !HARMLESS_ENDINGS
            .iter()
            .any(|ending| plain.ends_with(ending))
}

/// Whether the member `name` of `owner` is secret: by its own name, by what lies around it, or because the union around
/// it says that its value is one (`{"selection":"password","value":"…"}`).
///
/// ```
/// use serde_json::json;
/// use sps_client::document::is_secret_member;
///
/// let union = json!({"selection": "password", "value": "…"});
/// let union = union.as_object().expect("it is one");
/// assert!(is_secret_member(union, "value", false));
/// assert!(!is_secret_member(union, "selection", false));
/// ```
#[must_use]
pub fn is_secret_member(owner: &Map<String, Value>, name: &str, around: bool) -> bool {
    if DISCRIMINATORS.contains(&name) && !is_secret_name(name) {
        return false;
    }
    let by_union = name == "value"
        && DISCRIMINATORS
            .iter()
            .filter_map(|member| owner.get(*member)?.as_str())
            .any(is_secret_name);
    around || by_union || is_secret_name(name)
}
