//! The review: three views of the change list, one change put back, a risky commit, its undo, and what can be taken out.

use e2e::steps::{self, METHOD, navigate};
use e2e::{Curl, Failure, Outcome, Page, Role, Scope as _, World, ensure};
use serde_json::Value;

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [
        the_choice_of_view_is_kept_and_counters_filter,
        one_change_is_put_back,
        a_risky_commit_is_asked_twice_and_can_be_undone,
        what_comes_back_differently_is_said_before,
        a_commit_leaves_as_script_file_and_report,
    ],
}

const SETTINGS: &str = "/api/configuration/aaa/settings";
const POLICIES: &str = "/api/configuration/policies/time_policies";

/// Writes in the page's own session; `edit` is a script with `get(path)` and `write(method, path, body)`.
async fn in_session(page: &Page, edit: &str) -> Outcome<Value> {
    let script = format!(
        "return (async () => {{
            const get = async (path) => (await fetch(path, {{ headers: {{ 'X-Console': '1' }} }})).json();
            const token = (await get('/api/user_info')).token;
            const headers = {{ 'Content-Type': 'application/json', 'X-Console': '1', ...(token ? {{ 'X-Token': token }} : {{}}) }};
            const write = async (method, path, body) => {{
                const options = {{ method, headers, ...(body === undefined ? {{}} : {{ body: JSON.stringify(body) }}) }};
                const answer = await fetch(path, options);
                if (!answer.ok) throw new Error(`${{method}} ${{path}}: ${{answer.status}} ${{await answer.text()}}`);
                return answer.json().catch(() => null);
            }};
            const open = JSON.stringify(await get('/api/transaction')).includes('\"open\"');
            if (!open) await write('POST', '/api/transaction', {{}});
            {edit}
        }})()"
    );
    page.evaluate(&script).await
}

/// Two changes: one switch, one number.
async fn stage_two(page: &Page) -> Outcome {
    let edit = "const found = (await get('/api/configuration/aaa/settings')).body;
        found.backend.cracklib_enabled = !found.backend.cracklib_enabled;
        found.backend.expiration_days += 30;
        await write('PUT', '/api/configuration/aaa/settings', found);";
    in_session(page, edit).await.map(|_| ())
}

async fn sign_in(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    steps::sign_in(page, METHOD, "admin", "demo").await
}

async fn review(page: &Page) -> Outcome {
    navigate(page, "Review").await?;
    page.heading("Review").seen().await
}

async fn other_client(world: &World) -> Outcome<Curl> {
    let client = world.curl()?;
    client.sign_in("admin", "demo").await?;
    Ok(client)
}

/// What is active: read by another client.
async fn days(client: &Curl) -> Outcome<i64> {
    let answer = client.get(SETTINGS).await?;
    let days = answer.body.pointer("/body/backend/expiration_days");
    days.and_then(Value::as_i64)
        .ok_or_else(|| Failure::new(format!("no days in {}", answer.body)))
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

async fn a_commit_leaves_as_script_file_and_report(page: &Page, world: &World) -> Outcome {
    sign_in(page, world).await?;
    stage_two(page).await?;
    review(page).await?;
    page.button("Commit 2 changes to sps1.example.org")
        .click()
        .await?;
    page.button("Commit all the same").click().await?;
    page.text_visible("Committed 2 changes").await?;
    // The files as the browser is given them, and their names.
    page.evaluate(
        "window.e2eFiles = [];
         const make = URL.createObjectURL.bind(URL);
         URL.createObjectURL = (blob) => { blob.text().then((text) => window.e2eFiles.push([blob.type, text])); return make(blob); };",
    )
    .await?;
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

/// The file that was handed to the browser as number `index`: type and text.
async fn file(page: &Page, index: usize) -> Outcome<(String, String)> {
    for _ in 0..50 {
        let files = page.evaluate("return window.e2eFiles").await?;
        let part = |part: usize| {
            let text = files.get(index)?.get(part)?.as_str()?;
            Some(text.to_owned())
        };
        if let (Some(kind), Some(text)) = (part(0), part(1)) {
            return Ok((kind, text));
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    Err(Failure::new(format!("file {index} was not made")))
}
