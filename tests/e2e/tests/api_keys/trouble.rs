//! The commit fails after the key was created: the value stays hidden, and nobody is left with half a key.

use e2e::steps::choose_method;
use e2e::{Outcome, Page, Role, Scope as _, World, ensure};
use sps_appliance::Cue;

use crate::{
    canary::{clean, is_nowhere, page_now},
    person::*,
};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [
        a_lock_keeps_the_key_waiting,
        a_required_message_is_asked_for_first,
        a_session_that_ends_leaves_no_key,
        a_lost_answer_is_settled_by_looking,
    ],
}

async fn a_lock_keeps_the_key_waiting(page: &Page, world: &World) -> Outcome {
    // Chromium writes every refused request to its console.
    page.expect_noise("409");
    page.expect_noise("423");
    sign_in(page, world, "admin").await?;
    name_a_key(page, "patient").await?;
    world.cue(Cue::LockTaken);
    page.button("Create").click().await?;
    page.heading("The key is not active").seen().await?;
    page.text_visible("Its value stays hidden, because it would not work.")
        .await?;
    page.text_visible("Somebody is changing the appliance's settings right now.")
        .await?;
    ensure(
        !page.control(Role::Group, "Key value").present().await?,
        "no value is painted",
    )?;
    let hidden = page_now(page).await?;
    // Still locked.
    page.button("Try again").click().await?;
    page.text_visible("Somebody is changing the appliance's settings right now.")
        .await?;
    page.button("Try again").seen().await?;
    world.cue(Cue::LockFreed);
    page.button("Try again").click().await?;
    page.heading("Key ready – not copied yet").seen().await?;
    let value = copy(page).await?;
    clean("the page while the key waited", &hidden, &value)?;
    ensure(works(world, &value).await?, "the key works")?;
    close(page).await?;
    is_nowhere(page, world, &value).await?;

    name_a_key(page, "impatient").await?;
    world.cue(Cue::LockTaken);
    page.button("Create").click().await?;
    page.heading("The key is not active").seen().await?;
    // Leaving by a link is asked about, too.
    navigate(page, "Account").await?;
    let question = page.dialog("The key is not finished");
    question.button("Back").click().await?;
    question.gone().await?;
    page.button("Give up this key").click().await?;
    page.text_visible("No key was created.").await?;
    page.link("0 pending changes").seen().await?;
    ensure(
        live_keys(world, "admin").await? == ["patient"],
        "only the first key is there",
    )
}

async fn a_required_message_is_asked_for_first(page: &Page, world: &World) -> Outcome {
    world.cue(Cue::RequireMessage);
    sign_in(page, world, "admin").await?;
    name_a_key(page, "audited").await?;
    let message = page.textbox("Commit message");
    ensure(
        message.value().await? == "Create API key audited",
        "it is drafted",
    )?;
    message.fill("").await?;
    page.button("Create").click().await?;
    page.text_visible("Enter a commit message.").await?;
    ensure(
        live_keys(world, "admin").await?.is_empty(),
        "nothing was created",
    )?;
    page.link("0 pending changes").seen().await?;
    message.fill("Key of the audit, CHG-7").await?;
    page.button("Create").click().await?;
    page.heading("Key ready – not copied yet").seen().await?;
    let value = copy(page).await?;
    ensure(works(world, &value).await?, "the key works")
}

async fn a_session_that_ends_leaves_no_key(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    sign_in(page, world, "admin").await?;
    name_a_key(page, "unlucky").await?;
    hold_commits(page).await?;
    page.button("Create").click().await?;
    page.text_visible("Activating…").await?;
    world.cue(Cue::SessionExpires);
    release_commits(page).await?;
    let panel = page.only(Role::Dialog);
    panel.seen().await?;
    choose_method(&panel, "Local login").await?;
    page.password("Password").fill("demo").await?;
    page.button("Sign in – Local login").click().await?;
    panel.gone().await?;
    page.text_visible("The session ended before the key unlucky was active")
        .await?;
    page.text_visible("No key was created.").await?;
    ensure(
        live_keys(world, "admin").await?.is_empty(),
        "there is no key",
    )?;
    ensure(
        page.textbox("Name").value().await? == "unlucky",
        "the name is kept for another try",
    )?;
    page.button("Create").click().await?;
    page.heading("Key ready – not copied yet").seen().await
}

async fn a_lost_answer_is_settled_by_looking(page: &Page, world: &World) -> Outcome {
    page.expect_noise("50");
    page.expect_noise("ERR_");
    sign_in(page, world, "admin").await?;
    name_a_key(page, "echo").await?;
    world.cue(Cue::LostCommitAnswer);
    page.button("Create").click().await?;
    page.heading("Key ready – not copied yet").seen().await?;
    let value = copy(page).await?;
    ensure(works(world, &value).await?, "the key works")
}
