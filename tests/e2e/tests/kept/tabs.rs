//! Two tabs: a copy claims nothing, and a commit wipes in all tabs exactly what it contained.

use e2e::steps::{hold_commits, release_commits};
use e2e::{Outcome, Page, Scope as _, Window, World, ensure};
use sps_appliance::Cue;

use crate::steps::{
    KEY, changelog, navigate, notice_the_end, open, open_form, sign_in_again, stage_address,
    stage_switch, stored, until_stored,
};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [
        a_copied_tab_claims_nothing,
        a_commit_in_one_tab_wipes_in_both,
        what_is_staged_after_a_commit_was_sent_stays,
        each_tab_replays_its_own,
    ],
}

e2e::scenarios! { older_profiles: [each_tab_replays_its_own] }

async fn a_copied_tab_claims_nothing(page: &Page, world: &World) -> Outcome {
    open(page, world).await?;
    stage_address(page, "mine@example.org").await?;
    let first = page.window().await?;
    let held = stored(page).await?;
    let second = page.new_window().await?;
    page.switch_to(&second).await?;
    // As a browser does that duplicates a tab: the storage comes along.
    page.open(&world.url("account")).await?;
    page.button("Sign out").seen().await?;
    let copy = serde_json::Value::from(held).to_string();
    page.evaluate(&format!("sessionStorage.setItem('{KEY}', {copy})"))
        .await?;
    page.reload().await?;
    page.button("Sign out").seen().await?;
    until_stored(page, "mine@example.org", false).await?;
    page.switch_to(&first).await?;
    until_stored(page, "mine@example.org", true).await
}

/// Stages an address in one tab and something else in another one, which reviews both; answers the two.
async fn review_of_two_tabs(
    page: &Page,
    world: &World,
    address: &str,
) -> Outcome<(Window, Window)> {
    open(page, world).await?;
    stage_address(page, address).await?;
    let first = page.window().await?;
    let second = page.new_window().await?;
    page.switch_to(&second).await?;
    page.open(&world.url("account")).await?;
    page.link("1 pending change").seen().await?;
    stage_second(page).await?;
    navigate(page, "Review").await?;
    Ok((first, second))
}

async fn a_commit_in_one_tab_wipes_in_both(page: &Page, world: &World) -> Outcome {
    let (first, _) = review_of_two_tabs(page, world, "mine@example.org").await?;
    page.button("Commit 2 changes to sps1.example.org")
        .click()
        .await?;
    page.button("Commit all the same").click().await?;
    page.text_visible("Committed 2 changes").await?;
    let held = stored(page).await?;
    ensure(held.is_empty(), format!("left here: {held}"))?;
    page.switch_to(&first).await?;
    until_stored(page, "mine@example.org", false).await?;
    page.text_gone("Look and replay").await
}

async fn what_is_staged_after_a_commit_was_sent_stays(page: &Page, world: &World) -> Outcome {
    let (first, second) = review_of_two_tabs(page, world, "early@example.org").await?;
    let commit = page.button("Commit 2 changes to sps1.example.org");
    commit.seen().await?;
    hold_commits(page).await?;
    commit.click().await?;
    page.button("Commit all the same").click().await?;
    page.text_visible("Committing").await?;
    // It is on its way, and this tab stages one thing more.
    page.switch_to(&first).await?;
    open_form(page, &["management", "snmp", "agent"]).await?;
    page.textbox("Location").fill("late").await?;
    page.button("Stage 1 change").click().await?;
    until_stored(page, "late", true).await?;
    page.switch_to(&second).await?;
    release_commits(page).await?;
    page.text_visible("Committed").await?;
    page.switch_to(&first).await?;
    until_stored(page, "early@example.org", false).await?;
    until_stored(page, "late", true).await
}

async fn stage_second(page: &Page) -> Outcome {
    open_form(page, &["aaa", "settings"]).await?;
    page.checkbox(crate::steps::SWITCH).click().await?;
    page.button("Stage 1 change").click().await?;
    page.link("2 pending changes").seen().await
}

async fn each_tab_replays_its_own(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    open(page, world).await?;
    stage_switch(page).await?;
    let first = page.window().await?;
    let second = page.new_window().await?;
    page.switch_to(&second).await?;
    page.open(&world.url("account")).await?;
    page.link("1 pending change").seen().await?;
    open_form(page, &["management", "email"]).await?;
    page.textbox("Send alerts to")
        .fill("second@example.org")
        .await?;
    page.button("Stage 1 change").click().await?;
    page.link("2 pending changes").seen().await?;
    world.cue(Cue::SessionExpires);
    notice_the_end(page).await?;
    sign_in_again(page).await?;
    page.button("Replay 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    // The first tab joins the transaction that the second one opened.
    page.switch_to(&first).await?;
    page.heading("Your session ended").gone().await?;
    page.link("Look and replay").click().await?;
    page.button("Replay 1 change").click().await?;
    page.heading("Review").seen().await?;
    page.link("2 pending changes").seen().await?;
    let changes = changelog(page).await?;
    ensure(
        changes.as_array().is_some_and(|changes| changes.len() == 2),
        format!("two changes, each once: {changes}"),
    )
}
