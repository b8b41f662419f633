//! Objects of a list: created, cloned, deleted, and refused with reasons at their fields.

use e2e::steps::{METHOD, navigate, sign_in};
use e2e::{Curl, Failure, Key, Outcome, Page, Role, Scope as _, World, ensure};
use serde_json::Value;

e2e::scenarios! {
    world: World::start,
    every_engine: [a_new_object_reaches_the_review_and_the_commit],
    chromium_only: [
        a_half_typed_object_is_kept,
        a_clone_begins_like_its_model,
        a_new_user_gets_a_password,
        an_object_in_use_shows_by_what,
        an_object_is_deleted_and_told_until_the_commit,
        a_refused_value_is_told_at_its_field,
        a_reader_is_told_what_is_missing,
        the_keyboard_alone_creates_an_object_on_a_telephone,
    ],
}

const POLICIES: &str = "/api/configuration/policies/time_policies";
const OFFICE_HOURS: &str = "8348340645707e2575e3c6";

async fn open_as(page: &Page, world: &World, place: &str, user: &str) -> Outcome {
    page.open(&world.url(place)).await?;
    sign_in(page, METHOD, user, "demo").await
}

async fn open(page: &Page, world: &World, place: &str) -> Outcome {
    open_as(page, world, place, "admin").await
}

async fn other_client(world: &World) -> Outcome<Curl> {
    let client = world.curl()?;
    client.sign_in("admin", "demo").await?;
    Ok(client)
}

/// The names of the objects of a list that are active.
async fn names(client: &Curl, list: &str) -> Outcome<Vec<String>> {
    let answer = client.get(list).await?;
    let items = answer.body.get("items").and_then(Value::as_array);
    let items = items.ok_or_else(|| Failure::new(format!("{list}: {}", answer.body)))?;
    let name = |item: &Value| Some(item.pointer("/body/name")?.as_str()?.to_owned());
    Ok(items.iter().filter_map(name).collect())
}

async fn commit(page: &Page, button: &str) -> Outcome {
    navigate(page, "Review").await?;
    page.textbox("Commit message").fill("tested").await?;
    page.button(button).click().await
}

/// Commits what concerns accounts: the console asks a second time.
async fn commit_all_the_same(page: &Page, button: &str) -> Outcome {
    commit(page, button).await?;
    page.button("Commit all the same").click().await?;
    page.text_visible("Committed").await
}

