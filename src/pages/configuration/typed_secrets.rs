//! Passwords and private keys typed into a form: each becomes an object of its own before the form is sent (F19).

use leptos::prelude::*;
use sps_workbench::{create::store_secrets, journal::Method, stage::StageError};

use super::form::Form;
use crate::{
    kept::{KeptChanges, Write},
    state::Console,
};

/// Stores the secrets typed into a form and has the draft refer to them.
///
/// # Errors
/// Where it stopped; what was stored by then is referred to, and another try does not store it again.
pub async fn store_typed_secrets(
    console: Console,
    kept: KeptChanges,
    form: RwSignal<Option<Form>>,
) -> Result<(), StageError> {
    let Some(form) = form.try_get_untracked().flatten() else {
        return Ok(());
    };
    let places = form.typed_secrets();
    let Some(mut draft) = form.draft.try_get_untracked() else {
        return Ok(());
    };
    let mut stored = Vec::new();
    let client = console.client();
    let Some((_, list)) = places.first() else {
        return Ok(());
    };
    let outcome = {
        let write = store_secrets(&client, &places, &mut draft, &mut stored);
        kept.staging(list, write).await
    };
    for secret in &stored {
        kept.wrote(Write {
            method: Method::Create,
            path: &secret.list,
            body: Some(&secret.body),
            base: None,
            created: Some(&secret.key),
        });
    }
    form.draft.try_set(draft);
    outcome
}
