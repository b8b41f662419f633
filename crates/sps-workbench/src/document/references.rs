//! References: read as `{"key":"-100","meta":{"href":"…"}}`, written as the bare key (`sps-api.md` §8.2).

use serde_json::Value;

pub(crate) use sps_client::document::reference;

pub(crate) fn is_reference(value: &Value) -> bool {
    reference(value).is_some()
}

/// The same content with every reference cut down to its key, as a PUT or POST wants it (`sps-api.md` §8.2).
pub fn cut_references(content: &Value) -> Value {
    sps_client::document::cut_references(content)
}
