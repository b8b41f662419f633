//! An appliance that locks at the commit: only a commit tells, and none is sent but by the person.

use e2e::{Outcome, Page, Role, Scope as _, World, ensure};
use sps_appliance::{Cue, ErrorDetails};

use crate::steps::*;

e2e::scenarios! {
    world: nameless,
    every_engine: [],
    chromium_only: [a_refused_commit_waits_and_never_commits_by_itself],
}

/// The refusal has no field with the holder's name, only prose.
async fn nameless() -> Outcome<World> {
    world_with(|switches| switches.error_details = ErrorDetails::Missing).await
}

async fn a_refused_commit_waits_and_never_commits_by_itself(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    one_change_to_review(page, "night").await?;
    world.cue(Cue::LockTaken);
    press_commit(page).await?;
    card(page).seen().await?;
    let text = card(page).text().await?;
    for part in [
        "Another administrator or a console session is changing the configuration.",
        "Nothing was committed. Your changes stay staged.",
        "Copy a message to the lock holder",
    ] {
        ensure(text.contains(part), format!("no {part:?} in: {text}"))?;
    }
    ensure(
        !text.contains("admin2 is"),
        "the name was taken out of prose",
    )?;
    page.screenshot("lock-at-commit").await?;
    card(page).only(Role::Combobox).choose("2 minutes").await?;
    card(page).button("Wait and ask me again").click().await?;
    page.text_visible("Waiting for the lock.").await?;
    let before = requests(page).await?;
    world.cue(Cue::LockFreed);
    for (seconds, told) in [
        (6, "Tried 1 time."),
        (11, "Tried 2 times."),
        (21, "Tried 3 times."),
    ] {
        pass(page, seconds).await?;
        page.text_visible(told).await?;
        // The next pause begins with the answer.
        page.text_visible("Next try in").await?;
    }
    ensure(
        requests(page).await? > before,
        "nothing kept the staged changes alive",
    )?;
    pass(page, 90).await?;
    page.text_visible("The lock may be free now – commit 1 change?")
        .await?;
    ensure(
        !is_live(world, "night").await?,
        "it was committed by itself",
    )?;
    card(page).button("Commit 1 change").click().await?;
    page.text_visible("Committed 1 change to sps1.example.org at")
        .await?;
    ensure(is_live(world, "night").await?, "it is committed")?;
    card(page).gone().await
}
