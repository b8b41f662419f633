//! Other changes are staged: nothing is activated in passing, and a key for later says that it does not work yet.

use e2e::{Key, Outcome, Page, Role, Scope as _, World, ensure};
use sps_appliance::Cue;

use crate::{
    canary::{is_in_no_attribute, is_nowhere},
    person::*,
};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [
        a_key_for_later_works_after_the_commit,
        a_rolled_back_key_never_works,
        signing_out_names_the_keys_it_kills,
        a_conflict_keeps_the_key_waiting,
        nothing_is_activated_in_passing,
        a_session_that_ends_names_the_keys_it_kills,
    ],
}

/// The choice that leaves the commit for later.
const LATER: &str = "Put the key into this transaction, I commit later";
/// The question of the guard.
const GUARD: &str = "Other changes are staged";

async fn a_key_for_later_works_after_the_commit(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin").await?;
    // The page has read that nothing is staged; another tab stages something afterwards.
    stage_in_another_tab(page).await?;
    name_a_key(page, "deploy").await?;
    page.button("Create").click().await?;
    let guard = page.dialog(GUARD);
    guard.seen().await?;
    page.text_visible(
        "Activating the key commits your whole transaction, including 1 other change.",
    )
    .await?;
    for _ in 0..40 {
        if focused(page).await? == "Review all and commit" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    ensure(
        focused(page).await? == "Review all and commit",
        "the harmless way has the focus",
    )?;
    page.press(Key::Escape).await?;
    guard.gone().await?;
    page.link("1 pending change").seen().await?;

    page.button("Create").click().await?;
    guard.button(LATER).click().await?;
    page.heading("Key created – not active yet").seen().await?;
    page.text_visible("NOT ACTIVE YET").await?;
    let value = copy(page).await?;
    page.text_visible("Key copied. It works only after commit.")
        .await?;
    is_in_no_attribute(page, &value).await?;
    page.button("Show").click().await?;
    let painted = page.control(Role::Group, "Key value").text().await?;
    ensure(
        painted.contains(&value) && painted.contains("NOT ACTIVE YET"),
        "the value stands under its label",
    )?;
    ensure(!works(world, &value).await?, "it works before the commit")?;
    close(page).await?;
    is_nowhere(page, world, &value).await?;
    page.link("2 pending changes, 1 key waits for commit")
        .seen()
        .await?;
    page.text_visible("1 key waits for commit.").await?;
    state(page, "deploy", "Not active yet").await?;

    page.only(Role::Main)
        .link("Review and commit")
        .click()
        .await?;
    page.heading("Review").seen().await?;
    is_nowhere(page, world, &value).await?;
    page.button("Commit 2 changes to sps1.example.org")
        .click()
        .await?;
    page.text_visible("Committed 2 changes").await?;
    ensure(
        works(world, &value).await?,
        "it does not work after the commit",
    )?;
    page.link("0 pending changes").seen().await?;
    navigate(page, "API keys").await?;
    state(page, "deploy", "Active").await?;
    is_nowhere(page, world, &value).await
}

async fn a_rolled_back_key_never_works(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin").await?;
    stage_in_another_tab(page).await?;
    // The way to the review keeps the name for the way back.
    name_a_key(page, "reports").await?;
    page.button("Create").click().await?;
    page.dialog(GUARD)
        .link("Review all and commit")
        .click()
        .await?;
    page.heading("Review").seen().await?;
    page.back().await?;
    ensure(
        page.textbox("Name").value().await? == "reports",
        "the name is still there",
    )?;
    page.button("Create").click().await?;
    page.dialog(GUARD).button(LATER).click().await?;
    let value = copy(page).await?;
    page.only(Role::Main)
        .link("Review and commit")
        .click()
        .await?;
    page.heading("Review").seen().await?;
    page.button("Roll back").click().await?;
    page.text_visible("Key reports will never work. Delete it wherever you pasted it.")
        .await?;
    page.button("Roll back now").click().await?;
    page.link("0 pending changes").seen().await?;
    navigate(page, "API keys").await?;
    page.text_visible("You have no API keys.").await?;
    ensure(!works(world, &value).await?, "it works after the roll back")?;
    is_nowhere(page, world, &value).await
}

async fn signing_out_names_the_keys_it_kills(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin").await?;
    stage_in_another_tab(page).await?;
    name_a_key(page, "nightly").await?;
    page.button("Create").click().await?;
    page.dialog(GUARD).button(LATER).click().await?;
    let value = copy(page).await?;
    close(page).await?;
    page.button("Sign out").click().await?;
    let question = page.dialog("Sign out and roll back?");
    question.seen().await?;
    page.text_visible("2 staged changes are not committed.")
        .await?;
    page.text_visible("Key nightly will never work. Delete it wherever you pasted it.")
        .await?;
    question.button("Roll back and sign out").click().await?;
    page.heading("Sign in").seen().await?;
    ensure(!works(world, &value).await?, "it works after the roll back")?;
    ensure(
        live_keys(world, "admin").await?.is_empty(),
        "there is no key",
    )
}

async fn a_session_that_ends_names_the_keys_it_kills(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    sign_in(page, world, "admin").await?;
    stage_in_another_tab(page).await?;
    name_a_key(page, "nightly").await?;
    page.button("Create").click().await?;
    page.dialog(GUARD).button(LATER).click().await?;
    copy(page).await?;
    close(page).await?;
    page.link("2 pending changes, 1 key waits for commit")
        .seen()
        .await?;
    world.cue(Cue::SessionExpires);
    navigate(page, "Configuration").await?;
    let ended = page.dialog("Your session ended");
    ended.seen().await?;
    let told = ended.text().await?;
    ensure(
        told.contains("Key nightly will never work. Delete it wherever you pasted it."),
        format!("the end of the session says: {told}"),
    )
}

async fn a_conflict_keeps_the_key_waiting(page: &Page, world: &World) -> Outcome {
    // Chromium writes every refused request to its console.
    page.expect_noise("400");
    page.expect_noise("409");
    sign_in(page, world, "admin").await?;
    stage_text_in_another_tab(page).await?;
    name_a_key(page, "contested").await?;
    page.button("Create").click().await?;
    page.dialog(GUARD).button(LATER).click().await?;
    let value = copy(page).await?;
    close(page).await?;
    world.cue(Cue::Conflict);
    navigate(page, "Review").await?;
    page.button("Commit 2 changes to sps1.example.org")
        .click()
        .await?;
    page.text_visible("somebody else").await?;
    ensure(
        !works(world, &value).await?,
        "it works although nothing was committed",
    )?;
    navigate(page, "API keys").await?;
    state(page, "contested", "Not active yet").await?;
    page.link("2 pending changes, 1 key waits for commit")
        .seen()
        .await?;
    is_nowhere(page, world, &value).await
}

/// The moment between the new key and its commit, held long enough for another tab.
const HOLD_THE_NEW_KEY: &str = "
    const send = window.fetch;
    const released = new Promise((release) => { window.e2eRelease = release; });
    window.fetch = async (request, options) => {
        const answer = await send(request, options);
        const path = new URL(request.url ?? request, location.href).pathname;
        if ((options?.method ?? request.method) === 'POST' && path === '/api/user/api_keys') await released;
        return answer;
    };";

async fn nothing_is_activated_in_passing(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "admin").await?;
    page.evaluate(HOLD_THE_NEW_KEY).await?;
    name_a_key(page, "late").await?;
    page.button("Create").click().await?;
    page.text_visible("Creating…").await?;
    while live_keys_staged(page).await? == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    stage_in_another_tab(page).await?;
    page.evaluate("window.e2eRelease()").await?;
    page.heading("The key is not active").seen().await?;
    page.text_visible("Meanwhile 1 other change was staged.")
        .await?;
    ensure(
        live_keys(world, "admin").await?.is_empty(),
        "the key was committed, and the other change with it",
    )?;
    // Taken back alone: what the other tab staged stays.
    page.button("Give up this key").click().await?;
    page.text_visible("The key late was taken back. No key was created.")
        .await?;
    page.link("1 pending change").seen().await
}

/// How many keys the page's own session sees.
async fn live_keys_staged(page: &Page) -> Outcome<u64> {
    let count = page
        .evaluate(
            "return (async () => {
                const answer = await fetch('/api/user/api_keys', { headers: { 'X-Console': '1' } });
                return (await answer.json()).items.length;
            })();",
        )
        .await?;
    Ok(count.as_u64().unwrap_or_default())
}
