//! An appliance that locks when a transaction is opened: the card at staging, waiting, and the lock in our own hands.

use e2e::{Outcome, Page, Role, Scope as _, World, ensure};
use sps_appliance::{Cue, LockAt};

use crate::steps::*;

e2e::scenarios! {
    world: locks_at_opening,
    every_engine: [],
    chromium_only: [staging_waits_for_the_lock_and_asks, the_draft_goes_on_and_waiting_stops],
}

async fn locks_at_opening() -> Outcome<World> {
    world_with(|switches| switches.tx_lock_at = LockAt::Open).await
}

async fn draft_meets_lock(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    world.cue(Cue::LockTaken);
    turn_to(page, "Configuration").await?;
    page.only(Role::Main).link("aaa").click().await?;
    page.only(Role::Main).link("settings").click().await?;
    page.checkbox("Refuse passwords found in dictionaries")
        .click()
        .await?;
    page.button("Stage 1 change").click().await?;
    card(page).seen().await
}

async fn staging_waits_for_the_lock_and_asks(page: &Page, world: &World) -> Outcome {
    draft_meets_lock(page, world).await?;
    let text = card(page).text().await?;
    for part in [
        "admin2 is changing the configuration.",
        "your draft stays here. Nothing was staged.",
        "10 minutes on this appliance",
        "Copy a message to admin2",
    ] {
        ensure(text.contains(part), format!("no {part:?} in: {text}"))?;
    }
    page.text_visible("Lock held by admin2").await?;
    page.screenshot("lock-card").await?;
    card(page).button("Continue when free").click().await?;
    page.text_visible("Waiting for the lock.").await?;
    pass(page, 6).await?;
    page.text_visible("Tried 1 time.").await?;

    // Nobody looks: nothing is tried.
    hide(page, true).await?;
    pass(page, 1).await?;
    page.text_visible("Paused while this tab is hidden.")
        .await?;
    let before = requests(page).await?;
    pass(page, 60).await?;
    ensure(
        requests(page).await? == before,
        "a hidden tab tried, and so kept the session alive",
    )?;
    world.cue(Cue::LockFreed);
    hide(page, false).await?;
    pass(page, 31).await?;
    page.text_visible("The lock is free – stage your change?")
        .await?;
    page.screenshot("lock-free").await?;
    // The button that was pressed has gone; the focus stays with the card.
    let focused = page
        .evaluate("return document.activeElement.getAttribute('aria-label')")
        .await?;
    ensure(
        focused == "Configuration lock",
        format!("the focus is on {focused}"),
    )?;
    page.link("0 pending changes").seen().await?;
    // It was let go: somebody else gets it before the person answers.
    ensure(
        world.cue(Cue::LockTaken).contains("admin2 holds"),
        "the look kept the lock",
    )?;
    card(page).button("Stage now").click().await?;
    page.text_visible("admin2 is changing the configuration.")
        .await?;
    world.cue(Cue::LockFreed);
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    card(page).gone().await?;

    page.text_visible("You hold the configuration lock").await?;
    page.text_gone("Others may be waiting").await?;
    pass(page, 301).await?;
    page.text_visible("Others may be waiting. Commit or roll back?")
        .await
}

async fn the_draft_goes_on_and_waiting_stops(page: &Page, world: &World) -> Outcome {
    draft_meets_lock(page, world).await?;
    card(page).button("Keep editing the draft").click().await?;
    card(page).button("Keep editing the draft").gone().await?;
    let focused = page
        .evaluate("return document.activeElement.closest('form') !== null")
        .await?;
    ensure(focused == true, "the focus is not in the draft")?;
    card(page).button("Show the lock").click().await?;
    card(page).button("Continue when free").click().await?;
    card(page).button("Stop waiting").click().await?;
    card(page).button("Continue when free").seen().await?;
    let before = requests(page).await?;
    pass(page, 60).await?;
    ensure(
        requests(page).await? == before,
        "it was tried after the person stopped",
    )?;
    // Turning to another screen loses nothing: the wait goes on, and the way back is offered.
    card(page).button("Continue when free").click().await?;
    turn_to(page, "Account").await?;
    world.cue(Cue::LockFreed);
    pass(page, 6).await?;
    page.text_visible("The lock is free – stage your change?")
        .await?;
    page.link("Back to where you were").click().await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    page.text_gone("The lock is free").await
}
