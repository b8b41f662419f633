//! One change put back inside the open transaction.

use e2e::{Outcome, Page, Scope as _, World, ensure};
use serde_json::Value;

use crate::steps::*;

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [
        one_change_is_put_back,
        what_comes_back_differently_is_said_before,
    ],
}

async fn one_change_is_put_back(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    stage_two(page).await?;
    review(page).await?;
    page.link("2 pending changes").seen().await?;
    let buttons = "return [...document.querySelectorAll('.entry-actions button')].map((one) => one.getAttribute('aria-label'))";
    page.heading("aaa › settings").seen().await?;
    let names = page.evaluate(buttons).await?;
    let first = names
        .get(0)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    ensure(first.starts_with("Put back "), format!("names: {names}"))?;
    page.button(&first).click().await?;
    page.link("1 pending change").seen().await?;
    page.text_visible("Put back:").await?;
    page.button(&first).gone().await?;
    // The other one is as it was staged.
    page.button("1 changed").seen().await?;
    let left = in_session(
        page,
        "return (await get('/api/transaction/changes')).changes;",
    )
    .await?;
    ensure(
        left.as_array().is_some_and(|left| left.len() == 1),
        format!("one change is left of two: {left}"),
    )
}

async fn what_comes_back_differently_is_said_before(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    let made = in_session(
        page,
        "const made = await write('POST', '/api/configuration/policies/time_policies', { name: 'night',
            Mon: [['0:00', '6:00']], Tue: [], Wed: [], Thu: [], Fri: [], Sat: [], Sun: [] });
         await write('PUT', '/api/transaction', { status: 'commit' });
         await write('POST', '/api/transaction', {});
         await write('DELETE', `/api/configuration/policies/time_policies/${made.key}`);
         return made.key;",
    )
    .await?;
    let key = made.as_str().unwrap_or_default().to_owned();
    ensure(!key.is_empty(), format!("no key in {made}"))?;
    review(page).await?;
    page.button("Put back night").click().await?;
    page.text_visible("It will not be quite as it was:").await?;
    page.text_visible("gets a new key").await?;
    page.button("Cancel").click().await?;
    page.text_gone("It will not be quite as it was:").await?;

    page.button("Commit 1 change to sps1.example.org")
        .click()
        .await?;
    page.text_visible("Committed 1 change").await?;
    page.button("Prepare undo").click().await?;
    page.text_visible("Comes back, with a difference:").await?;
    page.button("Stage the undo").click().await?;
    page.button("1 added").seen().await
}
