//! The storage of the tab: it holds no secret, and where it is blocked the page says so and goes on in memory.

use e2e::{Outcome, Page, Role, Scope as _, World, ensure};
use serde_json::Value;
use sps_appliance::Cue;
use sps_gateway::ConsoleSettings;

use crate::steps::{
    KEY, notice_the_end, open, open_form, sign_in_again, stage_address, until_stored,
};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [
        no_secret_is_stored,
        blocked_storage_is_told_once,
        in_memory_until_the_gateway_answers,
    ],
}

mod decided {
    use super::*;

    async fn memory_only() -> Outcome<World> {
        World::with_settings(ConsoleSettings {
            kept_in_memory_only: true,
            ..ConsoleSettings::default()
        })
        .await
    }

    e2e::scenarios! {
        world: memory_only,
        every_engine: [],
        chromium_only: [an_installation_keeps_in_memory_only],
    }
}

async fn no_secret_is_stored(page: &Page, world: &World) -> Outcome {
    open(page, world).await?;
    open_form(page, &["management", "snmp", "agent"]).await?;
    page.button("Replace: Community").click().await?;
    page.password("New value of Community")
        .fill("CANARY-1")
        .await?;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    let draft = all_stored(page).await?;
    ensure(
        draft.contains("snmp/agent") && !draft.contains("CANARY"),
        format!("a draft in the storage: {draft}"),
    )?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    let staged = all_stored(page).await?;
    ensure(
        staged.contains("\"staged\":1") && !staged.contains("CANARY"),
        format!("a staged change in the storage: {staged}"),
    )
}

/// Everything that the browser stores for the console.
async fn all_stored(page: &Page) -> Outcome<String> {
    let all =
        "return [...Object.values(sessionStorage), ...Object.values(localStorage)].join('\\n')";
    let all = page.evaluate(all).await?;
    Ok(all.as_str().unwrap_or_default().to_owned())
}

async fn blocked_storage_is_told_once(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.before_load(
        "Storage.prototype.setItem = () => { throw new DOMException('blocked', 'QuotaExceededError'); };",
    )
    .await?;
    open(page, world).await?;
    stage_address(page, "mine@example.org").await?;
    page.text_visible("is kept in memory only").await?;
    page.link("1 pending change, kept in memory only")
        .seen()
        .await?;
    page.button("admin: session and activity").click().await?;
    let menu = page.dialog("Session and activity");
    menu.seen().await?;
    let told = menu.text().await?;
    ensure(
        told.matches("a copy of your changes is kept in memory only")
            .count()
            == 1,
        format!("told once: {told}"),
    )?;
    page.press(e2e::Key::Escape).await?;
    // In memory it outlives the session.
    world.cue(Cue::SessionExpires);
    notice_the_end(page).await?;
    sign_in_again(page).await?;
    page.button("Replay 1 change").click().await?;
    page.heading("Review").seen().await?;
    // Nothing is typed, and what is staged is on the appliance: leaving loses nothing.
    let asked = page
        .evaluate(
            "const event = new Event('beforeunload', { cancelable: true });
             window.dispatchEvent(event); return event.defaultPrevented",
        )
        .await?;
    ensure(asked == Value::Bool(false), "leaving is questioned")?;
    open_form(page, &["management", "email"]).await?;
    page.textbox("Send alerts to")
        .fill("typed@example.org")
        .await?;
    let asked = page
        .evaluate(
            "const event = new Event('beforeunload', { cancelable: true });
             window.dispatchEvent(event); return event.defaultPrevented",
        )
        .await?;
    ensure(
        asked == Value::Bool(true),
        "what is in memory alone would be lost",
    )?;
    page.only(Role::Main).button("Reset").click().await
}

async fn an_installation_keeps_in_memory_only(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.open(&world.url("")).await?;
    page.heading("Sign in").seen().await?;
    // Of an earlier version, or from before the installation decided so.
    page.evaluate(&format!("sessionStorage.setItem('{KEY}', 'old')"))
        .await?;
    crate::steps::sign_in(page).await?;
    stage_address(page, "mine@example.org").await?;
    let pill = page.link("1 pending change, kept in memory only");
    pill.seen().await?;
    let shown = pill.text().await?;
    ensure(
        shown.contains("kept in memory only"),
        format!("the pill says {shown}"),
    )?;
    page.screenshot("kept-in-memory").await?;
    page.set_size(360, 740).await?;
    page.screenshot("kept-in-memory-narrow").await?;
    page.set_size(1280, 900).await?;
    open_form(page, &["aaa", "settings"]).await?;
    page.checkbox(crate::steps::SWITCH).click().await?;
    // A draft is kept after a second of quiet.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    let stored = all_stored(page).await?;
    let names = page
        .evaluate("return Object.keys(sessionStorage).filter((name) => name.startsWith('sps-kept-changes'))")
        .await?;
    ensure(
        names == serde_json::json!([]) && !stored.contains("mine@"),
        format!("in the storage: {names} {stored}"),
    )?;
    // What was decided is no news.
    page.button("admin: session and activity").click().await?;
    let menu = page.dialog("Session and activity");
    menu.seen().await?;
    let told = menu.text().await?;
    ensure(
        told.contains("this installation wants it so") && !told.contains("its storage is full"),
        format!("the menu says {told}"),
    )?;
    page.press(e2e::Key::Escape).await?;
    world.cue(Cue::SessionExpires);
    notice_the_end(page).await?;
    sign_in_again(page).await?;
    page.button("Replay 1 change").click().await?;
    page.heading("Review").seen().await?;
    page.link("1 pending change, kept in memory only")
        .seen()
        .await?;
    open_form(page, &["aaa", "settings"]).await?;
    page.button("Reset").click().await
}

async fn in_memory_until_the_gateway_answers(page: &Page, world: &World) -> Outcome {
    // Without the gateway's word the console asks whose the session is.
    page.expect_noise("401");
    page.expect_noise("ERR_INTERNET_DISCONNECTED");
    page.before_load(
        "const send = window.fetch;
         window.fetch = (request, options) => (request.url ?? String(request)).includes('/gw/info') && !window.e2eAnswers
             ? Promise.reject(new TypeError('no network')) : send(request, options);",
    )
    .await?;
    open(page, world).await?;
    stage_address(page, "mine@example.org").await?;
    page.link("1 pending change, kept in memory only")
        .seen()
        .await?;
    until_stored(page, "mine@example.org", false).await?;
    page.evaluate("window.e2eAnswers = true").await?;
    page.set_offline(true).await?;
    page.text_visible("Offline – your work is kept in this tab")
        .await?;
    page.set_offline(false).await?;
    until_stored(page, "mine@example.org", true).await?;
    page.text_gone("kept in memory only").await
}
