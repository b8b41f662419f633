//! Which of the members sent the appliance kept (product F18, M6.7).

use serde_json::Value;

use super::Pointer;

/// The members of `sent` that `read_back` does not have, or has with another value, references cut on both sides.
///
/// "Unknown members are silently dropped" (`sps-api.md` §8.2), so this is the only way to learn of a lost one. Members
/// the appliance added are fine. A secret that came back in another form counts as kept: it cannot be read back (F19).
pub fn ignored_members(sent: &Value, read_back: &Value) -> Vec<Pointer> {
    pointers(&sps_client::document::ignored_members(sent, read_back))
}

/// Places as the client tells them: RFC 6901.
pub(crate) fn pointers(texts: &[String]) -> Vec<Pointer> {
    texts
        .iter()
        .filter_map(|text| Pointer::parse(text))
        .collect()
}
