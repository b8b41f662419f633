//! What the cases have in common.

use std::time::{Duration, Instant};

pub use e2e::steps::{navigate, sign_in_again};
use e2e::{Outcome, Page, Role, Scope as _, ensure};
use serde_json::Value;

/// The form of a resource, by the names on the way to it.
pub async fn open_form(page: &Page, way: &[&str]) -> Outcome {
    navigate(page, "Configuration").await?;
    page.heading("Configuration").seen().await?;
    for name in way {
        page.only(Role::Main).link(name).click().await?;
        page.heading(name).seen().await?;
    }
    Ok(())
}

/// Waits until the tab holds a text.
pub async fn until_stored(page: &Page, text: &str) -> Outcome {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let held = page
            .evaluate("return JSON.stringify(Object.entries(sessionStorage))")
            .await?;
        if held.as_str().is_some_and(|held| held.contains(text)) {
            return Ok(());
        }
        ensure(
            Instant::now() < deadline,
            format!("{text:?} is not in {held}"),
        )?;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The changelog's entries, as the appliance lists them in the page's own session.
pub async fn changelog(page: &Page) -> Outcome<Value> {
    page.evaluate(
        "const answer = await fetch('/api/transaction/changes', { headers: { 'X-Console': '1' } });
         return (await answer.json()).changes ?? []",
    )
    .await
}
