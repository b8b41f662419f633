//! The connection goes away, comes back, or is slow; the console is replaced on the server.

use std::fs;

use e2e::{Failure, Outcome, Page, Role, Scope as _, World, ensure};
use serde_json::Value;
use sps_appliance::Cue;

use crate::steps::{navigate, open_with_clock, until};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [offline_and_back, slow_and_given_up],
}

e2e::scenarios! { older_profiles: [offline_and_back] }

mod replaced {
    use super::*;

    e2e::scenarios! {
        world: World::start,
        every_engine: [],
        chromium_only: [a_new_version_is_offered],
    }
}

const BANNER: &str = "Offline – your work is kept in this tab";

async fn offline_and_back(page: &Page, world: &World) -> Outcome {
    page.expect_noise("ERR_INTERNET_DISCONNECTED");
    page.expect_noise("502");
    page.expect_noise("404");
    open_with_clock(page, world).await?;
    page.set_offline(true).await?;
    let banner = page.containing(Role::Group, BANNER);
    banner.seen().await?;
    page.text_visible("This computer has no network connection.")
        .await?;
    page.text_visible("Next try in").await?;
    page.button("Test connection").click().await?;
    page.text_visible("The gateway does not answer.").await?;
    until(
        page,
        "the time left is an estimate",
        "return document.querySelector('[role=timer]').textContent.startsWith('≈')",
    )
    .await?;
    // The countdown is for eyes only.
    let hidden = page
        .evaluate("return document.querySelector('.banner [aria-hidden=true].muted') !== null")
        .await?;
    ensure(hidden == Value::Bool(true), "the countdown is announced")?;
    page.screenshot("session-offline").await?;
    page.set_offline(false).await?;
    page.text_visible("Online again").await?;
    page.text_gone(BANNER).await?;

    // The appliance is down, the gateway tells; the person tries again.
    world.cue(Cue::Unreachable(3));
    navigate(page, "Configuration").await?;
    page.text_visible("The gateway runs, the appliance does not answer.")
        .await?;
    let before = page.evaluate("return window.e2e.counting().length").await?;
    tokio::time::sleep(std::time::Duration::from_millis(2500)).await;
    ensure(
        page.evaluate("return window.e2e.counting().length").await? == before,
        "the tries carry the session",
    )?;
    if page.button("Try now").present().await? {
        page.button("Try now").click().await?;
    }
    page.text_gone(BANNER).await?;
    // Kept in the list that can be opened again.
    page.button("admin: session and activity").click().await?;
    let menu = page.dialog("Session and activity");
    menu.seen().await?;
    let text = menu.text().await?;
    ensure(
        text.matches("Online again").count() == 2 && text.contains("after 10 minutes"),
        format!("the list says {text}"),
    )?;
    page.screenshot("session-menu").await.map(|_| ())
}

async fn slow_and_given_up(page: &Page, world: &World) -> Outcome {
    open_with_clock(page, world).await?;
    world.cue(Cue::Slow(14_000));
    page.control(Role::Navigation, "Main")
        .link("API keys")
        .click()
        .await?;
    tokio::time::sleep(std::time::Duration::from_secs(9)).await;
    page.text_visible("Still waiting for the appliance.")
        .await?;
    page.button("Cancel").click().await?;
    page.text_visible("You cancelled this before the answer came.")
        .await?;
    page.text_gone("Still waiting").await?;
    world.cue(Cue::Slow(0));
    // The appliance's clock is three minutes ahead: a quiet note, and the time left is what it was.
    world.cue(Cue::Clock(3));
    navigate(page, "Configuration").await?;
    page.button("admin: session and activity").click().await?;
    page.text_visible("This computer's clock is 3 min behind the appliance's.")
        .await
}

async fn a_new_version_is_offered(page: &Page, _: &World) -> Outcome {
    page.expect_noise("404");
    // A console of its own, whose files can be taken away.
    let folder = tempfile::tempdir().map_err(|error| Failure::while_doing("a folder", error))?;
    let console = e2e::workspace_root().join("target/console");
    let trouble = |error| Failure::while_doing("copying the console", error);
    let mut script = None;
    for entry in fs::read_dir(&console).map_err(trouble)? {
        let entry = entry.map_err(trouble)?;
        let to = folder.path().join(entry.file_name());
        fs::copy(entry.path(), &to).map_err(trouble)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("sps-console-") && name.ends_with(".js") {
            script = Some(to);
        }
    }
    let script = script.ok_or_else(|| Failure::new("the console has no script"))?;
    let own = World::with_pages(folder.path()).await?;
    open_with_clock(page, &own).await?;
    for ending in ["", ".br", ".gz"] {
        let mut name = script.clone().into_os_string();
        name.push(ending);
        fs::remove_file(name).map_err(trouble)?;
    }
    page.evaluate("window.dispatchEvent(new Event('visibilitychange'))")
        .await?;
    page.text_visible("A new version of the console is ready.")
        .await?;
    page.screenshot("session-new-version").await?;
    page.button("Later").click().await?;
    page.text_gone("A new version").await?;
    page.button("Sign out").seen().await?;
    own.stop().await;
    Ok(())
}
