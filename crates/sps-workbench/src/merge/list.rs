//! Lists whose items can be told apart.

use serde_json::Value;

use crate::document::ORDER;

/// What names each item: its `key` member, or the item itself if it is a scalar. `None` if two items have the same name,
/// or one has none: such a list is one value.
pub(super) fn names(list: &[Value]) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::with_capacity(list.len());
    for item in list {
        let name = match item {
            Value::String(text) => text.clone(),
            Value::Number(_) | Value::Bool(_) => item.to_string(),
            Value::Object(members) => members.get("key")?.as_str()?.to_owned(),
            Value::Null | Value::Array(_) => return None,
        };
        // `@order` names the order itself.
        if name == ORDER || names.contains(&name) {
            return None;
        }
        names.push(name);
    }
    Some(names)
}

/// The list, its items' names, or nothing where there is no such list.
pub(super) struct Named<'a> {
    pub(super) items: &'a [Value],
    pub(super) names: Vec<String>,
}

impl<'a> Named<'a> {
    pub(super) fn of(value: &'a Value) -> Option<Self> {
        let items = value.as_array()?;
        Some(Self {
            items,
            names: names(items)?,
        })
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a Value> {
        let position = self.names.iter().position(|other| other == name)?;
        self.items.get(position)
    }
}

/// The texts of an `@order`; `None` if it is none.
pub(super) fn order(value: Option<&Value>) -> Option<Vec<String>> {
    let texts = value?.as_array()?.iter();
    let texts: Vec<String> = texts
        .map(|text| text.as_str().map(ToOwned::to_owned))
        .collect::<Option<_>>()?;
    let is_unique = texts
        .iter()
        .enumerate()
        .all(|(position, text)| !texts.iter().take(position).any(|other| other == text));
    is_unique.then_some(texts)
}
