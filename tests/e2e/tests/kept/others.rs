//! What somebody else did meanwhile: changed, deleted, committed; a secret that is not kept; another person.

use e2e::{Curl, Failure, Outcome, Page, Role, Scope as _, World, ensure};
use serde_json::{Value, json};
use sps_appliance::Cue;

use crate::steps::{
    changelog, narrow_and_dark, notice_the_end, open, open_form, send_password, sign_in_again,
    stage_address, stored, until_stored,
};

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [
        changed_by_somebody_is_decided,
        gone_and_needs_its_secret_again,
        another_person_gets_a_file_and_nothing_is_applied,
        what_was_committed_after_all_is_said,
    ],
}

e2e::scenarios! { older_profiles: [changed_by_somebody_is_decided, what_was_committed_after_all_is_said] }

const EMAIL: &str = "/api/configuration/management/email";
const POLICIES: &str = "/api/configuration/policies/time_policies";

/// Commits a change by another session of the same appliance.
async fn elsewhere(world: &World, method: &str, path: &str, body: Option<Value>) -> Outcome {
    let client = world.curl()?;
    client.sign_in("operator", "demo").await?;
    let commit = Some(json!({"status": "commit"}));
    write(&client, "POST", "/api/transaction", Some(json!({}))).await?;
    write(&client, method, path, body).await?;
    write(&client, "PUT", "/api/transaction", commit).await
}

async fn write(client: &Curl, method: &str, path: &str, body: Option<Value>) -> Outcome {
    let token = client.get("/api/user_info").await?.body;
    let token = token.get("token").and_then(Value::as_str);
    let token = format!("X-Token: {}", token.unwrap_or_default());
    let body = body.map(|body| body.to_string());
    let mut arguments = vec!["--request", method, "--header", &token];
    arguments.extend(["--header", "Content-Type: application/json"]);
    if let Some(body) = &body {
        arguments.extend(["--data", body]);
    }
    let answer = client.call(&arguments, path).await?;
    ensure(
        answer.status < 300,
        format!("{method} {path}: {} {}", answer.status, answer.body),
    )
}

async fn changed_by_somebody_is_decided(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    open(page, world).await?;
    stage_address(page, "mine@example.org").await?;
    world.cue(Cue::SessionExpires);
    let client = world.curl()?;
    client.sign_in("admin", "demo").await?;
    let read = client.get(EMAIL).await?.body;
    let mut body = read.get("body").cloned().unwrap_or_default();
    if let Some(address) = body.get_mut("alerting_address") {
        *address = json!("theirs@example.org");
    }
    elsewhere(world, "PUT", EMAIL, Some(body)).await?;
    notice_the_end(page).await?;
    sign_in_again(page).await?;
    page.text_visible("changed by somebody").await?;
    page.text_visible("1 decision open").await?;
    let table = page.containing(Role::Table, "theirs@example.org");
    table.seen().await?;
    ensure(
        table.text().await?.contains("mine@example.org"),
        "both values are shown",
    )?;
    page.screenshot("replay-conflict").await?;
    // Without a decision it is not sent.
    page.button("Replay 1 change").click().await?;
    page.text_visible("not sent: it needs your decision")
        .await?;
    page.control(Role::Radio, "Keep mine: Alerting address")
        .click()
        .await?;
    page.text_gone("1 decision open").await?;
    page.button("Replay 1 change").click().await?;
    page.heading("Review").seen().await?;
    let changes = changelog(page).await?.to_string();
    ensure(
        changes.contains("mine@example.org") && changes.contains("theirs@example.org"),
        format!("theirs becomes mine: {changes}"),
    )
}

