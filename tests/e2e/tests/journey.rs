//! The main journey through the console: sign in, account, an API key, a change in a transaction, review, commit, sign out.

use e2e::steps::{METHOD, choose_method, hold_commits, navigate, release_commits, sign_in};
use e2e::{Curl, Failure, Outcome, Page, Role, Scope as _, World, ensure};

e2e::scenarios! {
    world: World::start,
    every_engine: [whole_journey, wrong_password],
    chromium_only: [whole_journey_of_a_name_beyond_ascii, picture_for_the_readme],
}

/// The simulated appliance, by its name.
const APPLIANCE: &str = "sps1.example.org";

/// A person, and a setting that this person may change.
struct Traveller {
    user: &'static str,
    password: &'static str,
    /// The nodes on the way to the resource.
    way: [&'static str; 2],
    /// The label of a check box; the changelog uses the same.
    field: &'static str,
    /// The same value in the resource's JSON.
    pointer: &'static str,
}

async fn whole_journey(page: &Page, world: &World) -> Outcome {
    let traveller = Traveller {
        user: "admin",
        password: "demo",
        way: ["aaa", "settings"],
        field: "Refuse passwords found in dictionaries",
        pointer: "/body/backend/cracklib_enabled",
    };
    journey(page, world, &traveller).await
}

async fn whole_journey_of_a_name_beyond_ascii(page: &Page, world: &World) -> Outcome {
    let traveller = Traveller {
        user: "ügyelő",
        password: "pässwörd:€",
        way: ["management", "disk_fillup_prevention"],
        field: "Archive at once",
        pointer: "/body/archiving_enabled",
    };
    journey(page, world, &traveller).await
}

async fn journey(page: &Page, world: &World, traveller: &Traveller) -> Outcome {
    let Traveller { user, password, .. } = *traveller;
    page.open(&world.url("")).await?;
    sign_in(page, METHOD, user, password).await?;
    account(page, user).await?;
    api_key(page, world, user, password).await?;
    change_a_setting(page, world, traveller).await?;
    sign_out(page).await
}

async fn account(page: &Page, user: &str) -> Outcome {
    navigate(page, "Account").await?;
    page.heading("Account").seen().await?;
    let main = page.only(Role::Main);
    let text = main.text().await?;
    ensure(text.contains(user), format!("no {user} on: {text}"))?;
    ensure(text.contains("local"), format!("no method on: {text}"))?;
    let rights = page.control(Role::Table, "Endpoints and methods");
    rights.seen().await?;
    let text = rights.text().await?;
    ensure(
        text.contains("GET") && text.contains("/api") && text.contains("Yes"),
        format!("no endpoints and methods in: {text}"),
    )
}

/// A new key is active when its value shows: another client lists it after the commit, and not before.
async fn api_key(page: &Page, world: &World, user: &str, password: &str) -> Outcome {
    const KEY: &str = "nightly-backup";
    let other_client = world.curl()?;
    other_client.sign_in(user, password).await?;
    navigate(page, "API keys").await?;
    page.button("Create an API key").click().await?;
    page.textbox("Name").fill(KEY).await?;
    hold_commits(page).await?;
    page.button("Create").click().await?;
    page.text_visible("Activating…").await?;
    ensure(
        !lists_key(&other_client, KEY).await?,
        "the key is listed before the commit",
    )?;
    release_commits(page).await?;
    page.heading("Key ready – not copied yet").seen().await?;
    ensure(
        lists_key(&other_client, KEY).await?,
        "the key is not listed after the commit",
    )?;
    page.button("Copy").click().await?;
    told_of_the_clipboard(page).await?;
    page.button("Show").click().await?;
    page.button("Close").click().await?;
    page.button("Create an API key").seen().await?;
    let keys = page.control(Role::Table, "Your API keys");
    keys.row_containing(KEY)
        .containing(Role::Cell, "Active")
        .seen()
        .await
}

/// Whether the clipboard may be used is the engine's decision; the page must say which it was, and go on.
async fn told_of_the_clipboard(page: &Page) -> Outcome {
    let mut text = String::new();
    for _ in 0..50 {
        text = page.only(Role::Main).text().await?;
        if text.contains("Key copied") || text.contains("refused the clipboard") {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    Err(Failure::new(format!(
        "nothing is said of the clipboard: {text}"
    )))
}

async fn lists_key(client: &Curl, name: &str) -> Outcome<bool> {
    let answer = client.get("/api/user/api_keys").await?;
    ensure(
        answer.status == 200,
        format!("curl got {} {}", answer.status, answer.body),
    )?;
    Ok(answer.body.to_string().contains(name))
}

async fn change_a_setting(page: &Page, world: &World, traveller: &Traveller) -> Outcome {
    const MESSAGE: &str = "As agreed with the security team";
    let [node, resource] = traveller.way;
    navigate(page, "Configuration").await?;
    page.only(Role::Main).link(node).click().await?;
    page.only(Role::Main).link(resource).click().await?;
    let field = page.checkbox(traveller.field);
    let before = field.is_on().await?;
    field.click().await?;
    page.button("Stage 1 change").click().await?;
    page.link("1 pending change").seen().await?;
    ensure(
        setting(world, traveller).await? == before,
        "the change is active before the commit",
    )?;

    navigate(page, "Review").await?;
    page.heading("Review").seen().await?;
    page.heading(&format!("{node} › {resource}")).seen().await?;
    page.text_visible(traveller.field).await?;
    page.textbox("Commit message").fill(MESSAGE).await?;
    page.button(&format!("Commit 1 change to {APPLIANCE}"))
        .click()
        .await?;
    if node == "aaa" {
        // Who can sign in may be at stake: the console asks a second time.
        page.dialog("This commit can lock people out")
            .seen()
            .await?;
        page.button("Commit all the same").click().await?;
    }
    page.text_visible(&format!("Committed 1 change to {APPLIANCE}"))
        .await?;
    page.text_visible(MESSAGE).await?;
    page.link("0 pending changes").seen().await?;
    ensure(
        setting(world, traveller).await? != before,
        "the change is not active after the commit",
    )?;

    // A fresh look, by the history and by the address itself.
    page.back().await?;
    page.heading(resource).seen().await?;
    page.reload().await?;
    ensure(
        page.checkbox(traveller.field).is_on().await? != before,
        "the page shows the old value after the commit",
    )
}

/// The setting as another client reads it.
async fn setting(world: &World, traveller: &Traveller) -> Outcome<bool> {
    let client = world.curl()?;
    client.sign_in(traveller.user, traveller.password).await?;
    let [node, resource] = traveller.way;
    let answer = client
        .get(&format!("/api/configuration/{node}/{resource}"))
        .await?;
    answer
        .body
        .pointer(traveller.pointer)
        .and_then(serde_json::Value::as_bool)
        .ok_or_else(|| Failure::new(format!("no {} in {}", traveller.pointer, answer.body)))
}

async fn sign_out(page: &Page) -> Outcome {
    page.button("Sign out").click().await?;
    page.heading("Sign in").seen().await?;
    page.text_visible("You are signed out").await?;
    page.reload().await?;
    page.heading("Sign in").seen().await
}

async fn wrong_password(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    choose_method(page, METHOD).await?;
    page.textbox("User name").fill("admin").await?;
    page.password("Password").fill("wrong").await?;
    page.button(&format!("Sign in – {METHOD}")).click().await?;
    page.text_visible(&format!("{METHOD} did not accept this name and password."))
        .await?;
    ensure(
        !page.native_dialog_open().await?,
        "the browser asks for a password by itself",
    )?;
    // Chromium writes every refused request to its console.
    page.expect_noise("401");
    page.password("Password").fill("demo").await?;
    page.button(&format!("Sign in – {METHOD}")).click().await?;
    page.button("Sign out").seen().await
}

/// The picture in the README is made here, so that it shows what the console is: `SPS_UPDATE_SCREENSHOT=1` writes it.
async fn picture_for_the_readme(page: &Page, world: &World) -> Outcome {
    page.open(&world.url("")).await?;
    sign_in(page, METHOD, "admin", "demo").await?;
    page.open(&world.url("configuration/aaa/settings")).await?;
    page.checkbox("Refuse passwords found in dictionaries")
        .click()
        .await?;
    page.button("Stage 1 change").click().await?;
    page.link("Review and commit").seen().await?;
    if std::env::var_os("SPS_UPDATE_SCREENSHOT").is_some_and(|value| value == "1") {
        let file = e2e::workspace_root().join("docs/console.png");
        return page.screenshot_to(file).await;
    }
    page.screenshot("console").await.map(|_| ())
}
