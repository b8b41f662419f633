//! Forms of the configuration: unions, choices, references, weeks, lists whose order counts, and the same as JSON.

use e2e::steps::{METHOD, sign_in};
use e2e::{Failure, Outcome, Page, Role, Scope as _, World, ensure};
use serde_json::Value;

e2e::scenarios! {
    world: World::start,
    every_engine: [another_kind_keeps_what_was_typed],
    chromium_only: [objects_are_chosen_by_name, a_week_is_painted, order_is_moved, the_same_as_json, rules_are_told],
}

async fn open(page: &Page, world: &World, place: &str) -> Outcome {
    page.open(&world.url(&format!("configuration/{place}")))
        .await?;
    sign_in(page, METHOD, "admin", "demo").await?;
    page.button("JSON").seen().await
}

/// Stages what was typed and answers what stands in the transaction.
async fn staged(page: &Page, button: &str, place: &str) -> Outcome<Value> {
    page.button(button).click().await?;
    page.text_visible("Staged:").await?;
    let read = format!(
        "return fetch('/api/configuration/{place}', {{ headers: {{ 'X-Console': '1' }} }}).then((answer) => answer.text())"
    );
    let text = page.evaluate(&read).await?;
    serde_json::from_str(text.as_str().unwrap_or_default())
        .map_err(|error| Failure::new(format!("{error} in {text}")))
}

fn is(document: &Value, pointer: &str, expected: &Value) -> Outcome {
    let found = document.pointer(pointer);
    ensure(
        found == Some(expected),
        format!("{found:?} and not {expected} at {pointer}"),
    )
}

async fn another_kind_keeps_what_was_typed(page: &Page, world: &World) -> Outcome {
    open(page, world, "management/email").await?;
    let kind = page.control(Role::Combobox, "Kind of SMTP server");
    page.textbox("IP address").fill("192.0.2.77").await?;
    kind.choose("Host name").await?;
    page.textbox("Host name").fill("mail.example.org").await?;
    kind.choose("IP address").await?;
    ensure(
        page.textbox("IP address").value().await? == "192.0.2.77",
        "the address was forgotten",
    )?;
    kind.choose("Host name").await?;
    let document = staged(page, "Stage 2 changes", "management/email").await?;
    let server = serde_json::json!({ "selection": "fqdn", "value": "mail.example.org" });
    is(&document, "/body/smtp_server", &server)
}

async fn objects_are_chosen_by_name(page: &Page, world: &World) -> Outcome {
    const PLACE: &str = "ssh/connections/e2b05d7418c94f60a3d501";
    open(page, world, PLACE).await?;
    page.button("Choose: Audit policy").click().await?;
    let dialog = page.control(Role::Dialog, "Choose: Audit policy");
    dialog
        .textbox("Filter by name or key")
        .fill("remote")
        .await?;
    dialog
        .button("remote-ts 7810185094aa47437dd91e")
        .click()
        .await?;
    dialog.gone().await?;
    page.link("7810185094aa47437dd91e").seen().await?;
    page.button("Clear User mapping policy").click().await?;
    let document = staged(page, "Stage 2 changes", PLACE).await?;
    is(
        &document,
        "/body/policies/audit_policy/key",
        &"7810185094aa47437dd91e".into(),
    )?;
    is(&document, "/body/policies/usermapping_policy", &Value::Null)
}

async fn a_week_is_painted(page: &Page, world: &World) -> Outcome {
    const PLACE: &str = "policies/time_policies/8348340645707e2575e3c6";
    open(page, world, PLACE).await?;
    let grid = page.control(Role::Table, "Allowed times");
    grid.control(Role::Cell, "Saturday, from 9:00")
        .click()
        .await?;
    grid.control(Role::Cell, "Monday, from 12:00")
        .click()
        .await?;
    let document = staged(page, "Stage 3 changes", PLACE).await?;
    is(
        &document,
        "/body/Sat",
        &serde_json::json!([["9:00", "10:00"]]),
    )?;
    is(
        &document,
        "/body/Mon",
        &serde_json::json!([["8:00", "12:00"], ["13:00", "17:00"]]),
    )?;
    // What was not painted is as it was written.
    is(
        &document,
        "/body/Fri",
        &serde_json::json!([["8:00", "15:30"]]),
    )
}

async fn order_is_moved(page: &Page, world: &World) -> Outcome {
    const PLACE: &str = "ssh/connections/e2b05d7418c94f60a3d501";
    open(page, world, PLACE).await?;
    page.button("Add to Ports").click().await?;
    page.control(Role::Group, "Ports")
        .textbox("Item 2")
        .fill("2200")
        .await?;
    page.button("Move item 2 of Ports up").click().await?;
    let document = staged(page, "Stage 2 changes", PLACE).await?;
    is(
        &document,
        "/body/network/ports",
        &serde_json::json!([2200, 22]),
    )
}

async fn the_same_as_json(page: &Page, world: &World) -> Outcome {
    const PLACE: &str = "management/disk_fillup_prevention";
    open(page, world, PLACE).await?;
    page.button("JSON").click().await?;
    let json = page.textbox("Raw JSON");
    let before = json.value().await?;
    json.fill("{\n  \"enabled\": true,\n  \"used_space_ratio_limit\" 70\n}")
        .await?;
    page.text_visible("Line 3, column 28: a colon is missing.")
        .await?;
    // Back to the fields would lose the text: the page stays.
    page.button("Form").click().await?;
    json.seen().await?;
    json.fill(&before.replace("\"enabled\": true", "\"enabled\": false"))
        .await?;
    page.button("Form").click().await?;
    ensure(
        !page.checkbox("Enabled").is_on().await?,
        "the field does not show what the JSON says",
    )?;
    let document = staged(page, "Stage 1 change", PLACE).await?;
    is(&document, "/body/enabled", &false.into())
}

async fn rules_are_told(page: &Page, world: &World) -> Outcome {
    open(page, world, "management/disk_fillup_prevention").await?;
    let limit = page.textbox("Stop new connections at");
    limit.fill("120").await?;
    page.text_visible("At most 99.").await?;
    page.text_visible("Correct the marked fields first.")
        .await?;
    limit.fill("ninety").await?;
    page.text_visible("Enter a whole number.").await?;
    limit.fill("90").await?;
    page.text_gone("Enter a whole number.").await?;
    page.button("Stage 1 change").seen().await
}
