//! Changing the configuration: PUT, POST and DELETE inside a transaction (`sps-api.md` §8).

use std::collections::HashSet;

use http::StatusCode;
use serde_json::{Value, json};

use crate::accounts::PASSWORDS;
use crate::call::Call;
use crate::configuration::{
    Address, Catalogue, Entry, KeyForm, Leniency, ListEntry, Problem, Shape, Store,
    check_references, check_with, dangling, users_of,
};
use crate::digest;
use crate::error::ApiError;
use crate::generator::Generator;
use crate::reply::Reply;
use crate::session::Session;
use crate::setup::{BodyWrapper, PasswordHash, Switches};
use crate::transaction::Transaction;
use crate::tree::{meta_of_fixed, meta_of_object};

/// Length of the key of a new object, in hex digits (`sps-api.md` §3.4).
const HEX_KEY_LENGTH: usize = 22;

/// `PUT` on a fixed resource or on an object: the whole body, without a wrapper.
pub(crate) fn put(
    call: &Call<'_>,
    address: Address,
    catalogue: &Catalogue,
    session: &mut Session,
    live: &Store,
    switches: &Switches,
) -> Result<Reply, ApiError> {
    let entry = catalogue
        .entry(&address.path)
        .ok_or_else(|| ApiError::node_not_found(&call.path))?;
    if session.view(live).get(&address).is_none() {
        return Err(ApiError::not_found(&call.path));
    }
    let body = checked_body(call.json()?, entry.shape(), switches)?;
    session.change(live, |transaction| {
        check_place(catalogue, transaction.draft(), &address, entry, &body)?;
        store_whole(transaction, address.clone(), body, catalogue)
    })?;
    let meta = match session.view(live).list(&address.path) {
        Some(objects) => meta_of_object(&address, objects),
        None => meta_of_fixed(&address.path, catalogue),
    };
    Ok(Reply::ok(json!({ "meta": meta })))
}

/// The body of a request in the form that is stored.
fn checked_body(given: Value, shape: &Shape, switches: &Switches) -> Result<Value, Problem> {
    let is_wrapped = given.as_object().is_some_and(|object| {
        let is_wrapper = |name: &String| matches!(name.as_str(), "body" | "key" | "meta");
        object.contains_key("body") && object.keys().all(is_wrapper)
    });
    let unwraps = is_wrapped && switches.write_body_wrapper == BodyWrapper::Unwrapped;
    let content = given.get("body").filter(|_| unwraps).unwrap_or(&given);
    let checked = check_with(Leniency::of(switches), shape, content, "")?;
    if is_wrapped && !unwraps {
        // Nothing was missing, so that dropping unknown members would leave an empty object.
        return Err(Problem::semantic(
            "body",
            Value::Null,
            "is the wrapper of an answer, not a member",
        ));
    }
    Ok(checked)
}

/// Whether `body` fits to what is around it: references and the name.
fn check_place(
    catalogue: &Catalogue,
    draft: &Store,
    address: &Address,
    entry: &Entry,
    body: &Value,
) -> Result<(), Problem> {
    check_references(catalogue, draft, address, entry.shape(), body)?;
    let Some(name) = body.get("name").filter(|_| address.key.is_some()) else {
        return Ok(());
    };
    let namesakes = name
        .as_str()
        .and_then(|name| draft.find(&address.path, "name", name));
    match namesakes {
        Some((key, _)) if Some(key) != address.key.as_deref() => Err(Problem::semantic(
            "name",
            name.clone(),
            "is taken by another object",
        )),
        _ => Ok(()),
    }
}

/// Stores `body`, unless something elsewhere refers to a part that is gone: an address on a card.
fn store_whole(
    transaction: &mut Transaction,
    address: Address,
    body: Value,
    catalogue: &Catalogue,
) -> Result<(), ApiError> {
    if address.path.starts_with("/api/configuration/network/nics/") {
        let mut after = transaction.draft().clone();
        after.set(&address, body.clone());
        let users: Vec<_> = dangling(catalogue, &after)
            .into_iter()
            .map(|dangling| dangling.user.href())
            .collect();
        if !users.is_empty() {
            let error = ("The address is in use".to_owned(), users);
            return Err(ApiError::refused(
                "An address that is in use cannot be removed.",
                &[error],
            ));
        }
    }
    transaction.set(address, body);
    Ok(())
}

/// `POST` on a list: a new object with a new key.
pub(crate) fn post(
    call: &Call<'_>,
    entry: &ListEntry,
    catalogue: &Catalogue,
    generator: &mut Generator,
    session: &mut Session,
    live: &Store,
    switches: &Switches,
) -> Result<Reply, ApiError> {
    let given = call.json()?;
    let key = match entry.keys {
        KeyForm::Hex => generator.hex(HEX_KEY_LENGTH),
        KeyForm::Uuid => generator.uuid(),
    };
    let body = if entry.secrets {
        let takes_hash = call.path == PASSWORDS && given.get("plain").is_none();
        match given.get("hash").filter(|_| takes_hash) {
            Some(hash) => ready_made(&given, hash, switches.password_hash)?,
            None => secret(&given, &key)?,
        }
    } else {
        checked_body(given, &entry.shape, switches)?
    };
    let address = Address::object(&call.path, &key);
    session.change(live, |transaction| {
        let entry = Entry::List(entry.clone());
        check_place(catalogue, transaction.draft(), &address, &entry, &body)?;
        transaction.set(address.clone(), body);
        Ok::<_, ApiError>(())
    })?;
    let objects = session.view(live).list(&address.path);
    let meta = objects.map(|objects| meta_of_object(&address, objects));
    Ok(Reply::json(
        StatusCode::CREATED,
        json!({ "key": key, "meta": meta }),
    ))
}