async fn gone_and_needs_its_secret_again(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    page.expect_noise("404");
    let night = json!({"name": "night", "Mon": [["0:00", "6:00"]], "Tue": [], "Wed": [], "Thu": [],
        "Fri": [], "Sat": [], "Sun": []});
    elsewhere(world, "POST", POLICIES, Some(night)).await?;
    let client = world.curl()?;
    client.sign_in("admin", "demo").await?;
    let policies = client.get(POLICIES).await?.body;
    let is_night = |item: &&Value| item.pointer("/body/name") == Some(&json!("night"));
    let last = policies
        .get("items")
        .and_then(Value::as_array)
        .and_then(|items| items.iter().find(is_night))
        .and_then(|item| item.get("key")?.as_str())
        .ok_or_else(|| Failure::new(format!("no such policy in {policies}")))?
        .to_owned();
    open(page, world).await?;
    page.open(&world.url(&format!("configuration/policies/time_policies/{last}")))
        .await?;
    page.textbox("Name").fill("nights").await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    open_form(page, &["management", "snmp", "agent"]).await?;
    page.button("Replace: Community").click().await?;
    page.password("New value of Community")
        .fill("CANARY-community")
        .await?;
    page.button("Stage 1 change").click().await?;
    page.link("2 pending changes").seen().await?;
    let held = stored(page).await?;
    ensure(
        held.contains("snmp/agent") && !held.contains("CANARY"),
        "the secret is kept, or the change is not",
    )?;
    world.cue(Cue::SessionExpires);
    elsewhere(world, "DELETE", &format!("{POLICIES}/{last}"), None).await?;
    notice_the_end(page).await?;
    sign_in_again(page).await?;
    page.text_visible("no longer exists").await?;
    page.text_visible("needs its secret again").await?;
    page.screenshot("replay-gone-and-secret").await?;
    narrow_and_dark(page, "replay-narrow-dark").await?;
    page.only(Role::Password).fill("CANARY-again").await?;
    page.control(Role::Radio, "Take theirs: The whole object")
        .click()
        .await?;
    page.button("Replay 2 changes").click().await?;
    page.heading("Review").seen().await?;
    page.link("1 pending change").seen().await?;
    let held = stored(page).await?;
    ensure(
        !held.contains("CANARY"),
        format!("a secret is stored: {held}"),
    )
}

async fn what_was_committed_after_all_is_said(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    open(page, world).await?;
    stage_address(page, "mine@example.org").await?;
    // The commit of another program with the same session, or one whose answer never came.
    page.evaluate(
        "const token = (await (await fetch('/api/user_info', { headers: { 'X-Console': '1' } })).json()).token;
         const headers = { 'Content-Type': 'application/json', 'X-Console': '1', ...(token ? { 'X-Token': token } : {}) };
         const body = JSON.stringify({ status: 'commit' });
         const answer = await fetch('/api/transaction', { method: 'PUT', headers, body });
         if (!answer.ok) throw new Error(await answer.text());",
    )
    .await?;
    world.cue(Cue::SessionExpires);
    notice_the_end(page).await?;
    sign_in_again(page).await?;
    let told = page.containing(Role::Status, "These changes seem to be committed already");
    told.seen().await?;
    page.text_visible("already so").await?;
    told.button("Drop them").click().await?;
    page.text_visible("Nothing waits for a replay.").await?;
    let held = stored(page).await?;
    ensure(held.is_empty(), format!("dropped: {held}"))
}

async fn another_person_gets_a_file_and_nothing_is_applied(page: &Page, world: &World) -> Outcome {
    page.expect_noise("401");
    open(page, world).await?;
    stage_address(page, "mine@example.org").await?;
    page.textbox("Send alerts to")
        .fill("typed@example.org")
        .await?;
    until_stored(page, "typed@example.org", true).await?;
    world.cue(Cue::SessionExpires);
    notice_the_end(page).await?;
    page.button("Download my changes as a file").seen().await?;
    page.screenshot("ended-with-kept-changes").await?;
    narrow_and_dark(page, "ended-narrow-dark").await?;
    page.button("Leave and sign in as somebody else")
        .click()
        .await?;
    send_password(page, page.method(), "operator", "demo").await?;
    page.text_visible("This tab holds 2 kept changes of admin. They are not applied.")
        .await?;
    page.text_gone("Look and replay").await?;
    page.link("0 pending changes").seen().await?;
    open_form(page, &["management", "email"]).await?;
    page.text_gone("typed@example.org").await?;
    page.screenshot("kept-of-somebody-else").await?;
    narrow_and_dark(page, "kept-of-somebody-else-narrow-dark").await?;
    page.evaluate(
        "const make = URL.createObjectURL.bind(URL);
         URL.createObjectURL = (blob) => { blob.text().then((text) => { window.e2eFile = text; }); return make(blob); };",
    )
    .await?;
    page.button("Download as a file, then delete")
        .click()
        .await?;
    page.text_gone("This tab holds").await?;
    let file = page.evaluate("return window.e2eFile").await?;
    let file = file.as_str().unwrap_or_default();
    ensure(
        file.contains("mine@example.org") && file.contains("typed@example.org"),
        format!("the file: {file}"),
    )?;
    let held = stored(page).await?;
    ensure(held.is_empty(), format!("dropped after that: {held}"))
}
