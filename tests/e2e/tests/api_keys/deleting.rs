//! The list, and deleting from it: also two phases, also never in passing.

use e2e::{Outcome, Page, Role, Scope as _, World, ensure};
use sps_appliance::Cue;

use crate::person::*;

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [keys_are_deleted_on_purpose],
}

async fn keys_are_deleted_on_purpose(page: &Page, world: &World) -> Outcome {
    page.expect_noise("409");
    page.expect_noise("423");
    sign_in(page, world, "admin").await?;
    create(page, "first").await?;
    let first = copy(page).await?;
    close(page).await?;
    create(page, "second").await?;
    let second = copy(page).await?;
    close(page).await?;
    let table = page.control(Role::Table, "Your API keys");
    let row = table.row_containing("first").text().await?;
    ensure(
        row.contains("Local login") && row.contains("Active") && row.len() > 36,
        format!("name, login method, state and id, not {row}"),
    )?;

    // Two keys: the name must be typed.
    page.button("Delete first").click().await?;
    let dialog = page.dialog("Delete the API key first?");
    dialog.button("Delete key").click().await?;
    page.text_visible("This is not the name of the key: first")
        .await?;
    dialog
        .textbox("Type the name of the key to delete it")
        .fill("first")
        .await?;
    dialog.button("Delete key").click().await?;
    dialog.gone().await?;
    page.text_visible("API key first deleted").await?;
    ensure(!works(world, &first).await?, "a deleted key works")?;
    ensure(works(world, &second).await?, "the other key is gone, too")?;

    // One key: no typing; a lock at the commit leaves the deletion staged, and it can be taken back.
    world.cue(Cue::LockTaken);
    page.button("Delete second").click().await?;
    let dialog = page.dialog("Delete the API key second?");
    ensure(
        !dialog
            .textbox("Type the name of the key to delete it")
            .present()
            .await?,
        "a single key needs no typing",
    )?;
    dialog.button("Delete key").click().await?;
    page.text_visible("The deletion is staged, but it was not committed. The key still works.")
        .await?;
    dialog.button("Keep the key").click().await?;
    dialog.gone().await?;
    state(page, "second", "Active").await?;
    world.cue(Cue::LockFreed);

    // Other changes are staged: the deletion waits with them.
    stage_in_another_tab(page).await?;
    page.button("Delete second").click().await?;
    dialog.button("Delete key").click().await?;
    page.text_visible("Deleting the key commits your whole transaction, including 1 other change.")
        .await?;
    dialog
        .button("Put the deletion into this transaction, I commit later")
        .click()
        .await?;
    dialog.gone().await?;
    state(page, "second", "Waiting for deletion").await?;
    ensure(works(world, &second).await?, "it works until the commit")?;
    navigate(page, "Review").await?;
    page.button("Commit 2 changes to sps1.example.org")
        .click()
        .await?;
    page.text_visible("Committed 2 changes").await?;
    ensure(!works(world, &second).await?, "it works after the commit")?;
    navigate(page, "API keys").await?;
    page.text_visible("You have no API keys.").await
}
