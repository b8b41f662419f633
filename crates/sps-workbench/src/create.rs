//! A new object brought into the transaction: with the secrets it refers to, sent once, read back.

use serde_json::{Value, json};
use sps_client::{Client, Content, Error, Resource, Transport, paths};

use crate::catalogue::Catalogue;
use crate::document::{Draft, Pointer, ignored_members};
use crate::secret::is_secret_list;
use crate::stage::StageError;
use crate::transaction::ensure_open;

/// An object that the appliance took into the transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct NewObject {
    /// The key the appliance gave to it, if it told one.
    pub key: Option<String>,
    /// Its address, if the answer told it or its key.
    pub path: Option<String>,
    /// The object as it reads now, inside the transaction; why it could not be read; nothing without an address.
    pub read_back: Option<Result<Resource, Error>>,
    /// Members that were sent and not kept (M6.7).
    pub ignored: Vec<Pointer>,
}

/// Creates an object in the list at `list`: opens a transaction unless one is open, sends `body` once, reads what came of
/// it. `body` is what [`post_body`](crate::document::post_body) gives.
///
/// # Errors
/// [`StageError::Open`] and [`StageError::Write`]. After a write without an answer, look into the list before another.
pub async fn create<T: Transport>(
    client: &Client<T>,
    list: &str,
    body: &Value,
) -> Result<NewObject, StageError> {
    ensure_open(client).await.map_err(StageError::Open)?;
    let created = client.create(list, body).await.map_err(StageError::Write)?;
    let link = created.href.as_deref().and_then(paths::followable);
    let path = match (&created.key, link) {
        // Some answers link the list in place of the object.
        (Some(key), Some(link)) if link.trim_end_matches('/') == list => {
            Some(paths::child(list, key))
        }
        (_, Some(link)) => Some(link),
        (Some(key), None) => Some(paths::child(list, key)),
        (None, None) => None,
    };
    let read_back = match &path {
        Some(path) => Some(client.resource(path).await),
        None => None,
    };
    let ignored = match &read_back {
        Some(Ok(Resource {
            content: Content::Body(kept),
            ..
        })) => ignored_members(body, kept),
        _ => Vec::new(),
    };
    Ok(NewObject {
        key: created.key,
        path,
        read_back,
        ignored,
    })
}

/// A secret that became an object of its own: it cannot be read again, and what was typed is not kept beside it (F19).
#[derive(Clone, PartialEq)]
pub struct StoredSecret {
    /// The place of the reference to it.
    pub at: Pointer,
    /// The collection it is in.
    pub list: String,
    /// What was sent. A secret.
    pub body: Value,
    /// The key it got.
    pub key: String,
}

impl Catalogue {
    /// Where secrets were typed that become objects of their own, and the collections for them: passwords and private
    /// keys (`sps-api.md` §8.5).
    pub fn typed_secrets(&self, path: &str, draft: &Draft) -> Vec<(Pointer, String)> {
        let places = draft.changed().into_iter();
        places
            .filter_map(|at| {
                let typed = draft.get(&at)?.as_str()?;
                let list = self.at(path, draft.current(), &at)?.refers_to()?;
                (!typed.is_empty() && is_secret_list(&list)).then_some((at, list))
            })
            .collect()
    }
}

/// Stores the secrets typed at `places` of a draft, each as an object of its own, and puts the references to them into
/// the draft, so that another try does not store them again. What was stored before a failure is in `stored`.
///
/// # Errors
/// [`StageError`] by the step that failed.
pub async fn store_secrets<T: Transport>(
    client: &Client<T>,
    places: &[(Pointer, String)],
    draft: &mut Draft,
    stored: &mut Vec<StoredSecret>,
) -> Result<(), StageError> {
    if !places.is_empty() {
        ensure_open(client).await.map_err(StageError::Open)?;
    }
    for (at, list) in places {
        let Some(plain) = draft.get(at).and_then(Value::as_str) else {
            continue;
        };
        let body = json!({ "plain": plain });
        let created = client.create(list, &body).await;
        let key = created
            .and_then(|created| {
                created.key.ok_or_else(|| Error::NotTheApi {
                    status: 201,
                    content_type: None,
                    detail: "the key is missing".to_owned(),
                })
            })
            .map_err(StageError::Write)?;
        draft.set(at, json!({ "key": key, "meta": { "href": null } }));
        stored.push(StoredSecret {
            at: at.clone(),
            list: list.clone(),
            body,
            key,
        });
    }
    Ok(())
}

/// The beginning of a new object: in the shape of `model`, an object of the same list, with the documented values of
/// `template` where both have a member; either of them alone where the other is missing; an empty object without both.
pub fn beginning(model: Option<&Value>, template: Option<Value>) -> Value {
    let content = match (model.map(crate::document::blank), template) {
        (Some(blank), Some(template)) => merged(blank, template),
        (Some(blank), None) => blank,
        (None, Some(template)) => template,
        (None, None) => Value::Object(serde_json::Map::new()),
    };
    with_name_first(content)
}

/// What a new object needs first is its name, wherever the appliance lists that.
fn with_name_first(content: Value) -> Value {
    match content {
        Value::Object(mut members) => match members.shift_remove("name") {
            Some(name) => std::iter::once(("name".to_owned(), name))
                .chain(members)
                .collect(),
            None => Value::Object(members),
        },
        other => other,
    }
}

/// What an object of this version has, with the values that the documents propose. A union keeps the documented form: its
/// other members belong to one form only.
fn merged(blank: Value, template: Value) -> Value {
    match (blank, template) {
        (Value::Object(members), Value::Object(mut proposed)) if !is_union(&proposed) => members
            .into_iter()
            .map(|(name, value)| match proposed.shift_remove(&name) {
                Some(proposed) => (name, merged(value, proposed)),
                None => (name, value),
            })
            .collect(),
        (_, template) => template,
    }
}

fn is_union(members: &serde_json::Map<String, Value>) -> bool {
    ["selection", "type", "enabled", "channel"]
        .iter()
        .any(|member| members.contains_key(*member))
}
