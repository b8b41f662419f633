//! Which of the members sent the appliance kept (product F18, M6.7).

use serde_json::{Map, Value};

use super::{cut_references, is_secret_member};

/// The members of `sent` that `read_back` does not have, or has with another value, references cut on both sides; each as
/// a JSON pointer (RFC 6901), the whole content as `""`.
///
/// "Unknown members are silently dropped" (`sps-api.md` §8.2), so this is the only way to learn of a lost one. Members
/// the appliance added are fine. A secret that came back in another form counts as kept: it cannot be read back (F19).
///
/// ```
/// use serde_json::json;
/// use sps_client::document::ignored_members;
///
/// let sent = json!({"timeout": 20, "tiemout_unit": "minutes"});
/// let read_back = json!({"timeout": 20, "banner": ""});
/// assert_eq!(ignored_members(&sent, &read_back), ["/tiemout_unit"]);
/// ```
#[must_use]
pub fn ignored_members(sent: &Value, read_back: &Value) -> Vec<String> {
    let mut lost = Vec::new();
    let (sent, read_back) = (cut_references(sent), cut_references(read_back));
    compare("", &sent, Some(&read_back), false, &mut lost);
    lost
}

fn compare(at: &str, sent: &Value, read: Option<&Value>, is_secret: bool, lost: &mut Vec<String>) {
    match (sent, read) {
        (Value::Object(sent), Some(Value::Object(read))) => {
            compare_members(at, sent, read, is_secret, lost);
        }
        (Value::Array(sent), Some(Value::Array(read))) if sent.len() == read.len() => {
            for (position, (sent, read)) in sent.iter().zip(read).enumerate() {
                let at = format!("{at}/{position}");
                compare(&at, sent, Some(read), is_secret, lost);
            }
        }
        // No value sent and none there: nothing was lost.
        (Value::Null, None) => {}
        (Value::String(_), Some(read)) if is_secret && !read.is_null() => {}
        (Value::Number(sent), Some(Value::Number(read))) if sent.as_f64() == read.as_f64() => {}
        (sent, Some(read)) if sent == read => {}
        _ => lost.push(at.to_owned()),
    }
}

fn compare_members(
    at: &str,
    sent: &Map<String, Value>,
    read: &Map<String, Value>,
    around: bool,
    lost: &mut Vec<String>,
) {
    for (name, value) in sent {
        let is_secret = is_secret_member(sent, name, around);
        let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        compare(&at, value, read.get(name), is_secret, lost);
    }
}