/// `PUT {"@order": […]}` on a list, in the order its objects shall have.
///
/// ASSUMPTION: no way to change the order of a list is documented (`sps-api.md` §8.4); this one is
/// made up after the ordered maps.
pub(crate) fn reorder(
    call: &Call<'_>,
    catalogue: &Catalogue,
    session: &mut Session,
    live: &Store,
) -> Result<Reply, ApiError> {
    let given = call.json()?;
    let order = given.get("@order").and_then(Value::as_array);
    let keys: Option<Vec<String>> = order.and_then(|order| {
        let keys = order.iter().map(|key| key.as_str().map(str::to_owned));
        keys.collect()
    });
    let refused = |reason| Problem::semantic("@order", Value::Null, reason);
    let keys = keys.ok_or_else(|| refused("must be a list of keys"))?;
    session.change(live, |transaction| {
        let objects = transaction.draft().list(&call.path);
        let objects = objects.ok_or_else(|| ApiError::node_not_found(&call.path))?;
        let mut named: HashSet<&String> = HashSet::new();
        let all_known = keys
            .iter()
            .all(|key| objects.contains_key(key) && named.insert(key));
        if !all_known || named.len() != objects.len() {
            return Err(refused("must name every object of the list once").into());
        }
        transaction.rearrange(&call.path, &keys);
        Ok::<_, ApiError>(())
    })?;
    Ok(Reply::ok(
        json!({ "meta": meta_of_fixed(&call.path, catalogue) }),
    ))
}

/// `{"hash": "<64 hex digits>"}`, or with a `salt`, as it is kept.
///
/// ASSUMPTION: that a hash is taken is documented (`sps-api.md` §8.5), its form is not. Ours is
/// SHA-256 of the password, from 7.x on of salt and password together.
fn ready_made(given: &Value, hash: &Value, kind: PasswordHash) -> Result<Value, Problem> {
    let refused = |property: &str, reason| Problem::semantic(property, Value::Null, reason);
    let hash = hash
        .as_str()
        .filter(|hash| hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()))
        .ok_or_else(|| refused("hash", "must be 64 hex digits"))?;
    let salt = given.get("salt").and_then(Value::as_str);
    let salt = match (kind, salt) {
        (PasswordHash::Sha256, None) => "",
        (PasswordHash::Sha256, Some(_)) => return Err(refused("salt", "is not known here")),
        (PasswordHash::Salted, Some(salt)) if !salt.is_empty() && !salt.contains('$') => salt,
        (PasswordHash::Salted, _) => return Err(refused("salt", "must be a string without $")),
    };
    let kept = format!("{salt}${}", hash.to_ascii_lowercase());
    Ok(json!({ "algorithm": "sha256", "plain": kept }))
}

/// `{"plain": "…"}` as it is kept: a salted digest.
fn secret(given: &Value, key: &str) -> Result<Value, Problem> {
    // The given value may be a secret whatever its place: it never appears in an answer.
    let refused = |reason| Problem::semantic("plain", Value::Null, reason);
    let plain = given.get("plain").ok_or_else(|| refused("is missing"))?;
    let plain = plain
        .as_str()
        .filter(|plain| !plain.is_empty())
        .ok_or_else(|| refused("must be a string"))?;
    Ok(json!({ "algorithm": "sha256", "plain": digest::digest(key, plain) }))
}

/// `DELETE` of an object that is neither built in, nor protected, nor in use.
pub(crate) fn delete(
    call: &Call<'_>,
    list: &str,
    entry: &ListEntry,
    catalogue: &Catalogue,
    session: &mut Session,
    live: &Store,
) -> Result<Reply, ApiError> {
    let key = call.key();
    let address = Address::object(list, &key);
    let not_found = || ApiError::not_found(&call.path);
    let view = session.view(live);
    view.get(&address).ok_or_else(not_found)?;
    let meta = meta_of_object(&address, view.list(list).ok_or_else(not_found)?);
    let itself = vec![address.href()];
    // Built-in objects have negative keys (`sps-api.md` §3.4).
    if key.starts_with('-') {
        let error = ("The object is built in".to_owned(), itself);
        return Err(ApiError::refused(
            "A built-in object cannot be deleted.",
            &[error],
        ));
    }
    if let Some(reason) = entry.protected.get(&key) {
        return Err(ApiError::refused(reason, &[(reason.clone(), itself)]));
    }
    let users: Vec<_> = users_of(catalogue, view, &address)
        .iter()
        .map(Address::href)
        .collect();
    if !users.is_empty() {
        let error = ("The object is in use".to_owned(), users);
        return Err(ApiError::refused(
            "An object that is in use cannot be deleted.",
            &[error],
        ));
    }
    session.change(live, |transaction| {
        transaction.remove(address);
        Ok::<_, ApiError>(())
    })?;
    Ok(Reply::ok(json!({ "meta": meta })))
}
