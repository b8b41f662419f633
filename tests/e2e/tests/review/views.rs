//! The three views of the change list, its labels, and the way to a field.

use e2e::steps::navigate;
use e2e::{Outcome, Page, Role, Scope as _, World, ensure};

use crate::steps::*;

e2e::scenarios! {
    world: World::start,
    every_engine: [edit_leads_to_its_field],
    chromium_only: [the_choice_of_view_is_kept_and_counters_filter],
}

async fn pressed(page: &Page, name: &str) -> Outcome<bool> {
    let found = page
        .evaluate(&format!(
            "return [...document.querySelectorAll('main button')].find((one) => one.innerText.trim() === '{name}')?.getAttribute('aria-pressed')"
        ))
        .await?;
    Ok(found.as_str() == Some("true"))
}

async fn the_choice_of_view_is_kept_and_counters_filter(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    stage_two(page).await?;
    in_session(
        page,
        "await write('POST', '/api/configuration/policies/time_policies', { name: 'night', Mon: [['0:00', '6:00']],
            Tue: [], Wed: [], Thu: [], Fri: [], Sat: [], Sun: [] });",
    )
    .await?;
    review(page).await?;
    page.heading("aaa › settings").seen().await?;
    page.text_visible("night").await?;
    ensure(pressed(page, "Words").await?, "words come first")?;

    page.button("2 changed").click().await?;
    page.heading("policies › time_policies").gone().await?;
    page.heading("aaa › settings").seen().await?;
    ensure(
        pressed(page, "2 changed").await?,
        "the filter shows its state",
    )?;
    page.button("2 changed").click().await?;
    page.heading("policies › time_policies").seen().await?;

    page.button("Table").click().await?;
    let table = page.control(Role::Table, "Changelog");
    let row = table.row_containing(&format!("{SETTINGS}/backend/expiration_days"));
    row.containing(Role::Cell, "replace").seen().await?;
    table.row_containing(POLICIES).seen().await?;

    navigate(page, "Account").await?;
    page.heading("Account").seen().await?;
    review(page).await?;
    page.control(Role::Table, "Changelog").seen().await?;
    ensure(pressed(page, "Table").await?, "the choice is remembered")?;

    page.button("Raw JSON").click().await?;
    page.text_visible("\"old_value\"").await
}

async fn edit_leads_to_its_field(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    stage_two(page).await?;
    review(page).await?;
    // The names of the form, with its units.
    let days = "User database › Passwords expire after";
    page.text_visible(days).await?;
    page.text_visible("30\u{a0}days").await?;
    page.link(&format!("Edit {days}")).click().await?;
    page.textbox("Passwords expire after").seen().await?;
    let focused = "return document.activeElement?.id ?? ''";
    for _ in 0..50 {
        let id = page.evaluate(focused).await?;
        if id.as_str() == Some("field/backend/expiration_days") {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let id = page.evaluate(focused).await?;
    ensure(false, format!("the focus is on {id}"))
}
