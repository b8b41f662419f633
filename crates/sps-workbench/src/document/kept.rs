//! Which of the members sent the appliance kept (product F18, M6.7).

use serde_json::{Map, Value};

use super::{Pointer, cut_references};
use crate::secret::is_secret_member;

/// The members of `sent` that `read_back` does not have, or has with another value, references cut on both sides.
///
/// "Unknown members are silently dropped" (`sps-api.md` §8.2), so this is the only way to learn of a lost one. Members
/// the appliance added are fine. A secret that came back in another form counts as kept: it cannot be read back (F19).
pub fn ignored_members(sent: &Value, read_back: &Value) -> Vec<Pointer> {
    let mut lost = Vec::new();
    let (sent, read_back) = (cut_references(sent), cut_references(read_back));
    compare(&Pointer::root(), &sent, Some(&read_back), false, &mut lost);
    lost
}

fn compare(
    at: &Pointer,
    sent: &Value,
    read: Option<&Value>,
    is_secret: bool,
    lost: &mut Vec<Pointer>,
) {
    match (sent, read) {
        (Value::Object(sent), Some(Value::Object(read))) => {
            compare_members(at, sent, read, is_secret, lost);
        }
        (Value::Array(sent), Some(Value::Array(read))) if sent.len() == read.len() => {
            for (position, (sent, read)) in sent.iter().zip(read).enumerate() {
                compare(
                    &at.child(&position.to_string()),
                    sent,
                    Some(read),
                    is_secret,
                    lost,
                );
            }
        }
        // No value sent and none there: nothing was lost.
        (Value::Null, None) => {}
        (Value::String(_), Some(read)) if is_secret && !read.is_null() => {}
        (Value::Number(sent), Some(Value::Number(read))) if sent.as_f64() == read.as_f64() => {}
        (sent, Some(read)) if sent == read => {}
        _ => lost.push(at.clone()),
    }
}

fn compare_members(
    at: &Pointer,
    sent: &Map<String, Value>,
    read: &Map<String, Value>,
    around: bool,
    lost: &mut Vec<Pointer>,
) {
    for (name, value) in sent {
        let is_secret = is_secret_member(sent, name, around);
        compare(&at.child(name), value, read.get(name), is_secret, lost);
    }
}
