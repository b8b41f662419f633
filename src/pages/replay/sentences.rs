//! A kept change in the words of the changelog, before it is in one.

use serde_json::Value;
use sps_client::{Change, ChangeKind, paths};
use sps_workbench::{
    changes::{Sentence, review},
    journal::{Method, without_marks},
    replay::Item,
};

use crate::messages::{Msg, text_with};

/// What the person made of it, beside what was there when it was made.
pub fn sentences(item: &Item) -> Vec<Sentence> {
    let value = |side: Option<&Value>| side.map(without_marks);
    let (old_value, new_value) = (value(item.merge().before()), value(item.merge().mine()));
    let (kind, path) = match item.method() {
        Method::Replace => (ChangeKind::Replace, item.path().to_owned()),
        Method::Delete => (ChangeKind::Delete, item.path().to_owned()),
        Method::Create => (
            ChangeKind::Create,
            paths::child(item.path().trim_end_matches('/'), "new"),
        ),
    };
    let change = Change {
        kind,
        path,
        old_value,
        new_value,
        old_order: None,
        new_order: None,
        raw: Value::Null,
    };
    review(std::slice::from_ref(&change), &[])
}

/// "Change aaa › settings"
pub fn subject(item: &Item) -> String {
    let below = item.path().trim_start_matches("/api/configuration");
    let place: Vec<&str> = below.split('/').filter(|part| !part.is_empty()).collect();
    let place = place.join(" › ");
    let name = [item.merge().mine(), item.merge().before()]
        .into_iter()
        .flatten()
        .find_map(|side| side.get("name")?.as_str());
    let place = match name {
        Some(name) if item.method() == Method::Create => format!("{place} › {name}"),
        Some(name) => format!("{place} ({name})"),
        None => place,
    };
    let message = match item.method() {
        Method::Replace => Msg::ReplayChange,
        Method::Create => Msg::ReplayCreate,
        Method::Delete => Msg::ReplayDelete,
    };
    text_with(message, &[("place", &place)])
}
