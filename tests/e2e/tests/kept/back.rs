//! A reload keeps what was typed and staged; a session that ended gives it back.

use e2e::{Key, Outcome, Page, Role, Scope as _, World, ensure};
use sps_appliance::Cue;

use crate::steps::{
    SWITCH, changelog, navigate, notice_the_end, open, open_form, sign_in, sign_in_again,
    stage_address, stage_switch, stored, until_stored,
};

e2e::scenarios! {
    world: World::start,
    every_engine: [three_clicks_from_the_end_to_the_replayed_transaction],
    chromium_only: [
        a_reload_keeps_drafts_and_knows_what_is_staged,
        a_reload_after_the_end_offers_the_replay,
        a_roll_back_is_taken_back,
    ],
}

e2e::scenarios! {
    older_profiles: [
        three_clicks_from_the_end_to_the_replayed_transaction,
        a_reload_keeps_drafts_and_knows_what_is_staged,
        a_roll_back_is_taken_back,
    ],
}

async fn three_clicks_from_the_end_to_the_replayed_transaction(
    page: &Page,
    world: &World,
) -> Outcome {
    page.expect_noise("401");
    open(page, world).await?;
    stage_switch(page).await?;
    stage_address(page, "other@example.org").await?;
    page.link("2 pending changes").seen().await?;
    let before = changelog(page).await?;
    ensure(
        before.as_array().is_some_and(|changes| changes.len() == 2),
        format!("two changes: {before}"),
    )?;
    // What is typed and not staged.
    page.textbox("Send alerts to")
        .fill("typed@example.org")
        .await?;
    until_stored(page, "typed@example.org", true).await?;
    world.cue(Cue::SessionExpires);
    notice_the_end(page).await?;
    page.text_visible("a copy of 2 changes stays in this tab")
        .await?;
    sign_in_again(page).await?;
    page.heading("Replay").seen().await?;
    page.text_visible("Your transaction was deleted by the appliance at")
        .await?;
    let after = changelog(page).await.unwrap_or_default();
    ensure(
        after.as_array().is_none_or(|changes| changes.is_empty()),
        format!("nothing is sent before Replay is pressed: {after}"),
    )?;
    // The third click.
    page.button("Replay 2 changes").click().await?;
    page.heading("Review").seen().await?;
    page.link("2 pending changes").seen().await?;
    let after = changelog(page).await?;
    ensure(before == after, format!("before {before}, after {after}"))?;
    // The draft is where it was.
    open_form(page, &["management", "email"]).await?;
    let typed = page.textbox("Send alerts to").value().await?;
    ensure(
        typed == "typed@example.org",
        format!("the form holds {typed}"),
    )
}

async fn a_reload_keeps_drafts_and_knows_what_is_staged(page: &Page, world: &World) -> Outcome {
    open(page, world).await?;
    stage_switch(page).await?;
    open_form(page, &["management", "email"]).await?;
    page.textbox("Send alerts to")
        .fill("typed@example.org")
        .await?;
    // At once: what was not kept yet is kept on the way out, and nobody is asked.
    page.reload().await?;
    page.heading("email").seen().await?;
    page.text_visible("You typed this before the page was loaded anew")
        .await?;
    let typed = page.textbox("Send alerts to").value().await?;
    ensure(
        typed == "typed@example.org",
        format!("the form holds {typed}"),
    )?;
    page.link("1 pending change").seen().await?;
    // Still in the transaction, so there is nothing to replay.
    page.text_gone("Look and replay").await?;
    page.button("Stage 1 change").click().await?;
    page.link("2 pending changes").seen().await?;
    until_stored(page, "\"drafts\":[]", true).await?;

    navigate(page, "Review").await?;
    page.button("Commit 2 changes to sps1.example.org")
        .click()
        .await?;
    page.button("Commit all the same").click().await?;
    page.text_visible("Committed 2 changes").await?;
    let held = stored(page).await?;
    ensure(
        held.is_empty(),
        format!("a commit wipes what it contained: {held}"),
    )
}

async fn a_reload_after_the_end_offers_the_replay(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    open(page, world).await?;
    stage_switch(page).await?;
    world.cue(Cue::SessionExpires);
    page.reload().await?;
    sign_in(page).await?;
    page.heading("Replay").seen().await?;
    page.screenshot("replay-offer").await?;
    // Elsewhere a banner leads here.
    navigate(page, "Account").await?;
    page.containing(Role::Group, "Replay 1 change?")
        .seen()
        .await?;
    page.link("Look and replay").press(Key::Enter).await?;
    page.button("Replay 1 change").press(Key::Enter).await?;
    page.heading("Review").seen().await?;
    page.link("1 pending change").seen().await?;
    // The switch is as it was staged.
    open_form(page, &["aaa", "settings"]).await?;
    page.checkbox(SWITCH).seen().await?;
    until_stored(page, "\"staged\":1", true).await?;

    // Signing out takes all along.
    page.button("Sign out").click().await?;
    page.button("Roll back and sign out").click().await?;
    page.heading("Sign in").seen().await?;
    let held = stored(page).await?;
    ensure(held.is_empty(), format!("left after the sign-out: {held}"))
}

async fn a_roll_back_is_taken_back(page: &Page, world: &World) -> Outcome {
    open(page, world).await?;
    stage_address(page, "other@example.org").await?;
    navigate(page, "Review").await?;
    let before = changelog(page).await?;
    page.button("Roll back").click().await?;
    let question = page.dialog("Roll back the transaction?");
    question.seen().await?;
    question.button("Keep as a file").seen().await?;
    question.button("Roll back now").click().await?;
    page.link("0 pending changes").seen().await?;
    page.text_visible("1 change was thrown away.").await?;
    let held = stored(page).await?;
    ensure(held.is_empty(), format!("a roll back wipes: {held}"))?;
    page.screenshot("rolled-back").await?;
    page.button("Undo roll back").click().await?;
    page.text_visible("You took a roll back back.").await?;
    page.button("Replay 1 change").click().await?;
    page.heading("Review").seen().await?;
    page.link("1 pending change").seen().await?;
    let after = changelog(page).await?;
    ensure(before == after, format!("before {before}, after {after}"))
}
