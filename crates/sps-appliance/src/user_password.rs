//! `/api/user/password`: the signed-in user's own password (`sps-api.md` §6.3).
//!
//! ASSUMPTION: it exists and needs a transaction; verb and body are unknown. Behind `user.password: put`
//! stands `PUT {"old": "…", "new": "…"}`, as in the profiles from 6.9 on.

use serde_json::{Value, json};

use crate::accounts::{self, PASSWORDS, USERS};
use crate::call::Call;
use crate::configuration::{Address, Problem, Store};
use crate::digest;
use crate::error::ApiError;
use crate::generator::Generator;
use crate::reply::Reply;
use crate::session::Session;

const SETTINGS: &str = "/api/configuration/aaa/settings";
/// From the least to the most.
const LEVELS: [&str; 4] = ["none", "weak", "good", "strong"];

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
        let least = least_strength(draft);
        if strength(new) < level(least) {
            let reason = format!("is too weak, it must be at least {least}");
            return Err(Problem::semantic("new", Value::Null, reason).into());
        }
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

/// What `aaa/settings` asks for.
fn least_strength(draft: &Store) -> &str {
    draft
        .resource(SETTINGS)
        .and_then(|settings| {
            settings
                .pointer("/backend/minimum_password_strength")?
                .as_str()
        })
        .unwrap_or_default()
}

fn level(name: &str) -> usize {
    LEVELS
        .iter()
        .position(|level| *level == name)
        .unwrap_or_default()
}

/// The level a password reaches.
///
/// ASSUMPTION: the texts name the levels and no measure; here length and kinds of characters count.
fn strength(password: &str) -> usize {
    let kinds: [fn(char) -> bool; 4] = [
        char::is_lowercase,
        char::is_uppercase,
        |character| character.is_ascii_digit(),
        |character| !character.is_alphanumeric(),
    ];
    let kinds = kinds.iter().filter(|is| password.chars().any(is)).count();
    match (password.chars().count(), kinds) {
        (12.., 3..) => 3,
        (8.., 2..) => 2,
        (6.., _) => 1,
        _ => 0,
    }
}
