//! The storage of the tab: it holds no secret, and where it is blocked the page says so and goes on in memory.

use e2e::{Outcome, Page, Role, Scope as _, World, ensure};
use serde_json::Value;
use sps_appliance::Cue;

use crate::steps::{notice_the_end, open, open_form, sign_in_again, stage_address};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [no_secret_is_stored, blocked_storage_is_told_once],
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
