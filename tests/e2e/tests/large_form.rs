//! A resource of 10,000 fields: what is shown is bounded, everything is reached, and nothing is lost between form and JSON.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use e2e::steps::{METHOD, sign_in};
use e2e::{Failure, Outcome, Page, Role, Scope as _, World, ensure};
use fantoccini::key::Key;
use serde_json::{Value, json};
use sps_appliance::{Appliance, Setup};

e2e::scenarios! {
    world: large_world,
    every_engine: [the_last_of_ten_thousand_fields],
    chromium_only: [a_wrong_field_out_of_sight, folded_json_loses_nothing, items_move_by_keyboard],
}

const LIST: &str = "/api/configuration/ssh/connections";
const PLACE: &str = "ssh/connections/e2b05d7418c94f60a3d501";
const ITEMS: usize = 2000;

/// A connection policy with 2,000 rules of five fields.
async fn large_world() -> Outcome<World> {
    let mut state = Appliance::new(Setup::default()).export();
    let rules = (0..ITEMS).map(|number| {
        json!({
            "authorizer": format!("auth-{number}"), "permission": "audit",
            "require_different_ip": number.is_multiple_of(2), "require_different_username": true,
            "subject": { "group": format!("group-{number}") },
        })
    });
    let (_, key) = PLACE.rsplit_once('/').unwrap_or_default();
    state["lists"][LIST][key]["access_control"] = rules.collect();
    let appliance = Appliance::import(&state)
        .map_err(|error| Failure::new(format!("the large state: {error}")))?;
    World::with_appliance(appliance).await
}

async fn open(page: &Page, world: &World) -> Outcome {
    page.open(&world.url(&format!("configuration/{PLACE}")))
        .await?;
    sign_in(page, METHOD, "admin", "demo").await?;
    page.textbox("Find a field").seen().await
}

