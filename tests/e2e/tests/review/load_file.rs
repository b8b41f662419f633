//! A saved file comes back: listed first, staged after a word; a file that is none does nothing.

use e2e::{Outcome, Page, Role, Scope as _, World, ensure};
use serde_json::Value;

use crate::steps::*;

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [a_saved_file_is_listed_and_staged, a_file_that_is_none_does_nothing],
}

/// Gives the page a file as if a person had chosen it.
async fn choose(page: &Page, text: &str) -> Outcome {
    let text = Value::from(text).to_string();
    page.evaluate(&format!(
        "const input = document.querySelector('#load-file');
         const files = new DataTransfer();
         files.items.add(new File([{text}], 'changes.json', {{ type: 'application/json' }}));
         input.files = files.files;
         input.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    ))
    .await
    .map(drop)
}

async fn a_saved_file_is_listed_and_staged(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    let client = other_client(world).await?;
    let before = days(&client).await?;
    stage_two(page).await?;
    review(page).await?;
    page.button("Commit 2 changes to sps1.example.org")
        .click()
        .await?;
    page.button("Commit all the same").click().await?;
    page.text_visible("Committed 2 changes").await?;
    note_files(page).await?;
    page.button("Save as file").click().await?;
    let (_, saved) = file(page, 0).await?;

    // Another day: the old values are back, and somebody changed something else there.
    let undo = "const found = (await get('/api/configuration/aaa/settings')).body;
        found.backend.cracklib_enabled = !found.backend.cracklib_enabled;
        found.backend.expiration_days -= 30;
        found.backend.remember_previous_passwords += 1;
        await write('PUT', '/api/configuration/aaa/settings', found);
        await write('PUT', '/api/transaction', { status: 'commit', message: 'back' });
        return found.backend.remember_previous_passwords;";
    let theirs = in_session(page, undo).await?;
    ensure(days(&client).await? == before, "the old value is back")?;

    choose(page, &saved).await?;
    let list = page.dialog("Load a saved file");
    list.seen().await?;
    list.control(Role::Checkbox, "Stage the change of aaa/settings")
        .seen()
        .await?;
    page.text_visible("Passwords expire after").await?;
    let state = in_session_read(page).await?;
    ensure(!state, "nothing is open before the word")?;
    list.button("Stage 1 change").click().await?;
    page.text_visible("Staged.").await?;
    list.button("Close").click().await?;
    page.link("2 pending changes").seen().await?;
    let now = in_session(
        page,
        "return (await get('/api/configuration/aaa/settings')).body;",
    )
    .await?;
    ensure(
        now.pointer("/backend/expiration_days")
            .and_then(Value::as_i64)
            == Some(before + 30)
            && now.pointer("/backend/remember_previous_passwords") == Some(&theirs),
        format!("the file's change, and what somebody changed elsewhere: {now}"),
    )
}

/// Whether a transaction is open.
async fn in_session_read(page: &Page) -> Outcome<bool> {
    let open = "return (async () => JSON.stringify(await (await fetch('/api/transaction', { headers: { 'X-Console': '1' } })).json()).includes('\"open\"'))()";
    Ok(page.evaluate(open).await? == Value::Bool(true))
}

async fn a_file_that_is_none_does_nothing(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    stage_two(page).await?;
    review(page).await?;
    page.link("2 pending changes").seen().await?;
    for (text, told) in [
        (
            "{ this is no JSON",
            "This file is damaged or no file of saved changes: reading stopped at line 1.",
        ),
        (
            "{\"a\": 1}",
            "This file holds something else than changes saved by this console.",
        ),
        (
            "{\"format\":\"sps-console changes\",\"version\":1,\"appliance\":\"x\",\"saved_at_ms\":1,\"writes\":[{\"method\":\"DELETE\",\"path\":\"/api/transaction\"}]}",
            "Change 1 of this file is damaged or leads outside the configuration, so none of it is used.",
        ),
    ] {
        choose(page, text).await?;
        page.text_visible(told).await?;
        page.text_visible("what is pending stays as it is").await?;
    }
    page.link("2 pending changes").seen().await
}
