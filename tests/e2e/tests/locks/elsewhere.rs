//! A transaction of this session that no tab knows: joined, rolled back, or only looked at.

use e2e::{Outcome, Page, Role, Scope as _, World, ensure};

use crate::steps::*;

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [
        it_is_read_only_until_it_is_joined,
        it_is_rolled_back_after_a_look,
        another_tab_that_knows_it_shares_it,
    ],
}

const QUESTION: &str = "A transaction opened elsewhere with 1 change exists.";

/// A page that finds a transaction it knows nothing of.
async fn finds_one(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    page.link("0 pending changes").seen().await?;
    stage_behind(page, "night").await?;
    page.reload().await?;
    page.text_visible(QUESTION).await
}

async fn open_settings(page: &Page) -> Outcome {
    turn_to(page, "Configuration").await?;
    page.only(Role::Main).link("aaa").click().await?;
    page.only(Role::Main).link("settings").click().await?;
    page.heading("settings").seen().await
}

async fn it_is_read_only_until_it_is_joined(page: &Page, world: &World) -> Outcome {
    finds_one(page, world).await?;
    page.screenshot("foreign-transaction").await?;
    page.button("Read only").click().await?;
    page.text_visible("Read only: a transaction opened elsewhere with 1 change was not joined.")
        .await?;
    open_settings(page).await?;
    page.text_visible("A transaction opened elsewhere exists. Join it to stage and commit.")
        .await?;
    // A link opens the form of a new key without its button.
    page.open(&world.url("api-keys?new-key=ci-runner")).await?;
    page.text_visible("A transaction opened elsewhere exists. Join it to stage and commit.")
        .await?;
    ensure(
        !page.button("Create").is_enabled().await?,
        "a key can be staged into it",
    )?;
    open_settings(page).await?;
    page.button("Join it").click().await?;
    page.text_gone("opened elsewhere").await?;
    page.checkbox("Refuse passwords found in dictionaries")
        .click()
        .await?;
    page.button("Stage 1 change").click().await?;
    page.link("2 pending changes").seen().await?;
    // Joined is joined, also after a reload.
    page.reload().await?;
    page.link("2 pending changes").seen().await?;
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    page.text_gone("opened elsewhere").await
}

async fn it_is_rolled_back_after_a_look(page: &Page, world: &World) -> Outcome {
    finds_one(page, world).await?;
    page.button("Roll it back").click().await?;
    let question = page.dialog("Roll back the transaction?");
    question.seen().await?;
    let text = question.text().await?;
    ensure(text.contains("night"), format!("the question says: {text}"))?;
    question.button("Roll back now").click().await?;
    page.link("0 pending changes").seen().await?;
    page.text_gone("opened elsewhere").await?;
    // What is opened now is this tab's own.
    one_change_to_review(page, "day").await?;
    page.text_gone("opened elsewhere").await
}

async fn another_tab_that_knows_it_shares_it(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    one_change_to_review(page, "night").await?;
    let second = page.new_window().await?;
    page.switch_to(&second).await?;
    page.open(&world.url("review")).await?;
    page.link("1 pending change").seen().await?;
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    page.text_gone("opened elsewhere").await?;
    page.button("Commit 1 change to sps1.example.org")
        .seen()
        .await
}
