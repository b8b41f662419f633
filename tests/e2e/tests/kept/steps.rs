//! What the scenarios have in common.

use std::time::{Duration, Instant};

use e2e::steps::sign_in as sign_in_by;
pub use e2e::steps::{changelog, navigate, open_form, send_password, sign_in_again};
use e2e::{Failure, Outcome, Page, Scope as _, Theme, World, ensure};
use serde_json::Value;

/// A check box of `aaa/settings`.
pub const SWITCH: &str = "Refuse passwords found in dictionaries";

/// Where the kept changes lie in the storage of the tab.
pub const KEY: &str = "sps-kept-changes";

/// The demo's administrator opens the console and signs in.
pub async fn open(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    sign_in(page).await
}

/// The demo's administrator signs in.
pub async fn sign_in(page: &Page) -> Outcome {
    sign_in_by(page, page.method(), "admin", "demo").await
}

/// Stages one switch of `aaa/settings`.
pub async fn stage_switch(page: &Page) -> Outcome {
    open_form(page, &["aaa", "settings"]).await?;
    page.checkbox(SWITCH).click().await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await
}

/// Stages another address for alerts, in `management/email`.
pub async fn stage_address(page: &Page, address: &str) -> Outcome {
    open_form(page, &["management", "email"]).await?;
    page.textbox("Send alerts to").fill(address).await?;
    page.button("Stage 1 change").click().await?;
    page.text_visible("Staged: /api/configuration/management/email")
        .await?;
    // The change list has been read, too: nothing is on its way.
    page.text_gone("Staging…").await
}

/// The next request finds the session over.
pub async fn notice_the_end(page: &Page) -> Outcome {
    navigate(page, "Configuration").await?;
    page.heading("Your session ended").seen().await
}

/// What the tab holds.
pub async fn stored(page: &Page) -> Outcome<String> {
    let text = page
        .evaluate(&format!("return sessionStorage.getItem('{KEY}') ?? ''"))
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// Waits until the tab holds, or no longer holds, a text.
pub async fn until_stored(page: &Page, text: &str, is_there: bool) -> Outcome {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let held = stored(page).await?;
        if held.contains(text) == is_there {
            return Ok(());
        }
        if Instant::now() > deadline {
            return Err(Failure::new(format!("{text:?}, {is_there}: {held}")));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// How it looks on a telephone at night: a picture, and nothing that scrolls sideways.
pub async fn narrow_and_dark(page: &Page, name: &str) -> Outcome {
    page.set_theme(Theme::Dark).await?;
    page.set_size(360, 740).await?;
    page.screenshot(name).await?;
    let fits = "const e = document.documentElement; return e.scrollWidth <= e.clientWidth";
    let fits = page.evaluate(fits).await?;
    page.set_size(1280, 900).await?;
    page.set_theme(Theme::Light).await?;
    ensure(
        fits == Value::Bool(true),
        format!("{name} scrolls sideways"),
    )
}
