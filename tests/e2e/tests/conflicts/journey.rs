//! The way from a form to the conflict and back: what was staged in the console is kept while the transaction is opened anew,
//! and the commit message survives.

use e2e::steps::{self, METHOD, navigate};
use e2e::{Curl, Outcome, Page, Role, Scope as _, World, ensure};
use serde_json::Value;

e2e::scenarios! {
    world: World::start,
    every_engine: [],
    chromium_only: [a_refused_commit_is_decided_and_committed, a_silent_merge_is_told],
}

const SETTINGS: &str = "/api/configuration/reporting/settings";
const EMAIL: &str = "/api/configuration/management/email";

async fn sign_in(page: &Page, world: &World, at: &str) -> Outcome {
    page.open(&world.url(at)).await?;
    steps::sign_in(page, METHOD, "admin", "demo").await
}

/// Somebody else commits a whole resource.
async fn commits(world: &World, path: &str, edit: impl FnOnce(&mut Value)) -> Outcome {
    let other: Curl = world.curl()?;
    other.sign_in("admin2", "demo").await?;
    let json = ["-H", "Content-Type: application/json", "--data"];
    let mut body = other
        .get(path)
        .await?
        .body
        .get("body")
        .cloned()
        .unwrap_or_default();
    edit(&mut body);
    let open = other
        .call(
            &["-X", "POST", json[0], json[1], json[2], ""],
            "/api/transaction",
        )
        .await?;
    ensure(open.status < 300, format!("open: {}", open.body))?;
    let body = body.to_string();
    let put = other
        .call(&["-X", "PUT", json[0], json[1], json[2], &body], path)
        .await?;
    ensure(put.status < 300, format!("PUT {path}: {}", put.body))?;
    let commit = r#"{"status":"commit","message":"by admin2"}"#;
    let commit = other
        .call(
            &["-X", "PUT", json[0], json[1], json[2], commit],
            "/api/transaction",
        )
        .await?;
    ensure(commit.status < 300, format!("commit: {}", commit.body))
}

async fn live(world: &World, path: &str, at: &str) -> Outcome<Value> {
    let other = world.curl()?;
    other.sign_in("admin2", "demo").await?;
    let body = other.get(path).await?.body;
    Ok(body.pointer(at).cloned().unwrap_or_default())
}

async fn a_refused_commit_is_decided_and_committed(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "configuration/reporting/settings").await?;
    page.textbox("Retention days").fill("400").await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    commits(world, SETTINGS, |body| {
        if let Some(days) = body.get_mut("retention_days") {
            *days = 500.into();
        }
    })
    .await?;
    navigate(page, "Review").await?;
    page.textbox("Commit message")
        .fill("Keep for longer")
        .await?;
    page.expect_noise("409");
    page.button("Commit 1 change to sps1.example.org")
        .click()
        .await?;
    page.link("Check for conflicts").click().await?;
    page.heading("Conflicts").seen().await?;
    page.text_visible("1 conflict left to decide").await?;
    page.text_visible("another administrator").await?;
    let table = page.control(Role::Table, "Conflicts in reporting › settings");
    let row = table.row_containing("Retention days");
    for value in ["365", "500", "400"] {
        row.containing(Role::Cell, value).seen().await?;
    }
    ensure(
        !page
            .control(Role::Radio, "Keep mine: Retention days")
            .is_on()
            .await?,
        "nothing is chosen before",
    )?;

    // Nothing is lost when the page is loaded anew in the middle of it.
    page.reload().await?;
    page.heading("Conflicts").seen().await?;
    page.button("Check for conflicts").click().await?;
    page.text_visible("1 conflict left to decide").await?;
    page.control(Role::Radio, "Keep mine: Retention days")
        .click()
        .await?;
    page.text_visible("All conflicts are decided").await?;
    page.button("Replay with these decisions").click().await?;
    page.heading("Review").seen().await?;
    page.button("Commit 1 change to sps1.example.org")
        .click()
        .await?;
    page.text_visible("Committed 1 change to sps1.example.org")
        .await?;
    let days = live(world, SETTINGS, "/body/retention_days").await?;
    ensure(days == 400, format!("mine is active: {days}"))
}

async fn a_silent_merge_is_told(page: &Page, world: &World) -> Outcome {
    sign_in(page, world, "configuration/management/email").await?;
    page.textbox("Administrator's address")
        .fill("mine@example.org")
        .await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    commits(world, EMAIL, |body| {
        if let Some(address) = body.get_mut("reporting_address") {
            *address = "theirs@example.org".into();
        }
    })
    .await?;
    navigate(page, "Review").await?;
    page.textbox("Commit message").fill("My address").await?;
    page.button("Commit 1 change to sps1.example.org")
        .click()
        .await?;
    page.text_visible("Merged with changes made by others since")
        .await?;
    page.text_visible("management › email › Reporting address")
        .await?;
    page.text_visible("theirs@example.org").await
}
