//! JSON that holds a secret: its texts are overwritten when it goes.

use serde_json::Value;
use zeroize::Zeroize as _;

/// What is sent and holds a secret.
pub(crate) struct SecretJson(pub Value);

impl Drop for SecretJson {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn every_text_is_wiped() {
    let mut value = serde_json::json!({ "old": "a", "more": [{ "new": "b" }], "count": 1 });
    wipe(&mut value);
    let expected = serde_json::json!({ "old": "", "more": [{ "new": "" }], "count": 1 });
    assert_eq!(value, expected);
}