/// Where the keyboard is: its accessible name, and what describes it.
async fn described(page: &Page) -> Outcome<(String, String)> {
    let found = page
        .evaluate(
            "const e = document.activeElement;
            const ids = (e.getAttribute('aria-describedby') ?? '').split(' ');
            const told = ids.map((id) => document.getElementById(id)?.innerText ?? '').join(' ');
            return [e.id, told.trim(), e.getAttribute('aria-invalid')]",
        )
        .await?;
    let text = |at: usize| {
        found
            .get(at)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    ensure(
        text(2) == "true",
        format!("no invalid field has the focus: {found}"),
    )?;
    Ok((text(0), text(1)))
}

async fn a_new_object_reaches_the_review_and_the_commit(page: &Page, world: &World) -> Outcome {
    let client = other_client(world).await?;
    open(page, world, "configuration/policies/time_policies").await?;
    page.button("New object").click().await?;
    page.heading("New object").seen().await?;
    // Nothing is sent before the documented rules are kept.
    page.button("Stage the new object").click().await?;
    page.text_visible("A name cannot be empty or contain spaces.")
        .await?;
    let (field, _) = described(page).await?;
    ensure(field == "field/name", format!("the focus is at {field}"))?;

    page.textbox("Name").fill("night").await?;
    page.text_gone("A name cannot be empty").await?;
    page.button("Stage the new object").click().await?;
    page.heading("night").seen().await?;
    page.text_visible("Staged, not active").await?;
    ensure(
        !names(&client, POLICIES)
            .await?
            .contains(&"night".to_owned()),
        "it is active before the commit",
    )?;

    page.control(Role::Navigation, "Place in the configuration")
        .link("time_policies")
        .click()
        .await?;
    page.heading("time_policies").seen().await?;
    page.text_visible("Staged, not active: night").await?;
    commit(page, "Commit 1 change to sps1.example.org").await?;
    page.text_visible("Committed").await?;
    ensure(
        names(&client, POLICIES)
            .await?
            .contains(&"night".to_owned()),
        "it was not created",
    )
}

async fn a_half_typed_object_is_kept(page: &Page, world: &World) -> Outcome {
    open(page, world, "new/policies/time_policies").await?;
    page.textbox("Name").fill("half").await?;
    navigate(page, "Account").await?;
    page.heading("Account").seen().await?;
    page.back().await?;
    page.text_visible("You began this object earlier").await?;
    ensure(
        page.textbox("Name").value().await? == "half",
        "it was forgotten",
    )?;
    page.button("Start over").click().await?;
    page.text_gone("You began this object earlier").await?;
    ensure(
        page.textbox("Name").value().await?.is_empty(),
        "it did not start over",
    )
}

async fn a_clone_begins_like_its_model(page: &Page, world: &World) -> Outcome {
    open(
        page,
        world,
        &format!("configuration/policies/time_policies/{OFFICE_HOURS}"),
    )
    .await?;
    page.button("Clone").click().await?;
    page.text_visible("Secrets are not copied").await?;
    let name = page.textbox("Name").value().await?;
    ensure(name.ends_with("-2"), format!("the copy is called {name:?}"))?;
    page.button("Stage the new object").click().await?;
    page.heading(&name).seen().await?;
    page.text_visible("Staged, not active").await?;

    // From the form of a new object, by name.
    page.control(Role::Navigation, "Place in the configuration")
        .link("time_policies")
        .click()
        .await?;
    page.button("New object").click().await?;
    page.button("Clone from…").click().await?;
    let dialog = page.dialog("Clone from");
    dialog.textbox("Filter by name or key").fill(&name).await?;
    dialog.containing(Role::Button, &name).click().await?;
    dialog.gone().await?;
    page.button("Stage the new object").click().await?;
    page.text_visible("Staged, not active").await?;
    page.text_visible("2 pending changes").await
}

async fn a_new_user_gets_a_password(page: &Page, world: &World) -> Outcome {
    const USERS: &str = "new/aaa/local_database/users";
    open(page, world, USERS).await?;
    page.textbox("Name").fill("newcomer").await?;
    // Without a password the appliance says what is missing, and where.
    page.button("Stage the new object").click().await?;
    page.text_visible("The reasons stand at their fields")
        .await?;
    // The browser tells refusals on its console.
    page.expect_noise("status of 400");
    page.button("Set: Password").click().await?;
    page.password("New value of Password")
        .fill("Correct-horse-7")
        .await?;
    page.button("Stage the new object").click().await?;
    page.heading("newcomer").seen().await?;
    page.text_visible("Staged, not active").await?;
    let shown = page
        .evaluate("return document.documentElement.innerHTML")
        .await?;
    ensure(
        !shown.as_str().unwrap_or_default().contains("Correct-horse"),
        "the password is in the page",
    )?;
    commit_all_the_same(page, "Commit 2 changes to sps1.example.org").await?;
    let client = world.curl()?;
    client.sign_in("newcomer", "Correct-horse-7").await
}

async fn an_object_in_use_shows_by_what(page: &Page, world: &World) -> Outcome {
    open(
        page,
        world,
        &format!("configuration/policies/time_policies/{OFFICE_HOURS}"),
    )
    .await?;
    page.button("Delete").click().await?;
    let dialog = page.only(Role::Dialog);
    dialog.button("Check what uses it").click().await?;
    page.text_visible("2 resources use it:").await?;
    let user =
        "office-hours, Rules › Item 1 › Time policy (ssh/channel_policies/103640099357f3b14f0529b)";
    dialog.link(user).seen().await?;
    // The appliance says the same.
    dialog.button("Stage the deletion").click().await?;
    page.text_visible("The appliance names:").await?;
    // The browser tells refusals on its console.
    page.expect_noise("status of 400");
    let link = dialog.link("ssh/channel_policies/103640099357f3b14f0529b");
    link.click().await?;
    page.heading("office-hours").seen().await
}

async fn an_object_is_deleted_and_told_until_the_commit(page: &Page, world: &World) -> Outcome {
    const GROUPS: &str = "/api/configuration/aaa/local_database/groups";
    let client = other_client(world).await?;
    open(
        page,
        world,
        "configuration/aaa/local_database/groups/ca2dc85730ca082ee6b5cf",
    )
    .await?;
    page.button("Delete").click().await?;
    let dialog = page.dialog("Delete contractors?");
    dialog.button("Check what uses it").click().await?;
    page.text_visible("Nothing that you may read uses it.")
        .await?;
    dialog.button("Stage the deletion").click().await?;
    page.heading("groups").seen().await?;
    page.text_visible("Staged for deletion, active until you commit: contractors")
        .await?;
    ensure(
        names(&client, GROUPS)
            .await?
            .contains(&"contractors".to_owned()),
        "it went before the commit",
    )?;
    commit_all_the_same(page, "Commit 1 change to sps1.example.org").await?;
    ensure(
        !names(&client, GROUPS)
            .await?
            .contains(&"contractors".to_owned()),
        "it is still there",
    )
}

async fn a_refused_value_is_told_at_its_field(page: &Page, world: &World) -> Outcome {
    open(
        page,
        world,
        "configuration/ssh/connections/e2b05d7418c94f60a3d501",
    )
    .await?;
    page.button("JSON").click().await?;
    let json = page.textbox("Raw JSON");
    let before = json.value().await?;
    // A name with a blank breaks no rule of JSON, and the appliance refuses two of the same name.
    json.fill(&before.replace("\"unix-servers\"", "\"legacy-router\""))
        .await?;
    page.button("Stage 1 change").click().await?;
    // The fields come back, because the reason stands at one of them.
    page.text_visible("is taken by another object").await?;
    // The browser tells refusals on its console.
    page.expect_noise("status of 400");
    let (field, told) = described(page).await?;
    ensure(field == "field/name", format!("the focus is at {field}"))?;
    ensure(told.contains("taken"), format!("the field says {told:?}"))?;
    // Another value is not the refused one.
    page.textbox("Name").fill("unix-machines").await?;
    ensure(
        page.evaluate("return document.activeElement.getAttribute('aria-invalid')")
            .await?
            == "false",
        "the reason stays with another value",
    )?;
    page.button("Stage 1 change").click().await?;
    page.text_visible("Staged:").await?;
    page.text_gone("taken by another object").await
}

async fn a_reader_is_told_what_is_missing(page: &Page, world: &World) -> Outcome {
    open_as(
        page,
        world,
        "configuration/policies/time_policies",
        "auditor",
    )
    .await?;
    let new = page.button("New object");
    ensure(!new.is_enabled().await?, "a reader may create")?;
    page.text_visible("Needs POST").await?;
    page.open(&world.url(&format!(
        "configuration/policies/time_policies/{OFFICE_HOURS}"
    )))
    .await?;
    let delete = page.button("Delete");
    ensure(!delete.is_enabled().await?, "a reader may delete")?;
    page.text_visible("Needs DELETE").await
}

async fn the_keyboard_alone_creates_an_object_on_a_telephone(
    page: &Page,
    world: &World,
) -> Outcome {
    open(page, world, "configuration/policies/time_policies").await?;
    page.set_size(360, 740).await?;
    page.button("New object").press(Key::Enter).await?;
    page.heading("New object").seen().await?;
    // From the heading on by Tab, as far as the name.
    page.tab_to(&page.textbox("Name")).await?;
    page.type_text("kbd").await?;
    page.press(Key::Enter).await?;
    page.heading("kbd").seen().await?;
    page.text_visible("Staged, not active").await?;
    let wide = page
        .evaluate("return document.documentElement.scrollWidth")
        .await?;
    ensure(
        wide.as_u64().is_some_and(|wide| wide <= 360),
        format!("the page is {wide} wide"),
    )
}
