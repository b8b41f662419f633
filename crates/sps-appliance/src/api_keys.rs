//! A user's own API keys: `/api/user/api_keys` (seed 004). They take effect at commit.

use http::StatusCode;
use serde_json::{Value, json};

use crate::call::Call;
use crate::configuration::{Address, Catalogue, Problem, Store, View, show};
use crate::digest;
use crate::error::ApiError;
use crate::generator::Generator;
use crate::reply::Reply;
use crate::route::API_KEYS;
use crate::session::Session;

/// Length of a token in letters and digits, as in the sample.
const TOKEN_LENGTH: usize = 64;

fn is_owned(body: &Value, user: &str) -> bool {
    body.get("username").and_then(Value::as_str) == Some(user)
}

fn shown(catalogue: &Catalogue, body: &Value) -> Value {
    catalogue
        .entry(API_KEYS)
        .map(|entry| show(entry.shape(), body, View::Answer))
        .unwrap_or_default()
}

/// `GET`: the keys of the signed-in user, without their tokens.
pub(crate) fn list(catalogue: &Catalogue, session: &Session, live: &Store) -> Reply {
    let keys = session.view(live).list(API_KEYS).into_iter().flatten();
    let items: Vec<_> = keys
        .filter(|(_, body)| is_owned(body, &session.user))
        .map(|(key, body)| {
            json!({ "key": key, "body": shown(catalogue, body), "meta": { "href": format!("{API_KEYS}/{key}") } })
        })
        .collect();
    let meta =
        json!({ "href": API_KEYS, "parent": "/api/user", "transaction": "/api/transaction" });
    Reply::ok(json!({ "items": items, "meta": meta }))
}

fn own<'s>(
    call: &Call<'_>,
    session: &'s Session,
    live: &'s Store,
) -> Result<(Address, &'s Value), ApiError> {
    let address = Address::object(API_KEYS, &call.key());
    let body = session
        .view(live)
        .get(&address)
        .filter(|body| is_owned(body, &session.user));
    // Somebody else's key is as good as none.
    Ok((
        address,
        body.ok_or_else(|| ApiError::not_found(&call.path))?,
    ))
}

fn meta(href: &str) -> Value {
    json!({ "href": href, "parent": API_KEYS, "transaction": "/api/transaction" })
}

/// `GET` of one key.
pub(crate) fn get(
    call: &Call<'_>,
    catalogue: &Catalogue,
    session: &Session,
    live: &Store,
) -> Result<Reply, ApiError> {
    let (address, body) = own(call, session, live)?;
    Ok(Reply::ok(
        json!({ "key": address.key, "body": shown(catalogue, body), "meta": meta(&call.path) }),
    ))
}

/// `POST {"name": …}`: the only answer that shows the token.
pub(crate) fn create(
    call: &Call<'_>,
    generator: &mut Generator,
    session: &mut Session,
    live: &Store,
) -> Result<Reply, ApiError> {
    let name = checked_name(&call.json()?)?;
    let key = generator.uuid();
    let token = generator.token(TOKEN_LENGTH);
    let stored = json!({
        "login_method": session.method.key,
        "name": name,
        "token": digest::digest(&key, &token),
        "username": session.user,
    });
    session.change(live, |transaction| {
        transaction.set(Address::object(API_KEYS, &key), stored);
        Ok::<_, ApiError>(())
    })?;
    let body = json!({
        "login_method": session.method.key,
        "name": name,
        "token": token,
        "username": session.user,
    });
    let meta = meta(&format!("{API_KEYS}/{key}"));
    Ok(Reply::json(
        StatusCode::CREATED,
        json!({ "key": key, "body": body, "meta": meta }),
    ))
}

/// "The name cannot contain white-spaces or extra characters" (seed 004).
///
/// ASSUMPTION: letters and digits of ASCII, `_` and `-` are not extra.
fn checked_name(body: &Value) -> Result<String, ApiError> {
    let Some(object) = body.as_object() else {
        return Err(ApiError::syntactic("The body must be an object"));
    };
    let given = object.get("name").cloned().unwrap_or_default();
    let refused = |reason: &str| ApiError::from(Problem::semantic("name", given.clone(), reason));
    if given.is_null() {
        return Err(refused("is missing"));
    }
    let Some(name) = given.as_str() else {
        return Err(refused("must be a string"));
    };
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if name.is_empty() || !name.chars().all(is_plain) {
        return Err(refused("must consist of letters, digits, _ and -"));
    }
    Ok(name.to_owned())
}

/// `DELETE`: the key works until the commit.
pub(crate) fn delete(
    call: &Call<'_>,
    session: &mut Session,
    live: &Store,
) -> Result<Reply, ApiError> {
    let (address, _) = own(call, session, live)?;
    session.change(live, |transaction| {
        transaction.remove(address);
        Ok::<_, ApiError>(())
    })?;
    Ok(Reply::ok(json!({ "meta": meta(&call.path) })))
}

/// The key and the body of the committed API key with that token.
pub(crate) fn with_token<'s>(live: &'s Store, token: &str) -> Option<(&'s str, &'s Value)> {
    let has_token = |body: &Value| {
        body.get("token")
            .and_then(Value::as_str)
            .is_some_and(|kept| digest::matches(kept, token))
    };
    live.list(API_KEYS)?
        .iter()
        .find(|(_, body)| has_token(body))
        .map(|(key, body)| (key.as_str(), body.as_ref()))
}
