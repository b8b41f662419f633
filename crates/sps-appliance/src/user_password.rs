//! `/api/user/password`: the signed-in user's own password (`sps-api.md` §6.3).
//!
//! ASSUMPTION: it exists and needs a transaction; verb and body are unknown. Behind `user.password: put`
//! stands `PUT {"old": "…", "new": "…"}`.

use serde_json::{Value, json};

use crate::accounts::{self, PASSWORDS, USERS};
use crate::call::Call;
use crate::configuration::{Address, Problem, Store};
use crate::digest;
use crate::error::ApiError;
use crate::generator::Generator;
use crate::reply::Reply;
use crate::session::Session;

/// `PUT`: a new password object, and the user refers to it.
pub(crate) fn put(
    call: &Call<'_>,
    generator: &mut Generator,
    session: &mut Session,
    live: &Store,
) -> Result<Reply, ApiError> {
    let given = call.json()?;
    let text = |name: &str| {
        let text = given.get(name).and_then(Value::as_str);
        text.filter(|text| !text.is_empty())
            .ok_or_else(|| Problem::semantic(name, Value::Null, "must be a string"))
    };
    let (old, new) = (text("old")?, text("new")?);
    let user = session.user.clone();
    let password_key = generator.uuid();
    session.change(live, |transaction| {
        let draft = transaction.draft();
        let user_key = accounts::user_with_password(draft, &user, old)
            .ok_or_else(|| Problem::semantic("old", Value::Null, "is not the password"))?;
        let address = Address::object(USERS, user_key);
        let mut body = draft.get(&address).cloned().unwrap_or_default();
        if let Some(body) = body.as_object_mut() {
            body.insert("password".to_owned(), password_key.as_str().into());
        }
        let kept = digest::digest(&password_key, new);
        let password = json!({ "algorithm": "sha256", "plain": kept });
        transaction.set(Address::object(PASSWORDS, &password_key), password);
        transaction.set(address, body);
        Ok::<_, ApiError>(())
    })?;
    let meta = json!({ "href": "/api/user/password", "parent": "/api/user", "transaction": "/api/transaction" });
    Ok(Reply::ok(json!({ "meta": meta })))
}
