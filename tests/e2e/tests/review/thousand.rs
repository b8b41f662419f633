//! A thousand changes: only what is in sight is in the page, and everything is in reach.

use e2e::{Outcome, Page, Role, Scope as _, World, ensure};
use serde_json::Value;

use crate::steps::*;

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [a_thousand_changes_stay_in_reach],
}

/// How many rows the page holds, and what each says of itself.
const ROWS: &str = "const rows = [...document.querySelectorAll('.document [role=listitem]')];
    return { count: rows.length, sizes: [...new Set(rows.map((row) => row.getAttribute('aria-setsize')))],
        all: document.querySelectorAll('*').length };";

const FOCUSED: &str = "const row = document.activeElement?.closest('[data-row]');
    return { at: row?.getAttribute('aria-posinset') ?? '', text: row?.innerText ?? '',
        inSight: row ? row.getBoundingClientRect().bottom > 0 && row.getBoundingClientRect().top < innerHeight : false };";

async fn focused(page: &Page, at: &str) -> Outcome<Value> {
    for _ in 0..50 {
        let now = page.evaluate(FOCUSED).await?;
        if now.get("at").and_then(Value::as_str) == Some(at) {
            return Ok(now);
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let now = page.evaluate(FOCUSED).await?;
    ensure(false, format!("the focus is not on row {at}: {now}"))?;
    Ok(now)
}

async fn a_thousand_changes_stay_in_reach(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    let made = in_session(
        page,
        "const day = { Mon: [['0:00', '6:00']], Tue: [], Wed: [], Thu: [], Fri: [], Sat: [], Sun: [] };
         for (let at = 0; at < 1000; at++) await write('POST', '/api/configuration/policies/time_policies', { name: `night-${at}`, ...day });
         return true;",
    )
    .await?;
    ensure(made == Value::Bool(true), format!("{made}"))?;
    review(page).await?;
    page.button("1000 added").seen().await?;
    page.text_visible("night-0").await?;
    let rows = page.evaluate(ROWS).await?;
    let count = rows
        .get("count")
        .and_then(Value::as_u64)
        .unwrap_or_default();
    ensure(
        (5..100).contains(&count)
            && rows.get("sizes") == Some(&serde_json::json!(["1000"]))
            && rows.get("all").and_then(Value::as_u64).unwrap_or(u64::MAX) < 3000,
        format!("rows in the page: {rows}"),
    )?;

    // The last one by one key, the one before it by another.
    page.evaluate("document.querySelector('.places').focus()")
        .await?;
    let list = |key: &str| {
        format!(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true, cancelable: true }}))"
        )
    };
    page.evaluate(&list("End")).await?;
    let last = focused(page, "1000").await?;
    ensure(
        last.get("text")
            .is_some_and(|text| text.to_string().contains("night-999"))
            && last.get("inSight") == Some(&Value::Bool(true)),
        format!("the last row: {last}"),
    )?;
    page.evaluate(&list("k")).await?;
    focused(page, "999").await?;

    // Put back from the end: the next one has the focus, and the rest stands.
    page.button("Put back night-998").click().await?;
    page.link("999 pending changes").seen().await?;
    page.button("999 added").seen().await?;
    let next = focused(page, "999").await?;
    ensure(
        next.get("text")
            .is_some_and(|text| text.to_string().contains("night-999")),
        format!("after it: {next}"),
    )?;

    // Looking for one.
    page.textbox("Search the changes").fill("night-777").await?;
    page.text_visible("1 of 999 changes").await?;
    page.link("Go to night-777").seen().await?;
    page.textbox("Search the changes")
        .fill("no such thing")
        .await?;
    page.text_visible("No change fits.").await?;
    page.textbox("Search the changes").fill("").await?;

    page.button("Table").click().await?;
    let table = page.control(Role::Table, "Changelog");
    table.seen().await?;
    let rows = page
        .evaluate("const table = document.querySelector('.change-table'); return [table.getAttribute('aria-rowcount'), table.querySelectorAll('tbody th').length];")
        .await?;
    ensure(
        rows.get(0).and_then(Value::as_str) == Some("1000")
            && rows.get(1).and_then(Value::as_u64).unwrap_or(u64::MAX) < 150,
        format!("rows of the table: {rows}"),
    )?;
    page.button("Raw JSON").click().await?;
    page.text_visible("night-0").await
}