/// Finds a field by words, goes to it by Enter, and answers the value it holds.
async fn go_to(page: &Page, words: &str) -> Outcome<String> {
    let find = page.textbox("Find a field");
    find.fill(words).await?;
    page.text_visible("found").await?;
    find.press(Key::Enter).await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let value = page.evaluate("return document.activeElement.value").await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

async fn elements(page: &Page) -> Outcome<u64> {
    let count = page
        .evaluate("return document.querySelectorAll('*').length")
        .await?;
    Ok(count.as_u64().unwrap_or_default())
}

async fn staged(page: &Page, button: &str) -> Outcome<Value> {
    page.button(button).click().await?;
    page.text_visible("Staged:").await?;
    let read = format!(
        "return fetch('/api/configuration/{PLACE}', {{ headers: {{ 'X-Console': '1' }} }}).then((answer) => answer.text())"
    );
    let text = page.evaluate(&read).await?;
    serde_json::from_str(text.as_str().unwrap_or_default())
        .map_err(|error| Failure::new(format!("{error} in {text}")))
}

async fn the_last_of_ten_thousand_fields(page: &Page, world: &World) -> Outcome {
    open(page, world).await?;
    page.text_visible("1 to 20 of 2000").await?;
    let count = elements(page).await?;
    ensure(count < 3000, format!("{count} elements for 20 items"))?;
    let value = go_to(page, "group-1999").await?;
    ensure(value == "group-1999", format!("the focus is on {value:?}"))?;
    page.text_visible("1981 to 2000 of 2000").await?;
    page.press(Key::End).await?;
    page.type_keys("-last").await?;
    let count = elements(page).await?;
    ensure(count < 3000, format!("{count} elements after the search"))?;
    // Another window and back: what was typed is there.
    page.button("First").click().await?;
    page.text_visible("1 to 20 of 2000").await?;
    ensure(
        go_to(page, "group-1999-last").await? == "group-1999-last",
        "what was typed left with its window",
    )?;
    let document = staged(page, "Stage 1 change").await?;
    let items = document["body"]["access_control"].as_array();
    let items = items.ok_or_else(|| Failure::new("no list"))?;
    ensure(items.len() == ITEMS, format!("{} items", items.len()))?;
    ensure(
        items[1999]["subject"]["group"] == "group-1999-last",
        "the last field was not staged",
    )
}

async fn a_wrong_field_out_of_sight(page: &Page, world: &World) -> Outcome {
    open(page, world).await?;
    ensure(go_to(page, "ports 1").await? == "22", "the port")?;
    page.type_keys("x").await?;
    page.text_visible("1 field needs correction").await?;
    let ports = page.control(Role::Group, "Ports");
    page.button("Ports").click().await?;
    ports.textbox("Item 1").gone().await?;
    page.button("Go to the first: 1 field needs correction")
        .click()
        .await?;
    ports.textbox("Item 1").seen().await?;
    page.type_keys(&format!(
        "{}a{}23",
        char::from(Key::Control),
        char::from(Key::Null)
    ))
    .await?;
    page.text_gone("needs correction").await?;
    page.button("Stage 1 change").seen().await
}

async fn folded_json_loses_nothing(page: &Page, world: &World) -> Outcome {
    open(page, world).await?;
    go_to(page, "group-1000").await?;
    page.press(Key::End).await?;
    page.type_keys("-typed").await?;
    page.button("JSON").click().await?;
    let json = page.textbox("Raw JSON");
    let shown = json.value().await?;
    let lines = shown.matches('\n').count();
    ensure(lines < 200, format!("{lines} lines are shown"))?;
    ensure(
        shown.contains("\"access_control\": [⋯0⋯]"),
        format!("nothing is folded in {shown}"),
    )?;
    // An edit beside the folded part; then a key press into its mark, which unfolds it and changes nothing.
    json.fill(&shown.replace("unix-servers", "unix-servers-2"))
        .await?;
    page.button("Unfold line 2").seen().await?;
    let find = page.textbox("Find in the JSON");
    find.fill("group-1000-typed").await?;
    find.press(Key::Enter).await?;
    page.button("Fold line 2, members of access_control")
        .gone()
        .await?;
    let unfolded = json.value().await?;
    ensure(
        unfolded.contains("group-1000-typed") && unfolded.contains("unix-servers-2"),
        "the search did not unfold",
    )?;
    let selected = page
        .evaluate("const e = document.querySelector('textarea.json-text'); return e.value.slice(e.selectionStart, e.selectionEnd)")
        .await?;
    ensure(
        selected == "group-1000-typed",
        format!("{selected} is selected"),
    )?;
    let count = elements(page).await?;
    ensure(count < 3000, format!("{count} elements for 14,000 lines"))?;
    // The innermost around the caret, by keyboard.
    let (control, shift, release) = (
        char::from(Key::Control),
        char::from(Key::Shift),
        char::from(Key::Null),
    );
    page.type_keys(&format!("{control}{shift}[{release}"))
        .await?;
    ensure(
        json.value().await?.contains("\"subject\": {⋯"),
        "the shortcut did not fold",
    )?;
    page.button("Form").click().await?;
    ensure(
        go_to(page, "group-1000-typed").await? == "group-1000-typed",
        "the form does not have what the JSON has",
    )?;
    let document = staged(page, "Stage 2 changes").await?;
    let body = &document["body"];
    ensure(body["name"] == "unix-servers-2", "the name")?;
    let items = body["access_control"].as_array().map_or(0, Vec::len);
    ensure(items == ITEMS, format!("{items} items"))?;
    ensure(
        body["access_control"][1000]["subject"]["group"] == "group-1000-typed",
        "the field typed in the form",
    )
}

async fn items_move_by_keyboard(page: &Page, world: &World) -> Outcome {
    open(page, world).await?;
    page.button("Move item 20 of Access control down")
        .press(Key::Enter)
        .await?;
    // Out of the window: it goes along, and so does the focus.
    page.text_visible("21 to 40 of 2000").await?;
    page.button("Move item 21 of Access control down")
        .seen()
        .await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    page.press(Key::Enter).await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let focused = page
        .evaluate("return document.activeElement.getAttribute('aria-label')")
        .await?;
    ensure(
        focused == "Move item 22 of Access control down",
        format!("the focus is on {focused}"),
    )?;
    let status = page
        .evaluate("return [...document.querySelectorAll('[role=listitem][aria-setsize=\"2000\"]')].map((e) => e.getAttribute('aria-posinset'))")
        .await?;
    ensure(
        status[0] == "21" && status[19] == "40",
        format!("positions {status}"),
    )?;
    page.containing(Role::Button, "Stage ").click().await?;
    page.text_visible("Staged:").await?;
    let read = format!(
        "return fetch('/api/configuration/{PLACE}', {{ headers: {{ 'X-Console': '1' }} }}).then((answer) => answer.json()).then((answer) => answer.body.access_control[21].authorizer)"
    );
    let moved = page.evaluate(&read).await?;
    ensure(moved == "auth-19", format!("{moved} stands there"))
}
