//! A risky commit, its undo, and what can be taken out of it.

use e2e::steps::navigate;
use e2e::{Failure, Outcome, Page, Role, Scope as _, World, ensure};
use serde_json::Value;

use crate::steps::*;

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [
        a_risky_commit_is_asked_twice_and_can_be_undone,
        a_commit_leaves_as_script_file_and_report,
    ],
}

async fn a_risky_commit_is_asked_twice_and_can_be_undone(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    let client = other_client(world).await?;
    let before = days(&client).await?;
    stage_two(page).await?;
    review(page).await?;
    page.textbox("Ticket (optional)").fill("CHG 12").await?;
    page.text_visible("A ticket cannot hold").await?;
    page.textbox("Ticket (optional)").fill("CHG-1234").await?;
    page.textbox("Commit message")
        .fill("Longer passwords")
        .await?;
    page.button("Commit 2 changes to sps1.example.org")
        .click()
        .await?;
    let question = page.dialog("This commit can lock people out");
    question.seen().await?;
    page.text_visible("Signing in: it may work differently")
        .await?;
    question.button("Back").click().await?;
    question.gone().await?;
    ensure(
        days(&client).await? == before,
        "nothing is committed without the second yes",
    )?;

    // From the field by the keyboard.
    page.evaluate(
        "const field = document.querySelector('#commit-message'); field.focus();
         field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }));",
    )
    .await?;
    page.button("Commit all the same").click().await?;
    page.text_visible("Committed 2 changes to sps1.example.org")
        .await?;
    page.text_visible("[CHG-1234] Longer passwords").await?;
    ensure(days(&client).await? == before + 30, "the change is active")?;

    page.button("Prepare undo").click().await?;
    let question = page.dialog("Undo this commit?");
    question.seen().await?;
    page.text_visible("Comes back exactly.").await?;
    let state = client.get("/api/transaction").await?;
    ensure(
        !state.body.to_string().contains("\"open\""),
        "another session has no transaction",
    )?;
    question.button("Stage the undo").click().await?;
    page.link("2 pending changes").seen().await?;
    ensure(
        days(&client).await? == before + 30,
        "the undo is staged and not active",
    )?;

    page.button("Commit 2 changes to sps1.example.org")
        .click()
        .await?;
    page.button("Commit all the same").click().await?;
    page.link("0 pending changes").seen().await?;
    ensure(
        days(&client).await? == before,
        "the undo brought the old value back",
    )?;
    page.text_visible("Commits from this page (2)").await?;

    // The next commit offers the messages of the last ones.
    stage_two(page).await?;
    navigate(page, "Account").await?;
    review(page).await?;
    page.text_visible("Earlier messages").await?;
    page.evaluate(
        "document.querySelector('#commit-message').closest('form').querySelector('details').open = true;",
    )
    .await?;
    let list = page.control(Role::Combobox, "Earlier messages");
    list.seen().await?;
    let text = list.text().await?;
    ensure(
        text.contains("[CHG-1234] Longer passwords"),
        format!("offered: {text}"),
    )?;

    // Nothing of it outlives the sign-out.
    page.button("Sign out").click().await?;
    page.button("Roll back and sign out").click().await?;
    page.heading("Sign in").seen().await?;
    sign_in(page, world).await?;
    review(page).await?;
    page.text_gone("Commits from this page").await
}

async fn a_commit_leaves_as_script_file_and_report(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    stage_two(page).await?;
    review(page).await?;
    page.button("Commit 2 changes to sps1.example.org")
        .click()
        .await?;
    page.button("Commit all the same").click().await?;
    page.text_visible("Committed 2 changes").await?;
    note_files(page).await?;
    page.button("Report").click().await?;
    let (kind, report) = file(page, 0).await?;
    ensure(
        kind.starts_with("text/html"),
        format!("a report of type {kind}"),
    )?;
    ensure(
        report.contains("<!doctype html>")
            && report.contains("expiration_days")
            && !report.contains("<script"),
        format!("the report: {report}"),
    )?;
    page.button("Save as file").click().await?;
    let (kind, saved) = file(page, 1).await?;
    ensure(kind == "application/json", format!("a file of type {kind}"))?;
    let saved: Value = serde_json::from_str(&saved)
        .map_err(|error| Failure::new(format!("the file is no JSON: {error}")))?;
    ensure(
        saved.pointer("/writes/0/path").and_then(Value::as_str) == Some(SETTINGS),
        format!("the file: {saved}"),
    )?;
    page.button("Copy as script").click().await?;
    let dialog = page.dialog("The transaction as a script");
    dialog.seen().await?;
    let script = dialog.text().await?;
    for part in [
        "call PUT '/api/configuration/aaa/settings'",
        "\"status\":\"commit\"",
    ] {
        ensure(script.contains(part), format!("no {part} in {script}"))?;
    }
    dialog.button("Close").click().await?;
    dialog.gone().await
}
